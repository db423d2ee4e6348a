// Package words is what people read: one table of sentences for all windows, so that
// one thing is said in the same way everywhere.
package words

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Sorry is an error in words: the text of a refusal, or a sentence that says
// what to do.
func Sorry(err error) string {
	var no *room.Refusal
	switch {
	case errors.As(err, &no):
		return Refused(no)
	case errors.Is(err, context.DeadlineExceeded):
		return Say("sorry.late")
	default:
		return Refused(room.ErrInternal)
	}
}

// Refused says a refusal.
func Refused(no *room.Refusal) string {
	key := "no." + no.Code
	if _, ok := Sentences[key+"."+no.How]; ok {
		key += "." + no.How
	}
	return Say(key, no.Args)
}

// Seat is what a seat is called: "X", or "Seat 3" where the game has no name.
func Seat(info game.Info, s game.Seat) string {
	if s >= 0 && int(s) < len(info.Seats) {
		return info.Seats[s]
	}
	return Say("name.seat", Args{"n": int(s) + 1})
}

// Name is who sits on a seat, for others to read.
func Name(s *rooms.Snapshot, seat game.Seat) string {
	if seat < 0 || int(seat) >= len(s.Chairs) {
		return Say("name.nobody")
	}
	return cmp.Or(s.Chairs[seat].Name, s.Chairs[seat].Left, Say("name.nobody"))
}

// Names joins the names of seats: "Alice", "Alice and Bob".
func Names(s *rooms.Snapshot, seats []game.Seat) string {
	names := make([]string, len(seats))
	for i, seat := range seats {
		names[i] = Name(s, seat)
	}
	return Join(names)
}

// Join joins names as one says them: "Alice, Bob and Carol".
func Join(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return Say("list.and", Args{"some": strings.Join(names[:last], ", "), "last": names[last]})
}

// Options names the options of a room that differ from the default, "" for none.
func Options(info game.Info, chosen map[string]string) string {
	var all []string
	for _, o := range info.Options {
		for i, v := range o.Values {
			if i > 0 && chosen[o.Name] == v.Name {
				all = append(all, v.Title)
			}
		}
	}
	return strings.Join(all, " · ")
}

// Terms are how a game is played in a room, as far as it is not as usual: its
// options, its time control, and whether moves are final. "" is as usual.
func Terms(info game.Info, chosen map[string]string, clock string, final bool) string {
	var terms []string
	if options := Options(info, chosen); options != "" {
		terms = append(terms, options)
	}
	if clock != "" {
		terms = append(terms, clock)
	}
	if final {
		terms = append(terms, Say("status.final"))
	}
	return strings.Join(terms, " · ")
}

// day is what daily games are counted in.
const day = 24 * time.Hour

// Left is what a clock shows: as [Clock] says it, with tenths of the last ten seconds,
// and with how many periods are left; or days and hours.
func Left(left time.Duration, periods int) string {
	if left >= day {
		return Say("clock.days", Args{"days": int(left / day), "hours": int(left % day / time.Hour)})
	}
	text := Clock(left)
	if left < 10*time.Second {
		text = fmt.Sprintf("%d.%d", left/time.Second, left%time.Second/(100*time.Millisecond))
	}
	if periods > 0 {
		text += fmt.Sprintf(" ×%d", periods)
	}
	return text
}

// Control says a time control to somebody who chooses one.
func Control(clock string) string {
	c, err := room.ParseControl(clock)
	args := Args{"minutes": strings.TrimSuffix(strings.TrimSuffix(fmt.Sprintf("%.1f", c.Main.Minutes()), "0"), "."), "seconds": int(c.Step / time.Second), "periods": c.Periods}
	switch {
	case err != nil:
		return clock
	case c.Kind == room.Untimed:
		return Say("clock.none")
	case c.Kind == room.Daily:
		return Say("clock.daily", Args{"days": int(c.Step / day)})
	case c.Kind == room.Bronstein:
		return Say("clock.delay", args)
	case c.Kind == room.ByoYomi:
		return Say("clock.periods", args)
	case c.Step == 0:
		return Say("clock.plain", args)
	}
	return Say("clock.more", args)
}

// Title is a game's title, for a game that may not be there any more.
func Title(games []game.Info, name string) string {
	for _, g := range games {
		if g.Name == name {
			return g.Title
		}
	}
	return name
}

// Clock is a time that runs: "0:42", "3:10", "1:02:03".
func Clock(d time.Duration) string {
	s := int(max(d, 0) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// For is how long something has been, roughly: "just now", "5 min", "2 h".
func For(d time.Duration) string {
	switch {
	case d < time.Minute:
		return Say("time.now")
	case d < time.Hour:
		return Say("time.minutes", Args{"n": int(d / time.Minute)})
	case d < 48*time.Hour:
		return Say("time.hours", Args{"n": int(d / time.Hour)})
	default:
		return Say("time.days", Args{"n": int(d / (24 * time.Hour))})
	}
}
