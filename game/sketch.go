package game

import "math/rand/v2"

// What a sketch shows: a third of the cells with something on them, and never more than
// can be made out where it is small. A game that begins with as much shows its beginning.
const (
	sketchCells = 22
	sketchPlies = 120
	sketchTries = 5 // moves of which the one nearest to the middle is played
)

// Sketch is a position as it may come about in the game, for the picture that stands for
// it: the boards as a spectator sees them, without what is written on them. It is the same
// for the same numbers.
func Sketch(rules Rules, r *rand.Rand) []Board {
	info := rules.Info()
	s, err := rules.Start(Setup{Seats: info.MinSeats})
	if err != nil {
		return nil
	}
	for range sketchPlies {
		boards := s.View(Spectator).Boards
		if laid, cells := laid(boards); laid >= min(sketchCells, (cells+2)/3) {
			break
		}
		next, ok := sketchMove(s, r)
		if !ok {
			break
		}
		s = next
	}
	return plainBoards(s.View(Spectator).Boards)
}

// sketchMove is the position after a move by chance that does not end the game.
func sketchMove(s State, r *rand.Rand) (State, bool) {
	turn := s.Turn()
	if len(turn) == 0 {
		return nil, false
	}
	if turn[0] == Chance {
		next, err := s.Play(Chance, s.Draw(r))
		return next, err == nil
	}
	view := s.View(turn[0])
	var best State
	near := 0
	for range sketchTries {
		if len(view.Choices) == 0 {
			return nil, false
		}
		c := view.Choices[r.IntN(len(view.Choices))]
		next, err := s.Play(turn[0], c.Move)
		if err != nil {
			continue
		}
		if _, over := next.Outcome(); over {
			continue
		}
		if d := fromMiddle(view.Boards, c); best == nil || d < near {
			best, near = next, d
		}
	}
	return best, best != nil
}

// fromMiddle is how far from the middle of its board a move ends; far for one that ends on none.
func fromMiddle(boards []Board, c Choice) int {
	if len(c.Path) == 0 {
		return 1 << 10
	}
	for _, b := range boards {
		for i, cell := range b.Cells {
			if cell.Spot == c.Path[len(c.Path)-1] {
				x, y := 2*(i%b.Cols)+1-b.Cols, 2*(i/b.Cols)+1-b.Rows
				return x*x + y*y
			}
		}
	}
	return 1 << 10
}

func laid(boards []Board) (laid, cells int) {
	for _, b := range boards {
		if b.Style == Tray {
			continue
		}
		for _, c := range b.Cells {
			if c.Kind == Void {
				continue
			}
			cells++
			if c.Piece != "" {
				laid++
			}
		}
	}
	return laid, cells
}

// plainBoards are boards without trays, labels, and what has to do with playing.
func plainBoards(boards []Board) (plain []Board) {
	for _, b := range boards {
		if b.Style == Tray {
			continue
		}
		cells := make([]Cell, len(b.Cells))
		for i, c := range b.Cells {
			cells[i] = Cell{Piece: c.Piece, Count: c.Count, Kind: c.Kind, Arms: c.Arms}
			if c.Has(Star) {
				cells[i].Marks = []Mark{Star}
			}
		}
		plain = append(plain, Board{Style: b.Style, Cols: b.Cols, Rows: b.Rows, Cells: cells, Block: b.Block, Sides: b.Sides, Ground: b.Ground})
	}
	return plain
}
