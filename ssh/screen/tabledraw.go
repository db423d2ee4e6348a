package screen

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
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
	clear(t.shows)
	side := sideWidth(c.W)
	main := term.Rect(0, 1, c.W-side, c.H-1-belowBoard)
	t.movesAt, t.saidAt = term.Rectangle{}, term.Rectangle{}
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
	case t.talking != nil && side == 0:
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
	if o := words.Terms(t.info, t.snap.Options, t.snap.Clock, t.snap.Final); o != "" {
		left += " · " + o
	}
	right := string(t.code)
	if t.snap.Private {
		right = words.Say("table.private", words.Args{"code": right})
	}
	drawHeader(c, left, right)
}

// drawBoards draws what the game shows, in the middle of an area.
func (t *table) drawBoards(c *term.Canvas, area term.Rectangle) {
	v := t.view()
	air := 0
	if c.W >= 80 && v.Boards[0].Style != game.Slots { // they have a line of air of their own
		air = 1
	}
	area.X, area.W = area.X+1, area.W-2
	rows := 0
	if t.snap.Rehearses || t.snap.You >= 0 && t.session.Me().Habits.Confirms(room.IsDaily(t.snap.Clock)) { // and will have a button
		rows = 1
	}
	next, buttons := t.options()
	labels := make([]string, len(buttons))
	for i, b := range buttons {
		if labels[i] = b.Label; b.Label == "" {
			labels[i] = string(b.Move)
		}
	}
	picked, sent := t.picked, t.pending != "" || t.held != nil
	if p := t.standing(); p != nil && len(picked) == 0 {
		picked, sent = p.Path, true
	}
	t.boards.Draw(c, board.Scene{Info: t.info, View: v, Next: next, Picked: picked, Sent: sent, Buttons: labels, Air: air, Rows: rows}, area)
	t.zones = append(t.zones, zone{t.boards.Area(), t.click})
	for i, r := range t.boards.Buttons() {
		t.zones = append(t.zones, zone{r, func(x, y int) tea.Cmd {
			if !t.hands.press(t.now(), t.changed, place{x, y}) || t.sudden() {
				return nil
			}
			return t.button(i + 1)
		}})
	}
}

// click picks what it hits. The boards are one zone, because zones are kept while
// a session waits, and a board may have hundreds of cells.
func (t *table) click(x, y int) tea.Cmd {
	if !t.hands.press(t.now(), t.changed, place{x, y}) || t.sudden() {
		return nil
	}
	spot := t.boards.SpotAt(x, y)
	switch {
	case spot == "":
		return nil
	case t.premoves():
		return t.foresees(func() tea.Cmd { return t.pick(spot) })
	}
	return t.pick(spot)
}

// drawState draws whose turn it is, or how it ended, and a second line.
func (t *table) drawState(c *term.Canvas, main term.Rectangle) {
	y := c.H - belowBoard
	f := words.Of(t.snap, t.info, t.now())
	switch {
	case t.whole() && f.More == t.snap.View.Note:
		f.More = words.Say("turn.whole")
	case f.More == t.snap.View.Note:
		f.More = t.view().Note
	}
	switch hint := f.More == t.info.Notation; {
	case hint && t.front != nil: // keys do what the last line says
		f.More = ""
	case hint && term.Width(f.More) > main.W-2:
		f.More = words.Say("table.keys")
	}
	style, mark := term.Text, ""
	switch f.Kind {
	case words.Yours:
		style, mark = term.Accent|term.Bold, "● "
	case words.Won:
		style, mark = term.Good|term.Bold, "★ "
	case words.Lost, words.Drawn, words.Ended, words.Waiting, words.Free:
		style = term.Text | term.Bold
	}
	area := term.Rect(main.X+1, y, main.W-2, 1)
	switch more := t.secondLine(f); {
	case t.entry != nil:
		if t.bad && t.notice != "" {
			c.Centre(area.X, y, area.W, style, mark+f.Text+" · "+t.notice)
		} else {
			c.Centre(area.X, y, area.W, style, mark+f.Text)
		}
		label := words.Say("table.move") + " "
		w := min(area.W, 30)
		x := area.X + (area.W-w)/2
		c.Put(x, y+1, term.Accent, label)
		typed := term.Width(label)
		t.entry.draw(c, x+typed, y+1, w-typed)
	case t.drawNotice(c, area.X, y+1, area.W):
		c.Centre(area.X, y, area.W, style, mark+f.Text)
	case f.Away:
		drawPair(c, area, style, mark+f.Text, term.Bad, more)
	case t.asked():
		drawPair(c, area, style, mark+f.Text, term.Accent, more)
	default:
		drawPair(c, area, style, mark+f.Text, term.Muted, more)
	}
}

// drawPair draws two texts in a line each. Where one of them is too long for its line,
// the two share both lines, or the first has them for itself.
func drawPair(c *term.Canvas, at term.Rectangle, s1 term.Style, first string, s2 term.Style, second string) {
	second = sentences(second, at.W)
	both := first
	if term.Width(first) > at.W || term.Width(second) > at.W {
		if second != "" {
			both += " · " + second
		}
		if len(wrap(both, at.W)) > 2 {
			both = first
		}
	}
	lines := wrap(both, at.W)
	if both == first && len(lines) != 2 {
		c.Centre(at.X, at.Y, at.W, s1, first)
		c.Centre(at.X, at.Y+1, at.W, s2, second)
		return
	}
	n := len(strings.Fields(first))
	for i, line := range lines {
		x := at.X + (at.W-term.Width(line))/2
		for _, word := range strings.Fields(line) {
			style := s2
			if n > 0 {
				style = s1
			}
			n--
			x = c.Put(x, at.Y+i, style, word) + 1
		}
	}
}

