package gametest

import (
	"fmt"
	"math"
	"time"

	"crossplay/game"
)

const (
	// quickly is how long any call into the rules may take, of processor time: it
	// holds up everyone in the room, and bots make thousands. The slowest that the
	// games here make took half a millisecond.
	quickly = 20 * time.Millisecond
	// attempts is how often a call is made before it counts as slow. Rules are pure,
	// so the fastest is the one that nothing else held up.
	attempts = 5
)

// answersQuickly makes every call that a room makes of a position, with every
// move that is possible and a few texts that are none.
func answersQuickly(p *position) error {
	if len(p.moves) == 0 {
		if err := p.quick("Start", func() { p.rules.Start(p.setup) }); err != nil {
			return err
		}
	}
	var err error
	try := func(what string, call func()) {
		if err == nil {
			err = p.quick(what, call)
		}
	}
	try("Turn", func() { p.state.Turn() })
	try("Outcome", func() { p.state.Outcome() })
	for _, seat := range p.viewers() {
		who := name(p.info, seat)
		try("View of "+who, func() { p.state.View(seat) })
		try("a sample for "+who, func() { game.Resample(p.state, seat, generator(0)) })
		try("Moves of "+who, func() { game.Moves(p.state, seat) })
		if r, ok := p.state.(game.Resigner); ok && seat >= 0 {
			try("Resign of "+who, func() { r.Resign(seat) })
		}
	}
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			try("Draw", func() { p.state.Draw(generator(0)) })
		}
		for _, m := range junk {
			try(fmt.Sprintf("Play of %.40q", m), func() { p.state.Play(seat, m) })
		}
	}
	for _, m := range p.sample() {
		try(fmt.Sprintf("Play of %q", m.Text), func() { p.state.Play(m.Seat, game.Move(m.Text)) })
	}
	return err
}

// quick says that a call is slow.
func (s *suite) quick(what string, call func()) error {
	best := time.Duration(math.MaxInt64)
	for range attempts {
		if best = min(best, busy(call)); best <= s.limit {
			return nil
		}
	}
	return fmt.Errorf("%s takes %v", what, best.Round(time.Millisecond))
}
