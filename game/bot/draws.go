package bot

import "crossplay/game"

// drawBelow is how bad a position must look before a bot takes a draw: half of the
// game's smallest piece behind. Who is level plays on.
const drawBelow = -50

// Behind is what a position is worth at most in which a bot takes a draw: as much as one
// of drawBelow.
const Behind = 0.465

// TakesDraw reports whether a bot on the seat is glad of a draw, by what the position
// looks like at once, when it has not thought yet. In games that it cannot judge so it plays on.
func TakesDraw(s game.State, seat game.Seat) bool {
	e, ok := s.(game.Evaluator)
	return ok && !hides(s) && e.Evaluate(seat) <= drawBelow
}
