package screen

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// This file draws the clocks of a game, from what they had when they last stood.

// clock is what the clock of a seat shows, and how; "" where the game is not timed.
func (t *table) clock(seat game.Seat) (text string, style term.Style) {
	s := t.snap
	if s.Time == nil || int(seat) >= len(s.Time.Clocks) || s.Chairs[seat].Out {
		return "", term.Muted
	}
	left, periods := s.Time.At(seat, t.now())
	text = words.Left(left, periods)
	switch runs := s.Time.Runs(seat) && s.Phase == room.Playing; {
	case runs && s.Time.Low(seat, t.now()):
		return "! " + text, term.Bad | term.Bold
	case runs:
		return text, term.Accent | term.Bold
	}
	return text, term.Muted
}

// faces is everything that the clocks show, and what is said of them.
func (t *table) faces() string {
	if t.snap.Time == nil {
		return ""
	}
	all := words.Timing(t.snap, t.info, t.now())
	for i := range t.snap.Chairs {
		text, style := t.clock(game.Seat(i))
		all += fmt.Sprint("\n", style, " ", text)
	}
	return all
}

// drawClock draws the clock of a seat up to a column, and returns where it begins.
func (t *table) drawClock(c *term.Canvas, seat game.Seat, right, y int) int {
	text, style := t.clock(seat)
	if text == "" {
		return right
	}
	x := right - term.Width(text)
	t.putClock(c, seat, x, y, style, text)
	return x - 1
}

// face is where a clock was drawn last, and what it showed.
type face struct {
	x, y int
	text string
}

func (t *table) putClock(c *term.Canvas, seat game.Seat, x, y int, style term.Style, text string) {
	if text == "" {
		return
	}
	c.Put(x, y, style, text)
	if t.shows == nil {
		t.shows = make(map[game.Seat]face)
	}
	t.shows[seat] = face{x, y, text}
}

// Slight implements [term.Toucher].
func (a *app) Slight() bool { return a.slight }

// Touch implements [term.Toucher]: where nothing but clocks has changed, they alone
// are drawn, and so is the game on the first screen.
func (a *app) Touch(c *term.Canvas) bool {
	if h, ok := a.page.(*home); ok {
		return h.touchHeadline(c)
	}
	t, ok := a.page.(*table)
	if !ok || a.front != nil || a.notice != "" || a.small() || t.snap == nil || t.gone != nil || t.talking != nil || t.entry != nil ||
		slices.ContainsFunc(t.snap.Chairs, ticks) || words.Timing(t.snap, t.info, t.now()) != "" {
		return false
	}
	if _, runs := t.ticks(); !runs {
		return false
	}
	for i := range t.snap.Chairs {
		seat := game.Seat(i)
		text, style := t.clock(seat)
		was, drawn := t.shows[seat]
		if text == "" && !drawn {
			continue
		}
		if !drawn || term.Width(was.text) != term.Width(text) {
			return false
		}
		t.putClock(c, seat, was.x, was.y, style, text)
	}
	return true
}

// beats are the moments in which all clocks that show seconds are drawn, a little late:
// to wake a program for many terminals at once costs it half of what it does to wake it
// for each.
const beats = 250 * time.Millisecond

// ticks is how long what the clocks show stays the same, if one runs.
func (t *table) ticks() (time.Duration, bool) {
	s := t.snap
	if s.Time == nil || s.Phase != room.Playing || s.Time.Stopped {
		return 0, false
	}
	const tenth = 100 * time.Millisecond
	now := t.now()
	var next time.Duration
	beat := beats
	for i, c := range s.Time.Clocks {
		var left time.Duration
		switch {
		case s.Time.Runs(game.Seat(i)):
			left, _ = s.Time.At(game.Seat(i), now)
		case !c.Begin.IsZero():
			left = c.Begin.Sub(now)
		default:
			continue
		}
		step := time.Second
		switch {
		case left < 10*time.Second && c.Begin.IsZero():
			step, beat = tenth, tenth
		case left >= 24*time.Hour:
			step = time.Hour
		}
		// A moment later, for it to have changed by then.
		if d := left%step + time.Millisecond; next == 0 || d < next {
			next = d
		}
	}
	if next == 0 {
		return 0, false
	}
	at := now.Add(next + beat - 1).Truncate(beat)
	return at.Sub(now), true
}

// warn rings once in a game when the person's own time gets low.
func (t *table) warn() tea.Cmd {
	s := t.snap
	if s == nil || s.Time == nil || s.Phase != room.Playing || s.You < 0 || t.warned == s.Round || !s.Time.Runs(s.You) || !s.Time.Low(s.You, t.now()) {
		return nil
	}
	t.warned = s.Round
	return term.Bell
}
