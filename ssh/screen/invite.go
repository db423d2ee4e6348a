package screen

import (
	tea "charm.land/bubbletea/v2"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// invite shows how others come to a room.
type invite struct {
	*app
	ways
	text string // what is copied
}

func newInvite(a *app, code room.Code, title string) *invite {
	i := &invite{app: a, ways: ways{code: code, link: a.session.Invite.Link(string(code)), command: a.session.Invite.SSH(string(code))}}
	i.text = words.Say("invite.text", words.Args{"game": title, "link": i.link, "command": i.command})
	return i
}

// copy puts the invitation on the clipboard. It is on the screen as well, for
// terminals that do not allow that.
func (i *invite) copy() tea.Cmd {
	i.say(words.Say("invite.copied"))
	return term.Copy(i.text)
}

func (i *invite) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "y":
		return i.copy()
	case "i", "q", "enter":
		i.front = nil
	}
	return nil
}

func (i *invite) help() []hint {
	return []hint{hintOf("y", "key.copy"), hintOf("esc", "key.back")}
}

func (i *invite) draw(c *term.Canvas) { i.ways.draw(c, i.light) }
