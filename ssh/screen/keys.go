package screen

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/words"
)

// maxEntry is how many bytes of a typed move are taken; no notation needs as many.
const maxEntry = 64

// keys takes a key at the table.
func (t *table) keys(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.snap == nil || t.gone != nil:
		return t.keysGone(k)
	case t.talking:
		return t.keysChat(k)
	case t.entry != nil:
		return t.keysEntry(k)
	}
	key := k.String()
	if arrow, ok := arrows[key]; ok && !t.lettered() {
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
		if len(t.picked) > 0 {
			t.unpick()
			return nil
		}
		return t.askLeave()
	case "q":
		return t.askLeave()
	case "tab":
		t.talking = true
		return nil
	case "?":
		t.front = t.newGuide()
		return nil
	case ":":
		if t.myTurn() {
			t.entry = &field{max: maxEntry}
		}
		return nil
	case "R":
		return t.askResign()
	}
	if cmd, ok := t.typed(k.Text); ok {
		return cmd
	}
	return t.letter(k)
}

// arrows are the letters that move the cursor, where no move begins with one.
var arrows = map[string]string{"h": "left", "j": "down", "k": "up", "l": "right"}

// lettered reports whether a place of the board, or a move, begins with one of
// the letters that else move the cursor: then all four begin a move.
func (t *table) lettered() bool {
	for letter := range arrows {
		if t.begins(letter) {
			return true
		}
	}
	for _, b := range t.snap.View.Boards {
		for _, c := range b.Cells {
			if c.Spot != "" && arrows[strings.ToLower(string(c.Spot[:1]))] != "" {
				return true
			}
		}
	}
	return false
}

// begins reports whether a move that the person may make now begins so.
func (t *table) begins(text string) bool {
	return slices.ContainsFunc(t.choices(), func(c game.Choice) bool { return opens(c, text) })
}

// opens reports whether a choice begins so as people type it: its move, or what
// else the places that are picked are called.
func opens(c game.Choice, text string) bool {
	return hasPrefixFold(string(c.Move), text) || len(c.Path) > 0 && hasPrefixFold(c.Label, text)
}

// letter is what the letters do that no move begins with, where they do anything.
func (t *table) letter(k tea.KeyPressMsg) tea.Cmd {
	s := t.snap
	switch key := k.String(); {
	case key == "c":
		t.talking = true
	case key == "m" && t.myTurn():
		t.entry = &field{max: maxEntry}
	case key == "r" && words.CanRematch(s, t.info):
		return t.do(rooms.Command{Do: rooms.Rematch})
	case key == "w" && s.Claimable:
		return t.do(rooms.Command{Do: rooms.Claim})
	case key == "b" && words.CanInviteBot(s, t.levels()):
		t.askBot()
	case key == "g" && words.CanBegin(s, t.info):
		return t.do(rooms.Command{Do: rooms.Begin})
	case key == "f" && s.Proof != nil:
		t.front = &fair{t.app, t.code, *s.Proof}
	case key == "s" && s.Phase == rooms.Open && s.You < 0:
		return t.do(rooms.Command{Do: rooms.Sit})
	case key == "i":
		t.front = t.newInvite()
	case key == "y":
		i := t.newInvite()
		if s.Phase != rooms.Open {
			t.front = i
		}
		return i.copy()
	case t.myTurn() && strings.IndexFunc(k.Text, isWord) == 0:
		// Of a move that cannot be played, or the enter behind it would play
		// what the cursor is on.
		t.entry = &field{max: maxEntry}
		t.entry.insert(k.Text)
	}
	return nil
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (t *table) newInvite() *invite { return newInvite(t.app, t.code, t.info.Title) }

// keysGone takes a key where there is no room, or not yet.
func (t *table) keysGone(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "n":
		return t.turnTo(newCreation(t.app))
	case "q", "esc", "enter":
		if errors.Is(t.gone, rooms.ErrClosing) {
			return t.leave()
		}
		return t.home()
	}
	return nil
}

