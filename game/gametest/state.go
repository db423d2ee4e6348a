package gametest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"crossplay/game"
)

const (
	// maxChildren is how many moves are played from a position to see whether
	// they leave it, and each other, alone. Two would do in principle.
	maxChildren = 4
	// players is how many goroutines do that at the same time, in one of
	// everyFew positions: the race detector makes it slow.
	players  = 3
	everyFew = 8
)

// picture is everything that anyone can see of a position, as text.
func (p *position) picture(s game.State) string {
	all := struct {
		Turn    []game.Seat
		Outcome game.Outcome
		Over    bool
		Views   []game.View
	}{Turn: s.Turn()}
	all.Outcome, all.Over = s.Outcome()
	for _, seat := range p.viewers() {
		all.Views = append(all.Views, s.View(seat))
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // a view holds nothing that JSON cannot say
	}
	return string(text)
}

func positionsNeverChange(p *position) error {
	before := p.picture(p.state)
	moves := p.sample()
	if err := p.playAll(moves, before); err != nil || len(p.moves)%everyFew != 0 {
		return err
	}
	errs := make([]error, players)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			errs[i] = safely(func() error { return p.playAll(moves, before) })
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// sample is some of the moves that are possible now.
func (p *position) sample() []game.Step {
	var moves []game.Step
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			moves = append(moves, game.Step{Seat: seat, Text: string(p.state.Draw(p.rng))})
		}
		for _, c := range p.state.View(seat).Choices {
			moves = append(moves, game.Step{Seat: seat, Text: string(c.Move)})
		}
	}
	p.rng.Shuffle(len(moves), func(i, j int) { moves[i], moves[j] = moves[j], moves[i] })
	return moves[:min(len(moves), maxChildren)]
}

// playAll plays the moves from the same position and checks that neither it,
// nor views of it, nor the positions that came of it change meanwhile.
func (p *position) playAll(moves []game.Step, before string) error {
	view := p.state.View(game.Spectator)
	seen := fmt.Sprint(view)
	var children []game.State
	var pictures []string
	for _, m := range moves {
		child, err := p.state.Play(m.Seat, game.Move(m.Text))
		if err != nil {
			return fmt.Errorf("%s %s is possible, and yet refused: %w", name(p.info, m.Seat), m.Text, err)
		}
		children, pictures = append(children, child), append(pictures, p.picture(child))
	}
	if after := p.picture(p.state); after != before {
		return fmt.Errorf("the position changed when its moves were played:\n%s\n%s", before, after)
	}
	if fmt.Sprint(view) != seen {
		return errors.New("a view changed when moves were played from its position")
	}
	for i, child := range children {
		if p.picture(child) != pictures[i] {
			return fmt.Errorf("the position after %s changed when other moves were played in its stead", moves[i].Text)
		}
	}
	return nil
}

// replays plays each random game, and then its moves once more from the start.
func replays(s *suite) error { return s.eachGame((*position).replay) }

func (p *position) replay() (visited int, err error) {
	pictures := map[int]string{0: p.picture(p.state)} // by ply
	for {
		_, over := p.state.Outcome()
		if over || p.due() {
			pictures[len(p.moves)] = p.picture(p.state)
		}
		if over {
			break
		}
		if err := p.check((*position).step); err != nil {
			return 0, err
		}
	}
	again, err := p.rules.Start(p.setup)
	if err != nil {
		return 0, err
	}
	for i := range len(p.moves) + 1 {
		if want, ok := pictures[i]; ok {
			if got := p.picture(again); got != want {
				return 0, fmt.Errorf("the moves %v lead to another position when replayed:\n%s\n%s", p.moves[:i], want, got)
			}
		}
		if i == len(p.moves) {
			break
		}
		m := p.moves[i]
		if again, err = again.Play(m.Seat, game.Move(m.Text)); err != nil {
			return 0, fmt.Errorf("the moves %v cannot be replayed: %w", p.moves[:i+1], err)
		}
	}
	return len(pictures), nil
}

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }
