package words

import (
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file words the days on which somebody need not move in daily games.

// Date is a day, by UTC as days off are.
func Date(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// DayOff says beside a player's name why they have more time than the days of the game, or
// nothing.
func DayOff(c rooms.Chair, now time.Time) (all []string) {
	switch v := c.Vacation; {
	case v == nil || !now.Before(v.To):
	case v.On(now):
		all = append(all, Say("side.vacation", Args{"date": Date(v.To)}))
	default:
		all = append(all, Say("side.planned", Args{"from": Date(v.From), "date": Date(v.To)}))
	}
	if c.Weekends {
		all = append(all, Say("side.weekends"))
	}
	return all
}

// DaysOff says in one line, for where there is none beside each name, who has more time than
// the days of the game; or nothing.
func DaysOff(s *rooms.Snapshot, now time.Time) string {
	var all []string
	for i, c := range s.Chairs {
		if off := DayOff(c, now); len(off) > 0 {
			all = append(all, Say("off.of", Args{"name": Name(s, game.Seat(i)), "off": strings.Join(off, ", ")}))
		}
	}
	return strings.Join(all, " · ")
}

// Rests says whose move a game waits for who is on vacation.
func Rests(s *rooms.Snapshot, now time.Time) string {
	if s.Phase != room.Playing {
		return ""
	}
	for _, seat := range s.Turn {
		if seat < 0 || s.Chairs[seat].Vacation == nil || !s.Chairs[seat].Vacation.On(now) {
			continue
		}
		args := Args{"names": []string{Name(s, game.Seat(seat))}, "date": Date(s.Chairs[seat].Vacation.To)}
		if seat == s.You {
			return Say("off.on", args)
		}
		return Say("status.vacation", args)
	}
	return ""
}

// Off says what days off somebody has, in sentences.
func Off(off room.Off, now time.Time) (vacation, left, weekends string) {
	vacation, weekends = Say("off.none"), Say("off.count")
	if v, ok := off.Vacation(now); ok && v.On(now) {
		vacation = Say("off.on", Args{"date": Date(v.To)})
	} else if ok {
		vacation = Say("off.planned", Args{"from": Date(v.From), "date": Date(v.To)})
	}
	if off.Weekends {
		weekends = Say("off.free")
	}
	return vacation, Say("off.left", Args{"n": off.Left(now), "all": room.VacationDays}), weekends
}
