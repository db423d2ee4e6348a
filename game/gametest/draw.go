package gametest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"crossplay/game"
)

// drawView is what a viewer sees, in plain text.
func drawView(info game.Info, v game.View) string {
	var w strings.Builder
	for i, b := range v.Boards {
		if i > 0 {
			w.WriteByte('\n')
		}
		if b.Title != "" {
			fmt.Fprintf(&w, "%s\n", b.Title)
		}
		drawBoard(&w, info, b)
	}
	if v.Note != "" {
		fmt.Fprintf(&w, "note: %s\n", v.Note)
	}
	return w.String()
}

// drawBoard gives each cell three characters: what the last move touched is in
// brackets, what won has a star behind it.
func drawBoard(w *strings.Builder, info game.Info, b game.Board) {
	margin := 0
	for _, l := range b.RowLabels {
		margin = max(margin, utf8.RuneCountInString(l))
	}
	line := func(label, cells string) {
		w.WriteString(strings.TrimRight(fmt.Sprintf("  %*s %s", margin, label, cells), " ") + "\n")
	}
	for row := range b.Rows {
		var cells strings.Builder
		for col := range b.Cols {
			cells.WriteString(drawCell(info, *b.Cell(col, row)))
		}
		label := ""
		if len(b.RowLabels) > 0 {
			label = b.RowLabels[row]
		}
		line(label, cells.String())
	}
	if len(b.ColLabels) > 0 {
		var labels strings.Builder
		for _, l := range b.ColLabels {
			fmt.Fprintf(&labels, " %-2s", l)
		}
		line("", labels.String())
	}
}

func drawCell(info game.Info, c game.Cell) string {
	left, middle, right := " ", ".", " "
	if p, ok := info.Piece(c.Piece); ok {
		middle = p.ASCII
	}
	if c.Has(game.Last) {
		left, right = "[", "]"
	}
	if c.Has(game.Win) {
		right = "*"
	}
	return left + middle + right
}
