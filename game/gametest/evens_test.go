package gametest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"crossplay/game"
)

// evens is a small game with what board games for two do not have: two or three
// players bet on odd or even, or pass, all at once and in secret; then a die is
// rolled.
type evens struct{}

func (evens) Info() game.Info {
	return game.Info{
		Name: "evens", Title: "Odds and evens", Summary: "Bet on a die.", Version: 1,
		MinSeats: 2, MaxSeats: 3, Seats: []string{"First", "Second", "Third"},
		Options: []game.Option{{Name: "die", Title: "Die", Values: []game.Value{
			{Name: "d6", Title: "six sides"}, {Name: "d20", Title: "twenty sides"},
		}}},
		Pieces: []game.Piece{
			{Name: "chip", Title: "chip", Seat: game.Spectator, Shape: game.Disc, Glyph: "●", ASCII: "o"},
			{Name: "card", Title: "hidden bet", Seat: game.Spectator, Shape: game.Glyph, Glyph: "▒", ASCII: "?"},
		},
		Chance:   true,
		Hidden:   true,
		Notation: "Type odd, even or pass.",
		HowTo:    "Bet on odd or even.\n\nThen the die is rolled.",
	}
}

func (r evens) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	sides, _ := strconv.Atoi(s.Options["die"][1:])
	return bets{sides: sides, made: make([]game.Move, s.Seats)}, nil
}

// bets is a position of evens.
type bets struct {
	sides  int
	made   []game.Move // by seat; never written to after Play has made it
	order  []game.Seat
	rolled int
}

func (b bets) Turn() []game.Seat {
	var turn []game.Seat
	for seat, m := range b.made {
		if m == "" {
			turn = append(turn, game.Seat(seat))
		}
	}
	if len(b.left()) == 1 {
		return nil
	}
	if len(turn) == 0 && b.rolled == 0 {
		return []game.Seat{game.Chance}
	}
	return turn
}

func (b bets) Play(seat game.Seat, m game.Move) (game.State, error) {
	if !slices.Contains(b.Turn(), seat) {
		return nil, game.ErrTurn
	}
	if seat == game.Chance {
		n, err := strconv.Atoi(string(m))
		if err != nil || n < 1 || n > b.sides || strconv.Itoa(n) != string(m) {
			return nil, fmt.Errorf("%w: the die has %d sides", game.ErrIllegal, b.sides)
		}
		b.rolled = n
		return b, nil
	}
	if m != "odd" && m != "even" && m != "pass" {
		return nil, game.ErrIllegal
	}
	b.made = slices.Clone(b.made)
	b.made[seat] = m
	b.order = append(slices.Clip(b.order), seat)
	return b, nil
}

// out is what a seat bets that has given up.
const out game.Move = "out"

// Resign takes a seat out before the roll.
func (b bets) Resign(seat game.Seat) (game.State, error) {
	if b.over() || seat < 0 || int(seat) >= len(b.made) || b.made[seat] == out {
		return nil, game.ErrTurn
	}
	b.made = slices.Clone(b.made)
	b.made[seat] = out
	b.order = slices.DeleteFunc(slices.Clone(b.order), func(s game.Seat) bool { return s == seat })
	return b, nil
}

// left lists who has not given up.
func (b bets) left() []game.Seat {
	var left []game.Seat
	for seat, m := range b.made {
		if m != out {
			left = append(left, game.Seat(seat))
		}
	}
	return left
}

func (b bets) over() bool { return b.rolled > 0 || len(b.left()) == 1 }

// Resample draws the others' bets anew until the roll.
func (b bets) Resample(viewer game.Seat, r *rand.Rand) game.State {
	if b.over() {
		return b
	}
	b.made = slices.Clone(b.made)
	for seat, m := range b.made {
		if game.Seat(seat) != viewer && m != "" && m != out {
			b.made[seat] = []game.Move{"odd", "even", "pass"}[r.IntN(3)]
		}
	}
	return b
}

func (b bets) Moves(seat game.Seat) []game.Move {
	if seat < 0 || !slices.Contains(b.Turn(), seat) {
		return nil
	}
	return []game.Move{"odd", "even", "pass"}
}

func (b bets) Draw(r *rand.Rand) game.Move {
	return game.Move(strconv.Itoa(1 + r.IntN(b.sides)))
}

func (b bets) right() game.Move { return []game.Move{"even", "odd"}[b.rolled%2] }

func (b bets) Outcome() (game.Outcome, bool) {
	if left := b.left(); len(left) == 1 {
		return game.Outcome{Winners: left, Reason: "everybody else gave up"}, true
	}
	if b.rolled == 0 {
		return game.Outcome{}, false
	}
	result := game.Outcome{Reason: fmt.Sprintf("the die shows %d", b.rolled)}
	for seat, m := range b.made {
		if m == b.right() {
			result.Winners = append(result.Winners, game.Seat(seat))
		}
	}
	return result, true
}

func (b bets) View(viewer game.Seat) game.View { return b.look(viewer, false) }

// Reveal shows all bets.
func (b bets) Reveal() game.View { return b.look(game.Spectator, true) }

func (b bets) look(viewer game.Seat, all bool) game.View {
	board := game.Board{Style: game.Squares, Cols: 2, Rows: len(b.made), ColLabels: []string{"o", "e"}}
	v := game.View{Note: "Nobody knows what the others bet."}
	for seat, m := range b.made {
		for _, side := range []game.Move{"odd", "even"} {
			c := game.Cell{Spot: spot(seat, side), Label: fmt.Sprintf("%s of player %d", side, seat+1)}
			switch {
			case m == "", m == out:
			case b.rolled == 0 && game.Seat(seat) != viewer && !all:
				c.Piece = "card"
			case m == side:
				c.Piece = "chip"
			}
			if b.rolled > 0 && m == side && m == b.right() {
				c.Marks = []game.Mark{game.Win}
			}
			board.Cells = append(board.Cells, c)
		}
	}
	v.Boards = []game.Board{board}
	for _, seat := range b.order {
		text := "bets" // what, only they know
		if seat == viewer || all {
			text = string(b.made[seat])
		}
		v.Log = append(v.Log, game.Step{Seat: seat, Text: text})
	}
	if b.rolled > 0 {
		v.Note = ""
		v.Log = append(v.Log, game.Step{Seat: game.Chance, Text: strconv.Itoa(b.rolled)})
	}
	if viewer >= 0 && slices.Contains(b.Turn(), viewer) {
		v.Choices = []game.Choice{
			{Move: "odd", Path: []game.Spot{spot(int(viewer), "odd")}},
			{Move: "even", Path: []game.Spot{spot(int(viewer), "even")}},
			{Move: "pass", Label: "No bet"},
		}
	}
	return v
}

func spot(seat int, side game.Move) game.Spot {
	return game.Spot(strconv.Itoa(seat) + "-" + string(side))
}
