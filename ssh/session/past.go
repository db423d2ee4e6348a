package session

import (
	"context"
	"slices"
	"strings"
	"time"

	"crossplay/archive"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms/room"
)

// This file finds games that are over.

// Past is which of them somebody asked for.
type Past struct {
	archive.Query
	Name string // of whom: empty for one's own
	JSON bool   // to be read by a program
}

// ParsePast reads what is typed behind "history": a name, and flags with their values. Its
// error is the flag that makes no sense, or a refusal.
func (s *Session) ParsePast(typed string) (Past, error) {
	values := map[string][]string{}
	at := ""
	for _, word := range strings.Fields(typed) {
		if flag, value, has := strings.Cut(word, "="); strings.HasPrefix(flag, "--") {
			if !slices.Contains(pastFlags, flag) {
				return Past{}, Unknown(flag)
			}
			if values[flag] = []string{}; has {
				values[flag] = append(values[flag], value)
			}
			at = flag
			continue
		}
		values[at] = append(values[at], word)
	}
	value := func(flag string) string { return strings.Join(values[flag], " ") }
	p := Past{Name: value(""), Query: archive.Query{Viewer: s.Player.ID, Person: s.Player.ID, After: value("--after"), Result: archive.Outcome(strings.ToLower(value("--result")))}}
	if words, given := values["--json"]; given { // a name may stand behind it
		p.JSON, p.Name = true, strings.Join(append(values[""], words...), " ")
	}
	var err error
	for flag, to := range map[string]*time.Time{"--since": &p.Since, "--until": &p.Until} {
		if value(flag) != "" {
			if *to, err = time.Parse(time.DateOnly, value(flag)); err != nil {
				return p, Unknown(flag + " " + value(flag))
			}
		}
	}
	if name := value("--game"); name != "" {
		info, err := s.Game(name)
		if err != nil {
			return p, err
		}
		p.Game = info.Name
	}
	if p.Name != "" {
		if p.Person, err = s.Named(p.Name); err != nil {
			return p, err
		}
	}
	if with := value("--with"); with != "" {
		p.Against, err = s.Named(with)
	}
	return p, err
}

// pastFlags are those of "history".
var pastFlags = []string{"--json", "--game", "--with", "--result", "--since", "--until", "--after"}

// Unknown is a word that makes no sense where it stands.
type Unknown string

func (u Unknown) Error() string { return string(u) }

// Named finds somebody by their name.
func (s *Session) Named(name string) (room.PersonID, error) {
	if p, ok := s.Players.Named(name, s.From); ok {
		return p.ID, nil
	}
	return "", players.ErrNobody
}

// Replay finds a game by its name as it was typed.
func (s *Session) Replay(ctx context.Context, typed string) (*archive.Replay, error) {
	if s.Archive == nil {
		return nil, room.ErrNoReplay
	}
	code, round, err := room.FindGame(typed)
	if err != nil {
		return nil, err
	}
	return s.Archive.Replay(ctx, archive.Asker{ID: s.Player.ID, From: pace.Network(s.From)}, code, round)
}
