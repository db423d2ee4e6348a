// Package fours plays Connect Four. It solves positions with alpha and beta on
// bits, and has a book for those that take too long to solve at the board. On
// boards that are too wide for that it looks as far ahead as it can.
package fours

import (
	"context"
	"strconv"
	"sync"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

const (
	// mediumPlies is how far the medium level looks ahead.
	mediumPlies = 6
	// weighShare and proveShare are the parts of the time, in percent, after which
	// looking ahead gives way to a proof, and the proof to looking further ahead.
	weighShare = 25
	proveShare = 75
)

// Engine plays Connect Four on every board of the game.
type Engine struct {
	nodes int // for tests: how many positions to look at instead of for how long
}

var opening = sync.OnceValue(func() book { return readBook(bookText) })

// Think is one of the moves of the view's choices. At the hard level it is the
// best one whenever the position is in the book or can be solved in time.
func (e Engine) Think(ctx context.Context, p bot.Problem) (game.Move, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if len(p.View.Choices) == 0 {
		return "", bot.ErrNoChoice
	}
	f, at, ok := read(p.View, p.Seat)
	if !ok {
		return bot.New(nil).Think(ctx, p)
	}
	if p.Level == bot.Hard && f.cols == classic.cols {
		if col, ok := opening().find(at); ok {
			return name(col), nil
		}
	}
	return name(f.col(e.best(ctx, p, f, at))), nil
}

// best is the cell to play.
func (e Engine) best(ctx context.Context, p bot.Problem, f *frame, at position) uint64 {
	budget := p.Budget
	if budget <= 0 {
		budget = p.Level.Budget()
	}
	start := time.Now()
	stop := func(percent int) func() bool {
		until := start.Add(budget * time.Duration(percent) / 100)
		return func() bool { return ctx.Err() != nil || e.nodes == 0 && !time.Now().Before(until) }
	}
	s := newSolver(f, tableMost, stop(weighShare))
	all, v := s.candidates(at)
	if v != unproven || len(all) == 1 {
		return all[0].cell
	}
	share := func(percent int) {
		s.over, s.stop = false, stop(percent)
		if e.nodes > 0 {
			s.until = e.nodes * percent / 100
		}
	}
	share(weighShare)
	if p.Level == bot.Medium {
		s.weigh(at, all, mediumPlies)
		return all[0].cell
	}
	if s.weigh(at, all, f.cells) != unproven {
		return all[0].cell
	}
	share(proveShare)
	if s.prove(at, all) != unproven {
		return all[0].cell
	}
	share(100)
	for len(all) > 1 && all[len(all)-1].noDraw {
		all = all[:len(all)-1]
	}
	s.weigh(at, all, f.cells)
	return all[0].cell
}

// read is the position that a view shows, as the seat to move sees it.
func read(v game.View, seat game.Seat) (*frame, position, bool) {
	if len(v.Boards) == 0 {
		return nil, position{}, false
	}
	b := &v.Boards[0]
	f := frames[[2]int{b.Cols, b.Rows}]
	if f == nil || len(b.Cells) != f.cells {
		return nil, position{}, false
	}
	var pieces [2]uint64
	for i, c := range b.Cells {
		cell := uint64(1) << (i%f.cols*f.rows + f.rows - 1 - i/f.cols)
		switch c.Piece {
		case "":
		case "disc":
			pieces[0] |= cell
		case "ring":
			pieces[1] |= cell
		default:
			return nil, position{}, false
		}
	}
	return f, position{own: pieces[seat&1], both: pieces[0] | pieces[1]}, true
}

var frames = map[[2]int]*frame{{7, 6}: classic, {8, 7}: newFrame(8, 7), {9, 7}: newFrame(9, 7)}

// name is the move into a column.
func name(col int) game.Move { return game.Move(strconv.Itoa(col + 1)) }
