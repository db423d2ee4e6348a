package session

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"crossplay/rooms/room"
)

// This file sets by typed words on which days somebody need not move in daily games.

// OffUse is something that can be typed behind "vacation". What is the key of the sentence
// that says what it is for.
type OffUse struct {
	args []string
	What string
}

// OffUses are all of them.
var OffUses = []OffUse{
	{[]string{"DAYS", "[DATE]"}, "off.useBegin"},
	{[]string{"end"}, "off.useBack"},
	{[]string{"weekends", "on|off"}, "off.useWeekends"},
}

// Typed is the whole command.
func (u OffUse) Typed() string { return strings.Join(append([]string{"vacation"}, u.args...), " ") }

// ErrOff is the answer to what is none of [OffUses].
var ErrOff = errors.New("not understood")

// Off are the days off of who came.
func (s *Session) Off() room.Off {
	if s.Players == nil {
		return room.Off{}
	}
	return s.Players.Off(s.Player.ID)
}

// SetOff does what was typed behind "vacation".
func (s *Session) SetOff(ctx context.Context, typed string) (room.Off, error) {
	fields := strings.Fields(strings.ToLower(typed))
	id := s.Player.ID
	switch {
	case s.Players == nil:
		return room.Off{}, room.ErrInternal
	case len(fields) == 1 && (fields[0] == "end" || fields[0] == "off"):
		return s.Players.Back(ctx, id)
	case len(fields) == 2 && fields[0] == "weekends" && (fields[1] == "on" || fields[1] == "off"):
		return s.Players.Weekends(ctx, id, fields[1] == "on")
	case len(fields) != 1 && len(fields) != 2:
		return room.Off{}, ErrOff
	}
	days, err := strconv.Atoi(strings.TrimSuffix(fields[0], "d"))
	if err != nil {
		return room.Off{}, ErrOff
	}
	var from time.Time // now
	if len(fields) == 2 {
		if from, err = readDate(fields[1]); err != nil {
			return room.Off{}, err
		}
	}
	return s.Players.Vacation(ctx, id, from, days)
}

// readDate is when a day begins, by UTC; of today, now.
func readDate(typed string) (time.Time, error) {
	if typed == time.Now().UTC().Format(time.DateOnly) {
		return time.Time{}, nil
	}
	date, err := time.Parse(time.DateOnly, typed)
	if err != nil {
		return time.Time{}, room.ErrVacation.Because("date")
	}
	return date, nil
}
