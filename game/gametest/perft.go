package gametest

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// Perft counts the sequences of that many plies from the position. Sequences
// that end the game sooner do not count. The game must not depend on chance.
//
// The last ply is counted by the choices, which Run proves to be the legal moves.
func Perft(s game.State, depth int) uint64 {
	if depth == 0 {
		return 1
	}
	var n uint64
	for _, seat := range s.Turn() {
		moves := game.Moves(s, seat)
		if depth == 1 {
			n += uint64(len(moves))
			continue
		}
		for _, m := range moves {
			n += Perft(mustPlay(s, seat, m), depth-1)
		}
	}
	return n
}

// Positions counts the positions that differ in their pieces or in who is to
// move, at each ply from 0 to depth, or to the end of the longest game if that
// comes first. The game must hide nothing and must not depend on chance.
func Positions(s game.State, depth int) []int {
	now := map[string]game.State{"": s}
	counts := []int{len(now)}
	for range depth {
		next := make(map[string]game.State)
		for _, s := range now {
			for _, seat := range s.Turn() {
				for _, c := range s.View(seat).Choices {
					child := mustPlay(s, seat, c.Move)
					next[pieces(child)] = child
				}
			}
		}
		if len(next) == 0 {
			break
		}
		counts = append(counts, len(next))
		now = next
	}
	return counts
}

// pieces spells what lies on the boards, and who is to move.
func pieces(s game.State) string {
	var w strings.Builder
	fmt.Fprint(&w, s.Turn())
	for _, b := range s.View(game.Spectator).Boards {
		for _, c := range b.Cells {
			w.WriteString(c.Piece)
			w.WriteByte(',')
		}
	}
	return w.String()
}

// mustPlay plays one of a seat's choices.
func mustPlay(s game.State, seat game.Seat, m game.Move) game.State {
	next, err := s.Play(seat, m)
	if err != nil {
		panic(fmt.Sprintf("the choice %q of seat %d is refused: %v", m, seat, err))
	}
	return next
}
