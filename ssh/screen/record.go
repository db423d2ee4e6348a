package screen

import (
	"math"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
	"crossplay/words"
)

// record is the list of moves in place of everything else, for windows without a
// panel. It grows as the game goes on.
type record struct {
	*table
	list tail
}

// recordTop is how many lines the name takes, above the list.
const recordTop = 2

func (r *record) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "up", "k":
		r.list.by(1)
	case "down", "j", "enter":
		r.list.by(-1)
	case "pgup", "ctrl+u":
		r.list.by(r.list.room)
	case "pgdown", "space", "ctrl+d":
		r.list.by(-r.list.room)
	case "home", "g":
		r.list.by(r.list.lines)
	case "end", "G":
		r.list.by(-r.list.lines)
	case "q":
		r.front = nil
	}
	return nil
}

func (r *record) help() []hint {
	return []hint{{"↑↓", words.Say("key.readOn"), ""}, hintOf("esc", "key.board")}
}

func (r *record) draw(c *term.Canvas) {
	c.Fill(0, 0, c.W, c.H-1, term.Text, ' ')
	w, x := min(c.W-2*margin(c), maxRecord), margin(c)
	x = max(x, (c.W-w)/2)
	c.Put(x, 0, term.Accent|term.Bold, words.Say("side.moves"))
	r.drawMoves(c, term.Rect(x, recordTop, w, c.H-1-recordTop), r.moveLines(w), &r.list)
}

// maxRecord is how many columns the list takes at most: the moves of two players stay
// beside each other.
const maxRecord = 60

// showMoves shows the list of moves.
func (t *table) showMoves() tea.Cmd {
	t.front = &record{table: t}
	return nil
}

// turnBack scrolls back what is read: the chat while the person writes in it, and
// the moves else, where they are in sight.
func (t *table) turnBack(lines int) tea.Cmd {
	t.place()
	switch {
	case t.talking != nil:
		t.scrollSaid(lines)
	case t.movesAt.H > 0:
		t.moves.by(lines)
	case lines > 0 && len(t.snap.View.Log) > 0:
		return t.showMoves()
	}
	return nil
}

// pageful is how many lines are turned at once.
func (t *table) pageful() int {
	if t.talking != nil {
		return max(1, t.saidAt.H-1)
	}
	return max(1, t.movesAt.H-1)
}

// scrollSaid scrolls the chat back. How long it is, is not known before.
func (t *table) scrollSaid(lines int) {
	t.spoken.scroll.fit(len(t.saidLines(t.saidAt.W, math.MaxInt)), t.saidAt.H)
	t.spoken.by(lines)
}

// wheelAt turns a wheel over a place of the screen.
func (t *table) wheelAt(x, y, lines int) {
	t.place()
	switch {
	case t.snap == nil || t.gone != nil:
	case t.movesAt.Has(x, y):
		t.moves.by(lines)
	case t.saidAt.Has(x, y):
		t.scrollSaid(lines)
	}
}
