package screen

import (
	"strings"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// letters are the characters of a room's code as dots, five lines high.
var letters = map[rune][5]string{
	'3': {"###", "  #", " ##", "  #", "###"},
	'4': {"# #", "# #", "###", "  #", "  #"},
	'6': {"###", "#  ", "###", "# #", "###"},
	'7': {"###", "  #", " # ", " # ", " # "},
	'9': {"###", "# #", "###", "  #", "###"},
	'A': {" # ", "# #", "###", "# #", "# #"},
	'C': {"###", "#  ", "#  ", "#  ", "###"},
	'D': {"## ", "# #", "# #", "# #", "## "},
	'E': {"###", "#  ", "## ", "#  ", "###"},
	'F': {"###", "#  ", "## ", "#  ", "#  "},
	'G': {"####", "#   ", "# ##", "#  #", "####"},
	'H': {"# #", "# #", "###", "# #", "# #"},
	'J': {"  #", "  #", "  #", "# #", "###"},
	'K': {"#  #", "# # ", "##  ", "# # ", "#  #"},
	'M': {"#   #", "## ##", "# # #", "#   #", "#   #"},
	'N': {"#  #", "## #", "# ##", "#  #", "#  #"},
	'P': {"###", "# #", "###", "#  ", "#  "},
	'Q': {"####", "#  #", "#  #", "# ##", "####"},
	'R': {"###", "# #", "## ", "# #", "# #"},
	'T': {"###", " # ", " # ", " # ", " # "},
	'V': {"#   #", "#   #", "#   #", " # # ", "  #  "},
	'W': {"#   #", "#   #", "# # #", "## ##", "#   #"},
	'X': {"# #", "# #", " # ", "# #", "# #"},
	'Y': {"# #", "# #", " # ", " # ", " # "},
}

// bannerHeight is how many lines a banner takes: two dots make one.
const bannerHeight = 3

// drawBanner writes a code so large that it can be read across a room. Where
// that cannot be drawn or is too wide the letters stand apart, in groups.
func drawBanner(c *term.Canvas, x, y, w int, s term.Style, code room.Code) {
	var rows [6]string
	for i, r := range code {
		dots, ok := letters[r]
		if wide := len(rows[0])+2+len(dots[0]) > w; !ok || wide || c.ASCII {
			var apart []string
			for _, group := range code.Groups() {
				apart = append(apart, strings.Join(strings.Split(group, ""), " "))
			}
			c.Centre(x, y+1, w, s|term.Bold, strings.Join(apart, "   "))
			return
		}
		if i > 0 {
			for j := range rows {
				rows[j] += "  "
			}
		}
		for j, d := range dots {
			rows[j] += d
		}
		rows[5] += strings.Repeat(" ", len(dots[0]))
	}
	left := x + (w-len(rows[0]))/2
	for i := 0; i < len(rows); i += 2 {
		for j := range rows[i] {
			c.Dots(left+j, y+i/2, s, rows[i][j] == '#', rows[i+1][j] == '#')
		}
	}
}
