package igo

import "crossplay/game"

// record is a position with what came before it.
type record struct {
	*board
	last   int16           // where the last stone was put, or 0
	passed bool            // the last move was a pass
	seen   map[uint64]bool // the boards so far, by their hashes
}

// replay is the position that a view shows, played from its log. Where that does
// not lead to it, nothing is known of how it came about.
func replay(v game.View, now *board) *record {
	where := make(map[string]int16, len(now.points))
	for i, at := range now.points {
		where[v.Boards[0].Cells[i].Label] = at
	}
	b := newBoard(now.size)
	r := &record{board: b, seen: map[uint64]bool{0: true}}
	for _, s := range v.Log {
		at, ok := where[s.Text]
		c := black + colour(s.Seat)
		switch {
		case s.Text == string(pass):
			b.ko, r.last, r.passed = 0, 0, true
		case s.Text == string(resume):
			r.passed = false
		case ok && b.at[at] == empty && b.legal(at, c):
			b.play(at, c)
			r.last, r.passed, r.seen[b.hash] = at, false, true
		case ok:
			return &record{board: now}
		}
	}
	for _, at := range now.points {
		if b.at[at] != now.at[at] {
			return &record{board: now}
		}
	}
	return r
}
