// Package boardtest has boards of every style, each with all that can be seen on
// one, for tests of what draws them.
package boardtest

import (
	"fmt"
	"strings"

	"crossplay/game"
	"crossplay/ssh/term"
)

// Areas are the parts of screens of 40×15, 80×24 and 120×40 that boards are
// drawn in.
var Areas = []term.Rectangle{{X: 1, Y: 1, W: 38, H: 11}, {X: 1, Y: 2, W: 50, H: 19}, {X: 1, Y: 2, W: 82, H: 35}}

// Sample is a game of which only a picture is known. It is complete enough to
// be listed.
type Sample struct {
	Info game.Info
	View game.View // from the first seat
}

// listed fills in what every sample says of itself.
func (s Sample) listed() Sample {
	in := &s.Info
	in.Version, in.MinSeats, in.MaxSeats = 1, 2, max(2, in.MaxSeats)
	if in.Seats == nil {
		in.Seats, in.Colours = []string{"Black", "White"}, []game.Colour{game.Black, game.White}
	}
	in.Name = strings.ToLower(strings.ReplaceAll(in.Title, " ", "-"))
	in.Summary, in.Notation, in.HowTo = "A sample.", "Type the place.", "It is only looked at."
	return s
}

// drawn is a board by its letters, a line for each row: the signs of pieces,
// "." for an empty cell, " " for one that is not there. Cells are called a1 from
// the bottom left.
func drawn(style game.Style, rows string) game.Board {
	lines := strings.Split(strings.Trim(rows, "\n"), "\n")
	b := game.Board{Style: style, Cols: len(lines[0]), Rows: len(lines)}
	for i := range b.Cols {
		b.ColLabels = append(b.ColLabels, string(rune('a'+i)))
	}
	for i, line := range lines {
		b.RowLabels = append(b.RowLabels, fmt.Sprint(b.Rows-i))
		for j, sign := range line {
			c := game.Cell{Label: b.ColLabels[j] + b.RowLabels[i]}
			switch sign {
			case ' ':
				c.Kind = game.Void
			case '.':
				c.Spot = game.Spot(c.Label)
			default:
				c.Spot, c.Piece = game.Spot(c.Label), string(sign)
			}
			b.Cells = append(b.Cells, c)
		}
	}
	return b
}

// at is a cell by its label.
func at(b *game.Board, label string) *game.Cell {
	for i := range b.Cells {
		if b.Cells[i].Label == label {
			return &b.Cells[i]
		}
	}
	panic("there is no " + label)
}

func marked(b game.Board, m game.Mark, labels ...string) game.Board {
	for _, l := range labels {
		c := at(&b, l)
		c.Marks = append(c.Marks, m)
	}
	return b
}

// open lets the empty cells be picked, or those with the piece.
func open(piece string, boards ...game.Board) (v game.View) {
	v.Boards = boards
	for _, b := range boards {
		for _, c := range b.Cells {
			if c.Piece == piece && c.Spot != "" {
				v.Choices = append(v.Choices, game.Choice{Move: game.Move(c.Spot), Path: []game.Spot{c.Spot}})
			}
		}
	}
	return v
}

// pair are the pieces of two seats, full and hollow.
func pair(shape game.Shape, full, hollow, a, b string) []game.Piece {
	return []game.Piece{
		{Name: a, Title: "black one", Seat: 0, Shape: shape, Glyph: full, ASCII: a},
		{Name: b, Title: "white one", Seat: 1, Shape: shape, Hollow: true, Glyph: hollow, ASCII: b},
	}
}

