package screen

import (
	"slices"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/words"
)

// item is something that is done with the table, and not on the board.
type item struct {
	key   string // in the menu, and in front of an open room; "" for none
	name  string // in the menu
	does  string // in a line of help
	more  string // what it means, or nothing
	asked bool   // another has offered it, as more says
	quiet bool   // only the menu has it
	act   func() tea.Cmd
}

// reserved are the keys of a table that do the same whatever else can be done.
var reserved = []string{"esc", "tab", "?", "enter", "space", "up", "down", "left", "right", "pgup", "pgdown", "home", "end"}

// menu is everything that the person can do with the table now, the most likely
// first. A key does one thing: what comes later and wants it too has none.
func (t *table) menu() []item {
	likely, rest := t.actions()
	return append(slices.Concat(likely, t.own(), rest), t.leaving())
}

// actions are what the room lets the person do: what another has offered, and
// what is more likely than a word to the others, and then the rest. What the
// person has offered stands below the board, and is not offered again.
func (t *table) actions() (likely, rest []item) {
	taken := append(slices.Clone(reserved), t.leaving().key)
	for _, i := range t.own() {
		taken = append(taken, i.key)
	}
	var asked []item
	to := &likely
	for _, a := range t.snap.Actions {
		if a.Do == room.Chat {
			to = &rest
		}
		if a.State == room.Mine || a.Do == room.Leave { // see leaving
			continue
		}
		v := words.VerbFor(t.snap, a)
		if v.Board {
			continue
		}
		i := item{key: v.Key, name: v.Label, does: small(v.Label), quiet: v.Quiet, act: func() tea.Cmd { return t.carryOut(a, v, room.Command{Do: a.Do, Offer: a.Offer}) }}
		if slices.Contains(taken, i.key) {
			i.key = ""
		}
		taken = append(taken, i.key)
		switch {
		case a.State == room.Theirs:
			i.more, i.asked = words.Standing(t.snap, a), true
			asked = append(asked, i)
			continue
		case v.Ask == "": // else it is said when that is asked
			i.more = v.More
		}
		if v.Quiet {
			rest = append(rest, i)
		} else {
			*to = append(*to, i)
		}
	}
	return append(asked, likely...), rest
}

// own is what this window can do besides.
func (t *table) own() (all []item) {
	if t.snap.Proof != nil {
		all = append(all, item{key: "f", name: words.Say("menu.fair"), does: words.Say("key.fair"), act: t.showProof})
	}
	all = append(all, t.nextBoard()...)
	all = append(all, t.again()...)
	if len(t.snap.View.Log) > 0 && t.snap.Phase != room.Open {
		all = append(all, item{key: "l", name: words.Say("menu.moves"), does: words.Say("key.moves"), act: t.showMoves})
	}
	all = append(all,
		item{key: "y", name: words.Say("menu.copy"), does: words.Say("key.copy"), act: t.copyInvite},
		item{key: "i", name: words.Say("menu.invite"), does: words.Say("key.qr"), act: t.showInvite})
	all = append(all, item{key: carryKey, name: words.Say("carry.title"), does: words.Say("key.carry"), quiet: t.snap.Phase == room.Open, act: func() tea.Cmd { return t.askCarry(t.code) }})
	if t.snap.You >= 0 {
		all = append(all, t.notifying())
	}
	if t.session.Alerts != nil {
		all = append(all, item{name: words.Say("alerts.title"), quiet: true, act: t.askAlerts})
	}
	if t.snap.You >= 0 {
		all = append(all, item{key: habitsKey, name: words.Say("habits.title"), quiet: true, act: t.askHabits})
	}
	all = append(all, item{key: "u", name: words.Say("menu.name"), does: words.Say("key.name"), quiet: true, act: t.askName})
	return all
}

