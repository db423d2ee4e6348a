package igo

import "math/rand/v2"

// verdict is what becomes of a chain.
type verdict int8

const (
	unclear verdict = iota // or unsettled: it depends on who moves first
	alive
	dead
)

// How chains are judged. In a hundred finished games whose dead stones are known,
// no chain alive was kept in less than 0.5 (from 1, always, to -1, never), and of
// 247 dead ones two in more than -0.3.
const (
	// playouts is how many there are of the position as it is, and leastPlayouts how
	// many even without time: on the full board they take some 10 ms.
	playouts      = 400
	leastPlayouts = 64
	// evident is how far from even the playouts must be for a verdict.
	evident = 0.3
	// certain is when nobody needs to ask what a first move could change.
	certain = 0.9
	// tries is how many playouts there are of a first move, and manyTries how many
	// when it seems to change a verdict.
	tries     = 40
	manyTries = 160
	// soon is how many liberties a chain has at most that can soon be captured.
	soon = 3
)

// judge says of every chain, by its head, what becomes of it whoever moves first:
// it plays the position on many times, and then asks what a first move can change,
// as far as there is time. Its dice are always the same: in one position it never
// contradicts itself.
func judge(b *board, stop func() bool) map[int16]verdict {
	j := &judgement{board: b, stop: stop, verdicts: make(map[int16]verdict)}
	j.p.r = rand.New(rand.NewPCG(1, 2))
	all := newTally(b.chains())
	for all.n < leastPlayouts || all.n < playouts && !stop() {
		j.sample(all, black+colour(all.n%2))
	}
	for i, head := range all.heads {
		kept := all.kept(i)
		switch {
		case kept > evident:
			j.verdicts[head] = alive
		case kept < -evident:
			j.verdicts[head] = dead
		default:
			continue
		}
		if kept < certain && kept > -certain {
			j.doubts = append(j.doubts, head)
		}
	}
	j.doubt()
	return j.verdicts
}

// judgement is the work of a judge.
type judgement struct {
	*board
	stop     func() bool
	p        playout
	verdicts map[int16]verdict
	doubts   []int16 // the heads of chains whose verdict may depend on who moves first
}

// doubt takes back the verdicts that somebody can change by moving first, so that
// no reply restores them.
func (j *judgement) doubt() {
	moves := j.chances(j.doubts)
	for _, c := range [...]colour{black, white} {
		for _, at := range moves {
			if !j.legal(at, c) {
				continue
			}
			changed := j.after(tries, j.doubts, 0, c, at)
			if len(changed) > 0 {
				changed = j.after(manyTries, changed, evident, c, at)
			}
			for _, reply := range moves {
				if len(changed) > 0 {
					changed = j.after(tries, changed, -evident, c, at, reply)
				}
			}
			if j.stop() {
				return
			}
			for _, head := range changed {
				delete(j.verdicts, head)
			}
		}
	}
}

// after are those of the chains whose verdict is changed when the moves are played
// by turns, beginning with the colour: its own dead ones that are kept by more
// than so much, and the other's that are lost by more.
func (j *judgement) after(n int, heads []int16, by float64, c colour, moves ...int16) []int16 {
	t := newTally(heads)
	for t.n < n && !j.stop() {
		j.sample(t, c, moves...)
	}
	var changed []int16
	for i, head := range heads {
		saved := j.at[head] == c && j.verdicts[head] == dead && t.kept(i) > by
		killed := j.at[head] != c && j.verdicts[head] == alive && t.kept(i) < -by
		if saved || killed {
			changed = append(changed, head)
		}
	}
	return changed
}

// sample adds a playout to the tally that begins with the moves.
func (j *judgement) sample(t *tally, c colour, moves ...int16) {
	j.p.start(j.board)
	for _, at := range moves {
		if j.p.at[at] == empty && j.p.legal(at, c) {
			j.p.play(at, c)
			j.p.last = at
		}
		c = c.other()
	}
	j.p.run(c)
	t.add(j.board, &j.p)
}

// tally counts how often chains are kept in playouts.
type tally struct {
	heads []int16
	sum   []int // how much more often they are kept than lost
	n     int
}

func newTally(heads []int16) *tally { return &tally{heads: heads, sum: make([]int, len(heads))} }

func (t *tally) add(b *board, p *playout) {
	t.n++
	for i, head := range t.heads {
		switch p.owner(head) {
		case b.at[head]:
			t.sum[i]++
		case b.at[head].other():
			t.sum[i]--
		}
	}
}

// kept is how safe a chain is: from 1, if it is always kept, to -1.
func (t *tally) kept(i int) float64 { return float64(t.sum[i]) / float64(max(1, t.n)) }

// chains are the heads of all chains.
func (b *board) chains() []int16 {
	var heads []int16
	for _, at := range b.points {
		if b.at[at] != empty && b.head[at] == at {
			heads = append(heads, at)
		}
	}
	return heads
}

// chances are where something can be done about chains: their liberties, and those
// of the chains next to them that can soon be captured.
func (b *board) chances(heads []int16) []int16 {
	var moves []int16
	var known [room]bool
	liberties := func(head int16) {
		b.each(head, func(n int16) {
			if b.at[n] == empty && !known[n] {
				known[n] = true
				moves = append(moves, n)
			}
		})
	}
	for _, head := range heads {
		liberties(head)
		b.each(head, func(n int16) {
			if b.at[n] == b.at[head].other() && b.libs[b.head[n]] <= soon {
				liberties(b.head[n])
			}
		})
	}
	return moves
}

// each visits the neighbours of a chain's stones.
func (b *board) each(head int16, visit func(at int16)) {
	for at := head; ; {
		for _, d := range b.around {
			visit(at + d)
		}
		if at = b.next[at]; at == head {
			return
		}
	}
}