// Samples are a board of every style, and larger and smaller ones of some. Each
// call makes new ones.
func Samples() []Sample {
	stones := pair(game.Disc, "●", "○", "X", "O")

	reversi := marked(marked(drawn(game.Squares, `
........
..X.....
..XX....
..OXO...
..OOOO..
........
........
........`), game.Last, "c7"), game.Win, "f4")

	var men []game.Piece
	for i, shape := range []game.Shape{game.King, game.Queen, game.Rook, game.Bishop, game.Knight, game.Pawn} {
		white, black := string([]rune("♔♕♖♗♘♙")[i]), string([]rune("♚♛♜♝♞♟")[i])
		men = append(men,
			game.Piece{Name: "KQRBNP"[i : i+1], Title: "white man", Seat: 0, Shape: shape, Hollow: true, Glyph: white, ASCII: "KQRBNP"[i : i+1]},
			game.Piece{Name: "kqrbnp"[i : i+1], Title: "black man", Seat: 1, Shape: shape, Glyph: black, ASCII: "kqrbnp"[i : i+1]})
	}
	chess := drawn(game.Checks, `
rnb.kbnr
pppp.ppp
........
....p...
......Pq
.....P..
PPPPP..P
RNBQKBNR`)
	chess = marked(marked(chess, game.Last, "d8", "h4"), game.Check, "e1")
	chessView := game.View{Boards: []game.Board{chess}, Note: "Check."}
	for _, m := range []string{"e2e3", "e2e4", "b1a3", "b1c3", "g1h3"} {
		chessView.Choices = append(chessView.Choices, game.Choice{Move: game.Move(m), Path: []game.Spot{game.Spot(m[:2]), game.Spot(m[2:])}})
	}

	kings := append(stones[:2:2],
		game.Piece{Name: "K", Title: "black king", Seat: 0, Shape: game.Crown, Glyph: "♚", ASCII: "K"},
		game.Piece{Name: "Q", Title: "white king", Seat: 1, Shape: game.Crown, Hollow: true, Glyph: "♔", ASCII: "Q"})
	draughts := marked(marked(drawn(game.Checks, `
.O.O.O.O
O.O.O.O.
.K.....O
........
...O...X
X.Q.X...
.X.X.X.X
X.X.X.X.`), game.Target, "e3"), game.Last, "d4")

	var go13 []string
	for i := range 13 {
		go13 = append(go13, strings.Repeat(".", 13)[:13-i/3]+strings.Repeat("X", i/3))
	}
	go13[5], go13[6], go13[7] = "...XXO.......", "..XO.O.......", "...XOO...A.B."
	weiqi := drawn(game.Lines, strings.Join(go13, "\n"))
	weiqi = marked(marked(marked(weiqi, game.Star, "d10", "d4", "j10", "g7", "j4"), game.Last, "e6"), game.Out, "d7")
	area := append(stones[:2:2],
		game.Piece{Name: "A", Title: "black's area", Seat: 0, Shape: game.Dot, Glyph: "▪", ASCII: "x"},
		game.Piece{Name: "B", Title: "white's area", Seat: 1, Shape: game.Dot, Hollow: true, Glyph: "▫", ASCII: "o"})
	weiqiView := open("", weiqi)
	weiqiView.Choices = append(weiqiView.Choices, game.Choice{Move: "pass", Label: "Pass"})

	var go19 []string
	for range 19 {
		go19 = append(go19, strings.Repeat(".", 19))
	}
	large := marked(drawn(game.Lines, strings.Join(go19, "\n")), game.Star, "d16", "j16", "p16", "d10", "j10", "p10", "d4", "j4", "p4")
	at(&large, "d16").Piece, at(&large, "q4").Piece = "X", "O"
	large = marked(large, game.Last, "q4")

	morris := drawn(game.Lines, `
X  .  .
 X . . 
  O.O  
X.X OO.
  ...  
 . . . 
.  .  .`)
	for label, arms := range map[string]string{
		"a7": "es", "d7": "esw", "g7": "sw", "b6": "es", "d6": "nesw", "f6": "sw", "c5": "es", "d5": "new", "e5": "sw",
		"a4": "nes", "b4": "nesw", "c4": "nsw", "e4": "nes", "f4": "nesw", "g4": "nsw",
		"c3": "ne", "d3": "esw", "e3": "nw", "b2": "ne", "d2": "nesw", "f2": "nw", "a1": "ne", "d1": "new", "g1": "nw",
		"b7": "ew", "c7": "ew", "e7": "ew", "f7": "ew", "b1": "ew", "c1": "ew", "e1": "ew", "f1": "ew", "c6": "ew", "e6": "ew", "c2": "ew", "e2": "ew",
		"a6": "ns", "a5": "ns", "a3": "ns", "a2": "ns", "g6": "ns", "g5": "ns", "g3": "ns", "g2": "ns", "b5": "ns", "b3": "ns", "f5": "ns", "f3": "ns",
	} {
		at(&morris, label).Arms = arms
	}
	morris = marked(morris, game.Last, "a4", "b4")

	var hexRows []string
	for i := range 11 {
		row := []byte("...........")
		row[5], row[(i+3)%11] = 'X', 'O'
		if i%3 == 0 {
			row[5] = '.'
		}
		hexRows = append(hexRows, string(row))
	}
	hex := marked(marked(drawn(game.Hexes, strings.Join(hexRows, "\n")), game.Last, "f10"), game.Win, "f7", "f6")
	hex.Sides = []game.Seat{0, 1, 0, 1}

	kalah := game.Board{Style: game.Pits, Cols: 8, Rows: 2, TopLabels: []string{"", "f2", "e2", "d2", "c2", "b2", "a2", ""}, ColLabels: []string{"", "a1", "b1", "c1", "d1", "e1", "f1", ""}}
	for i, n := range []int{7, 4, 0, 5, 12, 1, 6, 9, 0, 4, 4, 0, 6, 5, 5, 0} {
		c := game.Cell{Label: fmt.Sprint("pit ", i), Count: n}
		if n > 0 {
			c.Piece = "XO"[min(1, 1-i/8) : min(1, 1-i/8)+1]
		}
		switch i {
		case 0:
			c.Kind = game.Store
		case 7:
			c.Kind, c.Piece = game.Store, "X"
		case 8, 15:
			c = game.Cell{Label: c.Label, Kind: game.Void}
		default:
			c.Spot = game.Spot(c.Label)
		}
		kalah.Cells = append(kalah.Cells, c)
	}
	kalah = marked(kalah, game.Last, "pit 10", "pit 7")

	gammon := game.Board{Title: "Board", Style: game.Points, Cols: 14, Rows: 2}
	for col := range 14 {
		gammon.TopLabels = append(gammon.TopLabels, "")
		gammon.ColLabels = append(gammon.ColLabels, "")
		if n := col - col/7; col != 6 && col != 13 {
			gammon.TopLabels[col], gammon.ColLabels[col] = fmt.Sprint(13+n), fmt.Sprint(12-n)
		}
	}
	heaps := map[int]string{0: "5X", 4: "3O", 6: "1X", 7: "5O", 8: "1X", 12: "2X", 13: "3O", 14: "5O", 18: "3X", 21: "9X", 26: "2O"}
	for i := range 28 {
		c := game.Cell{Label: fmt.Sprint("point ", i), Spot: game.Spot(fmt.Sprint("p", i))}
		if i%14 == 6 || i%14 == 13 {
			c.Kind = game.Store
		}
		if h := heaps[i]; h != "" {
			c.Piece, c.Count = h[1:], int(h[0]-'0')
		}
		gammon.Cells = append(gammon.Cells, c)
	}
	gammon = marked(gammon, game.Last, "point 8")
	var dice []game.Piece
	for i, s := range []game.Shape{game.Die1, game.Die2, game.Die3, game.Die4, game.Die5, game.Die6} {
		dice = append(dice, game.Piece{Name: string(s), Title: "die", Seat: game.Spectator, Shape: s, Glyph: string(rune('⚀' + i)), ASCII: fmt.Sprint(i + 1)})
	}
	rolled := game.Board{Title: "Dice", Style: game.Tray, Cols: 2, Rows: 1, Cells: []game.Cell{{Label: "first", Piece: "die6"}, {Label: "second", Piece: "die5", Marks: []game.Mark{game.Out}}}}
	gammonView := open("X", gammon, rolled)

	dotted := drawn(game.Edges, `
.-.-.......
|X|........
.-.-.......
..|.|......
....-......
...........
...........
...........
...........
...........
...........`)
	for i := range dotted.Cells {
		if c := &dotted.Cells[i]; (i%11+i/11)%2 == 0 {
			c.Spot = ""
		} else if c.Piece == "|" {
			c.Piece = "-"
		}
	}
	at(&dotted, "d10").Piece = "O"
	dotted = marked(dotted, game.Last, "c10", "d10")

	small := marked(drawn(game.Squares, "XX.O.....\n.O....X..\n......O..\n..X...OOO\n.X....X.O\n...O.....\n.........\n.X.......\n........."), game.Last, "e1")
	small.Block, small.Title = 3, "Board"
	small.ColLabels, small.RowLabels = nil, nil
	for i := range small.Cells {
		c := &small.Cells[i]
		switch col, row := i%9/3, i/27; {
		case col == 2 && row == 1:
			c.Marks = append(c.Marks, game.Out)
		case col == 1 && row == 2:
			c.Marks = append(c.Marks, game.Target)
		default:
			c.Spot = ""
		}
	}
	won := drawn(game.Squares, "...\n..O\n...")
	won.Title, won.ColLabels, won.RowLabels = "Boards won", nil, nil
	for i := range won.Cells {
		won.Cells[i].Spot = ""
	}

	fleet := drawn(game.Squares, "SSSSS.....\n..........\n.S..*.....\n.S........\n.S....~...\n.*........\n......SSS.\n..........\n..SS......\n..........")
	fleet.Title = "Your waters"
	sea := drawn(game.Squares, "..........\n..~.......\n....**....\n..........\n...***....\n..........\n.~........\n..........\n..........\n..........")
	sea.Title = "Their waters"
	for _, b := range []*game.Board{&fleet, &sea} {
		b.ColLabels, b.RowLabels = nil, nil
		for i := range 10 {
			b.ColLabels, b.RowLabels = append(b.ColLabels, string(rune('a'+i))), append(b.RowLabels, fmt.Sprint(i+1))
		}
		for i := range b.Cells {
			b.Cells[i].Label = b.Title + " " + b.Cells[i].Label
		}
	}
	for i := range sea.Cells {
		fleet.Cells[i].Spot = ""
		if sea.Cells[i].Piece == "" {
			sea.Cells[i].Marks = []game.Mark{game.Hidden}
		}
	}
	sea = marked(marked(sea, game.Out, "Their waters d6", "Their waters e6", "Their waters f6"), game.Last, "Their waters f8")
	ships := []game.Piece{
		{Name: "S", Title: "ship", Seat: 0, Shape: game.Square, Glyph: "■", ASCII: "S"},
		{Name: "*", Title: "hit", Seat: game.Spectator, Shape: game.Burst, Glyph: "✱", ASCII: "*"},
		{Name: "~", Title: "miss", Seat: game.Spectator, Shape: game.Dot, Glyph: "•", ASCII: "o"},
	}

	all := []Sample{
		{Info: game.Info{Title: "Reversi sample", Pieces: stones}, View: open("", reversi)},
		{Info: game.Info{Title: "Chess sample", Pieces: men, Seats: []string{"White", "Black"}, Colours: []game.Colour{game.White, game.Black}}, View: chessView},
		{Info: game.Info{Title: "Draughts sample", Pieces: kings}, View: open("X", draughts)},
		{Info: game.Info{Title: "Go sample", Pieces: area}, View: weiqiView},
		{Info: game.Info{Title: "Large sample", Pieces: stones}, View: open("", large)},
		{Info: game.Info{Title: "Morris sample", Pieces: stones}, View: open("", morris)},
		{Info: game.Info{Title: "Hex sample", Pieces: stones, Seats: []string{"Red", "Blue"}, Colours: []game.Colour{game.Red, game.Blue}}, View: open("", hex)},
		{Info: game.Info{Title: "Kalah sample", Pieces: stones, Seats: []string{"South", "North"}}, View: open("X", kalah)},
		{Info: game.Info{Title: "Backgammon sample", Pieces: append(stones[:2:2], dice...)}, View: gammonView},
		{Info: game.Info{Title: "Dots sample", MaxSeats: 4, Chance: true, Seats: []string{"Cross", "Ring", "Disc", "Square"}, Pieces: []game.Piece{
			{Name: "X", Title: "box of Cross", Seat: 0, Shape: game.Cross, Glyph: "✕", ASCII: "X"},
			{Name: "O", Title: "box of Ring", Seat: 1, Shape: game.Ring, Glyph: "○", ASCII: "O"},
			{Name: "D", Title: "box of Disc", Seat: 2, Shape: game.Disc, Glyph: "●", ASCII: "@"},
			{Name: "S", Title: "box of Square", Seat: 3, Shape: game.Square, Glyph: "■", ASCII: "#"},
			{Name: "-", Title: "line", Seat: game.Spectator, Shape: game.Bar, Glyph: "━", ASCII: "="},
		}}, View: open("", dotted)},
		{Info: game.Info{Title: "Ultimate sample", Pieces: []game.Piece{
			{Name: "X", Title: "cross", Seat: 0, Shape: game.Cross, Glyph: "✕", ASCII: "X"},
			{Name: "O", Title: "ring", Seat: 1, Shape: game.Ring, Glyph: "○", ASCII: "O"},
		}, Seats: []string{"X", "O"}}, View: open("", small, won)},
		{Info: game.Info{Title: "Battleship sample", Pieces: ships, Seats: []string{"Red", "Blue"}, Colours: []game.Colour{game.Red, game.Blue}}, View: open("", fleet, sea)},
	}
	for i := range all {
		all[i] = all[i].listed()
	}
	return all
}
