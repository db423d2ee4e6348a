package screen

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// sideWidth is how wide the panel beside the board is, its rule included.
func sideWidth(w int) int {
	switch {
	case w < 80:
		return 0
	case w < 100:
		return 28
	default:
		return 36
	}
}

// Below the board are a line of state, a second one, and the help.
const belowBoard = 3

func (t *table) draw(c *term.Canvas) {
	side := sideWidth(c.W)
	main := rect{0, 1, c.W - side, c.H - 1 - belowBoard}
	if t.snap == nil || t.gone != nil {
		t.drawGone(c)
		return
	}
	if side > 0 {
		t.drawTitle(c)
		t.drawSide(c, rect{c.W - side, 1, side, c.H - 2})
	} else {
		t.drawPlayersLine(c)
	}
	switch {
	case t.talking && side == 0:
		t.drawTalk(c, main)
		return
	case t.snap.Phase == rooms.Open:
		t.newInvite().drawWords(c, main, false)
	default:
		t.drawBoards(c, main)
	}
	t.drawState(c, main)
}

func (t *table) drawTitle(c *term.Canvas) {
	left := t.info.Title
	if left == "" {
		left = t.snap.Game
	}
	if o := words.Options(t.info, t.snap.Options); o != "" {
		left += " · " + o
	}
	right := string(t.code)
	if t.snap.Private {
		right = "private · " + right
	}
	drawHeader(c, left, right)
}

// drawBoards draws what the game shows, in the middle of an area.
func (t *table) drawBoards(c *term.Canvas, area rect) {
	v := &t.snap.View
	if c.W >= 80 && v.Boards[0].Style != game.Slots { // they have a line of air of their own
		area.y, area.h = area.y+1, area.h-1
	}
	area.x, area.w = area.x+1, area.w-2
	next, buttons := t.options()
	labels := make([]string, len(buttons))
	for i, b := range buttons {
		if labels[i] = b.Label; b.Label == "" {
			labels[i] = string(b.Move)
		}
	}
	t.plan = newPlan(v, t.info, labels, t.plan.rows, area)
	t.cursor = t.plan.settle(t.cursor, next)
	br := &brush{info: t.info, next: next, picked: t.picked, cursor: t.cursor}
	if t.pending != "" && len(t.picked) > 0 {
		br.pending, br.picked = t.picked[len(t.picked)-1], t.picked[:len(t.picked)-1]
	}
	t.scroll = t.scroll.follow(&t.plan, t.plan.focus(t.cursor))
	t.plan.drawBoards(c, br, t.scroll)
	seen := t.plan.view
	if t.plan.more {
		seen = t.plan.inner()
	}
	t.zones = append(t.zones, zone{seen, t.click})
	for i, r := range t.plan.buttons {
		drawButton(c, r, labels[i], t.cursor.button == i+1)
		t.zone(r.x, r.y, r.w, r.h, func() tea.Cmd { return t.button(i + 1) })
	}
}

// click picks what it hits. The boards are one zone, because zones are kept while
// a session waits, and a board may have hundreds of cells.
func (t *table) click(x, y int) tea.Cmd {
	if t.sudden() {
		return nil
	}
	for i := range t.plan.boards {
		if spot := t.plan.boards[i].spotAt(x, y); spot != "" {
			return t.pick(spot)
		}
	}
	return nil
}

// drawState draws whose turn it is, or how it ended, and a second line.
func (t *table) drawState(c *term.Canvas, main rect) {
	y := c.H - belowBoard
	f := words.Of(t.snap, t.info, t.now())
	if f.More == t.info.Notation && term.Width(f.More) > main.w-2 {
		f.More = "Arrows and enter, or type the move."
	}
	style, mark := term.Text, ""
	switch f.Mood {
	case words.Yours:
		style, mark = term.Accent|term.Bold, "● "
	case words.Won:
		style, mark = term.Good|term.Bold, "★ "
	case words.Lost, words.Drawn, words.Ended, words.Waiting, words.Free:
		style = term.Text | term.Bold
	}
	area := rect{main.x + 1, y, main.w - 2, 1}
	centre(c, area.x, y, area.w, style, mark+f.Text)
	switch more := t.secondLine(f); {
	case t.entry != nil:
		const label = "Move: "
		w := min(area.w, 30)
		x := area.x + (area.w-w)/2
		c.Put(x, y+1, term.Accent, label)
		t.entry.draw(c, x+len(label), y+1, w-len(label))
	case t.drawNotice(c, area.x, y+1, area.w):
	case f.Away:
		centre(c, area.x, y+1, area.w, term.Bad, sentences(more, area.w))
	default:
		centre(c, area.x, y+1, area.w, term.Muted, sentences(more, area.w))
	}
}

