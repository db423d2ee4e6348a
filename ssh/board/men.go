package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// The pictures of a chess man: as many columns, and lines. Each cell has four dots.
var (
	largeMan = size{w: 7, k: 3}
	smallMan = size{w: 4, k: 2}
)

// man is a picture in dots: two to a column, and two to a line.
type man []string

// men are the chess men, full and in outline: two sides are told apart by that
// where there are no colours. A pawn is low, and a king as broad as it is high. The
// small ones have no outline, and are for terminals with colours.
var men = map[game.Shape]struct{ full, outline, small man }{
	game.King: {man{
		"     ####     ",
		"      ##      ",
		" #### ## #### ",
		"##############",
		" ############ ",
		"  ##########  ",
	}, man{
		"     ####     ",
		"      ##      ",
		" #### ## #### ",
		"##  ######  ##",
		" ##        ## ",
		"  ##########  ",
	}, man{
		"   ##   ",
		" ###### ",
		"   ##   ",
		" ###### ",
	}},
	game.Queen: {man{
		"##  ##  ##  ##",
		" ## ##  ## ## ",
		" ############ ",
		"  ##########  ",
		"   ########   ",
		"  ##########  ",
	}, man{
		"##  ##  ##  ##",
		" ## ##  ## ## ",
		" ## ###### ## ",
		"  ##      ##  ",
		"   ##    ##   ",
		"  ##########  ",
	}, man{
		"# #  # #",
		"# #### #",
		" ###### ",
		"  ####  ",
	}},
	game.Rook: {man{
		" ###  ##  ### ",
		" ############ ",
		"   ########   ",
		"   ########   ",
		"   ########   ",
		" ############ ",
	}, man{
		" ###  ##  ### ",
		" ############ ",
		"   ##    ##   ",
		"   ##    ##   ",
		"   ##    ##   ",
		" ############ ",
	}, man{
		"## ## ##",
		" ###### ",
		"  ####  ",
		" ###### ",
	}},
	game.Bishop: {man{
		"      ##      ",
		"    #### #    ",
		"   #### ###   ",
		"   ########   ",
		"     ####     ",
		"  ##########  ",
	}, man{
		"      ##      ",
		"    ##  ##    ",
		"   ##  # ##   ",
		"   ##    ##   ",
		"     ####     ",
		"  ##########  ",
	}, man{
		"   ##   ",
		"  ## #  ",
		"  ####  ",
		" ###### ",
	}},
	game.Knight: {man{
		"    ## ##     ",
		"   ########   ",
		" #### ######  ",
		" ####  ###### ",
		"     ######## ",
		"   ########## ",
	}, man{
		"    ## ##     ",
		"   ##   ###   ",
		" ##  #    ##  ",
		" #####     ## ",
		"    ##     ## ",
		"   ########## ",
	}, man{
		"  ###   ",
		" ## ### ",
		"   #### ",
		"  ##### ",
	}},
	game.Pawn: {man{
		"              ",
		"              ",
		"     ####     ",
		"    ######    ",
		"     ####     ",
		"   ########   ",
	}, man{
		"              ",
		"              ",
		"     ####     ",
		"    ##  ##    ",
		"     ####     ",
		"   ########   ",
	}, man{
		"        ",
		"   ##   ",
		"  ####  ",
		"        ",
	}},
}

// quarters are the signs of four dots, by those at the top left, top right, bottom
// left and bottom right as bits.
var quarters = []rune(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

// drawMan draws a chess man, four dots to a cell.
func drawMan(c *term.Canvas, in term.Rectangle, p game.Piece, s term.Style) {
	dots := men[p.Shape].full
	switch {
	case in.H == smallMan.k:
		dots = men[p.Shape].small
	case p.Hollow:
		dots = men[p.Shape].outline
	}
	for row := range in.H {
		for col := range in.W {
			bits := 0
			for i := range 4 {
				if dots[2*row+i/2][2*col+i%2] == '#' {
					bits |= 1 << i
				}
			}
			if bits > 0 {
				c.Put(in.X+col, in.Y+row, s, string(quarters[bits]))
			}
		}
	}
}
