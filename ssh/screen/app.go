// Package screen is what people see in a terminal: home, a new room, a table,
// help, and goodbye. It draws a game from its View alone and knows none by name.
package screen

import (
	"context"
	"errors"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
	"crossplay/words"
)

// The smallest terminal that a board, the players and a line of help fit into.
const (
	minWidth  = 40
	minHeight = 15
)

// askTimeout is how long a screen waits for an answer of the registry, which
// itself gives the disk five seconds.
const askTimeout = 10 * time.Second

// New is the model of a session's screens. Wake is called, from any goroutine,
// when there is something to take. What the screens look at ends with the
// session's context.
func New(sess *session.Session, wake func()) term.Model {
	a := &app{session: sess, wake: wake, now: time.Now, light: sess.Look.Light, games: sess.Registry.Games()}
	a.page = newHome(a)
	context.AfterFunc(sess.Context, a.end)
	return a
}

// me is who looks, as they are called now.
func (a *app) me() rooms.Person { return a.session.Person() }

// page is one screen, without what all have in common.
type page interface {
	open() tea.Cmd // it comes to the front
	close()        // it goes
	update(tea.Msg) tea.Cmd
	draw(*term.Canvas)
	title() string
	// help is what the keys do here, the most important first.
	help() []hint
}

// app is the frame around the pages.
type app struct {
	session *session.Session
	wake    func()
	now     func() time.Time
	games   []game.Info

	lastQuick string // the game that was played last
	clock     string // of [room.Few], for what is begun on the first screen
	seats     seats
	notifies  bool // the person has asked for notifications

	w, h   int
	light  bool
	begun  bool
	page   page
	front  overlay   // what is in front of the page, or nil
	since  time.Time // when the page, or the board on it, came into sight
	notice string    // said once, until the next key
	bad    bool      // the notice is a refusal
	said   time.Time // when it was
	typed  time.Time // when the newest key or click came
	zones  []zone    // what a click does; made by Draw
	stale  bool      // the picture is a shared one, and zones are of one before
	slight bool      // what was taken last changed no more than Touch draws
	hands  hands

	mu    sync.Mutex
	ended bool
	held  map[closer]struct{} // watches that end with the session
}

type closer interface{ Close() }

// zone is a rectangle that can be clicked.
type zone struct {
	term.Rectangle
	act func(x, y int) tea.Cmd
}

// sorry is an error that a person should hear of.
type sorry struct{ err error }

// Typed implements [term.Dater]: a move is stamped with when it came.
func (a *app) Typed(at time.Time) { a.typed = at }

func (a *app) Update(msg tea.Msg) tea.Cmd {
	_, at := a.page.(*table)
	_, tick := msg.(term.TickMsg)
	a.slight = at && tick
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		if !a.begun {
			a.begun, a.since = true, a.now()
			return tea.Batch(a.takeSeats(), a.begin())
		}
		if h, ok := a.page.(*home); ok && h.watch != nil {
			return h.resized()
		}
	case tea.BackgroundColorMsg:
		a.light = !msg.IsDark()
	case term.NoticeMsg:
		a.say(words.Say("terminal." + string(msg)))
	case sorry:
		a.refuse(msg.err)
	case renamed:
		a.renamed(msg)
	case habitSet:
		a.habitSet(msg)
	case alertsSet:
		a.alertsSet(msg)
	case carryMade:
		a.carryMade(msg)
	case offSet:
		a.offSet(msg)
	case glanced:
		if a.page == page(msg.home) {
			return msg.home.glanced(msg)
		}
		if msg.watch != nil {
			msg.watch.Close()
		}
	case opened:
		if a.page == page(msg.table) {
			return msg.table.opened(msg)
		}
		if msg.watch != nil { // they have gone elsewhere meanwhile
			a.drop(msg.watch)
		}
	case reply:
		_, home := a.page.(*home) // where one is told, too, that a seat could not be given up
		if home || a.page == page(msg.table) {
			return a.page.update(msg.msg)
		}
	case term.WakeMsg:
		return tea.Batch(a.takeSeats(), a.page.update(msg))
	case tea.MouseWheelMsg:
		return a.wheel(msg)
	case tea.KeyPressMsg:
		return a.key(msg)
	case tea.MouseClickMsg:
		return a.click(msg)
	case tea.PasteMsg:
		if a.front == nil {
			return a.page.update(msg)
		}
		if f, ok := a.front.(written); ok {
			f.paste(msg.Content)
		}
	default:
		return a.page.update(msg)
	}
	return nil
}

func (a *app) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return a.leave()
	}
	k = a.meant(k)
	if a.small() {
		if k.String() == "q" {
			return a.leave()
		}
		return nil
	}
	if a.hands.startled(a.now()) {
		return nil
	}
	a.hands.strike(a.now(), k.String())
	if picks(k) && a.hands.held(a.since) {
		return nil
	}
	a.say("")
	if a.front == nil {
		return a.page.update(k)
	}
	if k.String() == "esc" {
		a.front = nil
		return nil
	}
	return a.front.key(k)
}

// click finds the newest zone, the one drawn on top.
func (a *app) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || a.small() {
		return nil
	}
	a.place()
	if !a.hands.click(a.now(), a.page, a.front) {
		return nil
	}
	a.place()
	for i := len(a.zones) - 1; i >= 0; i-- {
		if z := a.zones[i]; z.Has(m.X, m.Y) {
			a.say("")
			return z.act(m.X, m.Y)
		}
	}
	return nil
}