// asked reports whether somebody awaits the person's answer.
func (t *table) asked() bool {
	return slices.ContainsFunc(t.snap.Actions, func(a room.Action) bool { return a.State == room.Theirs })
}

// secondLine adds to what the words say the key for what is likely to be done.
func (t *table) secondLine(f words.Status) string {
	s := t.snap
	said := f.More
	switch {
	case t.turn.sent:
		return words.Say("table.sending", words.Args{"move": joined(t.turn.moves)})
	case t.held != nil:
		return words.Say("table.held", words.Args{"move": game.Written(*t.held)})
	case t.pending != "" && !s.Rehearses:
		return words.Say("table.sending", words.Args{"move": t.pending})
	case s.Phase == room.Open && s.You >= 0 && words.Offered(s) == "":
		said = words.Starts(s, t.info)
	case said == "" && s.Spectators > 0 && sideWidth(t.w) == 0:
		said = words.Say("table.watched", words.Args{"n": s.Spectators})
	}
	if off := words.DaysOff(s, t.now()); off != "" && sideWidth(t.w) == 0 && (said == "" || said == t.info.Notation || said == words.Say("table.keys")) {
		said = off
	}
	likely, _ := t.actions()
	at := slices.IndexFunc(likely, func(i item) bool { return i.key != "" })
	switch {
	case t.front != nil: // keys do what the last line says
		return said
	case at < 0 && f.Away && !slices.ContainsFunc(s.Chairs, func(c rooms.Chair) bool { return c.Claim.After(t.now()) }):
		return said + " · " + words.Say("table.kept")
	case at < 0:
		return said
	}
	i := likely[at]
	what := words.Args{"key": t.keysOf(i), "does": i.does}
	if no := at + 1; i.asked && no < len(likely) && likely[no].asked && likely[no].key != "" {
		what["does"] = words.Say("table.or", words.Args{"does": i.does, "key": t.keysOf(likely[no]), "other": likely[no].does})
	}
	switch {
	case f.Away:
		return said + " · " + words.Say("table.likely", what)
	case i.more != "" && !i.asked: // that says more than how the table is
		return words.Say("table.press", what) + " " + i.more
	}
	return strings.TrimSpace(said + " " + words.Say("table.press", what))
}

// keysOf are the keys that do something with the table.
func (t *table) keysOf(i item) string {
	if t.snap.Phase == room.Open {
		return i.key
	}
	return "esc " + i.key
}

// drawGone is what is shown of a room that is not there, or not yet.
func (t *table) drawGone(c *term.Canvas) {
	y := c.H/2 - 2
	drawHeader(c, words.Say("app.name"), string(t.code))
	if t.gone == nil {
		c.Centre(1, y, c.W-2, term.Muted, words.Say("app.moment"))
		return
	}
	for i, line := range wrap(words.Sorry(t.gone), min(c.W-4, 60)) {
		c.Centre(1, y+i, c.W-2, term.Text|term.Bold, line)
	}
	if back := t.session.ReturnCommand; back != "" {
		c.Centre(1, y+4, c.W-2, term.Muted, words.Say("table.return"))
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
		return []hint{hintOf("esc", "key.leave")}
	case errors.Is(t.gone, room.ErrClosing):
		return []hint{hintOf("q", "key.leave")}
	case t.gone != nil:
		return []hint{hintOf("n", "key.newRoom"), hintOf("q", "key.home")}
	case t.talking != nil:
		return []hint{hintOf("enter", "key.say"), {"↑↓", words.Say("key.readOn"), ""}, hintOf("esc", "key.board")}
	case t.entry != nil && t.premoves():
		return []hint{hintOf("enter", "key.ahead"), hintOf("esc", "key.neverMind")}
	case t.entry != nil && !t.myTurn():
		return []hint{{"enter", words.Say("key.later"), ""}, hintOf("esc", "key.neverMind")}
	case t.entry != nil:
		return []hint{hintOf("enter", "key.play"), hintOf("esc", "key.neverMind")}
	}
	likely, rest := t.actions()
	if t.snap.Phase == room.Open {
		all := append(t.hints(slices.Concat(likely, t.own(), rest)), t.chatHint()...)
		return append(append(all, t.hints([]item{t.leaving()})...), hintOf("?", "key.help"))
	}
	esc := hintOf("esc", "key.menu")
	if (len(t.picked) > 0 || len(t.turn.moves) > 0) && t.pending == "" || t.standing() != nil {
		esc.does, likely, rest = words.Say("key.takeBack"), nil, nil
	}
	all := t.hints(likely)
	if t.myTurn() {
		all = append(all, hintOf("enter", "key.play"))
	}
	all = append(append(all, esc), t.chatHint()...)
	if t.myTurn() {
		all = append(all, hint{words.Say("keys.arrows"), words.Say("key.choose"), ""})
	}
	if t.plays() {
		all = append(all, hint{words.Say("keys.letters"), words.Say("key.type"), ""})
	}
	if sideWidth(t.w) == 0 && len(t.snap.View.Log) > 0 {
		all = append(all, hintOf("pgup", "key.moves"))
	}
	return append(append(all, t.hints(rest)...), hintOf("?", "key.help"))
}

// hints are the items that have a key, and are not for the menu alone.
func (t *table) hints(items []item) (all []hint) {
	for _, i := range items {
		if i.key != "" && !i.quiet {
			all = append(all, hint{t.keysOf(i), i.does, t.keysOf(i)})
		}
	}
	return all
}

func (t *table) chatHint() []hint {
	if _, ok := t.snap.Action(room.Chat); !ok {
		return nil
	}
	return []hint{hintOf("tab", "key.chat")}
}
