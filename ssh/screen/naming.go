package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"crossplay/players"
	"crossplay/ssh/term"
	"crossplay/words"
)

// naming asks for another name, on every page.
type naming struct {
	*app
	name field
	why  string // it could not be had
	sent bool   // and is not answered yet
}

// renamed is the answer.
type renamed struct {
	asked *naming // nil: it was offered
	err   error
}

// newNaming begins with the name that the person has.
func newNaming(a *app) *naming {
	n := &naming{app: a, name: field{max: 4 * players.MaxName}}
	n.name.insert(a.session.Me().Name)
	return n
}

// askName lets the person take another name.
func (a *app) askName() tea.Cmd {
	a.front = newNaming(a)
	return nil
}

func (n *naming) key(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case n.sent:
	case k.String() == "enter":
		n.sent, n.why = true, ""
		return n.rename(n, n.name.text)
	default:
		n.name.key(k)
	}
	return nil
}

func (n *naming) paste(text string) { n.name.insert(text) }

// rename takes a name.
func (a *app) rename(asked *naming, name string) tea.Cmd {
	return a.ask(func(ctx context.Context) tea.Msg {
		return renamed{asked, a.session.Rename(ctx, name)}
	})
}

// renamed takes the answer in.
func (a *app) renamed(r renamed) {
	open := r.asked != nil && a.front == overlay(r.asked)
	switch {
	case r.err != nil && open:
		r.asked.sent, r.asked.why = false, words.Sorry(r.err)
		return
	case r.err != nil:
		a.refuse(r.err)
		return
	case open:
		a.front = nil
	}
	a.say(words.Say("name.now", words.Args{"name": a.session.Me().Name}))
}

func (n *naming) help() []hint {
	return []hint{hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (n *naming) draw(c *term.Canvas) {
	const w, rows = 38, 2
	x, y := drawAsking(c, w, words.Say("name.title"), words.Say("name.others"), &n.name, rows)
	for i, line := range wrap(n.why, w-6) {
		if i <= rows {
			c.Put(x, y+i, term.Bad, line)
		}
	}
}

// offerName asks, once, whether somebody who came under another name than theirs
// wants to have it.
func (a *app) offerName() {
	name := a.session.Offered
	if name == "" {
		return
	}
	a.session.Offered = ""
	args := words.Args{"name": a.session.Me().Name, "other": name}
	a.front = &dialog{app: a, name: words.Say("name.title"), text: words.Say("name.offer", args), firm: true, grave: true, answers: []answer{
		{label: words.Say("name.stay", args), act: func() tea.Cmd {
			return a.ask(func(ctx context.Context) tea.Msg {
				if err := a.session.Players.Pass(ctx, a.session.Player.ID, name); err != nil {
					return sorry{err}
				}
				return nil
			})
		}},
		{label: words.Say("name.take", args), act: func() tea.Cmd { return a.rename(nil, name) }},
	}}
}
