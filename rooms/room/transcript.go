package room

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"crossplay/game"
)

// Transcript is a finished game with everything that it takes to play it again,
// and to check that chance was fair.
type Transcript struct {
	Room    Code              `json:"room"`
	Game    string            `json:"game"`
	Version int               `json:"version"` // game.Info.Version
	Options map[string]string `json:"options,omitempty"`
	Round   int               `json:"round"`
	Players []string          `json:"players"`        // by seat
	Bots    []string          `json:"bots,omitempty"` // by seat, the levels of players made of code; empty where none is one
	Moves   []Played          `json:"moves"`          // those that were not taken back
	Result  *Result           `json:"result"`
	Proof   *Proof            `json:"proof,omitempty"` // in games with dice or shuffles
}

// Played is one ply of a [Transcript].
type Played struct {
	Seat   game.Seat `json:"seat"`             // -2 for chance
	Move   game.Move `json:"move,omitempty"`   // empty where the seat gave up
	GaveUp bool      `json:"gaveUp,omitempty"` // the seat is played past from here on
}

// Games are the games that were played in a room, as its records go by.
type Games struct {
	Now  *Transcript // the one that was begun last
	Last *Transcript // the last one that is over
}

// Apply takes in one record of a room, which was applied to its state before.
func (g *Games) Apply(code Code, rec *Record) {
	for i := range rec.Events {
		g.apply(code, &rec.Events[i])
	}
}

func (g *Games) apply(code Code, e *Event) {
	switch {
	case e.Started != nil:
		s := e.Started
		g.Now = &Transcript{Room: code, Game: s.Game, Version: s.Version, Options: s.Options, Round: s.Round}
		if s.Hash != "" {
			g.Now.Proof = &Proof{Hash: s.Hash}
		}
	case e.Moved != nil:
		g.Now.Moves = append(g.Now.Moves, Played{Seat: e.Moved.Seat, Move: e.Moved.Move})
	case e.TookBack != nil:
		g.Now.Moves = g.Now.Moves[:e.TookBack.To:e.TookBack.To]
	case e.GaveUp != nil:
		g.Now.Moves = append(g.Now.Moves, Played{Seat: e.GaveUp.Seat, GaveUp: true})
	case e.Ended != nil:
		g.Now.Result = &e.Ended.Result
		for _, p := range e.Ended.Seats {
			g.Now.Players = append(g.Now.Players, p.Name)
		}
		g.Now.Bots = levels(e.Ended.Seats)
		g.Last = g.Now
	case e.Shown != nil:
		g.Last.Proof = &Proof{Hash: g.Last.Proof.hash(), Secret: e.Shown.Secret}
	}
}

// levels are those of the bots among players, by seat, or nil where there are none.
func levels(seats []Person) []string {
	all := make([]string, len(seats))
	for i, p := range seats {
		all[i] = p.Bot
	}
	if !slices.ContainsFunc(all, func(level string) bool { return level != "" }) {
		return nil
	}
	return all
}

// Check plays a transcript again with the rules of its game, and compares what
// chance drew with what the secret says. It returns how many draws were checked,
// or what is wrong in words for people.
func (t *Transcript) Check(games []game.Rules) (draws int, err error) {
	i := slices.IndexFunc(games, func(g game.Rules) bool {
		info := g.Info()
		return info.Name == t.Game && info.Version == t.Version
	})
	if i < 0 {
		return 0, fmt.Errorf("this Crossplay does not know version %d of the game %q", t.Version, t.Game)
	}
	var drawn *Secret
	if t.Proof != nil {
		if drawn, err = t.Proof.open(); err != nil {
			return 0, err
		}
	}
	pos, err := games[i].Start(game.Setup{Seats: len(t.Players), Options: t.Options})
	if err != nil {
		return 0, fmt.Errorf("the game cannot begin: %w", err)
	}
	for ply, m := range t.Moves {
		switch {
		case m.GaveUp:
			pos, err = resign(pos, m.Seat)
		case m.Seat == game.Chance && slices.Equal(pos.Turn(), []game.Seat{game.Chance}):
			if drawn == nil {
				return draws, errors.New("chance had a part in the game, and there is no secret to check it with")
			}
			if want := pos.Draw(drawn.generator(ply)); want != m.Move {
				return draws, fmt.Errorf("ply %d: chance drew %q, and the secret says %q", ply, m.Move, want)
			}
			draws++
			fallthrough
		default:
			pos, err = pos.Play(m.Seat, m.Move)
		}
		if err != nil {
			return draws, fmt.Errorf("ply %d cannot be played: %w", ply, err)
		}
	}
	if out, over := pos.Outcome(); over && (t.Result == nil || !slices.Equal(out.Winners, t.Result.Winners)) {
		return draws, errors.New("the game ended in another way than the transcript says")
	}
	return draws, nil
}

// open checks the hash and returns the secret.
func (p *Proof) open() (*Secret, error) {
	raw, err := hex.DecodeString(p.Secret)
	if err != nil || len(raw) != len(Secret{}) {
		return nil, errors.New("the secret is not 64 hexadecimal digits")
	}
	s := Secret(raw)
	if s.hash() != p.Hash {
		return nil, errors.New("the secret is not the one whose hash was shown before the game")
	}
	return &s, nil
}
