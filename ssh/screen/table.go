package screen

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/words"
)

// table is a room: the board, who plays, and what is said.
type table struct {
	*app
	code  room.Code
	find  func(context.Context) (room.Code, error) // leads to the room, as long as it has no code; or nil
	play  bool                                     // take a seat if one is free
	watch *rooms.Watch
	snap  *rooms.Snapshot // the newest; nil until the first has come
	info  game.Info
	gone  error // why there is no room any more

	boards  board.Display
	changed time.Time // when there was last something else to pick
	drawn   ownPicture
	steered bool // the cursor was moved, and what does not fit is scrolled with it
	picked  []game.Spot
	turn    rehearsal
	ahead   ahead
	held    *game.Choice // a move that awaits a yes; or nil
	pending game.Move    // sent, not yet confirmed
	sent    int          // the ply that pending answers
	chat    field
	talking func(text string) tea.Cmd // takes what is written in the chat's field; nil while keys do not go there
	entry   *field                    // a move being typed, or nil
	heard   int                       // Seq of the newest line that was shown
	shows   map[game.Seat]face        // the clocks in the picture
	warned  int                       // the game in which the person was warned that their time is low
	told    uint64                    // N of the newest news that were
	moves   tail
	spoken  tail
	movesAt term.Rectangle // where the moves and the chat are in sight
	saidAt  term.Rectangle
}

// maxSaid is how many bytes of a line are taken, of which the room takes MaxLine
// characters: an emoji has several.
const maxSaid = 16 * room.MaxLine

func newTable(a *app, code room.Code, play bool) *table {
	return &table{app: a, code: code, play: play, chat: field{max: maxSaid}}
}

// opened is the answer to open: a watch and its first snapshot, or why not.
type opened struct {
	table *table // that asked
	code  room.Code
	watch *rooms.Watch
	snap  *rooms.Snapshot
	err   error
	note  string
}

// done is the answer to a command.
type done struct {
	verb room.Verb
	text string // what was said
	ply  int
	err  error
}

// reply is the answer to something that a table has asked, and for no other: the person may
// have gone to another one meanwhile.
type reply struct {
	table *table
	msg   tea.Msg
}

// ask is that of the app, of which nothing comes once another page is in front.
func (t *table) ask(f func(context.Context) tea.Msg) tea.Cmd {
	return t.app.ask(func(ctx context.Context) tea.Msg { return reply{t, f(ctx)} })
}

func (t *table) open() tea.Cmd {
	code, play, find := t.code, t.play, t.find
	return t.app.ask(func(ctx context.Context) tea.Msg {
		if find != nil {
			var err error
			if code, err = find(ctx); err != nil {
				return opened{table: t, err: err}
			}
		}
		w, err := t.session.Registry.Watch(ctx, t.me(), code, t.wake)
		if err != nil {
			return opened{table: t, code: code, err: err}
		}
		if !t.hold(w) {
			return opened{table: t, code: code, err: room.ErrClosing}
		}
		o := opened{table: t, code: code, watch: w}
		o.snap, o.err = w.Take()
		if o.snap == nil || o.snap.You >= 0 || !play || len(words.Deserted(o.snap, t.now())) > 0 { // they are told so first
			return o
		}
		err = t.session.Registry.Do(ctx, t.me(), code, room.Command{Do: room.Sit})
		switch {
		case errors.Is(err, room.ErrFull):
			o.note = words.Say("status.taken")
		case err != nil && !errors.Is(err, room.ErrSeated):
			o.note = words.Sorry(err)
		}
		return o
	})
}

func (t *table) close() {
	if t.watch != nil {
		t.drop(t.watch)
		t.watch = nil
	}
}

func (t *table) title() string {
	name := t.info.Title
	if name == "" {
		return words.Say("app.name")
	}
	if t.myTurn() {
		return words.Say("app.turn", words.Args{"game": name})
	}
	return words.Say("app.title", words.Args{"page": name})
}

