package hex

import "crossplay/game"

// chains tells which stones hang together, and with which edges: a union-find
// (Galler and Fischer, 1964) whose elements are the cells and the four edges.
// It is only written to while a position is built.
type chains struct {
	up [maxCells + 4]uint8 // from each element towards its chain's leader, who points to itself
}

// edges are the elements that stand for a seat's two edges.
func edges(seat game.Seat) (near, far int) {
	return maxCells + 2*int(seat), maxCells + 2*int(seat) + 1
}

// clear makes every element a chain of its own.
func (c *chains) clear() {
	for i := range c.up {
		c.up[i] = uint8(i)
	}
}

// leader is the element that stands for the chain of another.
func (c *chains) leader(i int) int {
	for int(c.up[i]) != i {
		c.up[i] = c.up[c.up[i]] // halves the way for the next time
		i = int(c.up[i])
	}
	return i
}

// join makes one chain of two.
func (c *chains) join(i, j int) { c.up[c.leader(i)] = uint8(c.leader(j)) }

// bridge is a shortest chain of the seat's stones that joins its edges, or
// nothing.
func (p *position) bridge(seat game.Seat) []int {
	const unseen = -1
	var from [maxCells]int // the cell from which each was reached; itself, at the near edge
	var queue []int
	for i := range p.names {
		from[i] = unseen
		if p.board[i] == stone(seat)+1 && p.rank(i, seat) == 0 {
			from[i] = i
			queue = append(queue, i)
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if p.rank(i, seat) == p.side-1 {
			chain := []int{i}
			for from[i] != i {
				i = from[i]
				chain = append(chain, i)
			}
			return chain
		}
		for _, n := range p.beside[i] {
			if n := int(n); from[n] == unseen && p.board[n] == p.board[i] {
				from[n] = i
				queue = append(queue, n)
			}
		}
	}
	return nil
}