func (t *table) keysChat(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "tab":
		t.talking = false
	case "enter":
		text := t.chat.text
		t.chat.clear()
		if strings.TrimSpace(text) == "" {
			t.talking = false
			return nil
		}
		return t.do(rooms.Command{Do: rooms.Chat, Text: text})
	default:
		t.chat.key(k)
	}
	return nil
}

// keysEntry takes a key of a move that is being typed.
func (t *table) keysEntry(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		t.entry = nil
	case "enter":
		text := t.entry.text
		c, ok := game.Match(t.choices(), text)
		if ok {
			return t.make(c)
		}
		t.entry = nil
		if strings.TrimSpace(text) != "" {
			t.notice, t.bad = "You cannot play "+text+" now. "+t.info.Notation, true
		}
	default:
		if k.String() == "backspace" && t.entry.text == "" {
			t.entry = nil
			return nil
		}
		t.entry.key(k)
	}
	return nil
}

// typed begins a move that is typed, if the text begins one. A digit that names
// a move by itself plays it at once.
func (t *table) typed(text string) (tea.Cmd, bool) {
	if text == "" || !t.myTurn() {
		return nil, false
	}
	var fits []game.Choice
	for _, c := range t.choices() {
		if opens(c, text) {
			fits = append(fits, c)
		}
	}
	switch {
	case len(fits) == 0:
		return nil, false
	case len(fits) == 1 && string(fits[0].Move) == text && strings.IndexFunc(text, unicode.IsDigit) == 0:
		return t.make(fits[0]), true
	}
	t.entry = &field{max: maxEntry}
	t.entry.insert(text)
	return nil, true
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// step moves the cursor.
func (t *table) step(dx, dy int) tea.Cmd {
	next, _ := t.options()
	t.cursor = t.plan.move(t.plan.settle(t.cursor, next), next, dx, dy)
	return nil
}

// act picks what the cursor is on.
func (t *table) act() tea.Cmd {
	next, _ := t.options()
	t.cursor = t.plan.settle(t.cursor, next)
	if t.cursor.button > 0 {
		return t.button(t.cursor.button)
	}
	if t.cursor.spot == "" {
		return nil
	}
	return t.pick(t.cursor.spot)
}

// askResign asks before a game is given up.
func (t *table) askResign() tea.Cmd {
	if !words.CanResign(t.snap) {
		return nil
	}
	t.front = &dialog{app: t.app, name: "Resign?", text: words.Resigning(t.snap), answers: []answer{
		{"n", "Play on", "", nil},
		{"y", "Resign", "", func() tea.Cmd { return t.do(rooms.Command{Do: rooms.Resign}) }},
	}}
	return nil
}

// askLeave goes home; whoever has something to lose is asked.
func (t *table) askLeave() tea.Cmd {
	s := t.snap
	switch {
	case s.You < 0, s.Phase == rooms.Playing && s.Chairs[s.You].Out:
		return t.home()
	case s.Phase == rooms.Playing:
		t.front = &dialog{app: t.app, name: "Leave the game?", answers: []answer{
			{"s", "Stay", "", nil},
			{"g", "Go, and keep my seat", "The game waits for you on the first screen.", t.home},
			{"r", "Resign and go", words.Resigning(s), t.resignAndGo},
		}}
		return nil
	case s.Phase == rooms.Open:
		t.front = &dialog{app: t.app, name: "Stop waiting?", answers: []answer{
			{"s", "Stay", "", nil},
			{"g", "Go, and keep my seat", "The room closes if nobody looks for two minutes.", t.home},
			{"r", "Close the room and go", "", t.standUp},
		}}
		return nil
	default:
		return t.standUp()
	}
}

// resignAndGo goes home once the room knows.
func (t *table) resignAndGo() tea.Cmd {
	return tea.Batch(t.do(rooms.Command{Do: rooms.Resign}), t.home())
}

// standUp gives the seat up and goes home.
func (t *table) standUp() tea.Cmd {
	return tea.Batch(t.do(rooms.Command{Do: rooms.Leave}), t.home())
}
