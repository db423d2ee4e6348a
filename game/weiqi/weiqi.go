// Package weiqi has the rules of the game of Go, by area scoring and with
// positional superko. A move is a point, such as D4, or pass; when both have
// passed it is "dead D4", "alive D4", "agree" or "resume".
//
// The package has the game's Chinese name because go is a keyword, which no package
// can be called. Whoever plays knows the game as "go".
package weiqi

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

const (
	// movesPerPoint, times the points of the board, is when the game is counted
	// as it stands. Superko alone ends every game, but not within a lifetime.
	// The longest game between professionals had little more than one move for
	// each point.
	movesPerPoint = 3
	// maxResumes is how often players who cannot agree may play on. Two are
	// enough to capture what is dead; after that nobody can stall by asking.
	maxResumes = 2
	// maxMarks is how many chains each may mark in one counting, so that two who
	// mark against each other come to an end, and neither uses up the marks of the
	// other. No finished game has nearly as many that are dead. At first it was a
	// hundred for both together: whatever was played by that rule can be played by
	// this one, and comes to the same, so it is the same version of the rules.
	maxMarks = 100
)

// Rules are the rules of Go.
type Rules struct{}

// Info describes Go.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "go",
		Title:    "Go",
		Aliases:  []string{"weiqi", "baduk", "igo"},
		Summary:  "Surround more of the board than the other: few rules, and a lifetime to learn them.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Decisive: true,
		Seats:    []string{"Black", "White"},
		Colours:  []game.Colour{game.Black, game.White},
		Options: []game.Option{{
			Name:  "board",
			Title: "Board",
			Values: []game.Value{
				{Name: "9x9", Title: "9 × 9, a quick game (komi 6.5)"},
				{Name: "13x13", Title: "13 × 13, a longer one (komi 7.5)"},
				{Name: "19x19", Title: "19 × 19, the full board (komi 7.5)"},
			},
		}},
		Pieces: []game.Piece{
			{Name: stoneNames[black], Title: "black stone", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "X"},
			{Name: stoneNames[white], Title: "white stone", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "O"},
			{Name: areaNames[black], Title: "black's territory", Seat: 0, Shape: game.Dot, Glyph: "▪", ASCII: "x"},
			{Name: areaNames[white], Title: "white's territory", Seat: 1, Shape: game.Dot, Hollow: true, Glyph: "▫", ASCII: "o"},
		},
		Notation: "Type the point, letter first: D4; the letter I is left out. Or type pass and, when it is counted, dead D4.",
		HowTo: `Take turns to put a stone of your colour on a crossing of the lines. Black goes first. Stones do not move.

Stones of one colour that are next to each other along the lines form a chain. The free points next to a chain are its liberties. Take the last liberty of a chain of the other colour, and you capture it: its stones leave the board.

You may not leave a chain of your own without a liberty, unless your move captures something. And no move may bring back a board that was there before: in a ko, where each could take back a single stone for ever, you have to play somewhere else first.

When there is nothing more to gain, pass. After two passes in a row, both of you pick the chains that are dead, which means that they could not be saved from capture, and agree on the score. Dead stones count as captured.

If you do not agree, play on: whoever asks for it leaves the first move to the other. That is possible twice. After that, or after three moves for every point of the board, all stones count as they stand.

Your score is the number of your stones on the board and of the free points that only they surround. As White goes second, White gets 6.5 points more (komi) on the board of 9 × 9 and 7.5 on the others. The half means that nobody can draw.

A hint: a chain round two separate free points, its eyes, can never be captured. Take the corners first, then the sides, and the middle last.`,
	}
}

// gobans are the boards by the name of the option's value.
var gobans = map[string]*goban{
	"9x9":   newGoban(9, 9, 13),
	"13x13": newGoban(13, 13, 15),
	"19x19": newGoban(19, 19, 15),
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	return begin(gobans[s.Options["board"]]), nil
}

func begin(g *goban) *position {
	p := &position{goban: g}
	for i := range p.stones {
		p.stones[i] = edge
	}
	for _, at := range g.points {
		p.stones[at] = empty
	}
	p.seen = p.seen.with(p.hash)
	return p
}

