package screen

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/words"
)

// maxEntry is how many bytes of a typed move are taken; no notation needs as many.
const maxEntry = 64

// keys takes a key at the table.
//
// In front of a board, letters and digits write a move and do nothing else:
// whoever types one too late, too early or at the wrong table has only typed.
// What is done with the table itself is in its menu.
func (t *table) keys(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.snap == nil || t.gone != nil:
		return t.keysGone(k)
	case t.talking != nil:
		return t.keysChat(k)
	case t.entry != nil:
		return t.keysEntry(k)
	}
	key := k.String()
	if t.snap.Phase == room.Open { // there is no board yet
		for _, i := range t.menu() {
			if i.key == key && key != "" {
				return i.act()
			}
		}
	}
	if arrow, ok := arrows[key]; ok && !t.movesBeginWithArrows() {
		key = arrow
	}
	switch key {
	case "up":
		return t.step(0, -1)
	case "down":
		return t.step(0, 1)
	case "left":
		return t.step(-1, 0)
	case "right":
		return t.step(1, 0)
	case "enter", "space":
		return t.act()
	case "esc":
		switch taken := t.takeBack(); {
		case taken:
		case t.standing() != nil:
			return t.withdraw()
		default:
			t.askMenu()
		}
		return nil
	case "backspace":
		t.takeBack()
		return nil
	case "tab":
		return t.talk()
	case "pgup":
		return t.turnBack(t.pageful())
	case "pgdown":
		return t.turnBack(-t.pageful())
	case "?":
		t.front = t.newGuide()
		return nil
	}
	if t.plays() && strings.IndexFunc(k.Text, isWord) == 0 {
		if t.held != nil { // something else is meant
			t.relent()
		}
		t.entry = newEntry(k.Text)
	}
	return nil
}

// takeBack takes back what the person did last and has not played yet, and reports
// whether there was anything.
func (t *table) takeBack() bool {
	switch {
	case t.held != nil:
		t.relent()
	case len(t.picked) > 0 && t.pending == "":
		t.unpick()
	case len(t.turn.moves) > 0 && t.pending == "":
		t.undo()
	default:
		return false
	}
	return true
}

// arrows are the letters that move the cursor, where no move begins with one.
var arrows = map[string]string{"h": "left", "j": "down", "k": "up", "l": "right"}

// movesBeginWithArrows reports whether a place of the board, or a move, begins with one of
// the letters that else move the cursor: then all four begin a move.
func (t *table) movesBeginWithArrows() bool {
	for _, c := range t.choices() {
		if beginsWithArrow(string(c.Move)) || len(c.Path) > 0 && beginsWithArrow(c.Label) {
			return true
		}
	}
	for _, b := range t.snap.View.Boards {
		for _, c := range b.Cells {
			if beginsWithArrow(string(c.Spot)) {
				return true
			}
		}
	}
	return false
}

func beginsWithArrow(text string) bool {
	return text != "" && arrows[strings.ToLower(text[:1])] != ""
}

// plays reports whether the person has a game here that could be given up, and so
// may write moves.
func (t *table) plays() bool {
	_, ok := t.snap.Action(room.Resign)
	return ok
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// keysGone takes a key where there is no room, or not yet.
func (t *table) keysGone(k tea.KeyPressMsg) tea.Cmd {
	switch key := k.String(); {
	case t.gone == nil && key != "esc": // it may be a move, typed ahead
	case key == "n":
		return t.navigate(newCreation(t.app))
	case key == "q" || key == "esc":
		if errors.Is(t.gone, room.ErrClosing) {
			return t.leave()
		}
		return t.home()
	}
	return nil
}

func (t *table) keysChat(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "tab":
		t.backToBoard()
	case "enter":
		text := t.chat.text
		if left := t.left(); left < 0 {
			t.notice, t.bad = words.Say("chat.long", words.Args{"n": -left}), true
			return nil
		}
		t.chat.clear()
		t.spoken.back = 0
		if strings.TrimSpace(text) == "" {
			t.backToBoard()
			return nil
		}
		return t.talking(text)
	case "up":
		return t.turnBack(1)
	case "down":
		return t.turnBack(-1)
	case "pgup":
		return t.turnBack(t.pageful())
	case "pgdown":
		return t.turnBack(-t.pageful())
	default:
		if k.Text != "" {
			t.write(k.Text)
		} else {
			t.chat.key(k)
		}
	}
	return nil
}

