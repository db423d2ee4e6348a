package bot

import "crossplay/game"

// Lost is what a position is worth at most that looks lost to everybody: ten of the
// smallest pieces behind, at which programs on lichess resign by default, or one game of
// twenty, at which KataGo does.
const Lost = 0.055

// Finishes reports whether the game is over with a move of the seat, or the other can
// win at once after it: whoever has come so far should not be robbed of the last move.
func Finishes(s game.State, seat game.Seat, m game.Move) bool {
	next, err := s.Play(seat, m)
	if err != nil {
		return false
	}
	for _, other := range next.Turn() {
		if other < 0 || other == seat {
			continue
		}
		for _, reply := range game.Moves(next, other) {
			if after, err := next.Play(other, reply); err == nil && result(after) == wonBy(other) {
				return true
			}
		}
	}
	return result(next) != 0
}
