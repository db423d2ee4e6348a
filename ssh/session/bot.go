package session

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Level is the level of bots that was typed, or the one in the middle if none
// was. Its error says which there are.
func Level(levels []string, typed string) (string, error) {
	switch i := slices.IndexFunc(levels, func(l string) bool { return strings.EqualFold(l, typed) }); {
	case len(levels) == 0:
		return "", room.ErrNoBot.Because("none")
	case typed == "":
		return levels[len(levels)/2], nil
	case i >= 0:
		return levels[i], nil
	}
	return "", room.ErrNoBot.Because("try").With("all", strings.Join(levels, ", "))
}

// PlayBot goes to a new private room with a bot of that level: see [Level]. The clock is a
// time control, or "".
func (s *Session) PlayBot(ctx context.Context, game, level, clock string) (room.Code, error) {
	level, err := Level(s.Registry.Bots(), level)
	if err != nil {
		return "", err
	}
	info, ok := s.Registry.Game(game)
	if !ok {
		return "", room.ErrNoGame
	}
	me := s.Person()
	code, err := s.Registry.Create(ctx, me, rand.Text(), rooms.New{Game: game, Seats: max(2, info.MinSeats), Private: true, Clock: clock})
	if err != nil {
		return "", err
	}
	return code, s.Registry.Do(ctx, me, code, room.Command{ID: rand.Text(), Do: room.Invite, Bot: level})
}
