package backgammon

import (
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
)

// plays is the ply-by-ply generator: every board that a turn can end with.
func plays(t *testing.T, p *position) map[board]bool {
	t.Helper()
	type node struct {
		board board
		dice  dice
	}
	ends, seen := make(map[board]bool), make(map[node]bool)
	var visit func(*position)
	visit = func(p *position) {
		n := node{p.board, p.dice}
		if seen[n] {
			return
		}
		seen[n] = true
		for _, m := range p.Moves(p.mover) {
			next := follow(t, p, m)
			if next.phase == moving {
				visit(next)
			} else {
				ends[next.board] = true
			}
		}
	}
	visit(p)
	return ends
}

// table is a board for the plain generator below: the mover's checkers are
// positive and go down, the other's are negative. Index 25 is the mover's bar
// and 0 its tray; the other's bar does not matter but for its count.
type table struct {
	at   [26]int
	away int // hit
}

// allPlays is the rules of a turn, written down plainly and apart from the rest:
// all orders of the dice, and of these the plays that the rules allow.
func allPlays(from table, roll [2]int) map[table]bool {
	dice := []int{roll[0], roll[1]}
	if roll[0] == roll[1] {
		dice = append(dice, dice...)
	}
	type play struct {
		end  table
		used int
		sum  int
	}
	found := make(map[play]bool)
	var visit func(b table, left []int, used, sum int)
	visit = func(b table, left []int, used, sum int) {
		key := play{b, used, sum}
		if found[key] {
			return
		}
		found[key] = true
		for i, die := range left {
			rest := slices.Delete(slices.Clone(left), i, i+1)
			for point := 1; point <= 25; point++ {
				if next, ok := b.step(point, die); ok {
					visit(next, rest, used+1, sum+die)
				}
			}
		}
	}
	visit(from, dice, 0, 0)
	most := 0
	for p := range found {
		most = max(most, p.used)
	}
	larger := 0
	for p := range found {
		if p.used == most {
			larger = max(larger, p.sum)
		}
	}
	ends := make(map[table]bool)
	for p := range found {
		full := p.used == most && (most != 1 || p.sum == larger)
		if full || p.end.at[off] == checkers { // the game is over at once
			ends[p.end] = true
		}
	}
	return ends
}

func (b table) step(point, die int) (table, bool) {
	if b.at[point] <= 0 || b.at[25] > 0 && point != 25 {
		return b, false
	}
	to := point - die
	if to <= 0 {
		for higher := 7; higher <= 25; higher++ {
			if b.at[higher] > 0 {
				return b, false
			}
		}
		for higher := point + 1; higher <= 6 && to < 0; higher++ {
			if b.at[higher] > 0 {
				return b, false
			}
		}
		to = 0
	} else if b.at[to] < -1 {
		return b, false
	} else if b.at[to] == -1 {
		b.at[to] = 0
		b.away++
	}
	b.at[point]--
	b.at[to]++
	return b, true
}

func plain(b board, seat game.Seat) (t table) {
	for point := range bar + 1 {
		t.at[point] = int(b[seat][point])
	}
	for point := 1; point < bar; point++ {
		t.at[point] -= int(b[1-seat][across(int8(point))])
	}
	t.away = int(b[1-seat][bar])
	return t
}

// The plain generator and the ply-by-ply one must agree on where a turn can
// end: on many boards from random games, and on many on which checkers lie
// about at random.
func TestTurnsEndWhereTheRulesSay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	boards := 15_000
	if testing.Short() {
		boards /= 10
	}
	walk := &position{owner: game.Spectator, board: board{setUp, setUp}}
	forced, none := 0, 0
	for i := range boards {
		p := scattered(r)
		if i%3 == 0 {
			walk = wander(r, walk)
			p = walk
		}
		want := allPlays(plain(p.board, p.mover), [2]int{int(p.dice.face[0]), int(p.dice.face[1])})
		got := make(map[table]bool)
		for b := range plays(t, p) {
			got[plain(b, p.mover)] = true
		}
		if len(got) != len(want) {
			t.Fatalf("%v, seat %d, dice %v: %d ends, want %d", p.board, p.mover, p.dice.face, len(got), len(want))
		}
		for b := range want {
			if !got[b] {
				t.Fatalf("%v, seat %d, dice %v: no way to %v", p.board, p.mover, p.dice.face, b)
			}
		}
		if !p.canMove() {
			none++
		} else if len(want) == 1 {
			forced++
		}
	}
	if none < boards/100 || forced < boards/50 {
		t.Errorf("of %d boards only %d were without a move and %d with one", boards, none, forced)
	}
}

// wander plays at random until dice have been rolled, from the start again when
// the game is over.
func wander(r *rand.Rand, p *position) *position {
	for {
		if p.phase == over {
			p = &position{owner: game.Spectator, board: board{setUp, setUp}}
		}
		var m game.Move
		seat := p.actor()
		if seat == game.Chance {
			m = p.Draw(r)
		} else {
			moves := p.Moves(seat)
			m = moves[r.IntN(len(moves))]
		}
		next, err := p.Play(seat, m)
		if err != nil {
			panic(err)
		}
		if p = next.(*position); p.phase == moving && !p.dice.begun() {
			return p
		}
	}
}

// scattered is a position with few or many checkers anywhere, or all at home,
// and with a good chance of blocks and of checkers on the bar.
func scattered(r *rand.Rand) *position {
	p := &position{phase: moving, mover: game.Seat(r.IntN(2)), owner: game.Spectator}
	p.dice = newDice(int8(r.IntN(6)+1), int8(r.IntN(6)+1))
	own, others := &p.board[p.mover], &p.board[1-p.mover]
	highest := []int{6, 12, 24}[r.IntN(3)]
	own[off], others[off] = checkers, checkers
	for n := r.IntN(checkers + 1); n > 0 && others[off] > 1; n-- {
		stack := min(int8(r.IntN(3)+1), others[off])
		others[off] -= stack
		others[r.IntN(bar)+1] += stack
	}
	for n := 1 + r.IntN(checkers); n > 0; n-- {
		if point := int8(r.IntN(highest) + 1); others[across(point)] == 0 {
			own[off]--
			own[point]++
		}
	}
	if n := int8(r.IntN(8)) - 4; n > 0 && own[off] >= n {
		own[off] -= n
		own[bar] += n
	}
	if own[off] == checkers { // nothing found room: a game that is over
		own[off]--
		own[bar]++
	}
	return p
}

// How many boards a turn from the first position can lead to. Doubles are never
// the first roll, and are counted as if they were.
func TestOpeningPlays(t *testing.T) {
	for roll, want := range map[string]int{
		"2-1": 15, "3-1": 16, "4-1": 14, "5-1": 8, "6-1": 10, "3-2": 17, "4-2": 18, "5-2": 8,
		"6-2": 14, "4-3": 17, "5-3": 9, "6-3": 14, "5-4": 9, "6-4": 14, "6-5": 7,
		"1-1": 42, "2-2": 75, "3-3": 73, "4-4": 52, "5-5": 4, "6-6": 11,
	} {
		p := at(t, 0, "24:2 13:5 8:3 6:5", "1:2 12:5 17:3 19:5", roll)
		if got := len(plays(t, p)); got != want {
			t.Errorf("%s: %d plays, want %d", roll, got, want)
		}
	}
}
