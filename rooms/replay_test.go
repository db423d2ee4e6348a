package rooms

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crossplay/game"
)

// duel is over when somebody says "win"; every other word is a move.
type duel struct{}

type clash struct {
	ply  int
	last game.Move
}

func (duel) Info() game.Info {
	return game.Info{Name: "duel", Title: "Duel", Version: 1, MinSeats: 2, MaxSeats: 2}
}
func (duel) Start(game.Setup) (game.State, error) { return clash{}, nil }

func (c clash) Turn() []game.Seat {
	if c.last == "win" {
		return nil
	}
	return []game.Seat{game.Seat(c.ply % 2)}
}

func (c clash) Play(s game.Seat, m game.Move) (game.State, error) {
	switch {
	case c.last == "win" || s != game.Seat(c.ply%2):
		return nil, game.ErrTurn
	case m == "foul":
		return nil, game.ErrIllegal
	}
	return clash{c.ply + 1, m}, nil
}

func (c clash) Draw(*rand.Rand) game.Move { panic("there are no dice") }

func (c clash) Outcome() (game.Outcome, bool) {
	return game.Outcome{Winners: []game.Seat{game.Seat((c.ply + 1) % 2)}}, c.last == "win"
}

func (c clash) View(game.Seat) game.View { return game.View{Note: fmt.Sprint(c)} }

// Whatever people do to a room, reading its records back gives the same room,
// and deciding changes nothing.
func TestARoomReadBackIsTheSameRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := &room{rules: duel{}}
		var journal []Record
		take := func(rec *record) {
			data, err := rec.encode()
			if err != nil {
				t.Fatal(err)
			}
			journal = append(journal, data)
			if err := live.applyRecord(rec); err != nil {
				t.Fatal(err)
			}
		}
		at := time.Unix(0, 0).UTC()
		take(&record{At: at, By: "p0", Events: []event{
			{Created: &created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: 2}}, {Sat: &sat{0, "p0", "P0", false, ""}},
		}})
		verbs := []Verb{Sit, Leave, Move, Move, Move, Resign, Claim, Rematch, Chat}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			n := rapid.IntRange(0, 2).Draw(t, "who")
			by := Person{ID: PersonID(fmt.Sprint("p", n)), Name: fmt.Sprint("P", n)}
			c := Command{
				ID:   fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "id"), "-", i/4),
				Do:   rapid.SampledFrom(verbs).Draw(t, "do"),
				Ply:  live.ply + rapid.SampledFrom([]int{0, 0, 0, -1, 1}).Draw(t, "late"),
				Move: rapid.SampledFrom([]game.Move{"a", "a", "foul", "win"}).Draw(t, "move"),
				Text: "hello",
			}
			if _, ok := live.answered(by.ID, c.ID); ok {
				continue
			}
			before := picture(live)
			events, err := live.decide(by, c, circumstances{absent: func(PersonID) bool { return i%2 == 0 }})
			if after := picture(live); after != before {
				t.Fatalf("deciding %+v changed the room from\n%s to\n%s", c, before, after)
			}
			var no *Refusal
			if errors.As(err, &no); err != nil && no == nil {
				t.Fatalf("deciding %+v: %v", c, err)
			}
			take(&record{At: at, By: by.ID, Cmd: c.ID, Refused: no, Events: events})
		}

		again, bare := &room{rules: duel{}}, &room{}
		for _, data := range journal {
			rec, err := decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(again.applyRecord(rec), bare.applyRecord(rec)); err != nil {
				t.Fatal(err)
			}
		}
		if picture(again) != picture(live) {
			t.Fatalf("read back:\n%s\nlived:\n%s", picture(again), picture(live))
		}
		if fmt.Sprint(bare.card().Card) != fmt.Sprint(live.card().Card) {
			t.Fatalf("without its board the room is listed as %+v, not %+v", bare.card(), live.card())
		}
	})
}

// picture is everything that a room knows, as text.
func picture(r *room) string {
	s := fmt.Sprintf("%+v %s %d %+v draws %d result %+v said %d %+v pos %+v ply %d since %v\n",
		r.created, r.phase, r.round, r.chairs, r.draws, r.result, r.said, r.chat, r.pos, r.ply, r.since)
	for _, p := range slices.Sorted(maps.Keys(r.answers)) {
		for _, k := range r.answers[p].order {
			s += fmt.Sprintf("%s %+v: %+v\n", p, k, r.answers[p].given[k])
		}
	}
	return s
}