func (t *table) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case term.WakeMsg:
		return t.take()
	case term.TickMsg:
		return t.tick()
	case done:
		t.done(msg)
	case foreseen:
		return t.foreseen(msg)
	case rehearsed:
		return t.rehearsed(msg)
	case turnPlayed:
		t.turnPlayed(msg)
	case tea.KeyPressMsg:
		return t.keys(msg)
	case tea.PasteMsg:
		t.paste(msg.Content)
	}
	return nil
}

// paste takes what was pasted: of what is no move, nothing begins to be typed.
func (t *table) paste(text string) {
	switch {
	case t.talking != nil:
		t.write(text)
	case t.entry != nil:
		t.entry.insert(text)
	case t.snap != nil && t.gone == nil && t.plays():
		if _, _, ok := game.Begin(t.choices(), text); ok {
			t.entry = newEntry(strings.TrimSpace(text))
		}
	}
}

func (t *table) opened(o opened) tea.Cmd {
	t.watch = o.watch
	if o.code != "" {
		t.code, t.find = o.code, nil
	}
	if o.note != "" {
		t.say(o.note)
	}
	if o.snap != nil {
		t.show(o.snap)
	}
	if o.err != nil {
		t.gone = o.err
		return nil
	}
	return tea.Batch(t.take(), t.tick())
}

// take takes what the room has to show.
func (t *table) take() tea.Cmd {
	if t.watch == nil {
		return nil
	}
	s, err := t.watch.Take()
	was := t.myTurn()
	if s != nil {
		t.show(s)
	}
	if err != nil {
		if t.talking != nil || t.entry != nil {
			t.hands.tear()
		}
		t.gone = err
		t.drop(t.watch)
		t.watch = nil
		return nil
	}
	var bell tea.Cmd
	if t.myTurn() && !was {
		bell = t.alert(words.Say("app.turn", words.Args{"game": t.info.Title}))
	}
	return tea.Batch(bell, t.tick())
}

// show takes a snapshot in.
func (t *table) show(s *rooms.Snapshot) {
	switch old := t.snap; {
	case old == nil || old.Round != s.Round || old.Phase != s.Phase || old.You != s.You:
		t.pending, t.picked, t.held, t.entry, t.turn = "", nil, nil, nil, rehearsal{}
		t.since = t.now()
		t.moves.back = 0
	case t.turn.sent: // until all of it is played
	case old.Ply != s.Ply && (t.pending != "" || !sameChoices(old, s)): // or somebody else moved at the same time
		t.pending, t.picked, t.held, t.turn = "", nil, nil, rehearsal{} // what is being typed stays: the rest of a move may be another one
	}
	if t.snap != nil && len(t.ahead.choices) > 0 && !sameAhead(t.snap, s) {
		t.picked = nil // for a position that has gone
	}
	if t.snap != nil && t.snap.Phase != s.Phase {
		t.front = nil // a question about what is over
	}
	if t.snap != nil && t.snap.Ply != s.Ply && !sameChoices(t.snap, s) {
		t.changed = t.now()
	}
	first := t.snap == nil
	t.snap = s
	t.info, _ = t.session.Registry.Game(s.Game)
	t.hear(first)
}

func sameChoices(a, b *rooms.Snapshot) bool {
	return slices.EqualFunc(a.View.Choices, b.View.Choices, func(a, b game.Choice) bool { return a.Move == b.Move && a.Label == b.Label })
}

// tick sees to it that the seconds are counted while a clock runs or somebody is away.
func (t *table) tick() tea.Cmd {
	if t.snap == nil || t.gone != nil || t.snap.Phase != room.Playing {
		return nil
	}
	if d, runs := t.ticks(); runs {
		return tea.Batch(term.Tick(d), t.warn())
	}
	for i, c := range t.snap.Chairs {
		if !c.Present && game.Seat(i) != t.snap.You {
			return term.Tick(time.Second)
		}
	}
	return nil
}

