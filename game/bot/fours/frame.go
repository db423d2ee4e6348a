package fours

import "math/bits"

// frame is a size of board as bits: column by column from the left, each from
// the bottom. It has room for all boards of up to 63 cells.
type frame struct {
	cols, rows int
	cells      int
	full       uint64 // every cell
	floor      uint64 // the lowest cell of every column
	odd, even  uint64 // the cells in odd rows, counted from 1, and the others
	column     [maxCols]uint64
	order      [maxCols]int // the columns from the middle outwards
	lines      [4]line
}

const maxCols = 9

// line is a direction in which four may stand: steps of so many bits, and where
// a piece can have come from a neighbour upwards or downwards.
type line struct {
	shift    uint
	up, down uint64
}

func newFrame(cols, rows int) *frame {
	f := &frame{cols: cols, rows: rows, cells: cols * rows}
	f.full = 1<<f.cells - 1
	for c := range cols {
		f.column[c] = (1<<rows - 1) << (c * rows)
		f.floor |= 1 << (c * rows)
		f.order[c] = cols/2 + (1-2*(c%2))*(c+1)/2
		if cols%2 == 0 {
			f.order[c] = (cols-1)/2 + (2*(c%2)-1)*(c+1)/2
		}
	}
	for r := range rows {
		if r%2 == 0 {
			f.odd |= f.floor << r
		} else {
			f.even |= f.floor << r
		}
	}
	top := f.floor << (rows - 1)
	noFloor, noTop := f.full&^f.floor, f.full&^top
	f.lines = [4]line{
		{1, noFloor, noTop},              // upwards
		{uint(rows), f.full, f.full},     // to the right
		{uint(rows) + 1, noFloor, noTop}, // to the right and up
		{uint(rows) - 1, noTop, noFloor}, // to the right and down
	}
	return f
}

// position is a position as the one to move sees it.
type position struct {
	own  uint64 // the pieces of the one to move
	both uint64 // all pieces
}

// other are the pieces of the one who is not to move.
func (p position) other() uint64 { return p.own ^ p.both }

// drop is the position after the one to move has put a piece on the cell.
func (p position) drop(cell uint64) position { return position{p.other(), p.both | cell} }

// landings are the cells that a piece dropped now can come to lie on.
func (f *frame) landings(p position) uint64 {
	return (p.both<<1&^f.floor | f.floor) & f.full &^ p.both
}

// fours are the empty cells with which the pieces make four.
func (f *frame) fours(pieces, both uint64) uint64 {
	var cells uint64
	for i, l := range f.lines {
		a := pieces << l.shift & l.up // a piece one step before
		b := a & (a << l.shift & l.up)
		c := b & (b << l.shift & l.up) // three before
		cells |= c
		if i == 0 {
			continue // nothing lies above an empty cell
		}
		x := pieces >> l.shift & l.down // one behind
		y := x & (x >> l.shift & l.down)
		z := y & (y >> l.shift & l.down)
		cells |= z | b&x | a&y
	}
	return cells & f.full &^ both
}

// mirror is the position with left and right exchanged.
func (f *frame) mirror(p position) position {
	return position{f.flip(p.own), f.flip(p.both)}
}

func (f *frame) flip(pieces uint64) uint64 {
	var out uint64
	for c := range f.cols {
		out |= pieces >> (c * f.rows) & (1<<f.rows - 1) << ((f.cols - 1 - c) * f.rows)
	}
	return out
}

// key is the same for a position and its mirror image, and for no others.
func (f *frame) key(p position) position {
	if m := f.mirror(p); m.both < p.both || m.both == p.both && m.own < p.own {
		return m
	}
	return p
}

func (p position) ply() int { return bits.OnesCount64(p.both) }

// col is the column of a cell.
func (f *frame) col(cell uint64) int { return bits.TrailingZeros64(cell) / f.rows }