// wheel moves through what is longer than the screen.
func (a *app) wheel(m tea.MouseWheelMsg) tea.Cmd {
	by := map[tea.MouseButton]int{tea.MouseWheelUp: 1, tea.MouseWheelDown: -1}[m.Button]
	if by == 0 || a.small() {
		return nil
	}
	reads := false
	switch a.front.(type) {
	case nil:
		if t, ok := a.page.(*table); ok {
			t.wheelAt(m.X, m.Y, by)
			return nil
		}
		switch p := a.page.(type) {
		case *home, *history:
			reads = true
		case *replay:
			return p.step(-by)
		}
	case *guide, *record:
		reads = true
	}
	if !reads {
		return nil
	}
	return a.key(press(map[int]string{1: "up", -1: "down"}[by]))
}

// zone makes the rectangle do something when it is clicked.
func (a *app) zone(x, y, w, h int, act func() tea.Cmd) {
	a.zones = append(a.zones, zone{term.Rect(x, y, w, h), func(int, int) tea.Cmd { return act() }})
}

// cover takes the zones away that lie behind something.
func (a *app) cover() { a.zones = a.zones[:0] }

func (a *app) small() bool { return a.w < minWidth || a.h < minHeight }

// Title is the title of the terminal's window.
func (a *app) Title() string {
	t, ok := a.page.(*table)
	return words.Count(a.page.title(), len(a.waiting()), ok && t.myTurn())
}

// begin goes where the command line asked to.
func (a *app) begin() tea.Cmd {
	verb, rest := "", ""
	for i, word := range []*string{&verb, &rest} {
		if i < len(a.session.Args) {
			*word = a.session.Args[i]
		}
	}
	switch {
	case rest == "":
	case verb == "join":
		return a.goTo(rest, true)
	case verb == "watch":
		return a.goTo(rest, false)
	case verb == "replay":
		return a.openReplay(rest, a.page)
	case verb == "play", verb == "bot", verb == "invite":
		return a.ordered(verb)
	}
	opens := a.page.open()
	a.offerName()
	return opens
}

// goTo goes to the room of that code, as it was typed, to play or to watch.
func (a *app) goTo(typed string, play bool) tea.Cmd {
	code, err := room.FindCode(typed)
	if err != nil {
		a.refuse(err)
		if h, ok := a.page.(*home); ok && h.lobby == nil {
			return h.open()
		}
		return nil
	}
	return a.navigate(newTable(a, code, play))
}

// navigate brings a page to the front.
func (a *app) navigate(p page) tea.Cmd {
	a.page.close()
	a.page, a.front, a.since = p, nil, a.now()
	a.zones = nil // cut short, it would hold on to the page before and all that is listed there
	return p.open()
}

// sudden reports whether the person cannot have seen yet what is there to be
// picked. What was typed ahead, or meant for what was there before, picks nothing.
func (a *app) sudden() bool { return a.now().Sub(a.since) < reactionTime }

// picks reports whether a key takes what the choice is on.
func picks(k tea.KeyPressMsg) bool { return k.String() == "enter" || k.String() == "space" }

func (a *app) home() tea.Cmd {
	opens := a.navigate(newHome(a))
	a.offerName()
	return opens
}

// seated says that a quick match or a new room has led somewhere.
type seated struct{ code room.Code }

// ask runs something that takes time where it holds up nobody.
func (a *app) ask(f func(context.Context) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(a.session.Context, askTimeout)
		defer cancel()
		return f(ctx)
	}
}

// say shows a notice until the next key.
func (a *app) say(text string) { a.notice, a.bad, a.said = text, false, a.now() }

// refuse shows an error in words, and logs the ones that nobody expects.
func (a *app) refuse(err error) {
	if a.session.Context.Err() != nil {
		return // nobody looks any more
	}
	var no *room.Refusal
	if !errors.As(err, &no) && a.session.Log != nil {
		a.session.Log.Error("a screen got an answer that is no refusal", "error", err)
	}
	a.notice, a.bad = words.Sorry(err), true
}

// hold keeps a watch until drop or the end of the session. It reports whether the
// session goes on: the watch is closed if not.
func (a *app) hold(c closer) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ended {
		c.Close()
		return false
	}
	if a.held == nil {
		a.held = make(map[closer]struct{})
	}
	a.held[c] = struct{}{}
	return true
}

func (a *app) drop(c closer) {
	a.mu.Lock()
	delete(a.held, c)
	a.mu.Unlock()
	c.Close()
}

// end ends what the screens look at. A seat stays kept.
func (a *app) end() {
	a.mu.Lock()
	a.ended = true
	held := a.held
	a.held = nil
	a.mu.Unlock()
	for c := range held {
		c.Close()
	}
}

// leave ends the session with a goodbye that is left on the person's screen.
func (a *app) leave() tea.Cmd {
	a.page.close() // and not as somebody whose line was lost
	return term.Quit(a.goodbye())
}

func (a *app) goodbye() string {
	me := a.me()
	text := words.Say("bye.name", words.Args{"name": me.Name})
	if kept := len(a.session.Registry.Mine(me.ID)); kept > 0 {
		text += " " + words.Say("bye.kept", words.Args{"n": kept})
	}
	if back := a.session.Back(); back != "" {
		text += "\n" + words.Say("bye.back", words.Args{"command": back})
	}
	return text
}
