package bot

import (
	"math"

	"crossplay/game"
)

// valuer is a position that can say how good it is. Every [game.Evaluator] is one;
// a game with dice or secrets may be one as well.
type valuer interface {
	Evaluate(game.Seat) int
}

// proof is a result that is certain: 0 while nothing is, then a draw, then the
// seat that wins.
type proof int8

const drawn proof = 1

func wonBy(seat game.Seat) proof { return proof(seat) + 2 }

// value is what the certain result is worth to the seat.
func (p proof) value(seat game.Seat) float64 {
	switch p {
	case drawn:
		return half
	case wonBy(seat):
		return 1
	default:
		return 0
	}
}

// half is the worth of a draw.
const half = 0.5

// worth is what a position is worth to the seat, from 0 to 1.
func worth(s game.State, seat game.Seat) float64 {
	if p := result(s); p != 0 {
		return p.value(seat)
	}
	if v, ok := s.(valuer); ok {
		return chance(v.Evaluate(seat))
	}
	return half
}

// swing is the advantage, in the units of Evaluate, that wins about three games
// of four: four of the smallest pieces.
const swing = 400

// chance is the chance to win with an advantage, by the curve of Elo's ratings.
func chance(advantage int) float64 {
	return 1 / (1 + math.Exp(-float64(advantage)*math.Ln10/2/swing))
}

// result is the certain result of a position that is over, or 0.
func result(s game.State) proof {
	o, over := s.Outcome()
	switch {
	case !over:
		return 0
	case len(o.Winners) == 1:
		return wonBy(o.Winners[0])
	default:
		return drawn
	}
}
