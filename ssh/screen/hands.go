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
// since changed, and reports whether they have seen what. Of presses one upon the
// other, as of a key that is held, the last was meant for what the first was.
func (h *hands) press(now, changed time.Time) bool {
	if now.Sub(h.pressed) >= double {
		h.began = now
	}
	h.pressed = now
	return !h.began.Before(changed) && now.Sub(changed) >= blink
}
