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

// The page has the same in web/page/hands.js; testdata/presses.json says what both do.

// hands remembers what the person did last.
type hands struct {
	typed   time.Time // when a key was pressed last
	key     string    // which
	began   time.Time // when something was picked, or tried to be, and then pressed on
	pressed time.Time // and was last
	at      place
	same    bool // it was what was pressed before
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

// strike takes a key. Of the same one again and again, as of a key that is held, the
// last was meant for what the first was.
func (h *hands) strike(now time.Time, key string) {
	h.again(now, key, place{})
}

// again takes a press, and notes whether it goes on with the one before.
func (h *hands) again(now time.Time, key string, at place) {
	h.same = key == h.key && at == h.at
	if now.Sub(h.pressed) >= double || !h.same {
		h.began = now
	}
	h.pressed, h.key, h.at = now, key, at
}

// held reports whether what was pressed last was pressed before already when that
// came which is there now.
func (h *hands) held(since time.Time) bool { return h.began.Before(since) }

// seen reports whether what was pressed last was meant for what may be picked since
// turned: the person has seen it. It takes longer to see that, and to decide to press
// the same once more.
func (h *hands) seen(now, turned time.Time) bool {
	least := blink
	if h.same {
		least = reactionTime
	}
	return !h.held(turned) && now.Sub(turned) >= least
}

// click takes a click and reports whether it is one of its own: the second of two
// that opens nothing new belongs to the first.
func (h *hands) click(now time.Time, p page, front overlay) bool {
	second := now.Sub(h.clicked) < double && (h.page != p || h.front != front)
	h.clicked, h.page, h.front = now, p, front
	return !second
}

// place is a cell of the screen where something was clicked.
type place struct{ x, y int }

// press takes a click that picks something on a board, where the person may pick
// since turned, and reports whether they have seen what. One click upon the other at
// one place is as a key that is held.
func (h *hands) press(now, turned time.Time, at place) bool {
	h.again(now, "", at)
	return h.seen(now, turned)
}
