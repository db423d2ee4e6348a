package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// plan says where everything of a view goes.
type plan struct {
	boards  []placed
	buttons []term.Rectangle
	kept    kept
	view    term.Rectangle // where boards are drawn
	w, h    int            // what the boards take
	more    bool           // that is more than there is room for: see viewport

	nameless bool // the names of the columns gave their line to the buttons
}

// kept is the room for buttons, the room of those included that come and go: so
// the board does not change its size or place each time.
type kept struct {
	rows  int // lines below the boards
	width int // columns beside them, with the gap, where no line is free
}

// buttonGap is how many columns lie between two buttons.
const buttonGap = 2

// How many columns lie between two boards, beside one that is no main one, and
// between boards and the buttons beside them.
const (
	boardGap  = 2
	besideGap = 3
	asideGap  = 1
)

// newPlan arranges boards and buttons in the middle of an area, as large as
// fits and looks well. Where the boards would not fit whole, they take the line of
// air at the top of the area, then the lines of the buttons, which lie beside
// them, and at last that of the names of the columns.
func newPlan(s *Scene, was kept, area term.Rectangle) plan {
	airy := area
	airy.Y, airy.H = area.Y+s.Air, area.H-s.Air
	first := planBelow(s, was, airy)
	if !first.more {
		return first
	}
	if was.width == 0 {
		if p := planBelow(s, was, area); !p.more {
			return p
		}
	}
	if len(s.Buttons) > 0 || was.width > 0 {
		if p := planBeside(s, was, area); !p.more {
			return p
		}
		if p := planNameless(s, area); !p.more {
			return p
		}
	}
	return first
}

// planBelow puts the buttons below the boards.
func planBelow(s *Scene, was kept, area term.Rectangle) plan {
	v := s.View
	rows := arrange(s.Buttons, area.W)
	p := plan{kept: kept{rows: max(was.rows, len(rows))}}
	room, gap := area, 1
	room.W++ // a large board may reach into the margin
	if p.kept.rows > 0 {
		room.H -= p.kept.rows + gap
	}
	p.w, p.h = p.arrangeBoards(v, s.Info, room)
	if p.kept.rows > 0 && len(v.Boards) == 1 && len(v.Boards[0].ColLabels) > 0 {
		// The labels keep the buttons apart: a larger board may have the gap.
		closer := plan{kept: p.kept}
		more := term.Rect(room.X, room.Y, room.W, room.H+gap)
		if closer.w, closer.h = closer.arrangeBoards(v, s.Info, more); closer.h <= more.H && (closer.w > p.w || p.h > room.H) {
			p, room, gap = closer, more, 0
		}
	}
	p.centre(area, room)
	p.placeButtons(rows, area, p.view.Y+p.view.H+gap)
	return p
}

// planBeside puts the buttons below each other, at the right of the boards.
func planBeside(s *Scene, was kept, area term.Rectangle) plan {
	p := plan{kept: was}
	for _, label := range s.Buttons {
		p.kept.width = max(p.kept.width, buttonWidth(label)+asideGap)
	}
	room := area
	room.W += 1 - p.kept.width
	p.w, p.h = p.arrangeBoards(s.View, s.Info, room)
	p.centre(room, room)
	x, y := p.view.X+p.view.W+asideGap, p.view.Y+(p.view.H-2*len(s.Buttons)+1)/2
	for i, label := range s.Buttons {
		p.buttons = append(p.buttons, term.Rect(x, y+2*i, buttonWidth(label), 1))
	}
	return p
}

// planNameless puts the buttons where the names of a single board's columns are.
func planNameless(s *Scene, area term.Rectangle) plan {
	rows := arrange(s.Buttons, area.W)
	p := plan{nameless: true}
	room := term.Rect(area.X, area.Y, area.W+1, area.H-len(rows))
	p.w, p.h = p.arrangeBoards(s.View, s.Info, room)
	p.centre(area, room)
	p.placeButtons(rows, area, p.view.Y+p.view.H)
	return p
}

// centre puts the boards in the middle of the room that they have in an area, or
// says that there is not enough.
func (p *plan) centre(area, room term.Rectangle) {
	room.W = max(area.W, min(p.w, room.W))
	p.view, p.more = room, p.w > room.W || p.h > room.H
	if !p.more {
		p.view = term.Rect(room.X+(room.W-p.w)/2, room.Y+(room.H-p.h)/2, p.w, p.h)
	}
	for i := range p.boards {
		b := &p.boards[i]
		b.at(b.area.X+p.view.X, b.area.Y+p.view.Y, b.area.W, b.area.H)
	}
}

// arrangeBoards lays the boards out at the origin, in the largest sizes that
// fit, and says how much room that takes. If none fits it is the smallest.
func (p *plan) arrangeBoards(v *game.View, info game.Info, room term.Rectangle) (w, h int) {
	main, beside := ranks(v.Boards)
	ways := waysFor(len(main), len(beside))
	for _, titles := range []bool{true, false} {
		for _, large := range sizesOf(v.Boards, main, info) {
			for _, small := range sizesOf(v.Boards, beside, info) {
				for _, way := range ways {
					w, h = p.try(v.Boards, main, beside, large, small, way, titles)
					if w <= room.W && h <= room.H {
						return w, h
					}
				}
			}
		}
	}
	return w, h
}

