package weiqi

import (
	"strconv"
	"strings"

	"crossplay/game"
)

// colour is what lies on a point.
type colour uint8

const (
	empty colour = iota
	black
	white
	edge // round the board, so that every point has four neighbours
)

func colourOf(seat game.Seat) colour { return black + colour(seat) }

const (
	maxSide   = 19
	maxPoints = maxSide * maxSide
	// maxStones has room for the largest board with its edges. The right edge of
	// a row is the left one of the next.
	maxStones = (maxSide+2)*(maxSide+1) + 1
)

// stones are the board. Its indexes are called at, after the point they name;
// none is 0, which is an edge.
type stones [maxStones]colour

// goban is what all positions on boards of one size share.
type goban struct {
	cols, rows int
	komi       int                  // what White gets besides, in half points
	around     [4]int16             // the steps to the neighbours of a point
	points     []int16              // row by row from the top
	stars      []bool               // the marked points, in the order of points
	colLabels  []string             // A to T without I
	rowLabels  []string             // from the top
	plays      [maxStones]game.Move // a stone on the point: its name
	dead       [maxStones]game.Move // the moves of counting that name it
	alive      [maxStones]game.Move
}

// letters name the columns. I is left out, as it looks like a 1.
const letters = "ABCDEFGHJKLMNOPQRST"

func newGoban(cols, rows, komi int) *goban {
	line := int16(cols + 1)
	g := &goban{cols: cols, rows: rows, komi: komi, around: [4]int16{-line, -1, 1, line}}
	for col := range cols {
		g.colLabels = append(g.colLabels, letters[col:col+1])
	}
	for row := rows; row > 0; row-- {
		g.rowLabels = append(g.rowLabels, strconv.Itoa(row))
		for col := range cols {
			at := g.at(col, row)
			name := game.Move(letters[col:col+1] + strconv.Itoa(row))
			g.plays[at], g.dead[at], g.alive[at] = name, "dead "+name, "alive "+name
			g.points = append(g.points, at)
			g.stars = append(g.stars, star(col, cols) && star(row-1, rows) && (cols > 13 || centre(col, cols) == centre(row-1, rows)))
		}
	}
	return g
}

// star reports whether a line has marked points: the third or fourth from the
// edge, and the one in the middle.
func star(i, lines int) bool {
	far := 3
	if lines < 13 {
		far = 2
	}
	return i == far || i == lines-1-far || centre(i, lines)
}

func centre(i, lines int) bool { return 2*i == lines-1 }

// at is the index of a column, counted from 0 at the left, and a row, counted
// from 1 at the bottom.
func (g *goban) at(col, row int) int16 {
	return int16((g.rows-row+1)*(g.cols+1) + col + 1)
}

// point reads the name of a point.
func (g *goban) point(name string) (at int16, ok bool) {
	if len(name) < 2 || len(name) > 3 {
		return 0, false
	}
	col, row := strings.IndexByte(letters, name[0]), 0
	for _, d := range []byte(name[1:]) {
		if d < '0' || d > '9' || d == '0' && row == 0 {
			return 0, false
		}
		row = 10*row + int(d-'0')
	}
	if col < 0 || col >= g.cols || row > g.rows {
		return 0, false
	}
	return g.at(col, row), true
}

// effect is what a stone does to the board.
type effect struct {
	hash   uint64   // of the board after it
	caught [4]int16 // a stone of each chain that it captures, or 0
}

// try is what a stone on the point would do, or why it may not be played.
func (p *position) try(at int16, c colour) (effect, error) {
	if p.stones[at] != empty {
		return effect{}, errTaken
	}
	e := effect{hash: p.hash ^ keys[c][at]}
	breathes := false
	var visited visits
	for i, d := range p.around {
		switch n := at + d; {
		case p.stones[n] == empty:
			breathes = true
		case p.stones[n] == edge || visited[n] != 0:
		case p.stones[n] == c:
			if !breathes {
				_, trapped := p.stones.trapped(p.goban, n, at, &visited)
				breathes = !trapped
			}
		default:
			if hash, trapped := p.stones.trapped(p.goban, n, at, &visited); trapped {
				e.hash ^= hash
				e.caught[i] = n
				breathes = true
			}
		}
	}
	switch {
	case !breathes:
		return effect{}, errSuicide
	case p.seen.has(e.hash):
		return effect{}, errKo
	}
	return e, nil
}

// visits are the stones that searches have visited, each with where the search
// began.
type visits [maxStones]int16

// trapped reports whether a chain has no liberty besides the point but, and if
// so the hash of its stones.
func (s *stones) trapped(g *goban, chain, but int16, visited *visits) (hash uint64, trapped bool) {
	c := s[chain]
	var todo [maxPoints]int16
	todo[0], visited[chain] = chain, chain
	for n := 1; n > 0; {
		n--
		at := todo[n]
		hash ^= keys[c][at]
		for _, d := range g.around {
			switch next := at + d; {
			case s[next] == empty && next != but:
				return 0, false
			case s[next] != c || visited[next] == chain:
			case visited[next] != 0:
				// A search that visited only a part of the chain had found a liberty.
				return 0, false
			default:
				visited[next] = chain
				todo[n] = next
				n++
			}
		}
	}
	return hash, true
}

// lift takes a chain off the board and counts its stones.
func (s *stones) lift(g *goban, chain int16) int {
	c := s[chain]
	var todo [maxPoints]int16
	todo[0], s[chain] = chain, empty
	lifted := 0
	for n := 1; n > 0; lifted++ {
		n--
		at := todo[n]
		for _, d := range g.around {
			if next := at + d; s[next] == c {
				s[next] = empty
				todo[n] = next
				n++
			}
		}
	}
	return lifted
}
