package session

import (
	"context"
	"strings"
	"time"

	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// SetHabit changes how who came makes their moves: see [players.Habits.With].
func (s *Session) SetHabit(ctx context.Context, name, value string) error {
	if s.Players == nil {
		return room.ErrInternal
	}
	_, err := s.Players.Accustom(ctx, s.Player.ID, func(h players.Habits) (players.Habits, error) { return h.With(name, value) })
	return err
}

// SetHabits does what was typed behind "me".
func (s *Session) SetHabits(ctx context.Context, typed string) error {
	fields := strings.Fields(typed)
	if len(fields) != 2 {
		return players.ErrBadHabit
	}
	return s.SetHabit(ctx, fields[0], fields[1])
}

// confirmLeast is how much time must be left for a move to await a yes.
const confirmLeast = 500 * time.Millisecond

// Confirms reports whether a move of who came awaits a yes: where their habits say so, and
// never when they have no time for it.
func (s *Session) Confirms(snap *rooms.Snapshot, now time.Time) bool {
	if !s.Me().Habits.Confirms(room.IsDaily(snap.Clock)) {
		return false
	}
	if snap.Time == nil || !snap.Time.Runs(snap.You) {
		return true
	}
	left, _ := snap.Time.At(snap.You, now)
	return left >= confirmLeast
}
