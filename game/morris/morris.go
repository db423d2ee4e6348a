// Package morris has the rules of nine men's morris. A move is the point where
// a stone is placed, such as a1, or the points that it goes from and to, a1-a4;
// when it closes a mill, the stone that it takes follows: a1xd6, a1-a4xd6.
package morris

import (
	"math/bits"
	"math/rand/v2"

	"crossplay/game"
)

const (
	// men is how many stones each has.
	men = 9
	// few is how many stones may fly, where that is allowed. Whoever has fewer
	// has lost: they make no mill.
	few = 3
	// repeats is how often a position may come up once all stones are placed.
	// The third time shows that nobody knows how to go on, as in chess.
	repeats = 3
	// quietPlies is how many moves in a row may close no mill: fifty by each, as
	// again in chess.
	quietPlies = 100
)

// Rules are the rules of nine men's morris.
type Rules struct{}

// Info describes nine men's morris.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "morris",
		Title:    "Nine men's morris",
		Aliases:  []string{"mill", "merels"},
		Summary:  "Line up three stones to take one of the other's, on a board that people have scratched into stone for two thousand years.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"White", "Black"},
		Colours:  []game.Colour{game.White, game.Black},
		Options: []game.Option{{
			Name:  "flying",
			Title: "Flying",
			Values: []game.Value{
				{Name: "on", Title: "On: the last three stones may go anywhere"},
				{Name: "off", Title: "Off: stones always go along the lines"},
			},
		}},
		Pieces: []game.Piece{
			{Name: pieceNames[0], Title: "white stone", Seat: 0, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "W"},
			{Name: pieceNames[1], Title: "black stone", Seat: 1, Shape: game.Disc, Glyph: "●", ASCII: "B"},
		},
		Notation: "Type the point to place a stone, a1, or where it goes from and to, a1-a4; add the stone that a mill takes: a1xd6, a1-a4xd6.",
		HowTo: `Each of you has nine stones. Take turns to place one on a free point. White goes first.

Three of your stones in a row along a line are a mill. Whenever you close one, take a stone of the other colour off the board: one that is not in a mill itself, unless all of them are. Even if you close two mills at once, you take one.

When all stones are placed, take turns to move one of your own along a line to the next point, if that is free. You may open a mill and close it again with a later move.

Once you have only three stones left, they may fly: each move takes one of them to any free point. This can be switched off before the game.

You win when the other one has only two stones left, or cannot move. It is a draw when the same position comes up for the third time, or when each of you has made fifty moves and nobody has closed a mill.

A hint: place your stones where lines cross, so that they can move later. The best thing to have is a stone that closes a mill with each step, to and fro.`,
	}
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	return &position{flying: s.Options["flying"] == "on"}, nil
}

// position is changed only while Play builds it.
type position struct {
	stones  [2]set // by seat
	ply     int
	quiet   int // moves since the last mill, or since all stones are placed
	flying  bool
	last    *step
	outcome outcome
}

// step is a move of the log. It never changes.
type step struct {
	before *step
	turn   turn
	stones [2]set // after it
	ply    int
	lines  game.Log
}

// outcome is how a game ended.
type outcome int8

const (
	open outcome = iota
	tooFew
	blocked
	repeated
	uneventful
)

var reasons = [...]string{
	tooFew:     "only two stones are left",
	blocked:    "no stone can move",
	repeated:   "the same position for the third time",
	uneventful: "fifty moves by each without a mill",
}

func (p *position) Turn() []game.Seat {
	if p.outcome != open {
		return nil
	}
	return []game.Seat{p.mover()}
}

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

// placing reports whether there are still stones to place.
func (p *position) placing() bool { return p.ply < 2*men }

// hand is how many stones the seat has yet to place.
func (p *position) hand(seat game.Seat) int { return max(0, men-(p.ply+1-int(seat))/2) }

func (p *position) free() set { return whole &^ (p.stones[0] | p.stones[1]) }

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.outcome != open || seat != p.mover() {
		return nil, game.ErrTurn
	}
	t, err := p.read(m)
	if err != nil {
		return nil, err
	}
	return p.after(t), nil
}

// after is the position after a move that is possible.
func (p *position) after(t turn) *position {
	next := *p
	own, other := &next.stones[p.mover()], &next.stones[1-p.mover()]
	if t.from != nowhere {
		*own &^= one(t.from)
	}
	*own |= one(t.to)
	if t.takes != nowhere {
		*other &^= one(t.takes)
	}
	next.ply++
	next.quiet++
	if t.takes != nowhere || next.ply <= 2*men {
		next.quiet = 0
	}
	next.last = &step{before: p.last, turn: t, stones: next.stones, ply: p.ply}
	next.outcome = next.end()
	return &next
}

// end is how the game has ended with the last move.
func (p *position) end() outcome {
	if p.placing() {
		return open // whoever is down to two has none left to place
	}
	switch {
	case p.stones[p.mover()].count() < few:
		return tooFew
	case p.stuck():
		return blocked
	case p.times() == repeats:
		return repeated
	case p.quiet == quietPlies:
		return uneventful
	}
	return open
}

// stuck reports whether no stone of the mover can go anywhere.
func (p *position) stuck() bool {
	if p.flies() {
		return false
	}
	for own := p.stones[p.mover()]; own != 0; own &= own - 1 {
		if beside[own.first()]&p.free() != 0 {
			return false
		}
	}
	return true
}

// flies reports whether the mover's stones may go anywhere.
func (p *position) flies() bool {
	return p.flying && p.stones[p.mover()].count() == few
}

// times is how often the position has come up. A mill leaves fewer stones than
// there were before, so only the moves after the last one count.
func (p *position) times() int {
	n := 0
	s := p.last
	for i := 0; i <= p.quiet; i++ {
		if i%2 == 0 && s.stones == p.stones {
			n++
		}
		s = s.before
	}
	return n
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	switch p.outcome {
	case open:
		return game.Outcome{}, false
	case tooFew, blocked:
		return game.Outcome{Winners: []game.Seat{1 - p.mover()}, Reason: reasons[p.outcome]}, true
	default:
		return game.Outcome{Reason: reasons[p.outcome]}, true
	}
}

// set is a set of points, a bit for each.
type set uint32

const whole set = 1<<points - 1

func one(point int8) set { return 1 << point }

func (s set) has(point int8) bool { return s&one(point) != 0 }
func (s set) count() int          { return bits.OnesCount32(uint32(s)) }
func (s set) first() int8         { return int8(bits.TrailingZeros32(uint32(s))) }
