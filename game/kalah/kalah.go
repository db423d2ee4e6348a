// Package kalah has the rules of Kalah with six pits a side. A move is the
// number of a pit, counted from 1 at its owner's left.
package kalah

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

const (
	pits  = 6        // of each player
	half  = pits + 1 // a player's pits and store
	round = 2 * half // once around the board
)

// Rules are the rules of Kalah.
type Rules struct{}

// Info describes Kalah.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "kalah",
		Title:    "Kalah",
		Aliases:  []string{"mancala", "kalaha"},
		Summary:  "Sow seeds around the board and gather more of them in your store: the best-known mancala.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    seatNames[:],
		Options: []game.Option{
			{Name: "seeds", Title: "Seeds in each pit", Values: []game.Value{
				{Name: "4", Title: "4, the classic"},
				{Name: "3", Title: "3, a quick one"},
				{Name: "5", Title: "5, a longer one"},
				{Name: "6", Title: "6, the longest"},
			}},
			{Name: "empty-capture", Title: "Capture with nothing opposite", Values: []game.Value{
				{Name: "off", Title: "No: only with seeds opposite"},
				{Name: "on", Title: "Yes: the last seed goes to the store in any case"},
			}},
		},
		Pieces: []game.Piece{
			{Name: pieceNames[0], Title: "South's seeds", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "S"},
			{Name: pieceNames[1], Title: "North's seeds", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "N"},
		},
		Notation: "Type the number of your pit: 1 is the one furthest to your left, 6 the one beside your store.",
		HowTo: `The row of six pits nearest to you is yours, and so is the store at its right end. South goes first.

On your turn, take all the seeds from one of your pits and sow them to the right, one into each place: your pits, your store, then the other player's pits, and around again. Only the other player's store is left out.

If your last seed falls into your store, you move again.

If your last seed falls into a pit of yours that was empty, and there are seeds in the pit opposite, you capture: all of those, and your last seed, go into your store. (With the option, your last seed goes there even if nothing is opposite.)

The game ends as soon as one row is empty. The seeds left in the other row go into the store of the player they belong to. More seeds win.

A hint: four seeds in your third pit reach the store exactly. Look for pits like that before each move, and begin with the one nearest to the store.`,
	}
}

var (
	seatNames  = [...]string{"South", "North"}
	pieceNames = [...]string{"south", "north"}
	names      = [pits]game.Move{"1", "2", "3", "4", "5", "6"}
)

// Start has the same number of seeds in every pit.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	p := &position{any: s.Options["empty-capture"] == "on"}
	for i := range p.seeds {
		if i != store(0) && i != store(1) {
			p.seeds[i] = s.Options["seeds"][0] - '0'
		}
	}
	return p, nil
}

// position is changed only while Play builds it.
type position struct {
	// seeds are counted in the order of sowing: South's pits and store, then
	// North's.
	seeds [round]uint8
	mover game.Seat
	over  bool
	any   bool // a capture needs no seeds opposite
	last  *step
}

// step is a move that was played. It never changes.
type step struct {
	before *step
	ply    int // counted from 1
	seat   game.Seat
	pit    int  // of the seat, from 0
	end    int  // where the last seed fell
	taken  int  // seeds captured, the last one too
	again  bool // the seat moves once more
}

// store is the seat's store as an index into the seeds.
func store(seat game.Seat) int { return int(seat)*half + pits }

// opposite is the pit across the board.
func opposite(pit int) int { return 2*pits - pit }

// owns reports whether the place is one of the seat's pits.
func owns(seat game.Seat, place int) bool {
	first := int(seat) * half
	return first <= place && place < first+pits
}

func (p *position) Turn() []game.Seat {
	if p.over {
		return nil
	}
	return []game.Seat{p.mover}
}

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.over || seat != p.mover {
		return nil, game.ErrTurn
	}
	if len(m) != 1 || m[0] < '1' || m[0] > '0'+pits {
		return nil, fmt.Errorf("%w: pits are numbered from 1 to %d", game.ErrIllegal, pits)
	}
	pit := int(m[0] - '1')
	if p.seeds[int(seat)*half+pit] == 0 {
		return nil, fmt.Errorf("%w: pit %s is empty", game.ErrIllegal, m)
	}
	next := *p
	next.last = &step{before: p.last, ply: 1, seat: seat, pit: pit}
	if p.last != nil {
		next.last.ply += p.last.ply
	}
	next.sow(next.last)
	return &next, nil
}

// sow plays the step and notes how it went.
func (p *position) sow(s *step) {
	from := int(s.seat)*half + s.pit
	hand := p.seeds[from]
	p.seeds[from] = 0
	at := from
	for ; hand > 0; hand-- {
		if at = (at + 1) % round; at == store(1-s.seat) {
			at = (at + 1) % round
		}
		p.seeds[at]++
	}
	s.end = at
	if owns(s.seat, at) && p.seeds[at] == 1 {
		if across := p.seeds[opposite(at)]; across > 0 || p.any {
			s.taken = int(across) + 1
			p.seeds[store(s.seat)] += across + 1
			p.seeds[at], p.seeds[opposite(at)] = 0, 0
		}
	}
	switch {
	case p.left(0) == 0 || p.left(1) == 0:
		p.gather()
	case at == store(s.seat):
		s.again = true
	default:
		p.mover = 1 - s.seat
	}
}

// left is how many seeds lie in the seat's pits.
func (p *position) left(seat game.Seat) int {
	n := 0
	for _, c := range p.seeds[int(seat)*half:][:pits] {
		n += int(c)
	}
	return n
}

// gather ends the game: what is left goes to those whose pits it lies in.
func (p *position) gather() {
	p.over = true
	for seat := range game.Seat(2) {
		p.seeds[store(seat)] += uint8(p.left(seat))
		clear(p.seeds[int(seat)*half:][:pits])
	}
}

// Moves are the pits with seeds, from the left.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.over || seat != p.mover {
		return nil
	}
	moves := make([]game.Move, 0, pits)
	for i, n := range p.seeds[int(seat)*half:][:pits] {
		if n > 0 {
			moves = append(moves, names[i])
		}
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	if !p.over {
		return game.Outcome{}, false
	}
	south, north := p.seeds[store(0)], p.seeds[store(1)]
	switch {
	case south > north:
		return game.Outcome{Winners: []game.Seat{0}, Reason: fmt.Sprintf("%d seeds to %d", south, north)}, true
	case north > south:
		return game.Outcome{Winners: []game.Seat{1}, Reason: fmt.Sprintf("%d seeds to %d", north, south)}, true
	default:
		return game.Outcome{Reason: fmt.Sprintf("%d seeds each", south)}, true
	}
}
