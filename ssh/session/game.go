package session

import (
	"strconv"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/text"
)

// maxNamed is how many characters of what was typed for a game are said again.
const maxNamed = 40

// Game finds a game by whatever people call it. Its error names the nearest, if any
// is near.
func (s *Session) Game(typed string) (game.Info, error) {
	games := s.Registry.Games()
	if g, ok := game.Named(games, typed); ok {
		return g, nil
	}
	var names []string
	for _, g := range games {
		names = append(names, g.Names()...)
	}
	no := room.ErrNoGame.Because("unknown")
	near := make(map[string]bool) // of one game, several names may be
	for _, n := range text.Nearest(typed, names) {
		g, _ := game.Named(games, n)
		near[g.Name] = true
	}
	if len(near) == 1 {
		for name := range near {
			no = room.ErrNoGame.Because("near").With("near", name)
		}
	}
	return game.Info{}, no.With("game", strconv.Quote(text.Clean(typed, maxNamed)))
}
