package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// size is one of the sizes that a style of boards can be drawn in.
type size struct {
	w, k   int  // columns and lines of a picture; see drawPiece
	px, py int  // from the beginning of one picture to that of the next
	ox, oy int  // from the edge of the grid to the first picture
	shift  int  // how much further right each row begins
	half   bool // checks: the rows meet in the middle of a line
	depth  int  // points: how many pieces lie on one without being counted
	open   bool // squares: without lines at the sides, where marks of the cells are
	bare   bool // without what is left out when there is too little room
}

// layout is where the cells of a board lie within its grid.
type layout struct {
	size
	xs, ys []int // where the pictures of a column and of a row begin
	ws, hs []int // how large they are, where that is not w and k
	gw, gh int   // the grid, its frame included

	nameless bool // there is no room for the labels below
	numbered bool // checks: each square says its number, and rows need no label
	sparse   bool // crossings: lines cross, or bend, where nothing can lie
}

// evenly lays cells out at equal distances.
func evenly(b *game.Board, s size) layout {
	l := layout{size: s, xs: make([]int, b.Cols), ys: make([]int, b.Rows)}
	for i := range l.xs {
		l.xs[i] = s.ox + i*s.px
	}
	for i := range l.ys {
		l.ys[i] = s.oy + i*s.py
	}
	l.gw = l.xs[b.Cols-1] + s.w + s.ox + (b.Rows-1)*s.shift
	l.gh = l.ys[b.Rows-1] + s.k + s.oy
	return l
}

// placed is a board with its place on the screen.
type placed struct {
	*game.Board
	layout
	*renderer
	area   term.Rectangle // with labels and title
	gx, gy int            // where the grid begins
	titled bool
}

// outside is the size of a board with its title and its labels.
func outside(b *game.Board, l *layout, titled bool) (w, h int) {
	w, h = l.gw+labelWidth(b, l), l.gh
	if len(b.TopLabels) > 0 {
		h++
	}
	if len(b.ColLabels) > 0 && !l.nameless {
		h++
	}
	if titled {
		w, h = max(w, term.Width(b.Title)), h+1
	}
	return w, h
}

// labelWidth is how many columns the labels of the rows take, with the space
// behind them.
func labelWidth(b *game.Board, l *layout) int {
	w := 0
	if l.numbered {
		return w
	}
	for _, label := range b.RowLabels {
		w = max(w, term.Width(label)+1)
	}
	if w > 0 && l.ox == 0 {
		w++ // for what marks the cells of the first column
	}
	return w
}

// at puts the board's upper left corner on the screen.
func (b *placed) at(x, y, w, h int) {
	b.area = term.Rect(x, y, w, h)
	b.gx, b.gy = x+labelWidth(b.Board, &b.layout), y
	if spare := w - (b.gx - x) - b.gw; spare > 0 { // a title wider than the grid
		b.gx += spare / 2
	}
	if b.titled {
		b.gy++
	}
	if len(b.TopLabels) > 0 {
		b.gy++
	}
}

// picture is where the picture of a cell goes. A store extends over void cells
// below it.
func (b *placed) picture(col, row int) term.Rectangle {
	r := term.Rect(b.gx+b.xs[col]+row*b.shift, b.gy+b.ys[row], b.w, b.k)
	if b.ws != nil {
		r.W, r.H = b.ws[col], b.hs[row]
	}
	if b.Cell(col, row).Kind == game.Store {
		for below := row + 1; below < b.Rows && b.Cell(col, below).Kind == game.Void; below++ {
			r.H = b.gy + b.ys[below] + b.k - r.Y
		}
	}
	return r
}

// box is a cell with a column more on either side, for what marks it, or without
// where neighbours touch.
func (b *placed) box(col, row int) term.Rectangle {
	r := b.picture(col, row)
	if b.tight() {
		return r
	}
	return term.Rect(r.X-1, r.Y, r.W+2, r.H)
}

// tight reports whether there is no room between the stones of a row. What marks
// one is drawn over its sides.
func (b *placed) tight() bool { return b.w == stoneWidth && b.k == 1 && b.px == b.w }

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
