package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
)

// asking asks for one thing that is typed. It stays until what was typed is taken.
type asking struct {
	*app
	title string
	about string
	text  field
	take  func(e *asking, typed string) tea.Cmd
	why   string // it could not be
	sent  bool   // and is not answered yet
}

// refuse says why what was typed is not taken.
func (e *asking) refuse(why string) { e.sent, e.why = false, why }

func (e *asking) key(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case e.sent:
	case k.String() == "enter":
		e.sent, e.why = true, ""
		return e.take(e, strings.TrimSpace(e.text.text))
	default:
		e.text.key(k)
	}
	return nil
}

func (e *asking) paste(text string) { e.text.insert(strings.TrimSpace(text)) }

func (e *asking) help() []hint {
	return []hint{hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (e *asking) draw(c *term.Canvas) {
	w := min(64, c.W-2)
	about, why := wrap(e.about, w-6), wrap(e.why, w-6)
	h := len(about) + 6 + max(2, len(why))
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, e.title)
	y += 2
	for _, line := range about {
		c.Put(x+3, y, term.Muted, line)
		y++
	}
	c.Put(x+3, y+1, term.Accent|term.Bold, ">")
	e.text.draw(c, x+5, y+1, w-8)
	for i, line := range why {
		c.Put(x+3, y+2+i, term.Bad, line)
	}
}
