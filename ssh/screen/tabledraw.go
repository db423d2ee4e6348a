package screen

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/words"
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
	main := term.Rect(0, 1, c.W-side, c.H-1-belowBoard)
	if t.snap == nil || t.gone != nil {
		t.drawGone(c)
		return
	}
	if side > 0 {
		t.drawTitle(c)
		t.drawSide(c, term.Rect(c.W-side, 1, side, c.H-2))
	} else {
		t.drawPlayersLine(c)
	}
	switch {
	case t.talking && side == 0:
		t.drawTalk(c, main)
		return
	case t.snap.Phase == room.Open:
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
func (t *table) drawBoards(c *term.Canvas, area term.Rectangle) {
	v := &t.snap.View
	if c.W >= 80 && v.Boards[0].Style != game.Slots { // they have a line of air of their own
		area.Y, area.H = area.Y+1, area.H-1
	}
	area.X, area.W = area.X+1, area.W-2
	next, buttons := t.options()
	labels := make([]string, len(buttons))
	for i, b := range buttons {
		if labels[i] = b.Label; b.Label == "" {
			labels[i] = string(b.Move)
		}
	}
	t.boards.Draw(c, board.Scene{Info: t.info, View: v, Next: next, Picked: t.picked, Sent: t.pending != "", Buttons: labels}, area)
	t.zones = append(t.zones, zone{t.boards.Area(), t.click})
	for i, r := range t.boards.Buttons() {
		t.zone(r.X, r.Y, r.W, r.H, func() tea.Cmd { return t.button(i + 1) })
	}
}

// click picks what it hits. The boards are one zone, because zones are kept while
// a session waits, and a board may have hundreds of cells.
func (t *table) click(x, y int) tea.Cmd {
	if t.sudden() {
		return nil
	}
	if spot := t.boards.SpotAt(x, y); spot != "" {
		return t.pick(spot)
	}
	return nil
}

// drawState draws whose turn it is, or how it ended, and a second line.
func (t *table) drawState(c *term.Canvas, main term.Rectangle) {
	y := c.H - belowBoard
	f := words.Of(t.snap, t.info, t.now())
	if f.More == t.info.Notation && term.Width(f.More) > main.W-2 {
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
	area := term.Rect(main.X+1, y, main.W-2, 1)
	c.Centre(area.X, y, area.W, style, mark+f.Text)
	switch more := t.secondLine(f); {
	case t.entry != nil:
		const label = "Move: "
		w := min(area.W, 30)
		x := area.X + (area.W-w)/2
		c.Put(x, y+1, term.Accent, label)
		t.entry.draw(c, x+len(label), y+1, w-len(label))
	case t.drawNotice(c, area.X, y+1, area.W):
	case f.Away:
		c.Centre(area.X, y+1, area.W, term.Bad, sentences(more, area.W))
	default:
		c.Centre(area.X, y+1, area.W, term.Muted, sentences(more, area.W))
	}
}

// secondLine adds the keys to what the words say.
func (t *table) secondLine(f words.Face) string {
	s := t.snap
	switch {
	case t.pending != "":
		return "Playing " + string(t.pending) + "…"
	case s.Phase == room.Open && s.You < 0:
		return "Press s to sit down."
	case s.Phase == room.Open && words.Ready(s) != "":
		return f.More
	case words.CanBegin(s, t.info):
		return "Press g to " + words.Begin(s) + ". Or wait for more."
	case words.CanInviteBot(s, t.levels()):
		return words.Starts(s, t.info) + " Press b to play a bot."
	case s.Phase == room.Open:
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
		c.Centre(1, y, c.W-2, term.Muted, "One moment…")
		return
	}
	for i, line := range wrap(words.Sorry(t.gone), min(c.W-4, 60)) {
		c.Centre(1, y+i, c.W-2, term.Text|term.Bold, line)
	}
	if back := t.v.ReturnCommand; back != "" {
		c.Centre(1, y+4, c.W-2, term.Muted, "To come back:")
		for i, line := range wrap(back, c.W-4) {
			c.Centre(1, y+5+i, c.W-2, term.Text, line)
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
	case errors.Is(t.gone, room.ErrClosing):
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
	if s.Phase == room.Open {
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
