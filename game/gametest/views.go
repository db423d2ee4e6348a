package gametest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"crossplay/game"
)

// What windows know how to draw.
var (
	styles = []game.Style{
		game.Squares, game.Slots, game.Checks, game.Lines, game.Hexes, game.Points, game.Pits, game.Edges, game.Tray,
	}
	kinds = []game.Kind{"", game.Void, game.Store}
	marks = []game.Mark{game.Last, game.Win, game.Check, game.Target, game.Hidden, game.Out, game.Star}
)

func viewsAreWellFormed(p *position) error {
	for _, seat := range p.viewers() {
		if err := p.viewIsWellFormed(p.state.View(seat)); err != nil {
			return fmt.Errorf("as seen by %s: %w", name(p.info, seat), err)
		}
	}
	return nil
}

func (p *position) viewIsWellFormed(v game.View) error {
	if len(v.Boards) == 0 {
		return errors.New("there is no board")
	}
	var titles []string
	home := make(map[game.Spot]int) // the board that a spot is on
	for i, b := range v.Boards {
		titles = append(titles, b.Title)
		if err := p.boardIsWellFormed(b); err != nil {
			return fmt.Errorf("board %d: %w", i+1, err)
		}
		for _, c := range b.Cells {
			if other, ok := home[c.Spot]; ok && other != i && c.Spot != "" {
				return fmt.Errorf("the spot %q is on two boards", c.Spot)
			}
			home[c.Spot] = i
		}
	}
	if len(v.Boards) > 1 {
		if err := distinct("board's title", titles); err != nil {
			return err
		}
	}
	if v.Note != "" && !printable(v.Note) {
		return fmt.Errorf("the note %q cannot be printed", v.Note)
	}
	return p.logIsWellFormed(v.Log)
}

func (p *position) boardIsWellFormed(b game.Board) error {
	if !slices.Contains(styles, b.Style) {
		return fmt.Errorf("the style %q is unknown", b.Style)
	}
	if b.Cols < 1 || b.Rows < 1 || len(b.Cells) != b.Cols*b.Rows {
		return fmt.Errorf("%d × %d with %d cells", b.Cols, b.Rows, len(b.Cells))
	}
	if n := len(b.ColLabels); n != 0 && n != b.Cols {
		return fmt.Errorf("%d of %d columns have a label", n, b.Cols)
	}
	if n := len(b.TopLabels); n != 0 && n != b.Cols {
		return fmt.Errorf("%d of %d columns have a label above", n, b.Cols)
	}
	if n := len(b.RowLabels); n != 0 && n != b.Rows {
		return fmt.Errorf("%d of %d rows have a label", n, b.Rows)
	}
	if err := p.styleSuits(b); err != nil {
		return err
	}
	labels := make(map[string]bool, len(b.Cells))
	for _, c := range b.Cells {
		if !printable(c.Label) || labels[c.Label] {
			return fmt.Errorf("the cell's label %q is empty, repeated or cannot be printed", c.Label)
		}
		labels[c.Label] = true
		if _, ok := p.info.Piece(c.Piece); c.Piece != "" && !ok {
			return fmt.Errorf("%s holds the unknown piece %q", c.Label, c.Piece)
		}
		if err := cellIsWellFormed(b, c); err != nil {
			return fmt.Errorf("%s: %w", c.Label, err)
		}
		for i, m := range c.Marks {
			if !slices.Contains(marks, m) || slices.Contains(c.Marks[:i], m) {
				return fmt.Errorf("%s has the mark %q, which is unknown or repeated", c.Label, m)
			}
		}
	}
	return nil
}

// styleSuits holds what a board says of itself against its style.
func (p *position) styleSuits(b game.Board) error {
	switch {
	case b.Style == game.Points && b.Rows != 2:
		return fmt.Errorf("%d rows of points: there are two", b.Rows)
	case b.Style == game.Edges && (b.Cols%2 == 0 || b.Rows%2 == 0):
		return fmt.Errorf("%d × %d edges and boxes do not end with dots", b.Cols, b.Rows)
	case b.Block != 0 && (b.Style != game.Squares || b.Block < 2 || b.Cols%b.Block != 0 || b.Rows%b.Block != 0):
		return fmt.Errorf("blocks of %d do not divide the %s", b.Block, b.Style)
	case len(b.Sides) != 0 && (b.Style != game.Hexes || len(b.Sides) != 4):
		return fmt.Errorf("%d sides of %s belong to somebody", len(b.Sides), b.Style)
	}
	if b.Style == game.Squares {
		if err := armsMeet(b); err != nil {
			return err
		}
	}
	for _, seat := range b.Sides {
		if seat < game.Spectator || int(seat) >= p.setup.Seats {
			return fmt.Errorf("a side belongs to seat %d", seat)
		}
	}
	return nil
}