// position is changed only while Play builds it.
type position struct {
	*goban
	stones  stones
	hash    uint64 // of the stones
	seen    *seen  // the boards so far
	last    *step
	moves   int       // stones played and passes
	mover   game.Seat // unless it is being counted
	passes  int       // in a row
	taken   [2]int    // stones that each has captured
	resumes int
	count   *count // nil while stones are played
	over    bool
}

// step is a move of the log. It never changes.
type step struct {
	before *step
	seat   game.Seat
	move   game.Move
	at     int16 // the point it names, or 0
	lines  game.Log
}

// The refusals. They are made once, as many more are needed than are read.
var (
	errNoSuch  = fmt.Errorf("%w: there is no such point", game.ErrIllegal)
	errTaken   = fmt.Errorf("%w: there is a stone already", game.ErrIllegal)
	errSuicide = fmt.Errorf("%w: the stone would have no liberty", game.ErrIllegal)
	errKo      = fmt.Errorf("%w: the board would be as it was before (ko)", game.ErrIllegal)
)

func (p *position) Turn() []game.Seat {
	switch {
	case p.over:
		return nil
	case p.count == nil:
		return []game.Seat{p.mover}
	}
	var turn []game.Seat
	for seat := range game.Seat(2) {
		if p.mayMove(seat) {
			turn = append(turn, seat)
		}
	}
	return turn
}

func (p *position) mayMove(seat game.Seat) bool {
	switch {
	case p.over || seat < 0 || seat > 1:
		return false
	case p.count == nil:
		return seat == p.mover
	default:
		return !p.count.agreed[seat]
	}
}

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	switch {
	case !p.mayMove(seat):
		return nil, game.ErrTurn
	case p.count != nil:
		return p.playCount(seat, m)
	case m == pass:
		next := p.after(seat, m, 0)
		next.passes++
		next.turnOver()
		return next, nil
	}
	at, ok := p.point(string(m))
	if !ok {
		return nil, errNoSuch
	}
	e, err := p.try(at, colourOf(seat))
	if err != nil {
		return nil, err
	}
	next := p.after(seat, m, at)
	next.put(at, colourOf(seat), e)
	next.passes = 0
	next.turnOver()
	return next, nil
}

// pass is the move that leaves the board as it is.
const pass game.Move = "pass"

// put plays the stone, with the effect that try foretold.
func (p *position) put(at int16, c colour, e effect) {
	p.stones[at] = c
	for _, chain := range e.caught {
		if chain != 0 {
			p.taken[c-black] += p.stones.lift(p.goban, chain)
		}
	}
	p.hash = e.hash
	p.seen = p.seen.with(e.hash)
}

// after is a copy of the position with the move in the log.
func (p *position) after(seat game.Seat, m game.Move, at int16) *position {
	next := *p
	next.last = &step{before: p.last, seat: seat, move: m, at: at}
	return &next
}

// turnOver hands the turn to the other, or ends the play.
func (p *position) turnOver() {
	p.moves++
	p.mover = 1 - p.mover
	switch {
	case p.moves == movesPerPoint*len(p.points), p.passes == 2 && p.resumes == maxResumes:
		p.over = true
	case p.passes == 2:
		p.count = &count{}
	}
}

// Moves lists the points row by row from the top, and then pass.
func (p *position) Moves(seat game.Seat) []game.Move {
	switch {
	case !p.mayMove(seat):
		return nil
	case p.count != nil:
		return p.countMoves(seat)
	}
	moves := make([]game.Move, 0, len(p.points)+1)
	for _, at := range p.points {
		if p.stones[at] != empty {
			continue
		}
		if _, err := p.try(at, colourOf(seat)); err == nil {
			moves = append(moves, p.plays[at])
		}
	}
	return append(moves, pass)
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	if !p.over {
		return game.Outcome{}, false
	}
	winner, lead := p.score().lead()
	return game.Outcome{Winners: []game.Seat{winner}, Reason: halves(lead) + " points ahead"}, true
}
