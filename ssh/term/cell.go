package term

import "unicode/utf8"

// Cell is one character cell, eight bytes long because each session keeps a
// screenful of them.
type Cell struct {
	glyph uint32 // a rune, or the index of one of the canvas's clusters
	style Style
	width uint8 // 1, 2, or 0 for the right half of a wide grapheme
	link  uint8 // the index of an address among the canvas's, from 1
}

// manyRunes marks a glyph that does not fit into a rune.
const manyRunes = 1 << 31

// maxLinks is how many addresses a canvas holds; later ones are plain text.
const maxLinks = 255

var blank = Cell{glyph: ' ', width: 1}

// glyphOf makes a glyph of a cluster, keeping it if it is longer than a rune.
func (c *Canvas) glyphOf(text string) uint32 {
	if r, n := utf8.DecodeRuneInString(text); n == len(text) {
		return uint32(r)
	}
	c.clusters = append(c.clusters, text)
	return manyRunes | uint32(len(c.clusters)-1)
}

// appendGlyph appends the cell's text.
func (c *Canvas) appendGlyph(b []byte, cell Cell) []byte {
	if cell.glyph&manyRunes != 0 {
		return append(b, c.clusters[cell.glyph&^manyRunes]...)
	}
	return utf8.AppendRune(b, rune(cell.glyph))
}

// url is the address that a cell leads to.
func (c *Canvas) url(cell Cell) string {
	if cell.link == 0 {
		return ""
	}
	return c.links[cell.link-1]
}

// same reports whether cell i looks the same on both canvases.
func same(a, b *Canvas, i int) bool {
	p, q := a.cells[i], b.cells[i]
	if p == q && p.glyph&manyRunes == 0 && p.link == 0 {
		return true
	}
	if p.style != q.style || p.width != q.width || a.url(p) != b.url(q) {
		return false
	}
	if p.glyph&manyRunes == 0 || q.glyph&manyRunes == 0 {
		return p.glyph == q.glyph
	}
	return a.clusters[p.glyph&^manyRunes] == b.clusters[q.glyph&^manyRunes]
}
