package board

import (
	"strings"
	"testing"

	"crossplay/game"
)

var pieces = game.Info{Pieces: []game.Piece{
	{Name: "X", Title: "black", Seat: 0, Glyph: "●", ASCII: "X"}, {Name: "O", Title: "white", Seat: 1, Glyph: "○", ASCII: "O"},
	{Name: "6", Title: "six", Seat: game.Spectator, Shape: game.Die6, Glyph: "⚅", ASCII: "6"},
}}

// board is one of a style by the letters of its cells: pieces, " " for what is
// not there, and "." for nothing.
func board(style game.Style, rows ...string) *game.Board {
	b := &game.Board{Style: style, Cols: len(rows[0]), Rows: len(rows)}
	for _, row := range rows {
		for _, sign := range row {
			c := game.Cell{Piece: string(sign)}
			switch sign {
			case ' ':
				c = game.Cell{Kind: game.Void}
			case '.':
				c.Piece = ""
			}
			b.Cells = append(b.Cells, c)
		}
	}
	return b
}

func with(b *game.Board, col, row int, change func(*game.Cell)) *game.Board {
	change(b.Cell(col, row))
	return b
}

func mark(m game.Mark) func(*game.Cell) {
	return func(c *game.Cell) { c.Marks = append(c.Marks, m) }
}

func count(n int) func(*game.Cell) { return func(c *game.Cell) { c.Count = n } }

func TestEveryBoardCanBeReadAsText(t *testing.T) {
	hex := board(game.Hexes, "X..", ".O.", "..X")
	hex.RowLabels, hex.ColLabels = []string{"1", "2", "3"}, []string{"a", "b", "c"}
	blocks := board(game.Squares, "X...", "....", "..O.", "....")
	blocks.Block = 2
	morris := board(game.Lines, ". .", "   ", "O X")
	with(with(morris, 1, 0, func(c *game.Cell) { c.Arms = "ew" }), 0, 1, func(c *game.Cell) { c.Arms = "ns" })
	pits := with(with(board(game.Pits, ".X.", " O "), 0, 0, count(12)), 1, 0, count(4))
	points := with(with(board(game.Points, "X.O", "..X"), 0, 0, count(5)), 2, 1, count(12))
	points.TopLabels = []string{"13", "14", "15"}
	tray := with(board(game.Tray, "6X"), 1, 0, count(3))
	tray.Title = "Dice"
	for _, c := range []struct {
		name string
		b    *game.Board
		want string
	}{
		{"marks", with(with(with(with(board(game.Checks, "XO.X"), 0, 0, mark(game.Check)), 1, 0, mark(game.Out)), 2, 0, mark(game.Target)), 3, 0, mark(game.Win)),
			"   !X! -O- {.} *X*\n"},
		{"hidden", with(board(game.Squares, "X."), 1, 0, mark(game.Hidden)), "    X   ?\n"},
		{"hexes", hex, "  1  X   .   .\n    2  .   O   .\n      3  .   .   X\n         a   b   c\n"},
		{"blocks", blocks, "    X   .  |  .   .\n    .   .  |  .   .\n\n    .   .  |  O   .\n    .   .  |  .   .\n"},
		{"lines", morris, "    .   -   .\n    |\n    O       X\n"},
		{"edges", with(board(game.Edges, ".X.X.", "XXX..", ".X..."), 1, 0, mark(game.Last)), "   + === + --- +\n   |  X  |\n   + --- +     +\n"},
		{"pits", pits, "    12    4    0\n          0\n"},
		{"points", points, "     13    14    15\n     5X    .     1O\n     .     .    12X\n"},
		{"tray", tray, "Dice: six; black 3\n"},
	} {
		if got := Plain(pieces, c.b, "used"); got != c.want {
			t.Errorf("%s: %q, not %q\n%s", c.name, got, c.want, got)
		}
	}
	if got := Plain(pieces, board(game.Tray, ".."), "used"); strings.TrimSpace(got) != "" {
		t.Errorf("an empty tray is %q", got)
	}
}
