package gametest

import (
	"math/rand/v2"

	"crossplay/game"
)

// heap is a game whose positions can be counted by hand: take one or two.
type heap struct{ left, ply int }

func (h heap) Turn() []game.Seat {
	if h.left == 0 {
		return nil
	}
	return []game.Seat{game.Seat(h.ply % 2)}
}

func (h heap) Play(_ game.Seat, m game.Move) (game.State, error) {
	return heap{left: h.left - len(m), ply: h.ply + 1}, nil
}

func (h heap) Draw(*rand.Rand) game.Move { return "" }

func (h heap) Outcome() (game.Outcome, bool) {
	return game.Outcome{Reason: "nothing is left"}, h.left == 0
}

func (h heap) View(game.Seat) game.View {
	v := game.View{Boards: []game.Board{{Cols: h.left, Rows: 1, Cells: make([]game.Cell, h.left)}}}
	for _, m := range []game.Move{"|", "||"} {
		if len(m) <= h.left {
			v.Choices = append(v.Choices, game.Choice{Move: m, Label: string(m)})
		}
	}
	return v
}
