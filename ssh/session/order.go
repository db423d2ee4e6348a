package session

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Order is a game that somebody asks for by a command: against a bot, or with whom
// they invite.
type Order struct {
	Game  string
	Level string    // of bots; empty: the one in the middle
	Side  room.Side // where they sit; empty: as usual
}

// ReadOrder reads what stands behind the game in a command, in any order: a side, by
// its number, its name in the game or "lot", and, where bots may be meant, a level. Its
// error says what there is.
func ReadOrder(info game.Info, levels []string, bots bool, typed []string) (Order, error) {
	o := Order{Game: info.Name}
	for _, word := range typed {
		side, ok := readSide(info, word)
		switch {
		case ok && o.Side == "":
			o.Side = side
		case bots && o.Level == "":
			level, err := Level(levels, word)
			if err != nil {
				return Order{}, err
			}
			o.Level = level
		default:
			return Order{}, room.ErrSetup.Because("side")
		}
	}
	if bots {
		level, err := Level(levels, o.Level)
		if err != nil {
			return Order{}, err
		}
		o.Level = level
	}
	return o, nil
}

// Ordered is what the session was opened for by "play", "bot" or "invite".
func (s *Session) Ordered() (Order, error) {
	info, ok := s.Registry.Game(s.Args[1])
	if !ok {
		return Order{}, room.ErrNoGame
	}
	return ReadOrder(info, s.Registry.Bots(), s.Args[0] == "bot", s.Args[2:])
}

func readSide(info game.Info, typed string) (room.Side, bool) {
	side := room.Side(strings.ToLower(typed))
	switch side {
	case "1", "1st":
		return room.First, true
	case "2", "2nd":
		return room.Second, true
	case "random":
		return room.ByLot, true
	}
	if slices.Contains(room.Sides, side) {
		return side, true
	}
	for i, name := range info.Seats[:min(2, len(info.Seats))] {
		if strings.EqualFold(name, typed) {
			return room.Sides[i], true
		}
	}
	return "", false
}

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

// PlayBot goes to a new private room with a bot.
func (s *Session) PlayBot(ctx context.Context, o Order) (room.Code, error) {
	level, err := Level(s.Registry.Bots(), o.Level)
	if err != nil {
		return "", err
	}
	code, err := s.Host(ctx, o)
	if err != nil {
		return "", err
	}
	return code, s.Registry.Do(ctx, s.Person(), code, room.Command{ID: rand.Text(), Do: room.Invite, Bot: level})
}

// Host makes a private room for the fewest who can play.
func (s *Session) Host(ctx context.Context, o Order) (room.Code, error) {
	info, ok := s.Registry.Game(o.Game)
	if !ok {
		return "", room.ErrNoGame
	}
	return s.Registry.Create(ctx, s.Person(), rand.Text(), rooms.New{Game: o.Game, Seats: max(2, info.MinSeats), Private: true, Side: o.Side})
}
