package screen

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// rehearsal is a turn of several moves as far as the person has set it up at the
// table. The room is told once they say that it is done; until then any of it can be
// taken back, and only they see it.
type rehearsal struct {
	moves []game.Move
	looks []rooms.Rehearsal // the board after each
	sent  bool              // the moves are on their way
	eager bool              // Enter was pressed on the next move before this one was set up
}

// What the person does with the turn itself, as choices of the board.
const (
	playTurn game.Move = "done"
	undoMove game.Move = "undo"
)

// rehearsed is the answer to a move that was set up.
type rehearsed struct {
	move  game.Move
	ply   int
	moves int // that were before it
	look  rooms.Rehearsal
	err   error
}

// turnPlayed is the answer to the moves of a turn.
type turnPlayed struct {
	ply int
	err error
}

// joined is a turn in one line.
func joined(moves []game.Move) string {
	all := make([]string, len(moves))
	for i, m := range moves {
		all[i] = string(m)
	}
	return strings.Join(all, " ")
}

// last is the newest board of the rehearsal, if there is any.
func (r *rehearsal) last() *rooms.Rehearsal {
	if len(r.looks) == 0 {
		return nil
	}
	return &r.looks[len(r.looks)-1]
}

// view is the board that the person sees: with what they have set up.
func (t *table) view() *game.View {
	if last := t.turn.last(); last != nil {
		return &last.View
	}
	return &t.snap.View
}

// whole reports whether a turn is set up, and awaits the person's word.
func (t *table) whole() bool {
	last := t.turn.last()
	return last != nil && last.Whole && !t.turn.sent
}

// turnChoices are the choices of a turn that is being set up.
func (t *table) turnChoices() []game.Choice {
	last := t.turn.last()
	undo := game.Choice{Move: undoMove, Label: words.Say("turn.undo")}
	if last.Whole {
		return []game.Choice{{Move: playTurn, Label: words.Say("turn.done")}, undo}
	}
	return append(slices.Clone(last.View.Choices), undo)
}

// rehearse sets a move up.
func (t *table) rehearse(c game.Choice) tea.Cmd {
	code, ply, moves := t.code, t.snap.Ply, append(slices.Clone(t.turn.moves), c.Move)
	return t.ask(func(ctx context.Context) tea.Msg {
		look, err := t.session.Registry.Rehearse(ctx, t.me(), code, ply, moves)
		return rehearsed{c.Move, ply, len(moves) - 1, look, err}
	})
}

// rehearsed takes the answer in, unless the turn is another one meanwhile.
func (t *table) rehearsed(m rehearsed) tea.Cmd {
	if m.ply != t.snap.Ply || m.moves != len(t.turn.moves) || t.pending != m.move {
		return nil
	}
	eager := t.turn.eager && t.entry != nil
	t.pending, t.picked, t.turn.eager = "", nil, false
	if m.err != nil {
		t.refuse(m.err)
		return nil
	}
	t.turn.moves, t.turn.looks = append(t.turn.moves, m.move), append(t.turn.looks, m.look)
	if m.look.Whole {
		t.boards.ToButton(1)
	}
	if eager {
		return t.enter()
	}
	return nil
}

// undo takes the last move that was set up back.
func (t *table) undo() {
	n := len(t.turn.moves) - 1
	t.turn.moves, t.turn.looks, t.picked = t.turn.moves[:n:n], t.turn.looks[:n:n], nil
	t.boards.ToBoard()
}

// playTurn plays what was set up, one move after the other, as those that were picked
// by themselves. Whoever hangs up meanwhile has played the turn.
func (t *table) playTurn() tea.Cmd {
	code, ply, moves := t.code, t.snap.Ply, t.turn.moves
	t.turn.sent, t.sent, t.pending, t.picked, t.entry = true, ply, playTurn, nil, nil
	t.moves.back = 0
	at, lag := t.typed, t.session.Lag()
	return t.ask(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askTimeout)
		defer cancel()
		for i, m := range moves {
			c := room.Command{ID: rand.Text(), Do: room.Move, Ply: ply + i, Move: m, At: at, Lag: lag}
			lag = 0 // the rest have not come over the line
			if err := t.session.Registry.Do(ctx, t.me(), code, c); err != nil {
				return turnPlayed{ply, err}
			}
		}
		return turnPlayed{ply, nil}
	})
}

// turnPlayed takes the answer in: the room shows what has come of it.
func (t *table) turnPlayed(p turnPlayed) {
	if !t.turn.sent || p.ply != t.sent {
		return
	}
	t.turn, t.pending, t.picked = rehearsal{}, "", nil
	if p.err != nil {
		t.refuse(p.err)
	}
}
