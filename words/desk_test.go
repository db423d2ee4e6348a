package words

import (
	"testing"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// What a room of somebody's waits for is said of it also when no time is left, and when
// nobody is to move.
func TestWhatARoomWaitsFor(t *testing.T) {
	now := time.Unix(1e9, 0)
	own := func(turn ...game.Seat) rooms.Own {
		return rooms.Own{Card: rooms.Card{Phase: room.Playing}, Turn: turn}
	}
	due := func(o rooms.Own, in time.Duration) rooms.Own { o.Due = now.Add(in); return o }
	off := own()
	off.Adjourned = true
	for _, c := range []struct {
		own  rooms.Own
		want string
	}{
		{own(0), "● your turn"},
		{own(1), "their turn"},
		{due(own(0), 30*time.Hour), "● your turn, 30 h left"},
		{due(own(1), 50*time.Hour), "their turn, 2 days left"},
		{due(own(0), time.Second), "● your turn, less than a minute left"},
		{due(own(1), -time.Hour), "their turn, less than a minute left"}, // the server has just been started
		{off, "put off"},
	} {
		if got := Waits(c.own, now); got != c.want {
			t.Errorf("it says %q, want %q", got, c.want)
		}
	}
	if got, want := Alerted("turn", due(own(0), 0), nil, now), "It is your turn: . You have less than a minute."; got != want {
		t.Errorf("an alert says %q, want %q", got, want)
	}
}
