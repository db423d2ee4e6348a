package backgammon

import (
	"fmt"
	"strconv"

	"crossplay/game"
)

// maxSteps is how many there can be: each checker on a point of its own, moved
// by either die.
const maxSteps = 2 * checkers

// steps adds to room the steps that the mover may take now, from the back to
// the front. They are those that begin a play of as many dice as possible.
//
// After doubles, or with one die left, every step does. What a longest play
// holds can as well come first, as it never hinders the rest. What it does not
// hold was left out only because the dice were used up, and can stand for the
// last step of it.
//
// No two steps have the same ends. Two dice could do the same only when they
// take the farthest checker off, and then the die that is left will do that as
// well, whichever it is. The smaller counts as used.
func (p *position) steps(room []step) []step {
	high, low := p.dice.left()
	own := &p.board[p.mover]
	all := room
	for from := int8(bar); from > off; from-- {
		if own[from] == 0 {
			continue
		}
		if from > low {
			if to, ok := p.board.by(p.mover, from, high); ok {
				all = append(all, step{from, to, high})
			}
		}
		if low > 0 {
			if to, ok := p.board.by(p.mover, from, low); ok {
				all = append(all, step{from, to, low})
			}
		}
		if from == bar {
			break // nothing else may move
		}
	}
	if low == 0 {
		return all
	}
	return p.longest(all, high, low)
}

// longest keeps the first steps of the plays that use both dice, or end the game
// before they do. Where there is none, it keeps those that use the larger die,
// and where there is none either, the smaller.
func (p *position) longest(all []step, high, low int8) []step {
	const both = 7 // more than any die
	var worth [maxSteps]int8
	best := int8(0)
	for i, s := range all {
		after := p.board
		after.move(p.mover, s)
		worth[i] = s.die
		if after.canUse(p.mover, high+low-s.die) || after.done(p.mover) {
			worth[i] = both
		}
		best = max(best, worth[i])
	}
	kept := all[:0]
	for i, s := range all {
		if worth[i] == best {
			kept = append(kept, s)
		}
	}
	return kept
}

// word is how a step is written.
type word struct {
	from, to int8
	hit      bool
}

// names are what the points are called in moves, and their spots in a view.
var names = func() (names [bar + 1]string) {
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	names[off], names[bar] = "off", "bar"
	return names
}()

// words are all that can be written, and spellings how: by from, to and hit.
var words, spellings = func() (words map[game.Move]word, spellings [bar + 1][bar][2]game.Move) {
	words = make(map[game.Move]word)
	for from := int8(1); from <= bar; from++ {
		for to := max(off, from-6); to < from; to++ {
			m := game.Move(names[from] + "/" + names[to])
			words[m] = word{from, to, false}
			spellings[from][to][0] = m
			if to != off {
				words[m+"*"] = word{from, to, true}
				spellings[from][to][1] = m + "*"
			}
		}
	}
	return words, spellings
}()

func (p *position) spell(s step) game.Move {
	if p.board.hits(p.mover, s.to) {
		return spellings[s.from][s.to][1]
	}
	return spellings[s.from][s.to][0]
}

// find is the step that a move means.
func (p *position) find(m game.Move) (step, error) {
	w, ok := words[m]
	if !ok {
		return step{}, fmt.Errorf("%w: write it like 13/7, bar/20 or 6/off", game.ErrIllegal)
	}
	var room [maxSteps]step
	for _, s := range p.steps(room[:0]) {
		if s.from == w.from && s.to == w.to && p.board.hits(p.mover, s.to) == w.hit {
			return s, nil
		}
	}
	return step{}, fmt.Errorf("%w: %s", game.ErrIllegal, p.why(w))
}

// why says what is wrong with a step.
func (p *position) why(w word) string {
	b := &p.board
	high, low := p.dice.left()
	exact := w.from - w.to
	switch {
	case !p.canMove():
		return "you cannot move, so pass"
	case b[p.mover][w.from] == 0 && w.from == bar:
		return "you have nothing on the bar"
	case b[p.mover][w.from] == 0:
		return "you have no checker on point " + strconv.Itoa(int(w.from))
	case b[p.mover][bar] > 0 && w.from != bar:
		return "first bring in your checker from the bar"
	case w.to == off && b.farthestBack(p.mover) > home:
		return "you may take checkers off once all are home"
	case w.to == off && exact > high:
		return "no die is high enough"
	case w.to == off && exact != high && exact != low && b.farthestBack(p.mover) > w.from:
		return "only the exact number takes off what is not on your highest point"
	case w.to != off && exact != high && exact != low:
		return fmt.Sprintf("no die that is left is a %d", exact)
	case w.to != off && b[1-p.mover][across(w.to)] > 1:
		return fmt.Sprintf("point %d is closed", w.to)
	case w.hit && !b.hits(p.mover, w.to):
		return "nothing is hit there, so leave out the star"
	case !w.hit && b.hits(p.mover, w.to):
		return "a checker is hit there, so add a star"
	default:
		return "use both dice where you can, else the larger one"
	}
}
