package screen

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// scale is how large the cells of a board are drawn.
type scale struct {
	k    int // lines of a picture; see drawPiece
	gapX int // columns between two slots
	gapY int // lines between two slots
}

// width is how many columns a picture takes.
func (s scale) width() int {
	if s.k == 1 {
		return 1
	}
	return 2 * s.k
}

// maxPicture is how many lines the largest picture has. Larger ones would turn
// the board into a poster.
const maxPicture = 8

// scales lists every scale, the largest first.
var scales = func() (all []scale) {
	for k := maxPicture; k > 2; k-- {
		all = append(all, scale{k, 2, 1})
	}
	return append(all, scale{2, 2, 1}, scale{2, 2, 0}, scale{2, 1, 0}, scale{1, 3, 0})
}()

// rect is a part of the screen.
type rect struct{ x, y, w, h int }

// placed is a board with its place on the screen.
type placed struct {
	*game.Board
	scale
	rect       // with labels and title
	gx, gy int // where the grid itself begins, its frame included
}

// plan says where everything of a view goes.
type plan struct {
	boards  []placed
	buttons []rect
	rows    int  // lines of buttons, those left free included
	needs   rect // how much room the smallest drawing takes, when there is too little; else zero
}

// buttonGap is how many columns lie between two buttons.
const buttonGap = 2

// newPlan arranges boards and buttons in the middle of an area, as large as
// fits. Lines for buttons that come and go are kept free, so that the board
// does not change its size each time.
func newPlan(v *game.View, buttons []string, keep int, area rect) plan {
	rows := arrange(buttons, area.w)
	p := plan{rows: max(keep, len(rows))}
	room := area
	if p.rows > 0 {
		room.h -= p.rows + 1
	}
	for _, s := range scales {
		for _, across := range []bool{true, false} {
			w, h := measure(v.Boards, s, across)
			if w <= room.w && h <= room.h {
				p.place(v, s, across, rect{room.x + (room.w-w)/2, room.y + (room.h-h)/2, w, h})
				p.placeButtons(rows, area, room.y+(room.h+h)/2+1)
				return p
			}
			p.needs = rect{w: w, h: h}
		}
	}
	p.placeButtons(rows, area, room.y+room.h+1)
	return p
}

// boardGap is how much space lies between two boards.
const boardGap = 3

func measure(boards []game.Board, s scale, across bool) (w, h int) {
	for i := range boards {
		bw, bh := outside(&boards[i], s)
		switch {
		case across:
			w, h = w+bw, max(h, bh)
			if i > 0 {
				w += boardGap
			}
		default:
			w, h = max(w, bw), h+bh
			if i > 0 {
				h++
			}
		}
	}
	return w, h
}

// outside is the size of a board with its labels.
func outside(b *game.Board, s scale) (w, h int) {
	w, h = grid(b, s)
	w += labelWidth(b)
	if len(b.ColLabels) > 0 {
		h++
	}
	if b.Title != "" {
		h++
	}
	return w, h
}

// grid is the size of a board's grid with its frame. Above slots is a line for
// what hangs over a column.
func grid(b *game.Board, s scale) (w, h int) {
	if b.Style == game.Slots {
		return b.Cols*(s.width()+s.gapX) - s.gapX + 4, b.Rows*(s.k+s.gapY) - s.gapY + 2
	}
	return b.Cols*(s.width()+3) + 1, b.Rows*(s.k+1) + 1
}

// labelWidth is how many columns the labels of the rows take, with the space
// behind them.
func labelWidth(b *game.Board) int {
	w := 0
	for _, l := range b.RowLabels {
		w = max(w, term.Width(l)+1)
	}
	return w
}

func (p *plan) place(v *game.View, s scale, across bool, in rect) {
	p.needs = rect{}
	x, y := in.x, in.y
	for i := range v.Boards {
		b := &v.Boards[i]
		w, h := outside(b, s)
		at := placed{Board: b, scale: s, rect: rect{x, y, w, h}}
		if !across {
			at.x += (in.w - w) / 2
		}
		at.gx, at.gy = at.x+labelWidth(b), at.y
		if b.Title != "" {
			at.gy++
		}
		p.boards = append(p.boards, at)
		if across {
			x += w + boardGap
		} else {
			y += h + 1
		}
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

func (p *plan) placeButtons(rows [][]int, area rect, y int) {
	for _, row := range rows {
		w := -buttonGap
		for _, bw := range row {
			w += buttonGap + bw
		}
		x := area.x + (area.w-w)/2
		for _, bw := range row {
			p.buttons = append(p.buttons, rect{x, y, bw, 1})
			x += bw + buttonGap
		}
		y++
	}
}

// picture is where the picture of a cell goes. Its box has one column more on
// either side, for what marks the cell.
func (b *placed) picture(col, row int) rect {
	if b.Style == game.Slots {
		return rect{b.gx + 2 + col*(b.width()+b.gapX), b.gy + 1 + row*(b.k+b.gapY), b.width(), b.k}
	}
	return rect{b.gx + 2 + col*(b.width()+3), b.gy + 1 + row*(b.k+1), b.width(), b.k}
}

func (b *placed) box(col, row int) rect {
	r := b.picture(col, row)
	return rect{r.x - 1, r.y, r.w + 2, r.h}
}

// isColumn reports whether all cells of a column are picked as one.
func (b *placed) isColumn(col int) bool {
	spot := b.Cell(col, 0).Spot
	for row := range b.Rows {
		if b.Cell(col, row).Spot != spot {
			return false
		}
	}
	return spot != "" && b.Style == game.Slots && b.Rows > 1
}

// centre is the middle of a part of the screen, in half lines, so that both
// directions count alike.
func (r rect) centre() (x, y int) { return 2*r.x + r.w, 2 * (2*r.y + r.h) }
