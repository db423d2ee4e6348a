package screen

import (
	"slices"
	"sync"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// shareKey is what a shared picture of a snapshot depends on besides.
type shareKey struct {
	w, h int
	look term.Look
}

// Share implements [term.Sharer]: everyone who only watches a game sees the same
// picture of it, unless they are doing something.
func (a *app) Share(w, h int, look term.Look) *term.Shared {
	t, ok := a.page.(*table)
	if !ok || a.front != nil || a.notice != "" || a.small() || !t.idle() {
		return nil
	}
	// Whether the board fits is seen when one has drawn it oneself.
	if own := (ownPicture{w, h, t.snap.Round}); t.drawn != own {
		t.drawn = own
		return nil
	} else if !t.boards.Fits() { // each scrolls on from where they were
		return nil
	}
	a.stale = true
	return t.snap.Memo(shareKey{w, h, look}, func() any { return new(moment) }).(*moment).picture(t.faces())
}

// moment has the picture of a snapshot as it looks now: while a clock runs, that is
// another one each second.
type moment struct {
	mu     sync.Mutex
	faces  string // what the clocks show in it
	shared *term.Shared
}

func (m *moment) picture(faces string) *term.Shared {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shared == nil || m.faces != faces {
		m.faces, m.shared = faces, new(term.Shared)
	}
	return m.shared
}

// ownPicture is a size in which a table has drawn a game by itself.
type ownPicture struct{ w, h, round int }

// idle reports whether the table looks as it does to everybody who watches.
func (t *table) idle() bool {
	s := t.snap
	if s == nil || t.gone != nil || s.You != game.Spectator || s.Phase != room.Playing && s.Phase != room.Over {
		return false
	}
	if t.talking != nil || t.entry != nil || t.chat.text != "" || t.steered || t.moves.back > 0 || t.spoken.back > 0 || len(t.picked) > 0 || len(t.waiting()) > 0 {
		return false
	}
	return !slices.ContainsFunc(s.Chairs, ticks)
}

// ticks reports whether it is counted how long somebody has been away.
func ticks(c rooms.Chair) bool { return c.Name != "" && !c.Present }

// place finds out what a click does, where the picture is one that others drew.
func (a *app) place() {
	if !a.stale {
		return
	}
	a.stale = false
	c := a.session.Look.Canvas(a.w, a.h)
	a.Draw(c)
	c.Free()
}
