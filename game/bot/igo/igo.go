// Package igo plays Go: it searches for moves, knows when nothing is left to play
// for, and decides then which stones are dead. Only the easy level leaves the play to
// the general engine.
package igo

import (
	"cmp"
	"context"
	"slices"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

// judgeShare is the part of the time that may go into judging whether to pass, as
// one in so many.
const judgeShare = 4

// openShare is the part of a board that may be nobody's when it is shared out, as
// one in so many.
const openShare = 20

// Engine plays Go on boards of every size up to 19 × 19.
type Engine struct {
	// playouts, unless it is 0, is how many games are tried for a move, whatever the
	// time: measurements must not depend on what else the machine does.
	playouts int
}

// The moves that are no stones and mark none.
const (
	pass   game.Move = "pass"
	agree  game.Move = "agree"
	resume game.Move = "resume"
)

// Think is one of the moves of the view's choices.
func (e Engine) Think(ctx context.Context, p bot.Problem) (game.Move, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	b, ok := read(p.View)
	if !ok {
		return bot.New(nil).Think(ctx, p)
	}
	if p.Budget <= 0 {
		p.Budget = p.Level.Budget()
	}
	start := time.Now()
	within := func(d time.Duration) func() bool {
		return func() bool { return ctx.Err() != nil || time.Since(start) >= d }
	}
	if offers(p.View, agree) {
		return scoringMove(p.View, p.Seat, b, judge(b, within(p.Budget))), nil
	}
	if e.Scores(p.View) && won(p, b, judge(b, within(p.Budget/judgeShare))) {
		return pass, nil
	}
	t := thought{Problem: p, games: cmp.Or(e.playouts, limitOf(p.Level)), start: start, record: replay(p.View, b)}
	if m := t.move(ctx); m != "" || ctx.Err() != nil {
		return m, ctx.Err()
	}
	p.Budget = max(1, p.Budget-time.Since(start))
	return bot.New(nil).Think(ctx, p)
}

// thought is about where to put a stone, and whether at all.
type thought struct {
	bot.Problem
	*record
	start time.Time
	games int // to try, or 0 for as many as there is time for
}

// search tries games until so many quarters of the time are over.
func (t *thought) search(ctx context.Context, s *search, quarters int) {
	s.run(ctx, t.start.Add(t.Budget/4*time.Duration(quarters)), t.games*quarters/4)
}

// move is the best move, or to pass when there is nothing more to gain. Easy leaves
// all else to the general engine: then it is empty.
func (t *thought) move(ctx context.Context) game.Move {
	me := black + colour(t.Seat)
	s := newSearch(t.record, me, counts(t.Problem), t.Rand)
	t.search(ctx, s, 1)
	if !s.stands {
		// Where stones count as they stand, the dead ones have to be captured.
		other := newSearch(&record{board: t.board, seen: t.seen}, me.other(), false, t.Rand)
		if s.ends(s) {
			t.search(ctx, other, 2)
		}
		if s.lost() || s.ends(other) {
			return pass
		}
	}
	if t.Level == bot.Easy {
		return ""
	}
	t.search(ctx, s, 4)
	if s.games == 0 {
		return ""
	}
	if t.Judge != nil {
		t.Judge(s.worth(), false)
	}
	return s.choice(t.View)
}

// counts reports whether all stones count as they stand if both pass now.
func counts(p bot.Problem) bool {
	s := p.Imagine(p.Rand)
	for _, seat := range [...]game.Seat{p.Seat, 1 - p.Seat} {
		if next, err := s.Play(seat, pass); err == nil {
			s = next
		}
	}
	_, over := s.Outcome()
	return over
}

// Scores reports whether dead stones are being marked, or will be if the seat
// passes as the other has. Every level decides that alike.
func (Engine) Scores(v game.View) bool {
	n := len(v.Log)
	return offers(v, agree) || n > 0 && v.Log[n-1].Text == string(pass) && offers(v, pass)
}

// won reports whether the seat wins if it passes now, even if all that is unclear
// is the other's, and the board is shared out.
func won(p bot.Problem, b *board, verdicts map[int16]verdict) bool {
	s, err := p.Imagine(p.Rand).Play(p.Seat, pass)
	if err != nil {
		return false
	}
	mine := black + colour(p.Seat)
	for i, at := range b.points {
		isDead := verdicts[at] == dead || verdicts[at] == unclear && b.at[at] == mine && b.head[at] == at
		if next, err := s.Play(p.Seat, mark(dead, p.View, i)); isDead && err == nil {
			s = next
		}
	}
	for seat := range game.Seat(2) {
		if next, err := s.Play(seat, agree); err == nil {
			s = next
		}
	}
	nobodys := 0
	for _, c := range s.View(p.Seat).Boards[0].Cells {
		if c.Piece == "" {
			nobodys++
		}
	}
	o, _ := s.Outcome()
	return slices.Equal(o.Winners, []game.Seat{p.Seat}) && nobodys*openShare <= len(b.points)
}

func offers(v game.View, m game.Move) bool {
	return slices.ContainsFunc(v.Choices, func(c game.Choice) bool { return c.Move == m })
}

// read is the position that a view shows. Its points are in the order of the
// view's cells.
func read(v game.View) (*board, bool) {
	if len(v.Boards) == 0 {
		return nil, false
	}
	show := &v.Boards[0]
	if show.Cols > maxSide || show.Rows > maxSide {
		return nil, false
	}
	b := newBoard(newSize(show.Cols, show.Rows))
	for i, at := range b.points {
		switch show.Cells[i].Piece {
		case "black":
			b.play(at, black)
		case "white":
			b.play(at, white)
		}
	}
	b.ko = 0
	return b, true
}

// mark is the move that marks the stone on one of the board's cells.
func mark(v verdict, view game.View, cell int) game.Move {
	word := "alive "
	if v == dead {
		word = "dead "
	}
	return game.Move(word + view.Boards[0].Cells[cell].Label)
}

// insists is how often somebody must mark a chain wrongly to mean it. Two who
// pick the same chain at the same time undo each other's mark by accident.
const insists = 2

// scoringMove is what to do about the stones as they are marked: to mark a chain as it
// is, or to play on where the other insists that it is not so, or to agree. What
// is unclear stays as it is marked.
func scoringMove(v game.View, me game.Seat, b *board, verdicts map[int16]verdict) game.Move {
	next := agree
	for i, at := range b.points {
		marked := alive
		if v.Boards[0].Cells[i].Has(game.Out) {
			marked = dead
		}
		right := verdicts[at] // only the heads of chains have one
		if right == unclear || right == marked {
			continue
		}
		if marks(v, b, 1-me, marked, at) >= insists {
			return resume
		}
		if next == agree {
			next = mark(right, v, i)
		}
	}
	if !offers(v, next) {
		return resume // there are no marks left
	}
	return next
}

// marks counts how often the seat has marked a chain so since both passed.
func marks(v game.View, b *board, seat game.Seat, as verdict, head int16) int {
	so := make(map[string]bool)
	for i, at := range b.points {
		if b.head[at] == head && b.at[at] != empty {
			so[string(mark(as, v, i))] = true
		}
	}
	n := 0
	for i := len(v.Log) - 1; i >= 0 && v.Log[i].Text != string(pass); i-- {
		if v.Log[i].Seat == seat && so[v.Log[i].Text] {
			n++
		}
	}
	return n
}
