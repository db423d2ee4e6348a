package session

import (
	"context"
	"strings"

	"crossplay/players"
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
