package rooms

import (
	"context"
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
	Players []string          `json:"players"` // by seat
	Moves   []Played          `json:"moves"`   // by ply
	Result  *Result           `json:"result"`
	Proof   *Proof            `json:"proof,omitempty"` // in games with dice or shuffles
}

// Played is one ply of a [Transcript].
type Played struct {
	Seat   game.Seat `json:"seat"`             // -2 for chance
	Move   game.Move `json:"move,omitempty"`   // empty where the seat gave up
	GaveUp bool      `json:"gaveUp,omitempty"` // the seat is played past from here on
}

// Transcript is the last game of the room that is over. While the first is on it
// is refused with [ErrNotOver]: it would show what is hidden.
//
// So that it does not tell which private rooms there are, one whose first game is
// on is none to anybody who has no seat there.
//
// It reads the whole room. One is read at a time, so that asking for many takes
// nothing from those who play; the others wait for their turn, or for ctx. A room
// that takes too long to read must not keep the others waiting.
func (reg *Registry) Transcript(ctx context.Context, by Person, code Code) (*Transcript, error) {
	if reg.barred(by, code) {
		return nil, ErrGuesses
	}
	if reg.hides(by, code) {
		code = "" // a room that is not, so that not even the time tells them apart
	}
	select {
	case reg.reading <- struct{}{}:
		defer func() { <-reg.reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	p, err := reg.replay(ctx, code, nil, nil) // who sat where is enough
	switch {
	case errors.Is(err, ErrNoRoom), err == nil && p.last == nil && p.room.created.Private && p.room.seatOf(by.ID) < 0:
		reg.guesses.Wrong(by.From)
		return nil, ErrNoRoom
	case err != nil:
		return nil, err
	case p.last == nil:
		return nil, ErrNotOver
	}
	return p.last, nil
}

// hides reports whether the room is none to the person: a private one, of which
// no game is over.
func (reg *Registry) hides(by Person, code Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	c := reg.cards[code]
	return c != nil && c.Private && c.Round <= 1 && !c.has(by.ID)
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
	var drawn *secret
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
func (p *Proof) open() (*secret, error) {
	raw, err := hex.DecodeString(p.Secret)
	if err != nil || len(raw) != len(secret{}) {
		return nil, errors.New("the secret is not 64 hexadecimal digits")
	}
	s := secret(raw)
	if s.hash() != p.Hash {
		return nil, errors.New("the secret is not the one whose hash was shown before the game")
	}
	return &s, nil
}
