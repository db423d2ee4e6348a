package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
	"crossplay/words"
)

// This file shows how the person goes on in another window, on every page.

// carryKey opens it.
const carryKey = "m"

// carrying is what is shown of it.
type carrying struct {
	*app
	ways
}

// carryMade is the answer to somebody who wants to go on elsewhere.
type carryMade struct {
	carry session.Carry
	err   error
}

// askCarry makes a way to go on elsewhere, at a room or at the first screen.
func (a *app) askCarry(at room.Code) tea.Cmd {
	a.say(words.Say("app.moment"))
	return a.ask(func(ctx context.Context) tea.Msg {
		c, err := a.session.Carry(ctx, at)
		return carryMade{c, err}
	})
}

// carryMade shows it.
func (a *app) carryMade(m carryMade) {
	if m.err != nil {
		a.say(words.Sorry(m.err))
		return
	}
	a.say("")
	a.front = &carrying{a, ways{about: words.Say("carry.about"), link: m.carry.Link, command: m.carry.Command}}
}

func (c *carrying) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "y":
		c.say(words.Say("invite.copied"))
		return term.Copy(c.link)
	case carryKey, "q", "enter":
		c.front = nil
	}
	return nil
}

func (c *carrying) help() []hint {
	return []hint{hintOf("y", "key.link"), hintOf("esc", "key.back")}
}

func (c *carrying) draw(canvas *term.Canvas) { c.ways.draw(canvas, c.light) }
