// Package backgammon has the rules of backgammon, as a single game. A ply is
// the move of one checker: "13/7", "bar/20", "6/off", with a star for a hit,
// "13/7*". The points are numbered from the mover's own side.
package backgammon

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"crossplay/game"
)

// Rules are the rules of backgammon.
type Rules struct{}

// Info describes backgammon.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "backgammon",
		Title:    "Backgammon",
		Aliases:  []string{"bg", "gammon"},
		Summary:  "Race fifteen checkers round the board and off it, and hit the other side's on the way.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Decisive: true,
		Seats:    slices.Clone(seatNames),
		Colours:  []game.Colour{game.White, game.Black},
		Options: []game.Option{{
			Name:  "cube",
			Title: "Doubling cube",
			Values: []game.Value{
				{Name: "off", Title: "Without: a plain game"},
				{Name: "on", Title: "With: to raise the stake"},
			},
		}},
		Pieces: []game.Piece{
			{Name: checkerNames[0], Title: "white checker", Seat: 0, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "O"},
			{Name: checkerNames[1], Title: "black checker", Seat: 1, Shape: game.Disc, Glyph: "●", ASCII: "X"},
			{Name: dieNames[1], Title: "one", Seat: game.Spectator, Shape: game.Die1, Glyph: "⚀", ASCII: "1"},
			{Name: dieNames[2], Title: "two", Seat: game.Spectator, Shape: game.Die2, Glyph: "⚁", ASCII: "2"},
			{Name: dieNames[3], Title: "three", Seat: game.Spectator, Shape: game.Die3, Glyph: "⚂", ASCII: "3"},
			{Name: dieNames[4], Title: "four", Seat: game.Spectator, Shape: game.Die4, Glyph: "⚃", ASCII: "4"},
			{Name: dieNames[5], Title: "five", Seat: game.Spectator, Shape: game.Die5, Glyph: "⚄", ASCII: "5"},
			{Name: dieNames[6], Title: "six", Seat: game.Spectator, Shape: game.Die6, Glyph: "⚅", ASCII: "6"},
			{Name: cubeName, Title: "cube", Seat: game.Spectator, Shape: game.Glyph, Glyph: "▣", ASCII: "#"},
		},
		Chance:   true,
		Notation: "Type from and to for one checker, by your own numbers: 13/7, bar/20 or 6/off, or a whole turn: 13/7 8/7.",
		HowTo: `Bring your fifteen checkers round the board into your home, the points 6 to 1, and then take them off. Whoever is first to take off all of them wins. The points are numbered from your side: you always move towards the lower numbers, and the other player comes the opposite way.

To begin, each rolls one die, and the higher one plays both. From then on each turn begins with a roll of two. Each die moves one checker by its number; both may move the same one. A double counts four times. You may land anywhere but on a point where the other player has two checkers or more.

A checker alone on its point can be hit: land on it and it goes to the bar. Whoever has a checker on the bar must bring it in again before anything else, a 1 to the point 24, a 6 to the point 19.

You must use as many of the dice as can be used. If only one of the two can, it must be the larger where there is a choice. If nothing can be moved, you pass.

Once all of yours are home, a die takes a checker off the point with its number. When that point and all above it are empty, it takes one off the highest point that is left. You may move within your home instead.

If the loser has taken off nothing, it is a gammon and counts double. If the loser also has a checker on the bar or in the winner's home, it is a backgammon and counts three times.

With the doubling cube, you may offer to double the stake before you roll. The other player takes, and owns the cube from then on, or drops and loses the stake as it was. Only the owner may double again.

A hint: two checkers on a point are safe, and several such points in a row are a wall. Leave single ones where few rolls can hit them.`,
	}
}

// Start is the board before the opening roll.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	p := &position{board: board{setUp, setUp}, owner: game.Spectator}
	if s.Options["cube"] == "on" {
		p.cube = 1
	}
	return p, nil
}

// phase is what is to be done next.
type phase int8

const (
	opening phase = iota // Chance rolls one die for each seat
	asking               // the mover rolls, or offers to double
	offered              // the other seat takes the double, or drops
	rolling              // Chance rolls for the mover
	moving               // the mover uses the dice, or has to pass
	over                 // the mover has won
)

// position is changed only while Play builds it.
type position struct {
	phase   phase
	mover   game.Seat
	board   board
	dice    dice
	cube    int8      // the stake in points; 0 in a game without the cube
	owner   game.Seat // who may double: Spectator for both
	dropped bool      // the game ended with a double that was not taken
	short   bool      // the turn before could use only some of the dice
	touched places    // by the steps of this turn or, until its first, of the one before
	log     *entry
}

