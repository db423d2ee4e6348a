package record

import (
	"strings"

	"crossplay/game"
)

// SGF is a game as a tree with one branch, in FF[4]: a root with properties, and a node for
// each move. See https://www.red-bean.com/sgf/.
type SGF struct {
	s strings.Builder
}

// NewSGF begins the game of that number, on a board of that size, between the players of
// the seats that SGF calls Black and White.
func NewSGF(r game.Record, number, size string, black, white game.Seat) *SGF {
	t := new(SGF)
	t.s.WriteString("(;")
	for _, p := range []struct{ name, value string }{
		{"FF", "4"}, {"GM", number}, {"CA", "UTF-8"}, {"AP", "Crossplay"}, {"SZ", size}, {"GN", r.ID}, {"PC", r.Site}, {"DT", r.Date},
		{"PB", r.Players[black]}, {"PW", r.Players[white]},
	} {
		t.Put(p.name, p.value)
	}
	return t
}

// Put writes a property of the node, unless it has no value.
func (t *SGF) Put(name, value string) {
	if value != "" {
		t.s.WriteString(name + "[" + escaped.Replace(plain(value)) + "]")
	}
}

// Move writes a node with a move of Black or else White; none is a pass. Left is what its
// player has left, in milliseconds, or negative.
func (t *SGF) Move(black bool, at string, left int) {
	colour := "W"
	if black {
		colour = "B"
	}
	t.s.WriteString("\n;" + colour + "[" + at + "]")
	if left >= 0 {
		t.s.WriteString(colour + "L[" + seconds(left) + "]")
	}
}

// String ends the tree.
func (t *SGF) String() string { return t.s.String() + ")\n" }

var escaped = strings.NewReplacer(`\`, `\\`, `]`, `\]`, `:`, `\:`)

// Result is how SGF writes who won: by that much where somebody counted, or by why.
func Result(r game.Record, black game.Seat, by string) string {
	won := r.Won()
	switch {
	case r.Void:
		return "Void"
	case won == game.Spectator:
		return "Draw"
	}
	side := "W+"
	if won == black {
		side = "B+"
	}
	switch r.Reason {
	case "resigned":
		return side + "R"
	case "time":
		return side + "T"
	case "away", "silent":
		return side + "F"
	}
	return side + by
}

// Letters are a place as SGF writes it: its column from the left and its row from the top,
// from 0, each as a letter.
func Letters(col, row int) string { return string(rune('a'+col)) + string(rune('a'+row)) }
