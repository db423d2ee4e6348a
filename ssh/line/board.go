package line

import (
	"strings"

	"crossplay/game"
	"crossplay/ssh/words"
)

// picture is a board as text: its pieces as letters, a point for an empty cell,
// the last move in brackets and a winning line between stars.
func picture(info game.Info, b *game.Board) string {
	var s strings.Builder
	if b.Title != "" {
		s.WriteString(b.Title + "\n")
	}
	margin := 0
	for _, l := range b.RowLabels {
		margin = max(margin, len(l))
	}
	for row := range b.Rows {
		line := "  " + strings.Repeat(" ", margin)
		if row < len(b.RowLabels) {
			line = "  " + strings.Repeat(" ", margin-len(b.RowLabels[row])) + b.RowLabels[row]
		}
		for col := range b.Cols {
			line += " " + cell(info, b.Cell(col, row))
		}
		s.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if len(b.ColLabels) > 0 {
		line := "  " + strings.Repeat(" ", margin)
		for _, l := range b.ColLabels {
			line += "  " + l + strings.Repeat(" ", max(0, 2-len(l)))
		}
		s.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return s.String()
}

// cell is three characters.
func cell(info game.Info, c *game.Cell) string {
	sign := "."
	if p, ok := info.Piece(c.Piece); ok {
		sign = words.Glyph(p, true)
	}
	switch {
	case c.Has(game.Win):
		return "*" + sign + "*"
	case c.Has(game.Last):
		return "[" + sign + "]"
	}
	return " " + sign + " "
}