func (p *position) other() game.Seat { return 1 - p.mover }

// actor is the seat that is to move, were the game not over.
func (p *position) actor() game.Seat {
	switch p.phase {
	case opening, rolling:
		return game.Chance
	case offered:
		return p.other()
	default:
		return p.mover
	}
}

func (p *position) Turn() []game.Seat {
	if p.phase == over {
		return nil
	}
	return []game.Seat{p.actor()}
}

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.phase == over || seat != p.actor() {
		return nil, game.ErrTurn
	}
	switch p.phase {
	case opening:
		return p.open(m)
	case rolling:
		return p.roll(m)
	case asking, offered:
		return p.answer(m)
	default:
		return p.move(m)
	}
}

// open gives the first turn, with both dice, to whoever rolled the higher one.
func (p *position) open(m game.Move) (game.State, error) {
	white, black, ok := readOpening(m)
	if !ok {
		return nil, fmt.Errorf("%w: no such opening roll", game.ErrIllegal)
	}
	next := p.noted(game.Chance, string(m))
	if black > white {
		next.mover = 1
	}
	next.dice = newDice(white, black)
	next.phase = moving
	return next, nil
}

func (p *position) roll(m game.Move) (game.State, error) {
	high, low, ok := readRoll(m)
	if !ok {
		return nil, fmt.Errorf("%w: no such roll", game.ErrIllegal)
	}
	next := p.noted(game.Chance, string(m))
	next.dice = newDice(high, low)
	next.phase = moving
	return next, nil
}

// The moves that are not steps.
const (
	roll   game.Move = "roll"
	double game.Move = "double"
	take   game.Move = "take"
	drop   game.Move = "drop"
	pass   game.Move = "pass"
)

func (p *position) move(m game.Move) (game.State, error) {
	if m == pass {
		if p.canMove() {
			return nil, fmt.Errorf("%w: you can move, and so you must", game.ErrIllegal)
		}
		next := p.noted(p.mover, string(m))
		next.touched = 0
		next.endTurn()
		return next, nil
	}
	s, err := p.find(m)
	if err != nil {
		return nil, err
	}
	next := p.noted(p.mover, string(m))
	if !p.dice.begun() {
		next.touched, next.short = 0, false
	}
	next.touched.add(p.mover, s.from)
	next.touched.add(p.mover, s.to)
	if next.board.move(p.mover, s) {
		next.touched.add(p.other(), bar)
	}
	next.dice.use(s.die)
	switch {
	case next.board.done(p.mover):
		next.phase = over
	case !next.canMove():
		next.endTurn()
	}
	return next, nil
}

// Rehearses reports whether the seat has checkers to move.
func (p *position) Rehearses(seat game.Seat) bool {
	return p.phase == moving && seat == p.mover && p.canMove()
}

// canMove reports whether any die that is left can be used.
func (p *position) canMove() bool {
	high, low := p.dice.left()
	return high > 0 && p.board.canUse(p.mover, high) || low > 0 && p.board.canUse(p.mover, low)
}

func (p *position) endTurn() {
	high, _ := p.dice.left()
	p.short = high > 0 && p.dice.begun()
	p.mover = p.other()
	p.phase = rolling
	if p.mayDouble() {
		p.phase = asking
	}
}

// Moves are a seat's choices.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.phase == over || seat < 0 || seat != p.actor() {
		return nil
	}
	switch p.phase {
	case asking:
		return []game.Move{roll, double}
	case offered:
		return []game.Move{take, drop}
	}
	var room [maxSteps]step
	steps := p.steps(room[:0])
	if len(steps) == 0 {
		return []game.Move{pass}
	}
	moves := make([]game.Move, len(steps))
	for i, s := range steps {
		moves[i] = p.spell(s)
	}
	return moves
}

// Draw rolls the dice.
func (p *position) Draw(r *rand.Rand) game.Move {
	if p.phase == opening {
		return drawOpening(r)
	}
	return drawRoll(r)
}

func (p *position) Outcome() (game.Outcome, bool) {
	if p.phase != over {
		return game.Outcome{}, false
	}
	reason, stake := "bore off all checkers", int(p.cube)
	if p.dropped {
		reason = "the double was dropped,"
	} else {
		switch p.board.lossOf(p.other()) {
		case gammon:
			reason, stake = reason+", a gammon", gammon*stake
		case backgammon:
			reason, stake = reason+", a backgammon", backgammon*stake
		}
	}
	switch {
	case stake == 1:
		reason += " for 1 point"
	case stake > 1:
		reason += fmt.Sprintf(" for %d points", stake)
	}
	return game.Outcome{Winners: []game.Seat{p.mover}, Reason: reason}, true
}
