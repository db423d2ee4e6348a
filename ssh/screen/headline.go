package screen

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/words"
)

// This file shows one public game as it goes on, beside the first screen of a large
// terminal. Its picture is drawn once for all terminals of a size; nobody at the game
// sees who looks.

const (
	// From what size on there is room for it.
	headlineWidth, headlineHeight = 114, 30
	headlineGap                   = 3
	// headlineEvery is how often it is drawn at most, in the same moments on all
	// terminals: where nobody moves it costs nothing, and else little.
	headlineEvery = time.Second
)

// headlineColumns is how much of the width it takes: the first where the board fits,
// and else what backgammon, Hex and Go on 19 × 19 need.
var headlineColumns = [...]int{36, 44}

// headline is that game.
type headline struct {
	card  rooms.Card // of the game that is on show or asked for; else without a code
	watch *rooms.Watch
	snap  *rooms.Snapshot
	at    term.Rectangle // where the board is in the picture
	unfit []room.Code    // those that there is no room for, or that are gone

	stirred atomic.Bool // there is something new, which is taken in the next moment
}

// glanced is the answer to a glance.
type glanced struct {
	home  *home
	code  room.Code
	watch *rooms.Watch
	err   error
}

// headlineKey is what the picture of a snapshot depends on besides.
type headlineKey struct {
	w, h int
	look term.Look
}

// miniature is a picture with a board in it, if it has room there.
type miniature struct {
	*term.Canvas
	fits bool
}

// feature looks at one of the games that can be watched: the same one for as long as it
// is there and there is room.
func (h *home) feature() tea.Cmd {
	l := &h.live
	_, playing := h.others()
	if h.w < headlineWidth || h.h < headlineHeight {
		playing, l.unfit = nil, nil
	}
	if i := slices.IndexFunc(playing, func(c rooms.Card) bool { return c.Code == l.card.Code }); i >= 0 {
		l.card = playing[i]
		return nil
	}
	h.unfeature()
	l.unfit = slices.DeleteFunc(l.unfit, func(code room.Code) bool {
		return !slices.ContainsFunc(playing, func(c rooms.Card) bool { return c.Code == code })
	})
	i := slices.IndexFunc(playing, func(c rooms.Card) bool { return !slices.Contains(l.unfit, c.Code) })
	if i < 0 {
		return nil
	}
	l.card = playing[i]
	code := l.card.Code
	return h.ask(func(ctx context.Context) tea.Msg {
		w, err := h.session.Registry.Glance(ctx, h.me(), code, func() { l.stir(h.wake) })
		return glanced{h, code, w, err}
	})
}

// resized looks whether there is room, and for what, in another size.
func (h *home) resized() tea.Cmd {
	h.live.unfit = nil
	if h.live.snap != nil && (h.w < headlineWidth || h.h < headlineHeight || !h.miniature().fits) {
		return h.another()
	}
	return h.feature()
}

// unfeature looks away.
func (h *home) unfeature() {
	if h.live.watch != nil {
		h.drop(h.live.watch)
	}
	h.live.watch, h.live.snap, h.live.card = nil, nil, rooms.Card{}
}

// glanced takes the answer in, unless another game was chosen meanwhile.
func (h *home) glanced(g glanced) tea.Cmd {
	l := &h.live
	switch {
	case g.code != l.card.Code || l.watch != nil:
		if g.watch != nil {
			g.watch.Close()
		}
		return nil
	case g.err != nil:
		return h.another()
	case !h.hold(g.watch):
		return nil
	}
	l.watch = g.watch
	_, next := h.takeHeadline()
	return next
}

// another looks at another game than the one that was chosen.
func (h *home) another() tea.Cmd {
	h.live.unfit = append(h.live.unfit, h.live.card.Code)
	h.unfeature()
	return h.feature()
}

// stir has the newest position taken in the next moment, by a room's owner.
func (l *headline) stir(wake func()) {
	if l.stirred.Swap(true) {
		return
	}
	now := time.Duration(time.Now().UnixNano())
	time.AfterFunc(headlineEvery-now%headlineEvery, func() {
		l.stirred.Store(false)
		wake()
	})
}

// takeHeadline takes the newest position, and reports whether there was one.
func (h *home) takeHeadline() (news bool, next tea.Cmd) {
	l := &h.live
	if l.watch == nil || l.stirred.Load() && l.snap != nil { // or else it comes in its moment
		return false, nil
	}
	s, err := l.watch.Take()
	if err != nil {
		return false, h.another()
	}
	if s == nil {
		return false, nil
	}
	if l.snap = s; !h.miniature().fits {
		return false, h.another()
	}
	return true, nil
}

// miniature is the picture of the game in the least width that does.
func (h *home) miniature() (m miniature) {
	for _, w := range headlineColumns {
		if m = h.miniatureOf(w); m.fits {
			break
		}
	}
	return m
}

// miniatureOf is the picture of the game, drawn once for all who see it in this size.
func (h *home) miniatureOf(w int) miniature {
	high := h.h - 2*belowBoard - 2
	look := h.session.Look
	look.Light = h.light
	return h.live.snap.Memo(headlineKey{w, high, look}, func() any {
		info, _ := h.session.Registry.Game(h.live.snap.Game)
		scene := board.Scene{Info: info, View: &h.live.snap.View}
		draw := func(in term.Rectangle) (*term.Canvas, *board.Display) {
			c, d := look.Canvas(w, high), new(board.Display)
			d.Draw(c, scene, in)
			return c, d
		}
		c, d := draw(term.Rect(0, 0, w-1, high))
		if lines := d.Area().H; d.Fits() && lines < high { // at the top, not in the middle
			c.Free()
			c, d = draw(term.Rect(0, 0, w-1, lines))
		}
		return miniature{c, d.Fits()}
	}).(miniature)
}

// drawHeadline draws it at the right.
func (h *home) drawHeadline(c *term.Canvas, y int) {
	l := &h.live
	if l.snap == nil {
		return
	}
	m := h.miniature()
	x := c.W - margin(c) - m.W
	next := c.Put(x, y, term.Accent, "●") + 1
	c.Put(next, y, term.Text|term.Bold, term.Cut(words.Title(h.games, l.card.Game), m.W-2))
	c.Put(next, y+1, term.Muted, term.Cut(words.Players(l.card), m.W-2))
	l.at = term.Rect(x, y+2, m.W, m.H)
	c.Stamp(x, y+2, m.Canvas)
	code := l.card.Code
	h.zone(x, y, m.W, 2+m.H, func() tea.Cmd {
		if h.sudden() {
			return nil
		}
		return h.navigate(newTable(h.app, code, false))
	})
}

// touchHeadline draws it over the one before, where nothing else has changed.
func (h *home) touchHeadline(c *term.Canvas) bool {
	if h.front != nil || h.notice != "" || h.live.snap == nil || h.live.at.W == 0 {
		return false
	}
	c.Stamp(h.live.at.X, h.live.at.Y, h.miniature().Canvas)
	return true
}
