package screen

import (
	"cmp"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// walk is a session of somebody who presses, clicks, pastes and resizes without
// any sense, while others play. All of it follows from the seed.
type walk struct {
	*rand.Rand
	t      *testing.T
	h      *harness
	app    *app
	look   term.Look
	game   string
	others []*other
	due    []tea.Cmd // asked for by the model, not yet run
	seen   map[string]bool
	step   func(format string, args ...any) // is told what comes next
}

// other is somebody else who is about.
type other struct {
	rooms.Person
	code  room.Code
	watch *rooms.Watch
	snap  *rooms.Snapshot
}

// beginnings are how a walk may begin, with the game and a room of it.
var beginnings = []func(game, code string) []string{
	func(string, string) []string { return nil },
	func(game, _ string) []string { return []string{"play", game} },
	func(_, code string) []string { return []string{"join", code} },
	func(_, code string) []string { return []string{"watch", code} },
	func(game, _ string) []string { return []string{"bot", game, "easy"} },
	func(string, string) []string { return []string{"join", "nowhere"} },
}

// newWalk is the number-th walk: numbers go through all games and beginnings.
func newWalk(t *testing.T, number, seed int, seen map[string]bool, step func(string, ...any)) *walk {
	rules := everyGame
	w := &walk{
		Rand: rand.New(rand.NewPCG(uint64(seed), 0)), t: t, h: newHarness(t, rules...),
		game: rules[number%len(rules)].Info().Name, seen: seen, step: step,
	}
	w.look = term.Look{Profile: term.Profile(w.IntN(4)), Light: w.IntN(2) == 0, ASCII: w.IntN(4) == 0}
	for _, name := range []string{"Bob", "Carol", "小明李 with a name that is long", "D"} {
		w.others = append(w.others, &other{Person: rooms.Person{ID: room.PersonID("id of " + name), Name: name, Guest: true}})
	}
	host := w.others[0]
	var err error
	if host.code, err = w.h.Create(t.Context(), host.Person, "room", w.room()); err != nil {
		t.Fatal(err)
	}
	begin := beginnings[number/len(rules)%len(beginnings)](w.game, string(host.code))
	if begin != nil && begin[0] == "watch" && w.IntN(2) == 0 { // it is full by then
		for _, o := range w.others[1:] {
			_ = w.h.Do(t.Context(), o.Person, host.code, room.Command{ID: "sit", Do: room.Sit})
		}
	}
	sess, _ := alerted(t, w.h, "Alice", begin...)
	sess.Look, sess.Log = w.look, slog.New(slog.DiscardHandler)
	if sess.Players == nil && w.IntN(3) == 0 {
		sess.Player.Habits.Confirm = players.Always
	}
	w.app = New(sess, func() {}).(*app)
	w.step("begin %v with %+v", begin, w.look)
	w.resize(80, 24)
	return w
}

// room is any room of the game.
func (w *walk) room() rooms.New {
	info, _ := w.h.Game(w.game)
	n := rooms.New{Game: w.game, Options: make(map[string]string), Private: w.IntN(4) == 0}
	for _, o := range info.Options {
		n.Options[o.Name] = o.Values[w.IntN(len(o.Values))].Name
	}
	n.Seats = info.MinSeats + w.IntN(info.MaxSeats-info.MinSeats+1)
	return n
}

// update gives the model a message and remembers what it asks for.
func (w *walk) update(m tea.Msg) {
	if c := w.app.Update(m); c != nil {
		w.due = append(w.due, c)
	}
}

// answer runs what the model asked for first, as the loop would.
func (w *walk) answer() {
	if len(w.due) == 0 {
		return
	}
	c := w.due[0]
	w.due = w.due[1:]
	switch m := c().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			if c != nil {
				w.due = append(w.due, c)
			}
		}
	default:
		if kind := fmt.Sprintf("%T", m); !strings.HasPrefix(kind, "term.") { // those are for the loop
			w.update(m)
		}
	}
}

// walkOn does one thing.
func (w *walk) walkOn() {
	switch n := w.IntN(100); {
	case n < 30:
		w.press(w.key())
	case n < 34:
		for range 1 + w.IntN(12) {
			w.press(w.key())
		}
	case n < 37:
		w.typeMove()
	case n < 38:
		w.typeCode()
	case n < 41:
		w.order()
	case n < 46:
		m := tea.Mouse{X: w.coordinate(w.app.w), Y: w.coordinate(w.app.h), Button: tea.MouseButton(w.IntN(5))}
		w.step("click %+v", m)
		w.update(tea.MouseClickMsg(m))
	case n < 49:
		m := tea.Mouse{Button: []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[w.IntN(2)]}
		w.step("wheel %v", m.Button)
		w.update(tea.MouseWheelMsg(m))
	case n < 51:
		text := w.text(w.IntN(100))
		w.step("paste %q", text)
		w.update(tea.PasteMsg{Content: text})
	case n < 56:
		width, height := w.size()
		w.resize(width, height)
	case n < 60:
		w.step("wake")
		w.update(term.WakeMsg{})
	case n < 62:
		w.step("tick")
		w.update(term.TickMsg(time.Now()))
	case n < 63:
		w.step("notice")
		w.update(term.NoticeMsg(w.text(20)))
	case n < 72:
		w.step("answer")
		w.answer()
	case n < 75:
		d := []time.Duration{time.Second, time.Minute, rooms.ClaimAfter}[w.IntN(3)]
		w.step("wait %v", d)
		<-time.After(d)
	case n < 85:
		for range 1 + w.IntN(4) {
			w.play(w.others[w.IntN(len(w.others))])
		}
	case n < 97:
		w.draw()
	default:
		width, height := w.size()
		w.step("draw a part at %d×%d", width, height)
		w.drawParts(width, height)
	}
}

