package room

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"crossplay/game"
	"crossplay/rooms/roomtest"
)

// Whatever people do to a room, reading its records back gives the same room,
// and deciding changes nothing.
func TestARoomReadBackIsTheSameRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := New(roomtest.Duel{})
		var j [][]byte
		take := func(rec *Record) {
			data, err := rec.Encode()
			if err != nil {
				t.Fatal(err)
			}
			j = append(j, data)
			if err := live.Apply(rec); err != nil {
				t.Fatal(err)
			}
		}
		at := time.Unix(0, 0).UTC()
		seats := rapid.IntRange(2, 3).Draw(t, "seats")
		take(&Record{At: at, By: "p0", Events: []Event{
			{Created: &Created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: seats, Clock: rapid.SampledFrom([]string{"", "1+1", "1d3", "0+3x20", "3d"}).Draw(t, "clock")}}, {Sat: &Sat{0, Person{ID: "p0", Name: "P0"}}},
		}})
		verbs := []Verb{Sit, Sit, Invite, Begin, Leave, Move, Move, Move, Move, Resign, Claim, Call, Rematch, Chat, Draw, Takeback, Takeback, Abort, Decline, MoreTime, Adjourn, Adjourn, Resume, Resume}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			n := rapid.IntRange(0, 3).Draw(t, "who")
			by := Person{ID: PersonID(fmt.Sprint("p", n)), Name: fmt.Sprint("P", n)}
			c := Command{
				ID:    fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "id"), "-", i/4),
				Do:    rapid.SampledFrom(verbs).Draw(t, "do"),
				Ply:   live.Ply + rapid.SampledFrom([]int{0, 0, 0, -1, 1}).Draw(t, "late"),
				Move:  rapid.SampledFrom([]game.Move{"a", "a", "foul", "win"}).Draw(t, "move"),
				Text:  "hello",
				Bot:   rapid.SampledFrom([]string{"weak", "unknown"}).Draw(t, "bot"),
				Offer: max(0, live.Offers*rapid.SampledFrom([]int{0, 1, 1}).Draw(t, "answers")),
			}
			if _, ok := live.Answered(by.ID, c.ID); ok {
				continue
			}
			before := picture(live)
			events, err := live.Decide(by, c, Circumstances{
				Absent: func(PersonID) bool { return i%2 == 0 },
				Here:   func(PersonID) bool { return i%2 == 1 },
				Dice:   func(round int) Secret { return Secret{byte(round)} },
				Bots:   []string{"weak"},
				Now:    at.Add(time.Hour),
				Since:  func(game.Seat) time.Time { return at.Add(time.Hour - time.Duration(i)*time.Second) },
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
			take(&Record{At: at.Add(time.Duration(i) * time.Second), By: by.ID, Cmd: c.ID, Events: events})
		}

		read := func(r *Room, g *Games, j [][]byte) {
			for _, data := range j {
				rec, err := Decode(data)
				if err != nil {
					t.Fatal(err)
				}
				if err := r.Apply(rec); err != nil {
					t.Fatal(err)
				}
				g.Apply(r.Created.Code, rec)
			}
		}
		again, games := New(roomtest.Duel{}), new(Games)
		read(again, games, j)
		if picture(again) != picture(live) {
			t.Fatalf("read back:\n%s\nlived:\n%s", picture(again), picture(live))
		}
		var bare Sitting
		for _, data := range j {
			rec, err := Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			bare.Apply(rec)
		}
		if diff := cmp.Diff(live.Sitting, bare); diff != "" {
			t.Fatalf("without the rules somebody else sits there: %s", diff)
		}

		cut := rapid.IntRange(1, len(j)).Draw(t, "cut")
		half, before := New(roomtest.Duel{}), new(Games)
		read(half, before, j[:cut])
		checkpoint, err := Save(half, *before)
		if err != nil {
			t.Fatal(err)
		}
		k, err := Load(checkpoint)
		if err != nil {
			t.Fatal(err)
		}
		resumed, err := k.Room(roomtest.Duel{})
		if err != nil {
			t.Fatal(err)
		}
		after := k.Games()
		read(resumed, &after, j[cut:])
		if picture(resumed) != picture(live) {
			t.Fatalf("from the checkpoint at %d of %d:\n%s\nlived:\n%s", cut, len(j), picture(resumed), picture(live))
		}
		if diff := cmp.Diff(games.Last, after.Last); diff != "" {
			t.Fatal(diff)
		}
	})
}

// picture is everything that a room knows and does not forget, as text.
func picture(r *Room) string { return facts(r) + fmt.Sprintf("pos %+v\n", r.Position) }

// facts is the same but for the board.
func facts(r *Room) string {
	sitting := r.Sitting
	sitting.Result = nil // an address
	s := fmt.Sprintf("%+v proof %+v said %d %+v %+v ply %d since %v line %v past %+v quiet %v result %+v\n",
		sitting, r.Proof, r.said, r.talk, r.Chat, r.Ply, r.since, r.line, r.past, r.quiet, r.Result)
	for i := range r.Chairs {
		s += fmt.Sprintf("plan %v\n", r.Plans(game.Seat(i)))
		if p := r.Premove(game.Seat(i)); p != nil {
			s += fmt.Sprintf("premove %+v\n", *p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(r.answers)) {
		for _, k := range r.answers[p].order {
			if r.answers[p].given[k] == nil {
				s += fmt.Sprintf("%s %+v\n", p, k)
			}
		}
	}
	return s
}
