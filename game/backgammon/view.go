package backgammon

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// checkerNames, dieNames and cubeName are what [game.Info] calls the pieces.
var (
	checkerNames = [...]string{"white", "black"}
	dieNames     = [...]string{"", "die1", "die2", "die3", "die4", "die5", "die6"}
)

const cubeName = "cube"

// seatNames are what [game.Info] calls the seats.
var seatNames = []string{"White", "Black"}

// View is turned so that each seat has its home at the bottom right and reads
// its own numbers of the points. Everybody else sits with seat 0.
func (p *position) View(seat game.Seat) game.View {
	side := game.Seat(0)
	if seat == 1 {
		side = 1
	}
	return game.View{
		Boards:  []game.Board{p.drawBoard(side), p.drawDice()},
		Choices: p.choices(seat),
		Log:     p.log.steps(),
		Note:    p.note(),
	}
}

// The columns of the board: half of the points, the bars, the other half, the
// trays.
const (
	barCol  = 6
	trayCol = 13
	cols    = trayCol + 1
)

// lower are the viewer's places along the bottom. Opposite each point lies the
// one across, and opposite bar and tray are the other seat's.
var lower = [cols]int8{12, 11, 10, 9, 8, 7, bar, 6, 5, 4, 3, 2, 1, off}

// The labels are what people type.
var topLabels, bottomLabels = func() (top, bottom []string) {
	for _, point := range lower {
		bottom = append(bottom, names[point])
		if point == bar || point == off {
			top = append(top, "")
		} else {
			top = append(top, names[across(point)])
		}
	}
	return top, bottom
}()

func (p *position) drawBoard(side game.Seat) game.Board {
	b := game.Board{
		Title:     "Board",
		Style:     game.Points,
		Cols:      cols,
		Rows:      2,
		Cells:     make([]game.Cell, 2*cols),
		TopLabels: topLabels,
		ColLabels: bottomLabels,
	}
	for col, point := range lower {
		top, bottom := b.Cell(col, 0), b.Cell(col, 1)
		switch col {
		case barCol:
			*top, *bottom = p.store(1-side, bar, "bar"), p.store(side, bar, "bar")
			bottom.Spot = game.Spot(names[bar])
			if p.phase == moving && p.board[p.mover][bar] > 0 && p.canMove() {
				entering := bottom
				if p.mover != side {
					entering = top
				}
				entering.Marks = append(entering.Marks, game.Target)
			}
		case trayCol:
			*top, *bottom = p.store(1-side, off, "tray"), p.store(side, off, "tray")
			bottom.Spot = game.Spot(names[off])
		default:
			*top, *bottom = p.point(side, across(point)), p.point(side, point)
		}
	}
	return b
}

// point is a point by the number that the side gives it.
func (p *position) point(side game.Seat, point int8) game.Cell {
	c := game.Cell{Spot: game.Spot(names[point]), Label: "point " + names[point]}
	if n := p.board[side][point]; n > 0 {
		c.Piece, c.Count = checkerNames[side], int(n)
	}
	if n := p.board[1-side][across(point)]; n > 0 {
		c.Piece, c.Count = checkerNames[1-side], int(n)
	}
	if p.touched.has(side, point) {
		c.Marks = []game.Mark{game.Last}
	}
	return c
}

// store is the bar or the tray of a seat.
func (p *position) store(seat game.Seat, point int8, what string) game.Cell {
	c := game.Cell{Kind: game.Store, Label: seatNames[seat] + "'s " + what}
	if n := p.board[seat][point]; n > 0 {
		c.Piece, c.Count = checkerNames[seat], int(n)
	}
	if p.touched.has(seat, point) {
		c.Marks = append(c.Marks, game.Last)
	}
	if point == off && p.board.done(seat) {
		c.Marks = append(c.Marks, game.Win)
	}
	return c
}

// drawDice draws the last roll, with the dice that are used up or had to be
// left, and the cube.
func (p *position) drawDice() game.Board {
	b := game.Board{Title: "Dice", Style: game.Tray, Rows: 1}
	for i, face := range p.dice.face[:p.dice.count()] {
		c := game.Cell{Label: [...]string{"first die", "second die", "third die", "fourth die"}[i], Piece: dieNames[face]}
		switch {
		case face == 0:
		case p.phase != moving || p.dice.used[i]:
			c.Marks = []game.Mark{game.Out}
		case !p.dice.begun():
			c.Marks = []game.Mark{game.Last}
		}
		b.Cells = append(b.Cells, c)
	}
	if p.cube > 0 {
		c := game.Cell{Label: "doubling cube", Piece: cubeName, Count: int(p.cube)}
		if p.phase == offered {
			c.Marks = []game.Mark{game.Last}
		}
		b.Cells = append(b.Cells, c)
	}
	b.Cols = len(b.Cells)
	return b
}

func (p *position) choices(seat game.Seat) []game.Choice {
	var all []game.Choice
	for _, m := range p.Moves(seat) {
		c := game.Choice{Move: m}
		switch m {
		case roll:
			c.Label = "Roll"
		case double:
			c.Label = fmt.Sprintf("Double to %d", 2*p.cube)
		case take:
			c.Label = "Take"
		case drop:
			c.Label = "Drop"
		case pass:
			c.Label = "No move: pass"
		default:
			w := words[m]
			c.Path = []game.Spot{game.Spot(names[w.from]), game.Spot(names[w.to])}
			if plain, hit := strings.CutSuffix(string(m), "*"); hit {
				c.Label = plain // typed without the star it is meant all the same
			}
		}
		all = append(all, c)
	}
	return all
}

// note says how far both have to go, and what the board does not show.
func (p *position) note() string {
	var w strings.Builder
	fmt.Fprintf(&w, "White %d, Black %d pips.", p.board.pips(0), p.board.pips(1))
	mover, other := seatNames[p.mover], seatNames[p.other()]
	if p.owner != game.Spectator {
		fmt.Fprintf(&w, " %s owns the cube.", seatNames[p.owner])
	}
	switch {
	case p.phase == offered:
		fmt.Fprintf(&w, " %s offers to double to %d.", mover, 2*p.cube)
	case p.phase == moving && !p.canMove():
		fmt.Fprintf(&w, " %s cannot move.", mover)
	case p.phase != over && p.short:
		fmt.Fprintf(&w, " %s could not use every die.", other)
	}
	return w.String()
}

// entry is a line of the log and knows the one before. It never changes.
type entry struct {
	game.Step
	before *entry
	lines  game.Log
}

// noted is a copy of the position with one more line in its log.
func (p *position) noted(seat game.Seat, text string) *position {
	next := *p
	next.log = &entry{Step: game.Step{Seat: seat, Text: text}, before: p.log}
	return &next
}

// steps is the log from its beginning.
func (e *entry) steps() []game.Step {
	return game.Logged(func(yield func(*game.Log, game.Step) bool) {
		for ; e != nil && yield(&e.lines, e.Step); e = e.before {
		}
	})
}
