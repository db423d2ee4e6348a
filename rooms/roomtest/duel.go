// Package roomtest has a game for the tests of rooms.
package roomtest

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

// Duel is over when somebody says "win", or when one is left; every other word
// is a move. A die says first who begins, and, with the option "dice" as "each", who
// is next after each move.
type Duel struct{}

type clash struct {
	seats int
	turn  game.Seat
	each  bool // dice
	last  game.Move
	out   [3]bool
}

// Info implements [game.Rules].
func (Duel) Info() game.Info {
	return game.Info{Name: "duel", Title: "Duel", Version: 1, MinSeats: 2, MaxSeats: 3, Chance: true}
}

// Start implements [game.Rules].
func (Duel) Start(s game.Setup) (game.State, error) {
	return clash{seats: s.Seats, turn: game.Chance, each: s.Options["dice"] == "each"}, nil
}

func (c clash) over() bool { return c.last == "win" || len(c.left()) < 2 }

func (c clash) left() []game.Seat {
	var left []game.Seat
	for i := range c.seats {
		if !c.out[i] {
			left = append(left, game.Seat(i))
		}
	}
	return left
}

func (c clash) Turn() []game.Seat {
	if c.over() {
		return nil
	}
	return []game.Seat{c.turn}
}

func (c clash) Play(s game.Seat, m game.Move) (game.State, error) {
	switch {
	case c.over() || s != c.turn:
		return nil, game.ErrTurn
	case m == "foul":
		return nil, game.ErrIllegal
	}
	c.last = m
	if s == game.Chance {
		c.turn = game.Seat(m[0] - '0')
		return c, nil
	}
	if m != "win" {
		c.turn = c.after(s)
		if c.each {
			c.turn = game.Chance
		}
	}
	return c, nil
}

// after is who is next, past those who gave up.
func (c clash) after(s game.Seat) game.Seat {
	for {
		if s = (s + 1) % game.Seat(c.seats); !c.out[s] {
			return s
		}
	}
}

func (c clash) Resign(s game.Seat) (game.State, error) {
	if c.over() || c.out[s] {
		return nil, game.ErrTurn
	}
	c.out[s] = true
	if c.turn == s {
		c.turn = c.after(s)
	}
	return c, nil
}

func (c clash) Draw(r *rand.Rand) game.Move { return game.Move(fmt.Sprint(r.IntN(c.seats))) }

func (c clash) Outcome() (game.Outcome, bool) {
	if left := c.left(); len(left) == 1 {
		return game.Outcome{Winners: left}, true
	}
	return game.Outcome{Winners: []game.Seat{c.turn}}, c.last == "win"
}

func (c clash) View(game.Seat) game.View { return game.View{Note: fmt.Sprint(c)} }