// leaving is how the person leaves: by giving the seat up, where the room lets
// them, and with their seat kept else.
func (t *table) leaving() item {
	i := item{key: "q", name: words.Say("menu.leave"), does: words.Say("key.leave"), act: t.home}
	switch a, ok := t.snap.Action(room.Leave); {
	case ok && a.How != "":
		i.name, i.act = words.Say("menu.stop"), func() tea.Cmd { return t.askStop(words.VerbFor(t.snap, a)) }
	case ok:
		i.name, i.act = words.VerbFor(t.snap, a).Label, t.standUp
	case t.plays():
		i.name, i.more = words.Say("menu.leaveKept"), words.Say("menu.kept")
	}
	return i
}

// carryOut does what an action says, once the person has said what it takes, one
// thing after the other, and, where it cannot be taken back, that they mean it.
func (t *table) carryOut(a room.Action, v words.Verb, c room.Command) tea.Cmd {
	if len(a.Args) > 0 && a.Args[0].Now != "" {
		t.front = newForm(t, a, v, c)
		return nil
	}
	if len(a.Args) > 0 {
		arg := a.Args[0]
		a.Args = a.Args[1:]
		return t.fillIn(v, arg, func(value string) tea.Cmd {
			c := c
			c.Give(arg, value)
			return t.carryOut(a, v, c)
		})
	}
	if a.Confirm {
		return t.question(v.Ask, v.More, answer{label: v.No}, answer{label: v.Yes, act: func() tea.Cmd { return t.do(c) }})
	}
	return t.do(c)
}

// fillIn asks for one argument: by a list, in the field of the chat, or in one of its own.
func (t *table) fillIn(v words.Verb, arg room.Arg, then func(string) tea.Cmd) tea.Cmd {
	if len(arg.Values) == 0 && v.Do == room.Chat { // of which one says more than one line
		t.talking = then
		return nil
	}
	if len(arg.Values) == 0 {
		t.front = newWriting(t.app, v, then)
		return nil
	}
	// In front of an open room a move that is typed too early would answer it.
	d := &dialog{app: t.app, name: v.Label, grave: t.snap.Phase == room.Open}
	for i, value := range arg.Values {
		d.answers = append(d.answers, answer{digit(i), words.Level(value), "", func() tea.Cmd { return then(value) }})
	}
	t.front = d
	return nil
}

// talk opens the chat, where one may say something.
func (t *table) talk() tea.Cmd {
	a, ok := t.snap.Action(room.Chat)
	if !ok {
		return nil
	}
	return t.carryOut(a, words.VerbFor(t.snap, a), room.Command{Do: room.Chat})
}

// small begins a text as in the middle of a sentence.
func small(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

// askMenu shows the menu.
func (t *table) askMenu() {
	back := words.Say("menu.back")
	if t.snap.Phase == room.Open {
		back = words.Say("menu.wait")
	}
	d := &dialog{app: t.app, name: words.Say("menu.title"), firm: true, answers: []answer{{label: back}}}
	for _, i := range t.menu() {
		d.answers = append(d.answers, answer{i.key, i.name, i.more, i.act})
	}
	t.front = d
}

// question is one whose last answer cannot be taken back.
func (t *table) question(name, text string, answers ...answer) tea.Cmd {
	t.front = &dialog{app: t.app, name: name, text: text, firm: true, grave: true, answers: answers}
	return nil
}

func (t *table) askStop(v words.Verb) tea.Cmd {
	return t.question(words.Say("menu.stopAsk"), v.More,
		answer{label: words.Say("menu.stay")},
		answer{label: words.Say("menu.goKept"), more: words.Kept(t.snap), act: t.home},
		answer{label: v.Label, act: t.standUp})
}

// standUp gives the seat up and goes home.
func (t *table) standUp() tea.Cmd {
	return tea.Batch(t.do(room.Command{Do: room.Leave}), t.home())
}

func (t *table) newInvite() *invite { return newInvite(t.app, t.code, t.info.Title) }

func (t *table) showInvite() tea.Cmd {
	t.front = t.newInvite()
	return nil
}

func (t *table) copyInvite() tea.Cmd {
	i := t.newInvite()
	if t.snap.Phase != room.Open { // else it is in sight
		t.front = i
	}
	return i.copy()
}

func (t *table) showProof() tea.Cmd {
	t.front = &fair{t.app, t.code, *t.snap.Proof}
	return nil
}
