package alerts

import (
	"slices"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestWhatThereIsToTell(t *testing.T) {
	low := time.Unix(1_700_000_000, 0)
	own := func(phase room.Phase, round int, turn ...game.Seat) rooms.Own {
		return rooms.Own{Card: rooms.Card{Code: "K7MPQX", Phase: phase, Round: round}, Turn: turn}
	}
	others := []room.PersonID{"bob"}
	for name, c := range map[string]struct {
		s    rooms.Standing
		want []occasion
	}{
		"alone in an open room":    {rooms.Standing{Own: own(room.Open, 0), Since: -1}, nil},
		"somebody sat down":        {rooms.Standing{Own: own(room.Open, 0), Since: -1, With: []room.PersonID{"cat", "bob"}}, []occasion{{Item: Item{"K7MPQX", Sat, "bob/cat"}}}},
		"a game has begun":         {rooms.Standing{Own: own(room.Playing, 1, 1), Since: -1, With: others}, []occasion{{Item: Item{"K7MPQX", Began, "1"}}}},
		"it is their turn":         {rooms.Standing{Own: own(room.Playing, 1, 0), Since: 4, With: others, Moved: true}, []occasion{{Item: Item{"K7MPQX", Turn, "1/4"}}}},
		"and in a daily game":      {rooms.Standing{Own: own(room.Playing, 2, 0), Since: 0, With: others, Low: low}, []occasion{{Item: Item{"K7MPQX", Turn, "2/0"}}, {Item{"K7MPQX", Low, "2/0"}, low}}},
		"it is not":                {rooms.Standing{Own: own(room.Playing, 1, 1), Since: -1, With: others, Moved: true}, nil},
		"nobody knows":             {rooms.Standing{Own: own(room.Playing, 1), Since: -1, With: others}, nil},
		"it is put off":            {rooms.Standing{Own: rooms.Own{Card: rooms.Card{Phase: room.Playing, Round: 1}, Adjourned: true}, Since: -1, With: others}, nil},
		"only a bot waits":         {rooms.Standing{Own: own(room.Playing, 1, 0), Since: 4, Moved: true}, nil},
		"a bot, in a daily game":   {rooms.Standing{Own: own(room.Playing, 1, 0), Since: 4, Low: low}, []occasion{{Item: Item{"K7MPQX", Turn, "1/4"}}, {Item{"K7MPQX", Low, "1/4"}, low}}},
		"a draw is offered":        {rooms.Standing{Own: own(room.Playing, 1, 0), Since: 4, With: others, Moved: true, Offer: room.Offer{N: 2, Do: room.Draw, Seat: 1}}, []occasion{{Item: Item{"K7MPQX", Turn, "1/4"}}, {Item: Item{"K7MPQX", Offer, "2"}}}},
		"nobody knows the turn":    {rooms.Standing{Own: own(room.Playing, 1), Since: -1, With: others, Offer: room.Offer{N: 2, Do: room.Draw, Seat: 1}}, []occasion{{Item: Item{"K7MPQX", Offer, "2"}}}},
		"the other wants to go on": {rooms.Standing{Own: rooms.Own{Card: rooms.Card{Code: "K7MPQX", Phase: room.Playing, Round: 1}, Adjourned: true}, Since: -1, With: others, Offer: room.Offer{N: 3, Do: room.Resume, Seat: 1}}, []occasion{{Item: Item{"K7MPQX", Offer, "3"}}}},
		"it is over":               {rooms.Standing{Own: own(room.Over, 3), Since: -1}, []occasion{{Item: Item{"K7MPQX", Over, "3"}}}},
	} {
		if got := occasions(&c.s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}

// Who has come meets the others there, also if it is not known at once that a game began.
func TestWhoeverComesKnowsWhomTheyMet(t *testing.T) {
	s := rooms.Standing{Own: rooms.Own{Card: rooms.Card{Code: "K7MPQX", Phase: room.Playing, Round: 1, Chairs: make([]rooms.CardChair, 2)}}, Since: -1, With: []room.PersonID{"ann"}}
	glimpses, now := make(map[Item]*glimpse), time.Unix(1_700_000_000, 0)
	v := decide(nil, nil, nil, glimpses, now, now)
	v = decide([]rooms.Standing{s}, nil, v.rooms, glimpses, now, now) // nobody knows yet whose turn it is
	s.Turn = []game.Seat{1}
	v = decide([]rooms.Standing{s}, nil, v.rooms, glimpses, now, now)
	if !v.rooms["K7MPQX"] || len(v.tell) > 0 || !slices.Equal(v.pass, []Item{{"K7MPQX", Began, "1"}}) {
		t.Errorf("%+v", v)
	}
}

// Who left is no news; who came in their place is.
func TestWhoSatDownIsToldOnce(t *testing.T) {
	done := make(marks)
	done.put(Item{"K7MPQX", Sat, "bob/cat"})
	for key, want := range map[string]bool{"bob/cat": true, "bob": true, "cat": true, "bob/dan": false, "dan": false} {
		if done.has(Item{"K7MPQX", Sat, key}) != want {
			t.Errorf("%s is settled: %v", key, !want)
		}
	}
	done.put(Item{Room: "K7MPQX"})
	if done.has(Item{"K7MPQX", Sat, "bob"}) {
		t.Error("a room that was forgotten is remembered")
	}
}

// What was to be told is told only if it still is, and of a turn what is more urgent.
func TestWhatIsStillToBeTold(t *testing.T) {
	own := func(turn ...game.Seat) rooms.Own {
		return rooms.Own{Card: rooms.Card{Code: "K7MPQX", Phase: room.Playing, Round: 1}, Turn: turn}
	}
	turn, low, old := Item{"K7MPQX", Turn, "1/4"}, Item{"K7MPQX", Low, "1/4"}, Item{"K7MPQX", Turn, "1/2"}
	soon := time.Unix(1, 0)
	for name, c := range map[string]struct {
		s     rooms.Standing
		items []Item
		want  What
	}{
		"their turn":               {rooms.Standing{Own: own(0), Since: 4, Low: soon}, []Item{turn}, Turn},
		"and little time":          {rooms.Standing{Own: own(0), Since: 4, Low: soon}, []Item{turn, low}, Low},
		"the turn before":          {rooms.Standing{Own: own(0), Since: 4, Low: soon}, []Item{old}, ""},
		"they have moved":          {rooms.Standing{Own: own(1), Since: -1, Moved: true, With: []room.PersonID{"bob"}}, []Item{turn, low}, ""},
		"nobody knows":             {rooms.Standing{Own: own(), Since: -1}, []Item{old, turn}, Turn},
		"another room":             {rooms.Standing{Own: own(0), Since: 4, Low: soon}, []Item{{"AAAAAA", Turn, "1/4"}}, ""},
		"nobody knows of an offer": {rooms.Standing{Own: own(), Since: -1}, []Item{{"K7MPQX", Offer, "2"}}, ""},
		"another offer":            {rooms.Standing{Own: own(1), Since: -1, Moved: true, Offer: room.Offer{N: 3}}, []Item{{"K7MPQX", Offer, "2"}}, ""},
		"an offer in their turn":   {rooms.Standing{Own: own(0), Since: 4, Offer: room.Offer{N: 2}}, []Item{turn, {"K7MPQX", Offer, "2"}}, Offer},
		"nobody knows of who came": {rooms.Standing{Own: own(), Since: -1}, []Item{{"K7MPQX", Sat, "bob"}}, ""},
	} {
		if got, ok := still(&c.s, c.items); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
}
