package gametest

import (
	"errors"
	"slices"
	"testing"

	"crossplay/game"
)

// fuzzSeeds is how many of the game's words start the search. A handful of each
// is enough for the fuzzer to take from there.
const fuzzSeeds = 40

// Fuzz lets any seat play any text in the positions of random games. Play must
// not panic, and must accept a text only where it is one of the seat's choices.
func Fuzz(f *testing.F, r game.Rules) {
	f.Helper()
	s, err := newSuite(r, gamesEach)
	if err != nil {
		f.Fatal(err)
	}
	for i, m := range slices.Concat(junk, s.words[:min(len(s.words), fuzzSeeds)]) {
		f.Add(uint64(i), uint8(i), int8(i%s.info.MaxSeats), string(m))
	}
	f.Fuzz(func(t *testing.T, seed uint64, plies uint8, seat int8, text string) {
		p, err := s.start(int(seed%uint64(len(s.setups))), seed)
		for range plies {
			if err != nil {
				break
			}
			if _, over := p.state.Outcome(); over {
				break
			}
			err = p.check((*position).step)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := p.check(func(p *position) error { return p.mayPlay(game.Seat(seat), game.Move(text)) }); err != nil {
			t.Error(err)
		}
	})
}

// mayPlay checks the answer to a move that may or may not be possible.
func (p *position) mayPlay(seat game.Seat, m game.Move) error {
	if !slices.Contains(p.state.Turn(), seat) {
		return refused(p, seat, m, game.ErrTurn)
	}
	_, err := p.state.Play(seat, m)
	if seat == game.Chance { // its choices are not listed
		if err != nil && !errors.Is(err, game.ErrIllegal) {
			return err
		}
		return nil
	}
	if slices.ContainsFunc(p.state.View(seat).Choices, func(c game.Choice) bool { return c.Move == m }) {
		return err
	}
	return refused(p, seat, m, game.ErrIllegal)
}
