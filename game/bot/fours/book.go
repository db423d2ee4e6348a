package fours

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
)

//go:generate go run ./book -o book.txt

// The book holds what takes long to find out at the board: the answers to
// positions of the classic frame that are reached when whoever has the book moves
// first and follows it. All of them win. A line is the columns of a position and,
// after a colon, that of the answer.
//
//go:embed book.txt
var bookText []byte

// book is the best column by the position as its key has it.
type book map[position]int

var classic = newFrame(7, 6)

func readBook(text []byte) book {
	b := make(book)
	for line := range bytes.Lines(text) {
		columns, answer, ok := bytes.Cut(line, []byte(":"))
		if ok && len(answer) > 0 {
			b.add(classic.follow(string(columns)), int(answer[0]-'1'))
		}
	}
	return b
}

// add keeps the answer to a position, turned as its key is.
func (b book) add(p position, col int) {
	k := classic.key(p)
	if k != p {
		col = classic.cols - 1 - col
	}
	b[k] = col
}

// find is the answer to a position.
func (b book) find(p position) (col int, ok bool) {
	k := classic.key(p)
	if col, ok = b[k]; ok && k != p {
		col = classic.cols - 1 - col
	}
	return col, ok
}

// follow plays the columns from the empty frame. Column numbers begin with 1.
func (f *frame) follow(columns string) position {
	var p position
	for _, c := range columns {
		p = p.drop(f.landings(p) & f.column[c-'1'])
	}
	return p
}

const (
	// writerTable is the size of the table with which the book is written: 160 MB.
	writerTable = 1 << 24
	// easyNodes is what a player finds out at the board in any case. Positions that
	// need no more are left out, with all that follow.
	easyNodes = 3_000_000
	// hardNodes is how long one position is worked on for the book.
	hardNodes = 1_500_000_000
	// writerPlies is the longest position of the book.
	writerPlies = 12
)

// Write works out the book until the context ends, the shortest positions first,
// and carries on from the book there is. When it comes to the end, it has proven
// that the one who begins wins with every answer of the book and of the solver.
func Write(ctx context.Context, out io.Writer) error {
	s := newSolver(classic, writerTable, func() bool { return ctx.Err() != nil })
	known := opening()
	seen := make(map[position]bool)
	for lines := []string{""}; len(lines) > 0; {
		columns := lines[0]
		lines = lines[1:]
		p := classic.follow(columns)
		if seen[classic.key(p)] {
			continue
		}
		seen[classic.key(p)] = true
		col, ok := known.find(p)
		if !ok {
			cell, v, nodes := s.work(p)
			switch {
			case v == unproven && ctx.Err() != nil:
				continue // keep at least what follows and is known
			case v == unproven:
				return fmt.Errorf("the position after %s takes more than %d nodes", columns, hardNodes)
			case v != victory:
				return fmt.Errorf("the position after %s is not won", columns)
			case nodes < easyNodes:
				continue
			}
			col = classic.col(cell)
		}
		if _, err := fmt.Fprintf(out, "%s:%d\n", columns, col+1); err != nil {
			return err
		}
		if len(columns)+2 > writerPlies {
			continue
		}
		next := p.drop(classic.landings(p) & classic.column[col])
		for c := range classic.cols {
			if reply := classic.landings(next) & classic.column[c] &^ classic.fours(next.own, next.both); reply != 0 {
				lines = append(lines, fmt.Sprintf("%s%d%d", columns, col+1, c+1))
			}
		}
	}
	return nil
}

// work is the best move of a position, its value and how many nodes it took.
func (s *solver) work(p position) (cell uint64, v value, nodes int) {
	if p == (position{}) {
		return classic.column[3] & classic.floor, victory, easyNodes // proven by the rest of the book
	}
	s.nodes, s.over = 0, false
	s.until = hardNodes
	all, v := s.candidates(p)
	if v == unproven {
		v = s.prove(p, all)
	}
	return all[0].cell, v, s.nodes
}
