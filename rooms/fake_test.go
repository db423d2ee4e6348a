package rooms_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"crossplay/game"
)

// nim is a game small enough to follow in one's head: from a heap of ten each
// takes one to three, and whoever takes the last one wins. Its option makes it
// begin with dice, or with both players naming the heap at the same time.
type nim struct{ version int }

func (n nim) Info() game.Info {
	return game.Info{
		Name: "nim", Title: "Nim", Version: max(1, n.version), MinSeats: 2, MaxSeats: 2, Seats: []string{"A", "B"},
		Options: []game.Option{{Name: "begin", Title: "Begin", Values: []game.Value{{Name: "ten"}, {Name: "dice"}, {Name: "both"}}}},
	}
}

func (n nim) Start(s game.Setup) (game.State, error) {
	full, err := n.Info().Check(s)
	if err != nil {
		return nil, err
	}
	p := pile{heap: 10, turn: []game.Seat{0}}
	switch full.Options["begin"] {
	case "dice":
		p.turn = []game.Seat{game.Chance}
	case "both":
		p.turn = []game.Seat{0, 1}
	}
	return p, nil
}

type pile struct {
	heap int
	turn []game.Seat
	last game.Seat
	log  []game.Step
}

func (p pile) Turn() []game.Seat { return p.turn }

func (p pile) Play(s game.Seat, m game.Move) (game.State, error) {
	if !slices.Contains(p.turn, s) {
		return nil, game.ErrTurn
	}
	if m == "panic" {
		panic("these rules are broken")
	}
	n, err := strconv.Atoi(string(m))
	if err != nil || n < 1 || s >= 0 && n > 3 {
		return nil, fmt.Errorf("%w: take one, two or three", game.ErrIllegal)
	}
	next := pile{heap: p.heap - n, last: s, log: append(slices.Clip(p.log), game.Step{Seat: s, Text: string(m)})}
	switch {
	case s == game.Chance:
		next.heap, next.turn = n, []game.Seat{0}
	case next.heap <= 0:
	case len(p.turn) == 2:
		next.turn = []game.Seat{1 - s}
	default:
		next.turn = []game.Seat{1 - s}
	}
	return next, nil
}

func (p pile) Draw(r *rand.Rand) game.Move { return game.Move(strconv.Itoa(5 + r.IntN(1_000_000))) }

func (p pile) Outcome() (game.Outcome, bool) {
	if p.heap > 0 {
		return game.Outcome{}, false
	}
	return game.Outcome{Winners: []game.Seat{p.last}, Reason: "the last one"}, true
}

func (p pile) View(s game.Seat) game.View {
	v := game.View{Log: p.log, Note: strconv.Itoa(p.heap)}
	if slices.Contains(p.turn, s) {
		for n := 1; n <= 3; n++ {
			v.Choices = append(v.Choices, game.Choice{Move: game.Move(strconv.Itoa(n)), Label: strconv.Itoa(n)})
		}
	}
	return v
}
