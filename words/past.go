package words

import (
	"cmp"
	"slices"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file words games that are over.

// Outcome says how a finished game ended, to somebody who sat there or watches, without a
// full stop.
func Outcome(f *room.Finished, you game.Seat, info game.Info) string {
	e := ending{Result: f.Result, you: you, names: make([]string, len(f.Seats))}
	for i, p := range f.Seats {
		e.names[i] = cmp.Or(p.Name, Seat(info, game.Seat(i)))
	}
	return e.sentence()
}

// Score is how a finished game ended for a seat, in a word; for who did not play, who won.
func Score(f *room.Finished, you game.Seat) string {
	switch {
	case !f.Result.How.Counts():
		return Say("past.none")
	case len(f.Result.Winners) == 0:
		return Say("past.drawn")
	case you < 0:
		var names []string
		for _, w := range f.Result.Winners {
			if w >= 0 && int(w) < len(f.Seats) {
				names = append(names, f.Seats[w].Name)
			}
		}
		return Say("past.won.by", Args{"names": names})
	case slices.Contains(f.Result.Winners, you):
		return Say("past.won")
	}
	return Say("past.lost")
}

// With names the others of a finished game, or for who did not play all.
func With(f *room.Finished, you game.Seat) string {
	var names []string
	for i, p := range f.Seats {
		if game.Seat(i) != you {
			names = append(names, p.Name)
		}
	}
	if you >= 0 {
		return Say("past.with", Args{"names": names})
	}
	return Join(names)
}

// Ago is how long ago something was, roughly, and after a week when.
func Ago(at, now time.Time) string {
	if now.Sub(at) > 7*day {
		return at.UTC().Format(time.DateOnly)
	}
	return For(now.Sub(at))
}

// Fair says what came of checking the dice of a finished game; "" where there are none.
func Fair(chance bool, draws int, unfair error) string {
	switch {
	case !chance:
		return ""
	case unfair != nil:
		return Say("past.unfair")
	}
	return Say("past.fair", Args{"n": draws})
}

// Position says how far a replay has come.
func Position(ply, plies int) string {
	if ply == 0 {
		return Say("past.first", Args{"n": plies})
	}
	return Say("past.at", Args{"i": ply, "n": plies})
}
