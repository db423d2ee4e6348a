package board

import "crossplay/ssh/term"

// The weights of a line.
const (
	none  = 0
	thin  = 1
	thick = 2
)

// wires are the signs of lines that meet, by the weights of those that lead up,
// right, down and left, as digits to the base of three.
var wires = []rune(" ╵╹╶└┖╺┕┗╷│╿┌├┞┍┝┡╻╽┃┎┟┠┏┢┣" +
	"╴┘┚─┴┸╼┶┺┐┤┦┬┼╀┮┾╄┒┧┨┰╁╂┲╆╊" +
	"╸┙┛╾┵┹━┷┻┑┥┩┭┽╃┯┿╇┓┪┫┱╅╉┳╈╋")

func wire(up, right, down, left int) string { return string(wires[up+3*right+9*down+27*left]) }

// drawAcross draws a line of n columns.
func drawAcross(c *term.Canvas, x, y, n int, s term.Style, weight int) {
	for i := range n {
		c.Put(x+i, y, s, wire(none, weight, none, weight))
	}
}

// drawDown draws a line of n lines.
func drawDown(c *term.Canvas, x, y, n int, s term.Style, weight int) {
	for i := range n {
		c.Put(x, y+i, s, wire(weight, none, weight, none))
	}
}
