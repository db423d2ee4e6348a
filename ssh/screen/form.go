package screen

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// form asks for the arguments of an action that have values already: all of them at once.
type form struct {
	*app
	verb    words.Verb
	args    []room.Arg
	chosen  []int // of the values, by argument
	at      int   // the chosen line
	names   func(room.Arg) string
	values  func(room.Arg, string) string
	command room.Command
	send    func(room.Command) tea.Cmd
}

func newForm(t *table, a room.Action, v words.Verb, c room.Command) *form {
	f := &form{
		app: t.app, verb: v, args: a.Args, command: c, send: t.do,
		names:  func(arg room.Arg) string { return words.ArgName(t.info, arg) },
		values: func(arg room.Arg, value string) string { return words.ArgValue(t.info, arg, value) },
	}
	for _, arg := range a.Args {
		f.chosen = append(f.chosen, max(0, slices.Index(arg.Values, arg.Now)))
	}
	return f
}

func (f *form) lines() (all []line) {
	for i, arg := range f.args {
		value := f.values(arg, arg.Values[f.chosen[i]])
		all = append(all, line{f.names(arg), small(value), "", func(by int) { f.chosen[i] = cycle(f.chosen[i], by, len(arg.Values)) }})
	}
	return all
}

func (f *form) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "up", "k", "shift+tab":
		f.at = cycle(f.at, -1, len(f.args))
	case "down", "j", "tab":
		f.at = cycle(f.at, 1, len(f.args))
	case "left", "h":
		f.lines()[f.at].change(-1)
	case "right", "l", "space":
		f.lines()[f.at].change(1)
	case "enter":
		return f.done()
	case "q":
		f.front = nil
	}
	return nil
}

// done does it with what was chosen.
func (f *form) done() tea.Cmd {
	f.front, f.since = nil, f.now()
	c := f.command
	for i, arg := range f.args {
		c.Give(arg, arg.Values[f.chosen[i]])
	}
	return f.send(c)
}

func (f *form) help() []hint {
	return []hint{hintOf("enter", "key.take"), {"↑↓", words.Say("key.choose"), ""}, {"←→", words.Say("key.change"), ""}, hintOf("esc", "key.back")}
}

func (f *form) draw(c *term.Canvas) {
	w := min(c.W-2, 62)
	lines := f.lines()
	names := nameColumn(lines)
	h := 4
	for _, l := range lines {
		h += l.height(names, w-4)
	}
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, f.verb.Label)
	y += 2
	for i, l := range lines {
		high := l.height(names, w-4)
		l.draw(c, term.Rect(x+2, y, w-4, high), names, i == f.at)
		f.zone(x+1, y, w-2, high, func() tea.Cmd {
			if f.at == i {
				l.change(1)
			}
			f.at = i
			return nil
		})
		y += high
	}
}
