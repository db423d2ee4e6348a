package battleship

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"crossplay/game"
)

// View shows players their own fleet and what they know of the other, and
// spectators what everybody knows of both. At the end everybody sees all ships.
func (p *position) View(viewer game.Seat) game.View {
	v := game.View{Log: p.log(), Note: p.note(viewer)}
	if viewer != 0 && viewer != 1 {
		for seat, name := range seatNames {
			v.Boards = append(v.Boards, p.draw(name+"'s waters", game.Seat(seat), false, false))
		}
		return v
	}
	own, other := "Your fleet", "Their waters"
	placing := !p.waters[viewer].ready
	v.Boards = []game.Board{p.draw(own, viewer, true, placing), p.draw(other, 1-viewer, false, !placing)}
	v.Choices = p.choices(viewer)
	return v
}

// Reveal shows both fleets, as they are.
func (p *position) Reveal() game.View {
	v := game.View{Log: p.log(), Note: p.note(game.Spectator)}
	for seat, name := range seatNames {
		v.Boards = append(v.Boards, p.draw(name+"'s waters", game.Seat(seat), true, false))
	}
	return v
}

// What cells may be marked with.
var (
	hidden = []game.Mark{game.Hidden}
	out    = []game.Mark{game.Out}
)

// draw shows the waters of a seat, to its owner or to others. Squares are
// spots where the viewer can pick them.
func (p *position) draw(title string, seat game.Seat, owner, spots bool) game.Board {
	b := game.Board{
		Title:     title,
		Style:     game.Squares,
		Ground:    game.Water,
		Cols:      side,
		Rows:      side,
		Cells:     make([]game.Cell, squares),
		ColLabels: colLabels,
		RowLabels: rowLabels,
	}
	w := &p.waters[seat]
	sunk := w.wrecks()
	shown := owner || p.over()
	for i := range b.Cells {
		c := &b.Cells[i]
		c.Label = string(names[i])
		if spots {
			c.Spot = game.Spot(names[i])
		}
		switch shot, ship := w.shots.has(i), w.taken.has(i); {
		case sunk.has(i):
			c.Piece, c.Marks = hitPiece, out
		case shot && ship:
			c.Piece = hitPiece
		case shot:
			c.Piece = missPiece
		case !shown:
			c.Marks = hidden
		case ship:
			c.Piece = shipPiece
		}
	}
	for ship := range int(w.placed) {
		if shown || w.sunk(ship) {
			places[ship][w.fleet[ship]].hull(b.Cells)
		}
	}
	if p.last != nil && p.last.seat != seat {
		c := &b.Cells[p.last.square]
		c.Marks = append(slices.Clone(c.Marks), game.Last)
	}
	return b
}

var colLabels, rowLabels = func() (cols, rows []string) {
	for i := range side {
		cols, rows = append(cols, string(rune('a'+i))), append(rows, strconv.Itoa(i+1))
	}
	return cols, rows
}()

// hull says of the squares of a ship where it goes on.
func (p place) hull(cells []game.Cell) {
	step, back, on, both := 1, "w", "e", "ew"
	if p.from/side != p.to/side {
		step, back, on, both = side, "n", "s", "ns"
	}
	for i := p.from; i <= p.to; i += step {
		switch i {
		case p.from:
			cells[i].Arms = on
		case p.to:
			cells[i].Arms = back
		default:
			cells[i].Arms = both
		}
	}
}

// wrecks are the squares of sunk ships.
func (w *waters) wrecks() set {
	var all set
	for ship := range int(w.placed) {
		if w.sunk(ship) {
			all = all.or(w.squares(ship))
		}
	}
	return all
}

func (p *position) choices(seat game.Seat) []game.Choice {
	if !p.mayMove(seat) {
		return nil
	}
	var all []game.Choice
	if p.shooting() {
		for _, m := range p.targets(seat) {
			all = append(all, game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}})
		}
		return all
	}
	w := &p.waters[seat]
	free := w.free()
	for _, pl := range free {
		all = append(all, game.Choice{Move: pl.move, Path: []game.Spot{game.Spot(names[pl.from]), game.Spot(names[pl.to])}})
	}
	for _, pl := range free { // a ship may be named by its other end first
		from, to := names[pl.to], names[pl.from]
		all = append(all, game.Choice{Move: pl.move, Label: string(from + "-" + to), Path: []game.Spot{game.Spot(from), game.Spot(to)}})
	}
	for _, m := range w.buttons() {
		all = append(all, game.Choice{Move: m, Label: labels[m]})
	}
	return all
}

// note says what there is to do, and which ships are still to be found.
func (p *position) note(viewer game.Seat) string {
	switch {
	case p.over():
		return ""
	case viewer != 0 && viewer != 1:
		return p.publicNote()
	case p.shooting():
		return "Still to sink: " + strings.Join(p.waters[1-viewer].afloat(), ", ") + " squares long."
	}
	switch w := &p.waters[viewer]; {
	case w.ready:
		return seatNames[1-viewer] + " is still placing ships."
	case p.due == viewer:
		return "Your fleet is on its way."
	case w.placed == ships:
		return "All ships are placed. Press Ready to begin."
	default:
		k := kinds[w.placed]
		return fmt.Sprintf("Place the %s: %d in a line.", k.name, k.size)
	}
}

func (p *position) publicNote() string {
	var texts []string
	for seat, name := range seatNames {
		w := &p.waters[seat]
		switch {
		case p.shooting():
			texts = append(texts, fmt.Sprintf("%s has %d of %d ships", name, len(w.afloat()), ships))
		case w.ready:
			texts = append(texts, name+" is ready")
		default:
			texts = append(texts, name+" is placing ships")
		}
	}
	return strings.Join(texts, ", ") + "."
}

// afloat has the lengths of the ships that are not sunk.
func (w *waters) afloat() []string {
	var all []string
	for ship := range ships {
		if !w.sunk(ship) {
			all = append(all, strconv.Itoa(kinds[ship].size))
		}
	}
	return all
}

// log has the shots alone: how a fleet was placed is nobody else's business.
func (p *position) log() []game.Step {
	if p.last == nil {
		return nil
	}
	steps := make([]game.Step, 0, p.last.number)
	for s := p.last; s != nil; s = s.before {
		steps = append(steps, game.Step{Seat: s.seat, Text: p.tell(s)})
	}
	slices.Reverse(steps)
	return steps
}

// tell says how a shot went. Where a sunk ship lies is not always plain from
// the board, when ships touch.
func (p *position) tell(s *shot) string {
	square := string(names[s.square])
	switch {
	case s.sunk != none:
		w := &p.waters[1-s.seat]
		return fmt.Sprintf("%s: %s %s sunk", square, kinds[s.sunk].name, places[s.sunk][w.fleet[s.sunk]].move)
	case s.hit:
		return square + ": hit"
	default:
		return square + ": miss"
	}
}
