package session

import (
	"strconv"
	"strings"

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

// BotGame is what was asked for of a bot: a game, and a level behind it or "". A level
// that there is not is left to [Level].
func (s *Session) BotGame(typed string) (g game.Info, level string, err error) {
	if g, err = s.Game(typed); err == nil {
		return g, "", nil
	}
	name, level, ok := cutLast(typed)
	if !ok {
		return game.Info{}, "", err
	}
	if g, shorter := s.Game(name); shorter == nil {
		return g, level, nil
	} else if _, known := Level(s.Registry.Bots(), level); known == nil {
		err = shorter
	}
	return game.Info{}, "", err
}

// cutLast cuts the last word off.
func cutLast(text string) (before, last string, ok bool) {
	at := strings.LastIndex(text, " ")
	if at < 0 {
		return "", "", false
	}
	return strings.TrimSpace(text[:at]), text[at+1:], true
}