// armsMeet reports a piece that goes on where it does not.
func armsMeet(b game.Board) error {
	back := map[rune]string{'n': "s", 'e': "w", 's': "n", 'w': "e"}
	for i, c := range b.Cells {
		for _, arm := range c.Arms {
			col, row := i%b.Cols, i/b.Cols
			switch arm {
			case 'n':
				row--
			case 'e':
				col++
			case 's':
				row++
			case 'w':
				col--
			}
			if col < 0 || row < 0 || col >= b.Cols || row >= b.Rows || c.Piece == "" || b.Cell(col, row).Piece == "" || !strings.Contains(b.Cell(col, row).Arms, back[arm]) {
				return fmt.Errorf("the piece on %s goes on to %q, where it does not", c.Label, arm)
			}
		}
	}
	return nil
}

func cellIsWellFormed(b game.Board, c game.Cell) error {
	switch {
	case !slices.Contains(kinds, c.Kind):
		return fmt.Errorf("the kind %q is unknown", c.Kind)
	case c.Kind == game.Void && (c.Piece != "" || c.Spot != "" || c.Count != 0 || len(c.Marks) > 0):
		return errors.New("something is where nothing can be")
	case c.Count < 0:
		return fmt.Errorf("%d pieces", c.Count)
	case c.Arms != "" && (b.Style != game.Lines && b.Style != game.Squares || strings.Trim(c.Arms, "nesw") != ""):
		return fmt.Errorf("the arms %q of %s", c.Arms, b.Style)
	}
	return nil
}

func (p *position) logIsWellFormed(log []game.Step) error {
	if len(log) > len(p.moves) {
		return fmt.Errorf("the log has %d steps after %d moves", len(log), len(p.moves))
	}
	for _, s := range log {
		if s.Seat < game.Chance || s.Seat == game.Spectator || int(s.Seat) >= p.setup.Seats {
			return fmt.Errorf("the log has a step of seat %d", s.Seat)
		}
		if !printable(s.Text) {
			return fmt.Errorf("the log's step %q is empty or cannot be printed", s.Text)
		}
	}
	return nil
}

// maxPicked is how many of a position's choices are tried to be picked: each is
// held against all others, of which a large board has hundreds.
const maxPicked = 50

// choicesCanBePicked holds a view's choices against Narrow and Match: whoever
// clicks along a path, or types the move, gets that move and no other.
func choicesCanBePicked(p *position) error {
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			continue
		}
		v := p.state.View(seat)
		spots := make(map[game.Spot]bool)
		for _, b := range v.Boards {
			for _, c := range b.Cells {
				spots[c.Spot] = true
			}
		}
		for _, i := range p.rng.Perm(len(v.Choices))[:min(len(v.Choices), maxPicked)] {
			c := v.Choices[i]
			if err := canBePicked(v.Choices, c, spots); err != nil {
				return fmt.Errorf("the choice %q of %s: %w", c.Move, name(p.info, seat), err)
			}
		}
	}
	return nil
}

func canBePicked(all []game.Choice, c game.Choice, spots map[game.Spot]bool) error {
	if c.Label != "" && !printable(c.Label) {
		return fmt.Errorf("the label %q cannot be printed", c.Label)
	}
	for i, s := range c.Path {
		if s == "" || !spots[s] {
			return fmt.Errorf("its path goes through %q, which is on no board", s)
		}
		if next, _ := game.Narrow(all, c.Path[:i]); !slices.Contains(next, s) {
			return fmt.Errorf("its path cannot be followed through %q", s)
		}
	}
	next, finished := game.Narrow(all, c.Path)
	// A window can finish at once only where the path leads to one choice and no
	// further. Elsewhere, and for a button, people choose by the label.
	if c.Label == "" && (len(c.Path) == 0 || len(next) > 0 || len(finished) > 1) {
		return errors.New("it needs a label: its path does not tell it from others")
	}
	same := 0
	for _, f := range finished {
		if strings.EqualFold(f.Label, c.Label) {
			same++
		}
	}
	if same != 1 {
		return fmt.Errorf("%d choices have its path and its label %q", same, c.Label)
	}
	if !printable(string(c.Move)) {
		return errors.New("it is empty or cannot be printed")
	}
	if typed, ok := game.Match(all, string(c.Move)); !ok || typed.Move != c.Move {
		return fmt.Errorf("who types it gets %q", typed.Move)
	}
	return nil
}
