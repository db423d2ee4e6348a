package term

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxWidth and MaxHeight bound a screen: larger terminals get one of this size.
// They are wide enough for any monitor, and a picture stays below a megabyte.
const (
	MaxWidth  = 500
	MaxHeight = 200
)

// Canvas is a screen of character cells to draw on. It knows wide graphemes,
// and nothing drawn on it can move the cursor, set a colour or reach past its
// edges, whatever the text. Cells are counted from the top left, from zero.
type Canvas struct {
	W, H             int
	ASCII            bool // draw with ASCII only: Box does, the screen should
	CursorX, CursorY int  // where the terminal's own cursor is put
	CursorShown      bool // for text fields

	look     Look
	clip     edges
	laid     bool // see Lay
	cells    []Cell
	clusters []string // graphemes of several runes
	links    []string // addresses

	shared *Shared // whose picture it is, if many show it: then it is never freed
	number uint64  // of the shared picture
}

// edges are the columns and lines that bound a part of a canvas; those behind
// it are not in it.
type edges struct{ left, top, right, bottom int }

// Clip leaves untouched, until Unclip, what lies outside of the rectangle.
func (c *Canvas) Clip(x, y, w, h int) {
	c.clip = edges{max(x, 0), max(y, 0), min(x+w, c.W), min(y+h, c.H)}
	if c.clip.left >= c.clip.right || c.clip.top >= c.clip.bottom {
		c.clip = edges{} // nothing is in it
	}
}

// Unclip ends Clip.
func (c *Canvas) Unclip() { c.clip = edges{right: c.W, bottom: c.H} }

// Shades reports whether backgrounds can be told apart. Where they cannot,
// what they say must be said otherwise.
func (c *Canvas) Shades() bool { return c.look.Profile > Colours16 && !c.ASCII }

// Lay lays wood under a rectangle, where backgrounds can be told apart. Until Lift,
// whatever is drawn there lies on it.
func (c *Canvas) Lay(r Rectangle) {
	if c.laid = c.Shades(); c.laid {
		c.Fill(r.X, r.Y, r.W, r.H, Wood, ' ')
	}
}

// Lift ends Lay. The wood stays where nothing else is drawn.
func (c *Canvas) Lift() { c.laid = false }

// Light reports whether the terminal's background is light.
func (c *Canvas) Light() bool { return c.look.Light }

// pools holds canvases by how many cells they have room for, in steps of
// poolStep, so that a small screen never holds on to the memory of a large one.
var pools [MaxWidth*MaxHeight/poolStep + 2]sync.Pool

const poolStep = 512

// keptClusters is how much room for clusters a canvas keeps in the pool: ordinary
// screens have none.
const keptClusters = 256

// NewCanvas returns a blank canvas, from a pool. Sizes are brought into
// 1×1 to MaxWidth×MaxHeight.
func NewCanvas(w, h int) *Canvas {
	w, h = min(max(w, 1), MaxWidth), min(max(h, 1), MaxHeight)
	class := (w*h + poolStep - 1) / poolStep
	c, _ := pools[class].Get().(*Canvas)
	if c == nil {
		c = &Canvas{cells: make([]Cell, class*poolStep)}
	}
	c.W, c.H, c.cells = w, h, c.cells[:w*h]
	c.Unclip()
	for i := range c.cells {
		c.cells[i] = blank
	}
	return c
}

// Canvas returns a blank canvas, from the pool, for terminals of the look.
func (l Look) Canvas(w, h int) *Canvas {
	c := NewCanvas(w, h)
	c.look, c.ASCII = l, l.ASCII
	return c
}

// Free gives the canvas back to the pool. It must not be used afterwards.
func (c *Canvas) Free() {
	if c.shared != nil {
		return
	}
	class := cap(c.cells) / poolStep
	if cap(c.clusters) > keptClusters {
		c.clusters = nil
	}
	clear(c.clusters)
	clear(c.links)
	*c = Canvas{cells: c.cells[:0], clusters: c.clusters[:0], links: c.links[:0]}
	pools[class].Put(c)
}

// Put writes text from (x, y) to the right and returns the column behind it.
// What lies outside the canvas is clipped, controls and invisible characters
// are left out, a wide grapheme that would straddle an edge becomes a space, and
// with ASCII set everything becomes the nearest ASCII.
func (c *Canvas) Put(x, y int, s Style, text string) (next int) {
	return c.put(x, y, s, 0, text)
}

// Over is Put on the background that is there already, unless the style has one.
func (c *Canvas) Over(x, y int, s Style, text string) (next int) {
	if s>>12 == 0 && x >= 0 && x < c.W && y >= 0 && y < c.H {
		below := c.cells[y*c.W+x].style
		s |= below>>12<<12 | below&Wood
	}
	return c.Put(x, y, s, text)
}

// Link is Put with text that leads to the address where the terminal supports
// it (OSC 8). Show the address as well: not every terminal does.
func (c *Canvas) Link(x, y int, s Style, text, url string) (next int) {
	if len(c.links) == maxLinks || strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return c.Put(x, y, s, text)
	}
	c.links = append(c.links, url)
	return c.put(x, y, s, uint8(len(c.links)), text)
}

