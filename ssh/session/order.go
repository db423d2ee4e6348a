package session

import (
	"cmp"
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
	Clock string    // the time control; empty: untimed
}

// behind is how many words may stand behind the game of such a command, in any order: a
// time control, a side, and the level of a bot.
var behind = map[string]int{"play": 1, "invite": 2, "challenge": 2, "bot": 3}

// Ordered is the session's command, if it is one that orders a game.
func (s *Session) Ordered() (Order, bool, error) {
	if len(s.Args) < 2 {
		return Order{}, false, nil
	}
	if _, ok := behind[s.Args[0]]; !ok {
		return Order{}, false, nil
	}
	o, err := s.Order(s.Args[0], strings.Join(s.Args[1:], " "))
	return o, true, err
}

// Order reads what stands behind "play", "bot" or "invite". Its error says what there
// is instead.
func (s *Session) Order(verb, typed string) (Order, error) {
	fields := strings.Fields(typed)
	levels := s.Registry.Bots()
	for n := len(fields); n > 0 && len(fields)-n <= behind[verb]; n-- {
		if g, err := s.Game(strings.Join(fields[:n], " ")); err == nil {
			return readOrder(g, levels, verb, fields[n:])
		}
	}
	name := len(fields) // behind what is known, the game is what is wrong
	for known := true; known && name > 1 && len(fields)-name < behind[verb]; {
		last := fields[name-1]
		_, err := Level(levels, last)
		_, side := readSide(game.Info{}, last)
		if known = IsClock(last) || verb != "play" && side || verb == "bot" && err == nil; known {
			name--
		}
	}
	_, err := s.Game(strings.Join(fields[:name], " "))
	return Order{}, err
}

// readOrder reads what stands behind the game: a time control, a side, by its number,
// its name in the game or "lot", and, where bots are meant, a level.
func readOrder(info game.Info, levels []string, verb string, typed []string) (Order, error) {
	o := Order{Game: info.Name}
	bots := verb == "bot"
	for _, word := range typed {
		side, ok := readSide(info, word)
		switch {
		case IsClock(word) && o.Clock == "":
			o.Clock = word
		case ok && o.Side == "" && verb != "play":
			o.Side = side
		case bots && o.Level == "":
			level, err := Level(levels, word)
			if err != nil {
				return Order{}, err
			}
			o.Level = level
		case verb == "play":
			return Order{}, room.ErrSetup.Because("clock")
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
	return s.Registry.Create(ctx, s.Person(), rand.Text(), rooms.New{Game: o.Game, Seats: max(2, info.MinSeats), Private: true, Side: o.Side, Clock: o.Clock})
}

// daysOfChallenge is what a challenge has for each move where nothing else is said.
const daysOfChallenge = "3d"

// Challenge makes a room for a daily game of the fewest who can play, which stands until
// somebody takes it.
func (s *Session) Challenge(ctx context.Context, o Order) (room.Code, error) {
	info, ok := s.Registry.Game(o.Game)
	if !ok {
		return "", room.ErrNoGame
	}
	clock := cmp.Or(o.Clock, daysOfChallenge)
	if !room.IsDaily(clock) {
		return "", room.ErrSetup.Because("daily")
	}
	return s.Registry.Create(ctx, s.Person(), rand.Text(), rooms.New{Game: o.Game, Seats: max(2, info.MinSeats), Side: o.Side, Clock: clock})
}
