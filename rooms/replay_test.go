package rooms

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"crossplay/game"
	"crossplay/journal"
)

// duel is over when somebody says "win", or when one is left; every other word
// is a move. A die says first who begins.
type duel struct{}

// Duel is for the tests outside of the package.
var Duel game.Rules = duel{}

type clash struct {
	seats int
	turn  game.Seat
	last  game.Move
	out   [3]bool
}

func (duel) Info() game.Info {
	return game.Info{Name: "duel", Title: "Duel", Version: 1, MinSeats: 2, MaxSeats: 3, Chance: true}
}

func (duel) Start(s game.Setup) (game.State, error) {
	return clash{seats: s.Seats, turn: game.Chance}, nil
}

func (c clash) over() bool { return c.last == "win" || len(c.left()) < 2 }

func (c clash) left() []game.Seat {
	var left []game.Seat
	for i := range c.seats {
		if !c.out[i] {
			left = append(left, game.Seat(i))
		}
	}
	return left
}

func (c clash) Turn() []game.Seat {
	if c.over() {
		return nil
	}
	return []game.Seat{c.turn}
}

func (c clash) Play(s game.Seat, m game.Move) (game.State, error) {
	switch {
	case c.over() || s != c.turn:
		return nil, game.ErrTurn
	case m == "foul":
		return nil, game.ErrIllegal
	}
	c.last = m
	if s == game.Chance {
		c.turn = game.Seat(m[0] - '0')
		return c, nil
	}
	if m != "win" {
		c.turn = c.after(s)
	}
	return c, nil
}

// after is who is next, past those who gave up.
func (c clash) after(s game.Seat) game.Seat {
	for {
		if s = (s + 1) % game.Seat(c.seats); !c.out[s] {
			return s
		}
	}
}

func (c clash) Resign(s game.Seat) (game.State, error) {
	if c.over() || c.out[s] {
		return nil, game.ErrTurn
	}
	c.out[s] = true
	if c.turn == s {
		c.turn = c.after(s)
	}
	return c, nil
}

func (c clash) Draw(r *rand.Rand) game.Move { return game.Move(fmt.Sprint(r.IntN(c.seats))) }

func (c clash) Outcome() (game.Outcome, bool) {
	if left := c.left(); len(left) == 1 {
		return game.Outcome{Winners: left}, true
	}
	return game.Outcome{Winners: []game.Seat{c.turn}}, c.last == "win"
}

func (c clash) View(game.Seat) game.View { return game.View{Note: fmt.Sprint(c)} }

// Whatever people do to a room, reading its records back gives the same room,
// and deciding changes nothing.
func TestARoomReadBackIsTheSameRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := &room{rules: duel{}}
		var j []journal.Record
		take := func(rec *record) {
			data, err := rec.encode()
			if err != nil {
				t.Fatal(err)
			}
			j = append(j, data)
			if err := live.applyRecord(rec); err != nil {
				t.Fatal(err)
			}
		}
		at := time.Unix(0, 0).UTC()
		seats := rapid.IntRange(2, 3).Draw(t, "seats")
		take(&record{At: at, By: "p0", Events: []event{
			{Created: &created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: seats}}, {Sat: &sat{0, "p0", "P0", false, ""}},
		}})
		verbs := []Verb{Sit, Sit, Invite, Begin, Leave, Move, Move, Move, Resign, Claim, Rematch, Chat}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			n := rapid.IntRange(0, 3).Draw(t, "who")
			by := Person{ID: PersonID(fmt.Sprint("p", n)), Name: fmt.Sprint("P", n)}
			c := Command{
				ID:   fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "id"), "-", i/4),
				Do:   rapid.SampledFrom(verbs).Draw(t, "do"),
				Ply:  live.ply + rapid.SampledFrom([]int{0, 0, 0, -1, 1}).Draw(t, "late"),
				Move: rapid.SampledFrom([]game.Move{"a", "a", "foul", "win"}).Draw(t, "move"),
				Text: "hello",
				Bot:  rapid.SampledFrom([]string{"weak", "unknown"}).Draw(t, "bot"),
			}
			if _, ok := live.answered(by.ID, c.ID); ok {
				continue
			}
			before := picture(live)
			events, err := live.decide(by, c, circumstances{
				absent: func(PersonID) bool { return i%2 == 0 },
				dice:   func(round int) secret { return secret{byte(round)} },
				bots:   []string{"weak"},
			})
			if after := picture(live); after != before {
				t.Fatalf("deciding %+v changed the room from\n%s to\n%s", c, before, after)
			}
			var no *Refusal
			if errors.As(err, &no); err != nil && no == nil {
				t.Fatalf("deciding %+v: %v", c, err)
			}
			if len(events) == 0 { // the answer is not journaled
				continue
			}
			take(&record{At: at, By: by.ID, Cmd: c.ID, Events: events})
		}

		read := func(p *replay, j []journal.Record) *replay {
			for _, data := range j {
				rec, err := decode(data)
				if err != nil {
					t.Fatal(err)
				}
				if err := p.take(rec); err != nil {
					t.Fatal(err)
				}
			}
			return p
		}
		again := read(&replay{room: &room{rules: duel{}}}, j)
		if picture(again.room) != picture(live) {
			t.Fatalf("read back:\n%s\nlived:\n%s", picture(again.room), picture(live))
		}
		bare := read(&replay{room: new(room)}, j).room
		if fmt.Sprint(bare.card().Card) != fmt.Sprint(live.card().Card) {
			t.Fatalf("without its board the room is listed as %+v, not %+v", bare.card(), live.card())
		}

		cut := rapid.IntRange(1, len(j)).Draw(t, "cut")
		checkpoint, err := json.Marshal(read(&replay{room: &room{rules: duel{}}}, j[:cut]).keep())
		if err != nil {
			t.Fatal(err)
		}
		var k kept
		if err := json.Unmarshal(checkpoint, &k); err != nil {
			t.Fatal(err)
		}
		resumed, err := k.replay(duel{})
		if err != nil {
			t.Fatal(err)
		}
		read(resumed, j[cut:])
		if picture(resumed.room) != picture(live) {
			t.Fatalf("from the checkpoint at %d of %d:\n%s\nlived:\n%s", cut, len(j), picture(resumed.room), picture(live))
		}
		if diff := cmp.Diff(again.last, resumed.last); diff != "" {
			t.Fatal(diff)
		}
	})
}

// picture is everything that a room knows and does not forget, as text.
func picture(r *room) string {
	s := fmt.Sprintf("%+v %s %d %+v draws %d result %+v proof %+v said %d %+v %+v pos %+v ply %d since %v moved %v\n",
		r.created, r.phase, r.round, r.chairs, r.draws, r.result, r.proof, r.said, r.talk, r.chat, r.pos, r.ply, r.since, r.moved)
	for _, p := range slices.Sorted(maps.Keys(r.answers)) {
		for _, k := range r.answers[p].order {
			if r.answers[p].given[k] == nil {
				s += fmt.Sprintf("%s %+v\n", p, k)
			}
		}
	}
	return s
}