func (w *walk) resize(width, height int) {
	w.step("resize %d×%d", width, height)
	w.update(tea.WindowSizeMsg{Width: width, Height: height})
}

// size is any size: most are small or ordinary.
func (w *walk) size() (width, height int) {
	switch n := w.IntN(12); {
	case n < 2:
		return w.IntN(minWidth), w.IntN(minHeight)
	case n < 6:
		return minWidth + w.IntN(50), minHeight + w.IntN(15)
	case n < 7:
		return 0, 0
	case n < 9:
		return sizes[n%len(sizes)].W, sizes[n%len(sizes)].H
	case n < 11:
		return w.IntN(150), w.IntN(60)
	}
	return w.IntN(term.MaxWidth + 1), w.IntN(term.MaxHeight + 1)
}

// coordinate is mostly within n.
func (w *walk) coordinate(n int) int { return w.IntN(n+4) - 2 }

var keyCodes = []rune{
	tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyEnter, tea.KeyEscape, tea.KeyTab, tea.KeyBackspace, tea.KeyDelete,
	tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown, tea.KeyF1, tea.KeySpace,
}

// known are the letters that mean something somewhere, whatever they mean.
const known = "?:RrqcmwbgfsiypnjjkhluxgG"

// key is any key, most often one that means something.
func (w *walk) key() tea.KeyPressMsg {
	k := tea.KeyPressMsg{}
	switch n := w.IntN(10); {
	case n < 4:
		k.Code = keyCodes[w.IntN(len(keyCodes))]
		if k.Code == tea.KeySpace {
			k.Text = " "
		}
	case n < 7:
		k.Text = known[w.IntN(len(known)):][:1]
		k.Code = rune(k.Text[0])
	case n < 9:
		k.Text = w.text(1)
		k.Code = []rune(k.Text)[0]
	default:
		k.Code = rune('a' + w.IntN(26))
	}
	switch w.IntN(8) {
	case 0:
		k.Mod, k.Text = tea.ModCtrl, ""
	case 1:
		k.Mod = tea.ModShift
	case 2:
		k.Mod = tea.ModAlt
	}
	return k
}

// scraps are what texts are made of: what is wide, what joins with its
// neighbours, and what is no character at all.
var scraps = []string{
	"a", "b", "c", "1", "2", "3", "7", "-", "x", "e4", " ", "\n", "é", "e\u0301", "世", "漢", "👩‍👩‍👧", "🇦", "🇧", "🇨", "\u0301", "\u200d", "\u200b",
	"\u202e", "\x1b[31m", "\x00", "\xff", "ﷺ", "ガ", "각", "\u1100", "\u1161", "averyverylongwordthatfitsnowhereatall", strings.Repeat("m̈", 60), strings.Repeat("世", 40),
}

func (w *walk) text(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(scraps[w.IntN(len(scraps))])
	}
	if b.Len() == 0 {
		return "z"
	}
	return b.String()
}

func (w *walk) press(k tea.KeyPressMsg) {
	w.step("key %q, text %q", k.Keystroke(), k.Text)
	w.update(k)
}

// typeMove types a move that can be made, or set up.
func (w *walk) typeMove() {
	t, ok := w.app.page.(*table)
	if ok && t.premoves() {
		if all, err := w.h.Premoves(w.t.Context(), w.app.me(), t.code, t.snap.Ply); err == nil && len(all) > 0 {
			<-time.After(time.Second) // it is seen who is to move
			w.write(string(all[w.IntN(len(all))].Move))
			for len(w.due) > 0 {
				w.answer()
			}
			w.update(term.WakeMsg{})
		}
		return
	}
	if !ok || !t.myTurn() || len(t.snap.View.Choices) == 0 {
		return
	}
	c := t.snap.View.Choices[w.IntN(len(t.snap.View.Choices))]
	if w.IntN(3) == 0 { // in another window
		w.step("play %q elsewhere", c.Move)
		w.do(&other{Person: w.app.me()}, t.code, room.Command{Do: room.Move, Ply: t.snap.Ply, Move: c.Move})
		return
	}
	w.write(string(c.Move))
}

// order chooses from a table's menu.
func (w *walk) order() {
	w.press(tea.KeyPressMsg{Code: tea.KeyEscape})
	letter := known[w.IntN(len(known)):][:1]
	if t, ok := w.app.page.(*table); ok && t.snap != nil && t.gone == nil && w.IntN(2) == 0 {
		if all := t.menu(); len(all) > 0 {
			letter = cmp.Or(all[w.IntN(len(all))].key, letter)
		}
	}
	w.press(tea.KeyPressMsg{Code: rune(letter[0]), Text: letter})
}

