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
	drawAsking(c, min(64, c.W-2), w.verb.Label, w.verb.More, &w.text, 0)
}

// drawAsking draws a box that asks for a line of text, with so many free rows below it,
// and returns where those begin.
func drawAsking(c *term.Canvas, w int, title, hint string, f *field, rows int) (x, y int) {
	lines := wrap(hint, w-6)
	h := len(lines) + 6 + rows
	x, y = (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, title)
	for i, line := range lines {
		c.Put(x+3, y+2+i, term.Muted, line)
	}
	x, y = x+3, y+3+len(lines)
	c.Put(x, y, term.Accent|term.Bold, ">")
	f.draw(c, x+2, y, w-8)
	return x, y + 1
}
