package line

import (
	"slices"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file tells the time: with each turn, when it is asked for, and when the
// person's own gets low.

// warnings are what is left of the person's own time when they are told so.
var warnings = []time.Duration{10 * time.Second, 30 * time.Second, time.Minute}

// clocks tells what everybody has left.
func (t *table) clocks(s *rooms.Snapshot) {
	if s.Time == nil || s.Phase != room.Playing {
		return
	}
	var all []string
	for i, c := range s.Chairs {
		if c.Out {
			continue
		}
		left := words.Left(s.Time.At(game.Seat(i), time.Now()))
		if game.Seat(i) == s.You {
			all = append(all, words.Say("hear.yourTime", words.Args{"left": left}))
		} else {
			all = append(all, words.Say("hear.time", words.Args{"name": words.Name(s, game.Seat(i)), "left": left}))
		}
	}
	t.say("hear.times", words.Args{"all": all})
}

// asksTime answers to "time".
func (t *table) asksTime(s *rooms.Snapshot) {
	if s.Time == nil || s.Phase != room.Playing {
		t.say("hear.untimed")
		return
	}
	t.clocks(s)
}

// alarm is when the person is to be warned next; nil: not at all.
func (t *table) alarm() <-chan time.Time {
	s := t.seen
	if s == nil || s.Time == nil || s.Phase != room.Playing || s.You < 0 || !s.Time.Runs(s.You) {
		return nil
	}
	left, _ := s.Time.At(s.You, time.Now())
	for _, at := range slices.Backward(warnings) {
		if left > at {
			return time.After(left - at)
		}
	}
	return nil
}

// warn says how much time there is.
func (t *table) warn() {
	s := t.seen
	if s == nil || s.Time == nil || s.You < 0 {
		return
	}
	left, _ := s.Time.At(s.You, time.Now())
	t.say("hear.low", words.Args{"n": int((left + time.Second - 1) / time.Second)})
}