func (c *Canvas) put(x, y int, s Style, link uint8, text string) int {
	for cut := clustersOf(text); len(cut.rest) > 0; {
		first, w := cut.next()
		if w == 0 {
			continue
		}
		if c.ASCII && (len(first) > 1 || first[0] >= utf8.RuneSelf) {
			first = plain(first)
			if w == 2 {
				c.set(x+1, y, Cell{style: s, width: 1, link: link}, " ")
			}
			c.set(x, y, Cell{style: s, width: 1, link: link}, first)
			x += w
			continue
		}
		c.set(x, y, Cell{style: s, width: uint8(w), link: link}, first)
		x += w
	}
	return x
}

// set writes one grapheme, all of it or, at an edge, spaces.
func (c *Canvas) set(x, y int, cell Cell, text string) {
	in := c.clip
	if y < in.top || y >= in.bottom || x >= in.right || x+int(cell.width) <= in.left {
		return
	}
	if x < in.left || x+int(cell.width) > in.right {
		cell.glyph, cell.width = ' ', 1
		x = max(x, in.left)
		c.cut(x, y)
		c.cells[y*c.W+x] = cell
		return
	}
	cell.glyph = c.glyphOf(text)
	c.cut(x, y)
	i := y*c.W + x
	if c.laid {
		cell.style |= c.cells[i].style & Wood
	}
	if cell.width == 2 {
		c.cut(x+1, y)
		c.cells[i+1] = Cell{style: cell.style, link: cell.link}
	}
	c.cells[i] = cell
}

// cut prepares a cell to be overwritten: the other half of a wide grapheme that
// covers it becomes a space.
func (c *Canvas) cut(x, y int) {
	i := y*c.W + x
	switch c.cells[i].width {
	case 0:
		c.cells[i-1].glyph, c.cells[i-1].width = ' ', 1
		c.cells[i].glyph, c.cells[i].width = ' ', 1
	case 2:
		c.cells[i+1].glyph, c.cells[i+1].width = ' ', 1
	}
}

// Fill sets every cell of the rectangle to r, which must be one column wide.
func (c *Canvas) Fill(x, y, w, h int, s Style, r rune) {
	text := string(r)
	if _, _, cols := cluster(text); cols != 1 {
		text = " "
	}
	in := c.clip
	for row := max(y, in.top); row < min(y+h, in.bottom); row++ {
		for col := max(x, in.left); col < min(x+w, in.right); col++ {
			c.set(col, row, Cell{style: s, width: 1}, text)
		}
	}
}

// Box draws a rounded frame with a title in its upper edge.
func (c *Canvas) Box(x, y, w, h int, s Style, title string) {
	if w < 2 || h < 2 {
		return
	}
	corners, across, down := [4]string{"╭", "╮", "╰", "╯"}, '─', '│'
	if c.ASCII {
		corners, across, down = [4]string{"+", "+", "+", "+"}, '-', '|'
	}
	c.Fill(x+1, y, w-2, 1, s, across)
	c.Fill(x+1, y+h-1, w-2, 1, s, across)
	c.Fill(x, y+1, 1, h-2, s, down)
	c.Fill(x+w-1, y+1, 1, h-2, s, down)
	c.Put(x, y, s, corners[0])
	c.Put(x+w-1, y, s, corners[1])
	c.Put(x, y+h-1, s, corners[2])
	c.Put(x+w-1, y+h-1, s, corners[3])
	if title != "" && w > 6 {
		c.Put(x+2, y, s|Bold, " "+Cut(title, w-6)+" ")
	}
}

// Centre puts text in the middle of w columns from (x, y), shortened to fit.
func (c *Canvas) Centre(x, y, w int, s Style, text string) {
	text = Cut(text, w)
	c.Put(x+(w-Width(text))/2, y, s, text)
}

// Dots draws the two dots of a cell, one above the other. A cell of which
// neither is on is left as it is.
func (c *Canvas) Dots(x, y int, s Style, up, down bool) {
	switch {
	case up && down:
		c.Put(x, y, s, "█")
	case up:
		c.Put(x, y, s, "▀")
	case down:
		c.Put(x, y, s, "▄")
	}
}

// Stamp draws another canvas, but for its links, with its upper left corner at (x, y). It
// is for a part of the canvas that nothing else reaches into. What lies outside is cut.
func (c *Canvas) Stamp(x, y int, from *Canvas) {
	for row := max(0, -y); row < min(from.H, c.H-y); row++ {
		for col := max(0, -x); col < min(from.W, c.W-x); col++ {
			cell, at := from.cells[row*from.W+col], &c.cells[(y+row)*c.W+x+col]
			cell.link = 0
			if cell.glyph&manyRunes != 0 {
				text := from.clusters[cell.glyph&^manyRunes]
				if at.glyph&manyRunes != 0 && c.clusters[at.glyph&^manyRunes] == text { // it is there already
					cell.glyph = at.glyph
				} else {
					cell.glyph = c.glyphOf(text)
				}
			}
			*at = cell
		}
	}
}

// String is the text of the canvas, a line for each row without the spaces at
// its end.
func (c *Canvas) String() string {
	var all strings.Builder
	var line []byte
	for y := range c.H {
		line = line[:0]
		for _, cell := range c.cells[y*c.W : (y+1)*c.W] {
			if cell.width > 0 {
				line = c.appendGlyph(line, cell)
			}
		}
		all.WriteString(strings.TrimRight(string(line), " "))
		all.WriteByte('\n')
	}
	return all.String()
}
