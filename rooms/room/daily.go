package room

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
)

// This file has games by correspondence: everyone has days for each move, and nobody
// needs to be there. The time of a turn is that of the record with which it began, so
// no clock has to run for it, and a game that waits for tomorrow needs no memory.

const (
	day = 24 * time.Hour
	// maxDays is the most for one move, as on lichess and chess.com.
	maxDays = 14
	// dailyWord is what most people call the shortest.
	dailyWord = "daily"
	// DailyGrace is how long a server must have been up before the time of a daily game
	// runs out: whoever could not come while it was down is not the one who pays.
	DailyGrace = time.Hour
)

// parseDaily reads "3d": three days for each move.
func parseDaily(text string) (Control, bool) {
	if text == dailyWord {
		text = "1d"
	}
	days, ok := strings.CutSuffix(text, "d")
	if !ok {
		return Control{}, false
	}
	n, err := number(days, maxDays)
	if err != nil || n == 0 {
		return Control{}, false
	}
	return Control{Kind: Daily, Step: time.Duration(n) * day}, true
}

// daily writes it.
func (c Control) daily() string { return strconv.Itoa(int(c.Step/day)) + "d" }

// IsDaily reports whether a time control is of days for each move.
func IsDaily(control string) bool {
	first, _, _ := strings.Cut(control, "/")
	_, ok := parseDaily(first)
	return ok
}

// Daily reports whether everyone has days for each move of the game that is on, or of
// the one that the room waits for.
func (s *Sitting) Daily() bool {
	if s.Round == 0 {
		return IsDaily(s.Created.Clock)
	}
	return IsDaily(s.Clock)
}

// Due is when the first of those who are to move in a daily game has had their time;
// without any, the first of all.
func (s *Sitting) Due(turn ...game.Seat) (due time.Time, ok bool) {
	if s.Phase != Playing || !s.Daily() {
		return due, false
	}
	all, err := ParseControls(s.Clock, len(s.Chairs))
	if err != nil {
		return due, false
	}
	for i, c := range all {
		if len(turn) > 0 && !slices.Contains(turn, game.Seat(i)) {
			continue
		}
		if t := s.Turned.Add(c.Step); due.IsZero() || t.Before(due) {
			due = t
		}
	}
	return due, true
}

// Unseen reports whether the daily game that is over waits for the player of a seat to
// look at it.
func (s *Sitting) Unseen(seat game.Seat) bool {
	if seat < 0 || s.Phase != Over || !s.Daily() {
		return false
	}
	c := s.Chairs[seat]
	return !c.Free() && !c.IsBot() && !c.Saw
}

// turned notes since when those who are to move have been.
func (s *Sitting) turned(e *Event, rec *Record) {
	if e.Started != nil || e.Moved != nil || e.GaveUp != nil || e.TookBack != nil || e.Resumed != nil {
		s.Turned = rec.At
	}
}
