package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file sets the next move up while the other thinks, and has the person confirm a
// move, where their habits say so.

// ahead is what may be set up while the other thinks. Whoever presses Enter because the
// other takes long has chosen nothing: it is asked for once they move the cursor, click
// on the board or type.
type ahead struct {
	round, ply int
	asked      bool
	choices    []game.Choice
	then       func() tea.Cmd // what the person did before there were any
}

// foreseen is the answer.
type foreseen struct {
	round, ply int
	choices    []game.Choice
	err        error
}

// premoves reports whether the person may set a move up now.
func (t *table) premoves() bool {
	if t.snap == nil || t.gone != nil || t.myTurn() || t.snap.Adjourned || !t.session.Me().Habits.Premoves() {
		return false
	}
	_, ok := t.snap.Action(room.Premove)
	return ok
}

// foresees does something with what may be set up, once that is known.
func (t *table) foresees(then func() tea.Cmd) tea.Cmd {
	s := t.snap
	if a := &t.ahead; a.asked && a.round == s.Round && a.ply == s.Ply {
		if a.choices == nil { // and not answered yet
			before := a.then
			a.then = func() tea.Cmd { return tea.Batch(before(), then()) }
			return nil
		}
		return then()
	}
	t.ahead = ahead{round: s.Round, ply: s.Ply, asked: true, then: then}
	code := t.code
	return t.ask(func(ctx context.Context) tea.Msg {
		choices, err := t.session.Registry.Premoves(ctx, t.me(), code, s.Ply)
		return foreseen{s.Round, s.Ply, choices, err}
	})
}

// foreseen takes the answer in, unless something else is on the board meanwhile.
func (t *table) foreseen(f foreseen) tea.Cmd {
	a := &t.ahead
	if f.round != t.snap.Round || f.ply != t.snap.Ply || f.round != a.round || f.ply != a.ply || !t.premoves() {
		return nil
	}
	if f.err != nil {
		t.ahead = ahead{}
		t.refuse(f.err)
		return nil
	}
	then := a.then
	a.choices, a.then = append([]game.Choice{}, f.choices...), nil
	return then()
}

// foreseeable are the moves that the person may set up now, as far as they are known.
func (t *table) foreseeable() []game.Choice {
	if a := &t.ahead; a.asked && a.round == t.snap.Round && a.ply == t.snap.Ply && t.premoves() {
		return a.choices
	}
	return nil
}

// setUp sets a move up.
func (t *table) setUp(c game.Choice) tea.Cmd {
	t.picked, t.entry = nil, nil
	return t.do(room.Command{Do: room.Premove, Ply: t.snap.Ply, Move: c.Move})
}

// standing is the move that is set up, or nil.
func (t *table) standing() *room.Ahead {
	if t.snap == nil || t.snap.Premove == nil || t.snap.Premove.Lost != "" {
		return nil
	}
	return t.snap.Premove
}

// withdraw takes back the move that is set up.
func (t *table) withdraw() tea.Cmd { return t.do(room.Command{Do: room.Forget}) }

// confirms reports whether a move of the person awaits a yes: not where a turn is set up
// anyway.
func (t *table) confirms() bool {
	return !t.snap.Rehearses && t.session.Confirms(t.snap, t.now())
}

// await shows a move as if it were played, which awaits a yes.
func (t *table) await(c game.Choice) {
	t.held, t.picked, t.entry, t.changed = &c, c.Path, nil, t.now() // of two Enters, the second has not seen it
	t.boards.ToButton(1)
}

// relent takes that back.
func (t *table) relent() {
	t.held, t.picked, t.changed = nil, nil, t.now()
	t.boards.ToBoard()
}

// heldChoices are what can be done about it.
func (t *table) heldChoices() []game.Choice {
	return []game.Choice{{Move: playTurn, Label: words.Say("page.playMove", words.Args{"move": game.Written(*t.held)})}, {Move: undoMove, Label: words.Say("turn.undo")}}
}

// sameAhead reports whether what may be set up is the same.
func sameAhead(a, b *rooms.Snapshot) bool {
	return a.Round == b.Round && a.Ply == b.Ply && slices.Equal(a.Turn, b.Turn)
}
