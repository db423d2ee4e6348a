package screen

import "time"

// This file keeps from being done what nobody meant: what is pressed, in the
// moment when something else comes into its place, was meant for what was there.

const (
	// blink is how long people need to see that a board has changed. Who presses
	// sooner has not seen it.
	blink = 250 * time.Millisecond
	// double is how long after a press another one belongs to it: a double click,
	// or an Enter to make sure.
	double = 400 * time.Millisecond
)

// hands remembers what the person did last.
type hands struct {
	typed   time.Time // when a key was pressed last
	began   time.Time // when something was picked, or tried to be, and then pressed on
	pressed time.Time // and was last
	at      place
	clicked time.Time
	page    page // where
	front   overlay
	torn    bool // the place has gone where they were typing
}

// tear says that what the person was typing into has gone by itself. What they type
// on goes nowhere, until they stop for a moment.
func (h *hands) tear() { h.torn = true }

// startled takes a key and reports whether it was meant for what has gone.
func (h *hands) startled(now time.Time) bool {
	quick := now.Sub(h.typed) < reactionTime
	h.typed = now
	h.torn = h.torn && quick
	return h.torn
}

// click takes a click and reports whether it is one of its own: the second of two
// that opens nothing new belongs to the first.
func (h *hands) click(now time.Time, p page, front overlay) bool {
	second := now.Sub(h.clicked) < double && (h.page != p || h.front != front)
	h.clicked, h.page, h.front = now, p, front
	return !second
}

// press takes a press that picks something on a board, where the person may pick
// since turned, and reports whether they have seen what. Of presses one upon the
// other at one place, as of a key that is held, the last was meant for what the
// first was.
func (h *hands) press(now, turned time.Time, at place) bool {
	if now.Sub(h.pressed) >= double || at != h.at {
		h.began = now
	}
	h.pressed, h.at = now, at
	return !h.began.Before(turned) && now.Sub(turned) >= blink
}

// place is where something was pressed: a cell of the screen, or Enter.
type place struct{ x, y int }

var enter = place{-1, -1}

// move says that the cursor goes elsewhere, and Enter is another place then.
func (h *hands) move() { h.pressed = time.Time{} }
