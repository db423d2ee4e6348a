package game

import "slices"

// Choice is a move that a viewer may make now, with the clicks that spell it.
//
//	place a piece          [cell]
//	move a piece           [from, to]
//	jump several times     a longer path
//	drop in a column       [column]
//	pass, roll, draw       an empty path: a button with the label
//	promote                one path, several labels: a small menu
type Choice struct {
	Move  Move   `json:"move"`
	Path  []Spot `json:"path,omitempty"`
	Label string `json:"label,omitempty"` // names the choice where the path does not
	Text  string `json:"text,omitempty"`  // what the log will say, where it is neither the move nor the label
}

// Narrow is the input logic of every window. Given the spots picked so far it
// returns the spots that may be picked next, each once and in the order of the
// choices, and the choices that the picked spots spell completely. With nothing
// picked, the finished choices are the buttons. When neither is returned, the
// picked spots lead nowhere.
func Narrow(choices []Choice, picked []Spot) (next []Spot, finished []Choice) {
	seen := make(map[Spot]bool)
	for _, c := range choices {
		if !hasPrefix(c.Path, picked) {
			continue
		}
		if len(c.Path) == len(picked) {
			finished = append(finished, c)
			continue
		}
		if s := c.Path[len(picked)]; !seen[s] {
			seen[s] = true
			next = append(next, s)
		}
	}
	return next, finished
}

// Pick is what a click on a spot does to the spots picked so far: it adds the
// spot where it may be picked next, takes it back where it was the last, or
// begins anew where another move begins with it. Elsewhere it changes nothing.
// When the click leaves nothing more to pick, spelled has the choices that
// were spelled: one is the move, of several one has to be chosen.
func Pick(choices []Choice, picked []Spot, s Spot) (now []Spot, spelled []Choice) {
	next, _ := Narrow(choices, picked)
	first, _ := Narrow(choices, nil)
	last := len(picked) - 1
	switch {
	case slices.Contains(next, s):
		now = append(slices.Clone(picked), s)
	case last >= 0 && picked[last] == s:
		return picked[:last:last], nil
	case slices.Contains(first, s):
		now = []Spot{s}
	default:
		return picked, nil
	}
	if next, spelled = Narrow(choices, now); len(next) > 0 {
		spelled = nil
	}
	return now, spelled
}

func hasPrefix(path, picked []Spot) bool {
	if len(picked) > len(path) {
		return false
	}
	for i, s := range picked {
		if path[i] != s {
			return false
		}
	}
	return true
}