// done takes the answer to a command in.
func (t *table) done(d done) {
	if d.err == nil {
		return
	}
	t.refuse(d.err)
	switch d.verb {
	case room.Move:
		if d.ply == t.sent {
			t.pending, t.picked = "", nil
		}
	default:
		if t.chat.text == "" {
			t.chat.insert(d.text)
		}
	}
}

// do asks the room to do something.
func (t *table) do(c room.Command) tea.Cmd {
	c.ID = rand.Text()
	c.At, c.Lag = t.typed, t.session.Lag()
	code := t.code
	return t.ask(func(ctx context.Context) tea.Msg {
		return done{c.Do, c.Text, c.Ply, t.session.Registry.Do(ctx, t.me(), code, c)}
	})
}

// myTurn reports whether the person may move now.
func (t *table) myTurn() bool {
	return t.snap != nil && t.gone == nil && t.snap.Phase == room.Playing && slices.Contains(t.snap.Turn, t.snap.You)
}

// choices are the moves that the person may make now: none while one is on its way.
func (t *table) choices() []game.Choice {
	switch {
	case t.pending != "":
		return nil
	case !t.myTurn():
		return t.foreseeable()
	case t.held != nil:
		return t.heldChoices()
	case len(t.turn.moves) > 0:
		return t.turnChoices()
	}
	return t.snap.View.Choices
}

// options is what can be picked now: spots, and choices that are buttons.
func (t *table) options() (next map[game.Spot]bool, buttons []game.Choice) {
	picked := t.picked
	if t.held != nil {
		picked = nil
	}
	spots, buttons := game.Narrow(t.choices(), picked)
	next = make(map[game.Spot]bool, len(spots))
	for _, s := range spots {
		next[s] = true
	}
	return next, buttons
}

// pick picks a spot, and plays the move that this spells.
func (t *table) pick(s game.Spot) tea.Cmd {
	if t.held != nil { // something else is meant
		t.relent()
	}
	var spelled []game.Choice
	switch t.picked, spelled = game.Pick(t.choices(), t.picked, s); len(spelled) {
	case 0:
		return nil
	case 1:
		return t.make(spelled[0])
	}
	t.boards.ToButton(1) // of the menu
	return nil
}

func (t *table) unpick() { t.picked = t.picked[:len(t.picked)-1] }

// make plays a choice, or sets it up where the turn takes several. The board shows at
// once that it is on its way.
func (t *table) make(c game.Choice) tea.Cmd {
	switch {
	case !t.myTurn():
		return t.setUp(c)
	case t.held != nil && c.Move == undoMove:
		t.relent()
		return nil
	case t.held != nil && c.Move == playTurn:
		return t.send(*t.held)
	case len(t.turn.moves) > 0 && c.Move == playTurn:
		return t.playTurn()
	case len(t.turn.moves) > 0 && c.Move == undoMove:
		t.entry = nil
		t.undo()
		return nil
	case t.snap.Rehearses:
		t.pending, t.picked, t.sent, t.entry = c.Move, c.Path, t.snap.Ply, nil
		return t.rehearse(c)
	case t.held == nil && t.confirms():
		t.await(c)
		return nil
	}
	return t.send(c)
}

// send plays a choice.
func (t *table) send(c game.Choice) tea.Cmd {
	t.held = nil
	t.pending, t.picked, t.sent, t.entry = c.Move, c.Path, t.snap.Ply, nil
	t.moves.back = 0
	return t.do(room.Command{Do: room.Move, Ply: t.snap.Ply, Move: c.Move})
}

// button presses the button of that number.
func (t *table) button(i int) tea.Cmd {
	if _, buttons := t.options(); i >= 1 && i <= len(buttons) {
		return t.make(buttons[i-1])
	}
	return nil
}