// secondLine adds the keys to what the words say.
func (t *table) secondLine(f words.Face) string {
	s := t.snap
	switch {
	case t.pending != "":
		return "Playing " + string(t.pending) + "…"
	case s.Phase == rooms.Open && s.You < 0:
		return "Press s to sit down."
	case s.Phase == rooms.Open && words.Ready(s) != "":
		return f.More
	case words.CanBegin(s, t.info):
		return "Press g to " + words.Begin(s) + ". Or wait for more."
	case words.CanInviteBot(s, t.levels()):
		return words.Starts(s, t.info) + " Press b to play a bot."
	case s.Phase == rooms.Open:
		return words.Starts(s, t.info)
	case words.CanClaim(s):
		return f.More + " · esc w to " + words.Claim(s)
	case f.Away:
		return f.More + " · the seat is kept"
	case words.CanRematch(s, t.info):
		return strings.TrimSpace(f.More + " Press esc r for a rematch.")
	case f.More == "" && s.Spectators > 0 && sideWidth(t.w) == 0:
		return words.Count(s.Spectators, "person watches", "people watch") + "."
	}
	return f.More
}

// drawGone is the face of a room that is not there, or not yet.
func (t *table) drawGone(c *term.Canvas) {
	y := c.H/2 - 2
	drawHeader(c, "Crossplay", string(t.code))
	if t.gone == nil {
		centre(c, 1, y, c.W-2, term.Muted, "One moment…")
		return
	}
	for i, line := range wrap(words.Sorry(t.gone), min(c.W-4, 60)) {
		centre(c, 1, y+i, c.W-2, term.Text|term.Bold, line)
	}
	if back := t.v.ReturnCommand; back != "" {
		centre(c, 1, y+4, c.W-2, term.Muted, "To come back:")
		for i, line := range wrap(back, c.W-4) {
			centre(c, 1, y+5+i, c.W-2, term.Text, line)
		}
	}
}

func (t *table) toMove(seat game.Seat) bool {
	for _, s := range t.snap.Turn {
		if s == seat {
			return true
		}
	}
	return false
}

// help is what the keys do at the table, by what is the matter.
func (t *table) help() []hint {
	switch {
	case t.snap == nil && t.gone == nil:
		return []hint{{"esc", "leave", "esc"}}
	case errors.Is(t.gone, rooms.ErrClosing):
		return []hint{{"q", "leave", "q"}}
	case t.gone != nil:
		return []hint{{"n", "new room", "n"}, {"q", "home", "q"}}
	case t.talking:
		return []hint{{"enter", "say it", "enter"}, {"esc", "back to the board", "esc"}}
	case t.entry != nil && !t.myTurn():
		return []hint{{"enter", "play it on your turn", ""}, {"esc", "never mind", "esc"}}
	case t.entry != nil:
		return []hint{{"enter", "play", "enter"}, {"esc", "never mind", "esc"}}
	}
	s := t.snap
	var all []hint
	add := func(on bool, h hint) {
		if on {
			all = append(all, h)
		}
	}
	if s.Phase == rooms.Open {
		for _, o := range t.orders() {
			add(o.key != "q", hint{o.key, o.does, o.key})
		}
		return append(all, hint{"tab", "chat", "tab"}, hint{"q", "leave", "q"}, hint{"?", "help", "?"})
	}
	add(words.CanClaim(s), hint{"esc w", words.Claim(s), "esc"})
	add(words.CanRematch(s, t.info), hint{"esc r", "rematch", "esc"})
	add(t.myTurn(), hint{"enter", "play", "enter"})
	esc := hint{"esc", "menu", "esc"}
	if len(t.picked) > 0 && t.pending == "" {
		esc.does = "take back"
	}
	add(true, esc)
	add(true, hint{"tab", "chat", "tab"})
	add(t.myTurn(), hint{"arrows", "choose", ""})
	add(t.plays(), hint{"letters", "type a move", ""})
	return append(all, hint{"?", "help", "?"})
}