// way is how boards lie: the main ones side by side or below each other, and
// the others in a column at their right or in a row below.
type way struct{ across, right bool }

func waysFor(main, beside int) (all []way) {
	for _, across := range []bool{true, false} {
		for _, right := range []bool{true, false} {
			if (across || main > 1) && (right || beside > 0) {
				all = append(all, way{across, right})
			}
		}
	}
	return all
}

// ranks tells the boards that a game is played on from the smaller ones that
// lie beside them.
func ranks(boards []game.Board) (main, beside []int) {
	most := 0
	for _, b := range boards {
		if b.Style != game.Tray {
			most = max(most, b.Cols*b.Rows)
		}
	}
	for i, b := range boards {
		if b.Style == game.Tray && most > 0 || 4*b.Cols*b.Rows < most {
			beside = append(beside, i)
		} else {
			main = append(main, i)
		}
	}
	return main, beside
}

// sizing has a size for each of some boards.
type sizing []size

// sizesOf are the sizes that boards can have together, the largest first:
// boards of one style always have the same.
func sizesOf(boards []game.Board, some []int, info game.Info) []sizing {
	var each [][]size
	steps := 1
	for _, i := range some {
		each = append(each, rendererOf(&boards[i]).sizesFor(&boards[i], info))
		steps = max(steps, len(each[len(each)-1]))
	}
	all := make([]sizing, steps)
	for step := range all {
		for _, sizes := range each {
			all[step] = append(all[step], sizes[min(step, len(sizes)-1)])
		}
	}
	return all
}

// try lays the boards out and says how much room they take.
func (p *plan) try(boards []game.Board, main, beside []int, large, small sizing, by way, titles bool) (w, h int) {
	p.boards = p.boards[:0]
	add := func(i int, s size) {
		b := &boards[i]
		at := placed{Board: b, renderer: rendererOf(b)}
		at.layout = at.layOut(b, s)
		at.nameless = at.nameless || p.nameless
		inline := b.Style == game.Tray && s.k == 1
		first := slices.Contains(main, i)
		at.titled = b.Title != "" && !inline && (first && len(main) > 1 || !first && titles)
		at.area.W, at.area.H = outside(b, &at.layout, at.titled)
		p.boards = append(p.boards, at)
	}
	for j, i := range main {
		add(i, large[j])
	}
	for j, i := range beside {
		if boards[i].Style != game.Tray && small[j].k > min(maxBeside, large[0].k) {
			return tooLarge, tooLarge
		}
		add(i, small[j])
	}
	n := len(main)
	gap := 1
	if !titles {
		gap = 0
	}
	w, h = flow(p.boards[:n], by.across, gap)
	if len(beside) == 0 {
		return w, h
	}
	others := p.boards[n:]
	ow, oh := flow(others, !by.right, 0)
	if by.right {
		shiftBoards(others, w+besideGap, max(0, h-oh)/2)
		shiftBoards(p.boards[:n], 0, max(0, oh-h)/2)
		return w + besideGap + ow, max(h, oh)
	}
	shiftBoards(others, max(0, w-ow)/2, h+gap)
	shiftBoards(p.boards[:n], max(0, ow-w)/2, 0)
	return max(w, ow), h + gap + oh
}

// maxBeside is how many lines the pictures of a board have at most that lies
// beside the main one.
const maxBeside = 2

// tooLarge is larger than any screen.
const tooLarge = 2 * max(term.MaxWidth, term.MaxHeight)

// flow puts boards side by side or, with a gap, below each other, and says how
// much room they take.
func flow(boards []placed, across bool, gap int) (w, h int) {
	for i := range boards {
		b := &boards[i]
		switch {
		case across && i > 0:
			w += boardGap
		case i > 0:
			h += gap
		}
		if across {
			b.area.X = w
			w, h = w+b.area.W, max(h, b.area.H)
		} else {
			b.area.Y = h
			w, h = max(w, b.area.W), h+b.area.H
		}
	}
	for i := range boards {
		if !across {
			boards[i].area.X = (w - boards[i].area.W) / 2
		}
	}
	return w, h
}

func shiftBoards(boards []placed, dx, dy int) {
	for i := range boards {
		boards[i].area.X += dx
		boards[i].area.Y += dy
	}
}

// arrange breaks buttons into rows by their widths.
func arrange(labels []string, w int) [][]int {
	var rows [][]int
	used := 0
	for _, l := range labels {
		bw := buttonWidth(l)
		if len(rows) == 0 || used+buttonGap+bw > w {
			rows, used = append(rows, nil), -buttonGap
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], bw)
		used += buttonGap + bw
	}
	return rows
}

func buttonWidth(label string) int { return term.Width(label) + 4 }

func (p *plan) placeButtons(rows [][]int, area term.Rectangle, y int) {
	for _, row := range rows {
		w := -buttonGap
		for _, bw := range row {
			w += buttonGap + bw
		}
		x := area.X + (area.W-w)/2
		for _, bw := range row {
			p.buttons = append(p.buttons, term.Rect(x, y, bw, 1))
			x += bw + buttonGap
		}
		y++
	}
}