// write adds to what the person is saying, if that is not far too long.
func (t *table) write(text string) {
	if !t.chat.insert(text) {
		t.notice, t.bad = words.Say("chat.tooMuch"), true
	}
}

// backToBoard ends what was being typed. What is pressed on belongs to that, and
// not to the board.
func (t *table) backToBoard() {
	t.talking, t.entry, t.changed = nil, nil, t.now()
	t.spoken.back = 0
}

// newEntry is a move of which that much has been typed.
func newEntry(text string) *field {
	f := &field{max: maxEntry}
	f.insert(text)
	return f
}

// keysEntry takes a key of a move that is being typed.
func (t *table) keysEntry(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		t.backToBoard()
	case "enter":
		return t.enter()
	default:
		if k.String() == "backspace" && t.entry.text == "" {
			t.backToBoard()
			return nil
		}
		t.entry.key(k)
	}
	return nil
}

// enter plays the move that was typed.
func (t *table) enter() tea.Cmd {
	if t.premoves() && t.pending == "" {
		if !t.hands.seen(t.now(), t.changed) {
			return nil
		}
		return t.foresees(t.enterAhead)
	}
	if !t.myTurn() || t.pending != "" {
		t.turn.eager = t.pending != "" && t.snap.Rehearses && !t.turn.sent
		return nil // it waits for the turn
	}
	text := t.entry.text
	if c, rest, ok := game.Begin(t.choices(), text); ok {
		does := t.make(c)
		if rest != "" { // of a turn, whose next move can be made once this one is
			t.entry, t.turn.eager = newEntry(rest), t.snap.Rehearses
		}
		return does
	}
	t.backToBoard()
	if meant := game.Meant(t.choices(), text); len(meant) > 0 {
		t.askWhich(meant)
	} else if strings.TrimSpace(text) != "" {
		t.notice, t.bad = words.Say("table.unplayed", words.Args{"move": text})+" "+t.info.Notation, true
	}
	return nil
}

// enterAhead sets up the move that was typed. What is none stays: it waits for the turn.
func (t *table) enterAhead() tea.Cmd {
	if t.entry == nil {
		return nil
	}
	text := t.entry.text
	if c, ok := game.Match(t.foreseeable(), text); ok {
		return t.setUp(c)
	}
	if meant := game.Meant(t.foreseeable(), text); len(meant) > 0 {
		t.backToBoard()
		t.askWhich(meant)
		return nil
	}
	t.notice, t.bad = words.Say("table.unplayed", words.Args{"move": text}), true
	return nil
}

// askWhich asks which of several choices was meant: below the board, as if they had
// been clicked to there, where they are all between the same places.
func (t *table) askWhich(meant []game.Choice) {
	path := meant[0].Path
	if !slices.ContainsFunc(meant, func(c game.Choice) bool { return !slices.Equal(c.Path, path) }) {
		t.picked, t.changed = path, t.now()
		t.boards.ToButton(1)
		return
	}
	d := &dialog{app: t.app, name: words.Say("table.which"), grave: true} // of two Enters, the second has not seen it
	for i, c := range meant {
		d.answers = append(d.answers, answer{digit(i), game.Written(c), "", func() tea.Cmd {
			if now, ok := game.Match(t.choices(), string(c.Move)); ok {
				return t.make(now)
			}
			return nil
		}})
	}
	t.front = d
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// step moves the cursor.
func (t *table) step(dx, dy int) tea.Cmd {
	if t.premoves() && t.hands.seen(t.now(), t.changed) {
		return t.foresees(func() tea.Cmd { return t.move(dx, dy) })
	}
	return t.move(dx, dy)
}

func (t *table) move(dx, dy int) tea.Cmd {
	t.place()
	t.steered = !t.boards.Fits() // else there is nothing to scroll
	next, _ := t.options()
	t.boards.Move(next, dx, dy)
	return nil
}

// act picks what the cursor is on.
func (t *table) act() tea.Cmd {
	if t.sudden() || !t.hands.seen(t.now(), t.changed) {
		return nil
	}
	next, _ := t.options()
	switch spot, button := t.boards.Cursor(next); {
	case button > 0:
		return t.button(button)
	case spot != "":
		return t.pick(spot)
	}
	return nil
}
