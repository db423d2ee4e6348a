package gametest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"crossplay/game"
)

// maxTries is how many of the game's words are tried in a position: all of
// them in a small game, a random sample in one with thousands.
const maxTries = 400

// junk is what no window sends and a stranger may.
var junk = []game.Move{
	"", " ", "\x00", "\n", "0", "-1", "+1", "1", "10", "01", "1.0", "99999999999999999999", "１", "٣", "a", "a0", "z9", "é",
	"\xff\xfe", "\u202e", "pass", "resign", "%s%n", `{"move":"a1"}`, "a1a1", game.Move(strings.Repeat("a1", 1000)),
}

// misspelt are texts that mean the move to a person, and not to the rules:
// records hold one spelling of it.
func misspelt(m game.Move) []game.Move {
	s := string(m)
	return []game.Move{
		game.Move(strings.ToUpper(s)), game.Move(strings.ToLower(s)),
		" " + m, m + " ", m + "\n", m + "\x00", "0" + m, m + m,
	}
}

func takesTurns(p *position) error {
	if err := p.hidesAsItSays(); err != nil {
		return err
	}
	turn := p.state.Turn()
	out, over := p.state.Outcome()
	if over != (len(turn) == 0) {
		return fmt.Errorf("%v are to move, and it is %v that the game is over", turn, over)
	}
	if over {
		return p.outcomeIsSane(out)
	}
	if slices.Equal(turn, []game.Seat{game.Chance}) {
		return nil
	}
	for i, seat := range turn {
		if seat < 0 || int(seat) >= p.setup.Seats || i > 0 && turn[i-1] >= seat {
			return fmt.Errorf("%v are to move: not Chance alone, nor seats in ascending order", turn)
		}
		if len(p.state.View(seat).Choices) == 0 {
			return fmt.Errorf("%s is to move and has no choice", name(p.info, seat))
		}
	}
	return nil
}

func (p *position) hidesAsItSays() error {
	if _, hides := p.state.(game.Resampler); hides != p.info.Hidden {
		return fmt.Errorf("the info says %v of hidden, and the position is one that can be resampled: %v", p.info.Hidden, hides)
	}
	return nil
}

func (p *position) outcomeIsSane(out game.Outcome) error {
	for i, w := range out.Winners {
		if w < 0 || int(w) >= p.setup.Seats || i > 0 && out.Winners[i-1] >= w {
			return fmt.Errorf("the winners %v are not seats in ascending order", out.Winners)
		}
	}
	if len(out.Winners) == 0 && p.info.Decisive {
		return errors.New("the game is a draw, and the info says that it never is")
	}
	if !printable(out.Reason) || strings.HasSuffix(out.Reason, ".") {
		return fmt.Errorf("the reason %q is not the end of a sentence, without its full stop", out.Reason)
	}
	return nil
}

func choicesAreTheLegalMoves(p *position) error {
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			if err := p.chanceDraws(); err != nil {
				return err
			}
			continue
		}
		legal := make(map[game.Move]bool)
		for _, c := range p.state.View(seat).Choices {
			legal[c.Move] = true
			if next, err := p.state.Play(seat, c.Move); err != nil || next == nil {
				return fmt.Errorf("%s may choose %q, which is refused: %v", name(p.info, seat), c.Move, err)
			}
		}
		for _, m := range p.tries(legal) {
			if legal[m] {
				continue
			}
			if err := refused(p, seat, m, game.ErrIllegal); err != nil {
				return err
			}
		}
	}
	return nil
}

// tries are texts that may or may not be moves here.
func (p *position) tries(legal map[game.Move]bool) []game.Move {
	all := slices.Clone(junk)
	for _, m := range p.words {
		if legal[m] {
			all = append(all, misspelt(m)...)
		}
	}
	if len(p.words) <= maxTries {
		return append(all, p.words...)
	}
	for range maxTries {
		all = append(all, p.words[p.rng.IntN(len(p.words))])
	}
	return all
}

// chanceDraws checks that Chance draws a legal move, the same one from the same
// generator, and can be made to play nothing else.
func (p *position) chanceDraws() error {
	for range 3 {
		seed := p.rng.Uint64()
		m := p.state.Draw(generator(seed))
		if again := p.state.Draw(generator(seed)); again != m {
			return fmt.Errorf("chance draws %q, and then %q from the same generator", m, again)
		}
		if _, err := p.state.Play(game.Chance, m); err != nil {
			return fmt.Errorf("chance draws %q, which is refused: %w", m, err)
		}
	}
	for _, m := range []game.Move{"", " ", "\x00", "no such move"} {
		if err := refused(p, game.Chance, m, game.ErrIllegal); err != nil {
			return err
		}
	}
	return nil
}

func nobodyPlaysOutOfTurn(p *position) error {
	turn := p.state.Turn()
	moves := []game.Move{"", "no such move"}
	for _, seat := range turn {
		for _, c := range p.state.View(seat).Choices {
			moves = append(moves, c.Move)
		}
	}
	if len(p.words) > 0 {
		moves = append(moves, p.words[p.rng.IntN(len(p.words))])
	}
	seats := append(p.viewers(), game.Chance, game.Seat(p.setup.Seats), math.MinInt8, math.MaxInt8)
	for _, seat := range seats {
		if slices.Contains(turn, seat) {
			continue
		}
		if n := len(p.state.View(seat).Choices); n > 0 {
			return fmt.Errorf("%s is not to move and has %d choices", name(p.info, seat), n)
		}
		for _, m := range moves {
			if err := refused(p, seat, m, game.ErrTurn); err != nil {
				return err
			}
		}
	}
	return nil
}

// refused checks that the move is refused in the right way.
func refused(p *position, seat game.Seat, m game.Move, want error) error {
	next, err := p.state.Play(seat, m)
	switch {
	case err == nil:
		return fmt.Errorf("%s may not play %.40q, which is allowed", name(p.info, seat), m)
	case !errors.Is(err, want):
		return fmt.Errorf("%s may not play %.40q, which is refused with %q, not with %q", name(p.info, seat), m, err, want)
	case next != nil:
		return fmt.Errorf("%s may not play %.40q, which is refused, and yet leads to a position", name(p.info, seat), m)
	case !printable(err.Error()) || len(err.Error()) > 200:
		return fmt.Errorf("%s may not play %.40q, which is refused in words that cannot be shown: %.300q", name(p.info, seat), m, err)
	}
	return nil
}
