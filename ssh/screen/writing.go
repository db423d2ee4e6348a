package screen

import (
	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
	"crossplay/words"
)

// writing asks for the text that an action needs.
type writing struct {
	*app
	verb words.Verb
	text field
	then func(string) tea.Cmd
}

func newWriting(a *app, v words.Verb, then func(string) tea.Cmd) *writing {
	return &writing{app: a, verb: v, text: field{max: maxSaid}, then: then}
}

func (w *writing) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() != "enter" {
		w.text.key(k)
		return nil
	}
	w.front = nil
	if w.text.text == "" {
		return nil
	}
	return w.then(w.text.text)
}

func (w *writing) paste(text string) { w.text.insert(text) }

func (w *writing) help() []hint {
	return []hint{hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (w *writing) draw(c *term.Canvas) {
	width := min(64, c.W-2)
	lines := wrap(w.verb.More, width-6)
	height := len(lines) + 6
	x, y := (c.W-width)/2, max(0, (c.H-1-height)/2)
	drawBox(c, x, y, width, height, w.verb.Label)
	for i, line := range lines {
		c.Put(x+3, y+2+i, term.Muted, line)
	}
	c.Put(x+3, y+height-3, term.Accent|term.Bold, ">")
	w.text.draw(c, x+5, y+height-3, width-8)
}
