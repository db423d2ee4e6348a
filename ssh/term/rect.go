package term

// Rectangle is a part of a canvas: its upper left cell, and how many columns and
// lines it takes. One that takes none, or fewer, is empty.
type Rectangle struct{ X, Y, W, H int }

// Rect is short for Rectangle{X: x, Y: y, W: w, H: h}.
func Rect(x, y, w, h int) Rectangle { return Rectangle{x, y, w, h} }

// Has reports whether a cell is in the rectangle.
func (r Rectangle) Has(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// Within is the part of a rectangle that lies in another.
func (r Rectangle) Within(in Rectangle) Rectangle {
	x, y := max(r.X, in.X), max(r.Y, in.Y)
	return Rect(x, y, min(r.X+r.W, in.X+in.W)-x, min(r.Y+r.H, in.Y+in.H)-y)
}

// Middle is the cell in the middle, or the one before it.
func (r Rectangle) Middle() (x, y int) { return r.X + (r.W-1)/2, r.Y + (r.H-1)/2 }
