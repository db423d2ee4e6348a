package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/words"
)

// order is something that is done with the table, and not on the board.
type order struct {
	key  string // in the menu, and in front of an open room
	does string // in a line of help
	name string // in the menu
	more string // and what it means, or nothing
	act  func() tea.Cmd
}

// orders are what the person can do with the table now, the most likely first.
func (t *table) orders() []order {
	s := t.snap
	var all []order
	add := func(on bool, o order) {
		if on {
			all = append(all, o)
		}
	}
	add(words.CanClaim(s), order{"w", words.Claim(s), capital(words.Claim(s)), "", t.askClaim})
	add(words.CanRematch(s, t.info), order{"r", "rematch", "Rematch", "", t.asks(room.Rematch)})
	add(s.Phase == room.Open && s.You < 0, order{"s", "sit down", "Sit down", "", t.asks(room.Sit)})
	add(words.CanBegin(s, t.info), order{"g", words.Begin(s), capital(words.Begin(s)), "", t.asks(room.Begin)})
	add(words.CanInviteBot(s, t.levels()), order{"b", "play a bot", "Play a bot", "", t.askBot})
	add(s.Proof != nil, order{"f", "fair dice", "Fair dice", "", t.showProof})
	add(true, order{"y", "copy", "Copy the invitation", "", t.copyInvite})
	add(true, order{"i", "QR code", "Invitation and QR code", "", t.showInvite})
	add(words.CanResign(s), order{"R", "resign", "Resign", "", t.askResign})
	switch {
	case t.plays():
		add(true, order{"q", "leave", "Leave, and keep my seat", "The game waits for you on the first screen.", t.home})
	case s.You >= 0 && s.Phase == room.Open:
		add(true, order{"q", "leave", "Stop waiting", "", t.askStop})
	case s.You >= 0 && s.Phase == room.Over:
		add(true, order{"q", "leave", "Leave the table", "", t.standUp})
	default:
		add(true, order{"q", "leave", "Leave the table", "", t.home})
	}
	return all
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// askMenu shows the orders.
func (t *table) askMenu() {
	back := "Back to the board"
	if t.snap.Phase == room.Open {
		back = "Go on waiting"
	}
	d := &dialog{app: t.app, name: "Menu", firm: true, answers: []answer{{label: back}}}
	for _, o := range t.orders() {
		d.answers = append(d.answers, answer{o.key, o.name, o.more, o.act})
	}
	t.front = d
}

func (t *table) asks(verb room.Verb) func() tea.Cmd {
	return func() tea.Cmd { return t.do(room.Command{Do: verb}) }
}

// question is one whose second answer cannot be taken back.
func (t *table) question(name, text string, answers ...answer) tea.Cmd {
	t.front = &dialog{app: t.app, name: name, text: text, firm: true, grave: true, answers: answers}
	return nil
}

func (t *table) askResign() tea.Cmd {
	return t.question("Resign?", words.Resigning(t.snap), answer{label: "Play on"}, answer{label: "Resign", act: t.asks(room.Resign)})
}

func (t *table) askClaim() tea.Cmd {
	claim := capital(words.Claim(t.snap))
	return t.question(claim+"?", words.Claiming(t.snap), answer{label: "Go on waiting"}, answer{label: claim, act: t.asks(room.Claim)})
}

func (t *table) askStop() tea.Cmd {
	return t.question("Stop waiting?", "",
		answer{label: "Stay"},
		answer{label: "Go, and keep my seat", more: "The room closes if nobody looks for two minutes.", act: t.home},
		answer{label: "Close the room and go", act: t.standUp})
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
