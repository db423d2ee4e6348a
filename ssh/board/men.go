package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// The picture of a chess man: as many columns, and lines of two dots.
const (
	manWidth  = 7
	manHeight = 3
)

// men are the chess men as dots.
var men = map[game.Shape][2 * manHeight]string{
	game.King: {
		"   #   ",
		"  ###  ",
		"   #   ",
		" ##### ",
		"  ###  ",
		" ##### ",
	},
	game.Queen: {
		"#  #  #",
		" # # # ",
		" ##### ",
		"  ###  ",
		"  ###  ",
		" ##### ",
	},
	game.Rook: {
		" # # # ",
		" ##### ",
		"  ###  ",
		"  ###  ",
		"  ###  ",
		" ##### ",
	},
	game.Bishop: {
		"   #   ",
		"  # #  ",
		"  ###  ",
		"   #   ",
		"  ###  ",
		" ##### ",
	},
	game.Knight: {
		"  ##   ",
		" ####  ",
		"## ### ",
		"   ### ",
		"  ###  ",
		" ##### ",
	},
	game.Pawn: {
		"       ",
		"   #   ",
		"  ###  ",
		"   #   ",
		"  ###  ",
		" ##### ",
	},
}

// drawBitmap draws dots, two to a cell.
func drawBitmap(c *term.Canvas, in term.Rectangle, s term.Style, dots [2 * manHeight]string) {
	for row := 0; row < len(dots); row += 2 {
		for col := range dots[row] {
			c.Dots(in.X+col, in.Y+row/2, s, dots[row][col] != ' ', dots[row+1][col] != ' ')
		}
	}
}
