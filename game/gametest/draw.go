package gametest

import (
	"fmt"
	"strconv"
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
// brackets, what won has a star behind it, what is attacked a ! and what is out
// of play an x; before where the next move must be made stands a >.
func drawBoard(w *strings.Builder, info game.Info, b game.Board) {
	margin := 0
	for _, l := range b.RowLabels {
		margin = max(margin, utf8.RuneCountInString(l))
	}
	line := func(label, cells string) {
		w.WriteString(strings.TrimRight(fmt.Sprintf("  %*s %s", margin, label, cells), " ") + "\n")
	}
	if len(b.TopLabels) > 0 {
		line("", spread(b.TopLabels))
	}
	for row := range b.Rows {
		var cells strings.Builder
		if b.Style == game.Hexes {
			cells.WriteString(strings.Repeat(" ", row*3/2))
		}
		for col := range b.Cols {
			cells.WriteString(drawCell(info, b, *b.Cell(col, row)))
		}
		label := ""
		if len(b.RowLabels) > 0 {
			label = b.RowLabels[row]
		}
		line(label, cells.String())
	}
	if len(b.ColLabels) > 0 {
		line("", spread(b.ColLabels))
	}
}

// spread writes labels as wide as cells.
func spread(labels []string) string {
	var w strings.Builder
	for _, l := range labels {
		fmt.Fprintf(&w, " %-2s", l)
	}
	return w.String()
}

func drawCell(info game.Info, b game.Board, c game.Cell) string {
	left, middle, right := " ", ".", " "
	p, ok := info.Piece(c.Piece)
	switch {
	case c.Kind == game.Void:
		middle = " "
	case ok:
		middle = p.ASCII
	case c.Has(game.Hidden):
		middle = "?"
	}
	if c.Count > 0 || b.Style == game.Pits && c.Kind != game.Void {
		right = strconv.Itoa(c.Count)
		if !ok {
			middle, right = right, " "
		}
	}
	switch {
	case c.Has(game.Last):
		left = "["
		if right == " " {
			right = "]"
		}
	case c.Has(game.Target):
		left = ">"
	}
	for _, m := range [...]struct {
		mark game.Mark
		sign string
	}{{game.Out, "x"}, {game.Check, "!"}, {game.Win, "*"}} {
		if c.Has(m.mark) {
			right = m.sign
		}
	}
	return left + middle + right
}
