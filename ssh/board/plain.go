package board

import (
	"strconv"
	"strings"

	"crossplay/game"
)

// Plain is a board as lines of ASCII, for whoever has no screen or hears it: its
// pieces as letters, a point for an empty cell, or on a board of numbers each
// number, the last move in brackets and a winning line between stars. A tray with nothing in it is ""; used is what is said
// there of a piece that is out, as a die that was played.
func Plain(info game.Info, b *game.Board, used string) string {
	if b.Style == game.Tray {
		return trayText(info, b, used)
	}
	p := printer{info: info, Board: b, width: 1, gap: " "}
	if b.Style == game.Edges {
		p.gap = "" // lines meet
	}
	for i := range b.Cells {
		p.width = max(p.width, len(p.sign(i%b.Cols, i/b.Cols)))
	}
	if !numbered(b) {
		p.rows = b.RowLabels
	}
	for _, l := range p.rows {
		p.margin = max(p.margin, len(l))
	}
	return p.text()
}

// printer prints one board.
type printer struct {
	info game.Info
	*game.Board
	rows   []string // their labels: none where each cell says its number
	margin int      // how wide the labels of the rows are
	width  int      // how wide the widest cell is, without its marks
	gap    string   // between two cells
	lines  []string
}

func (p *printer) text() string {
	if p.Title != "" {
		p.lines = append(p.lines, p.Title)
	}
	p.labels(p.TopLabels, 0)
	for row := range p.Rows {
		if p.Block > 0 && row > 0 && row%p.Block == 0 {
			p.lines = append(p.lines, "")
		}
		label := ""
		if row < len(p.rows) {
			label = p.rows[row]
		}
		line := p.begin(row, label)
		for col := range p.Cols {
			line += p.between(col) + p.cell(col, row)
		}
		p.lines = append(p.lines, line)
	}
	p.labels(p.ColLabels, p.Rows-1)
	var s strings.Builder
	for _, l := range p.lines {
		s.WriteString(strings.TrimRight(l, " ") + "\n")
	}
	return s.String()
}

// begin is what a line has in front of its first cell. Each row of hexagons
// begins half a cell further to the right.
func (p *printer) begin(row int, label string) string {
	s := "  " + strings.Repeat(" ", p.margin-len(label)) + label
	if p.Style == game.Hexes {
		s = strings.Repeat(" ", row*(p.width+2+len(p.gap))/2) + s
	}
	return s
}

// between is what stands in front of a cell.
func (p *printer) between(col int) string {
	if p.Block > 0 && col > 0 && col%p.Block == 0 {
		return " |" + p.gap
	}
	return p.gap
}

func (p *printer) labels(labels []string, row int) {
	if len(labels) == 0 {
		return
	}
	line := p.begin(row, "")
	for col, l := range labels {
		line += p.between(col) + pad(l, p.width+2)
	}
	p.lines = append(p.lines, line)
}

// pad puts text in the middle of w characters.
func pad(text string, w int) string {
	left := max(0, (w-len(text)+1)/2)
	return strings.Repeat(" ", left) + text + strings.Repeat(" ", max(0, w-left-len(text)))
}

// cell is a cell with a character on either side for what marks it.
func (p *printer) cell(col, row int) string {
	c := p.Cell(col, row)
	sign := p.sign(col, row)
	if p.Style == game.Edges && row%2 == 0 && col%2 == 1 && c.Piece != "" {
		return strings.Repeat(sign, p.width+2)
	}
	text := pad(sign, p.width)
	switch {
	case p.Style == game.Edges && (col+row)%2 == 1: // drawn heavier instead
	case c.Has(game.Win):
		return "*" + text + "*"
	case c.Has(game.Check):
		return "!" + text + "!"
	case c.Has(game.Last):
		return "[" + text + "]"
	case c.Has(game.Out) && c.Piece != "":
		return "-" + text + "-"
	case c.Has(game.Target):
		return "{" + text + "}"
	}
	return " " + text + " "
}

// sign is a cell without what marks it.
func (p *printer) sign(col, row int) string {
	c := p.Cell(col, row)
	piece, ok := p.info.Piece(c.Piece)
	switch {
	case c.Kind == game.Void && strings.Contains(c.Arms, "e") && strings.Contains(c.Arms, "w"):
		return "-"
	case c.Kind == game.Void && strings.Contains(c.Arms, "n"):
		return "|"
	case c.Kind == game.Void:
		return ""
	case p.Style == game.Edges:
		return p.edge(col, row, piece, ok)
	case p.Style == game.Pits:
		return strconv.Itoa(c.Count)
	case numbered(p.Board) && ok:
		return string(c.Spot) + Glyph(piece, true)
	case numbered(p.Board):
		return string(c.Spot)
	case ok && (c.Count > 1 || p.Style == game.Points):
		return strconv.Itoa(max(c.Count, 1)) + Glyph(piece, true)
	case ok:
		return Glyph(piece, true)
	case c.Has(game.Hidden):
		return "?"
	}
	return "."
}

// edge is a dot, an edge, or whose a box is. Of an edge only one that was drawn
// is seen, the last one heavier.
func (p *printer) edge(col, row int, piece game.Piece, drawn bool) string {
	heavy := p.Cell(col, row).Has(game.Last)
	switch {
	case col%2 == 0 && row%2 == 0:
		return "+"
	case !drawn:
		return " "
	case col%2 == 1 && row%2 == 1:
		return Glyph(piece, true)
	case row%2 == 0 && heavy:
		return "="
	case row%2 == 0:
		return "-"
	case heavy:
		return "#"
	}
	return "|"
}

// trayText is what lies beside the board, in one line.
func trayText(info game.Info, b *game.Board, used string) string {
	var all []string
	for i := range b.Cells {
		c := &b.Cells[i]
		p, ok := info.Piece(c.Piece)
		if !ok {
			continue
		}
		text := p.Title
		if c.Count > 1 {
			text += " " + strconv.Itoa(c.Count)
		}
		if c.Has(game.Out) {
			text += ", " + used
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return ""
	}
	return b.Title + ": " + strings.Join(all, "; ") + "\n"
}