// typeCode joins a room that somebody else is in.
func (w *walk) typeCode() {
	if _, ok := w.app.page.(*home); ok && w.app.front == nil {
		w.write("j" + string(w.others[w.IntN(len(w.others))].code))
	}
}

// write types text, and enter.
func (w *walk) write(text string) {
	for _, r := range text {
		w.press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	w.press(tea.KeyPressMsg{Code: tea.KeyEnter})
}

func (w *walk) do(o *other, code room.Code, c room.Command) {
	c.ID = fmt.Sprint(w.Uint64())
	_ = w.h.Do(w.t.Context(), o.Person, code, c)
}

// play lets somebody else do something at the table, if there is one: most often
// sit down and play.
func (w *walk) play(o *other) {
	t, ok := w.app.page.(*table)
	if !ok {
		w.step("%s makes a room", o.Name)
		_, _ = w.h.Create(w.t.Context(), o.Person, fmt.Sprint(w.Uint64()), w.room())
		return
	}
	if o.code != t.code || o.watch == nil {
		w.step("%s comes", o.Name)
		if o.watch != nil {
			o.watch.Close()
		}
		o.code, o.snap = t.code, nil
		o.watch, _ = w.h.Watch(w.t.Context(), o.Person, t.code, func() {})
		return
	}
	if s, err := o.watch.Take(); s != nil {
		o.snap = s
	} else if err != nil {
		w.step("%s goes", o.Name)
		o.watch.Close()
		o.watch = nil
		return
	}
	if o.snap == nil {
		return
	}
	c := room.Command{Do: room.Sit}
	choices := o.snap.View.Choices
	switch n := w.IntN(40); {
	case n == 0:
		c.Do = room.Resign
	case n == 1:
		c.Do = room.Leave
	case n == 2:
		c.Do, c.Bot = room.Invite, "easy"
	case n < 5:
		c.Do = room.Begin
	case n < 8:
		c.Do = room.Rematch
	case n < 11:
		c.Do, c.Text = room.Chat, w.text(1+w.IntN(20))
	case n < 13: // goes away, and comes back later
		w.step("%s looks away", o.Name)
		o.watch.Close()
		o.watch = nil
		return
	case o.snap.You >= 0 && o.snap.Phase == room.Playing && len(choices) > 0:
		c.Do, c.Ply, c.Move = room.Move, o.snap.Ply, choices[w.IntN(len(choices))].Move
	}
	w.step("%s: %+v", o.Name, c)
	w.do(o, t.code, c)
}

// draw draws the screen as it is now, and notes what was on it.
func (w *walk) draw() {
	w.step("draw at %d×%d", w.app.w, w.app.h)
	c := w.look.Canvas(w.app.w, w.app.h)
	defer c.Free()
	w.app.Draw(c)
	_ = w.app.Title()
	w.note()
}

// drawParts draws what is on the screen in any size, even one too small for it.
func (w *walk) drawParts(width, height int) {
	c := w.look.Canvas(width, height)
	defer c.Free()
	w.app.page.draw(c)
	if w.app.front != nil {
		w.app.front.draw(c)
	}
	w.app.drawHelp(c, w.app.page.help())
}

// note notes which screens have been reached.
func (w *walk) note() {
	a := w.app
	saw := func(what string, when bool) {
		if when {
			w.seen[what] = true
		}
	}
	if a.small() {
		saw("a small window", true)
		return
	}
	saw("a notice", a.notice != "")
	switch p := a.page.(type) {
	case *home:
		saw("home", true)
		saw("the lobby's list", len(p.mine) > 0)
	case *creation:
		saw("creation", true)
	case *table:
		saw("no room", p.gone != nil)
		if p.snap == nil || p.gone != nil {
			break
		}
		saw("a table: "+string(p.snap.Phase), true)
		saw("a game: "+p.snap.Game, p.snap.Phase == room.Playing)
		saw("watching: "+string(p.snap.Phase), p.snap.You == game.Spectator)
		saw("the list of moves", a.wide() && len(p.snap.View.Log) > 0)
		saw("a board that does not fit", !p.boards.Fits())
		saw("chat", p.talking != nil)
		saw("a typed move", p.entry != nil)
		saw("a picked place", len(p.picked) > 0)
		saw("a move on its way", p.pending != "")
		saw("a move set up in advance", p.standing() != nil)
		saw("a move that awaits a yes", p.held != nil)
		_, claim := p.snap.Action(room.Claim)
		saw("a claim", claim)
	}
	switch f := a.front.(type) {
	case *guide:
		saw("a guide", true)
	case *dialog:
		saw("a dialog", true)
	case *join:
		saw("join", true)
	case *alerting:
		saw("where alerts go", true)
	case *fair:
		saw("fair dice", true)
	case *invite:
		saw("an invitation", true)
		saw("a QR code", f.code2d != nil && !w.look.ASCII && a.w >= 100 && a.h >= 30)
	}
}
