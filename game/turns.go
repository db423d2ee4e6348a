package game

// Turn is what one seat did in a row, behind what Chance did for it.
type Turn struct {
	Seat  Seat   `json:"seat"` // Chance, where it has rolled and nobody has moved yet
	Steps []Step `json:"steps"`
}

// Turns puts the steps of a log together, for a list of moves.
func Turns(log []Step) []Turn {
	var all []Turn
	for _, step := range log {
		if n := len(all) - 1; n >= 0 && (all[n].Seat == step.Seat || all[n].Seat == Chance) {
			all[n].Seat = step.Seat
			all[n].Steps = append(all[n].Steps, step)
			continue
		}
		all = append(all, Turn{step.Seat, []Step{step}})
	}
	return all
}

// ByTurns reports whether two seats have made a move each by turns from the
// first on: then a list of moves counts the two moves as one.
func ByTurns(turns []Turn, seats int) bool {
	if seats != 2 {
		return false
	}
	for i, t := range turns {
		if t.Seat != Seat(i%2) || len(t.Steps) != 1 {
			return false
		}
	}
	return true
}
