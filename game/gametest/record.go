package gametest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
)

// Record plays a game by chance to its end, or for so many plies, and returns it as a format
// takes it, with the last position.
func Record(t *testing.T, r game.Rules, options map[string]string, seed uint64, plies int) (game.Record, game.State) {
	t.Helper()
	setup, err := r.Info().Check(game.Setup{Seats: r.Info().MinSeats, Options: options})
	if err != nil {
		t.Fatal(err)
	}
	pos, err := r.Start(setup)
	if err != nil {
		t.Fatal(err)
	}
	w := game.Record{
		ID: "K7MPQX-2", Site: "https://play.example.org", Date: "2026-11-30", Players: []string{`Ann "A" [x]`, "Bob"}, Options: setup.Options,
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	for len(w.Plies) < plies && len(pos.Turn()) > 0 {
		seat := pos.Turn()[0]
		var m game.Move
		if seat == game.Chance {
			m = pos.Draw(rng)
		} else {
			moves := game.Moves(pos, seat)
			m = moves[rng.IntN(len(moves))]
		}
		if pos, err = pos.Play(seat, m); err != nil {
			t.Fatal(err)
		}
		w.Plies = append(w.Plies, game.Ply{Seat: seat, Move: m, Left: -1})
	}
	w.Log = slices.Clone(game.Reveal(pos).Log)
	w.Reason, w.Winners = "resigned", []game.Seat{0}
	if out, over := pos.Outcome(); over {
		w.Reason, w.Winners = out.Reason, out.Winners
	}
	return w, pos
}

// Written is the record in a format.
func Written(t *testing.T, r game.Rules, format string, w game.Record) string {
	t.Helper()
	for _, f := range game.Formats(r) {
		if f.Name == format {
			return f.Write(w)
		}
	}
	t.Fatalf("nobody writes %q", format)
	return ""
}
