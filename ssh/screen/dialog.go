package screen

import (
	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
)

// overlay is something in front of a page. Esc takes it away.
type overlay interface {
	key(tea.KeyPressMsg) tea.Cmd
	draw(*term.Canvas)
	help() []hint
}

// dialog asks a question with a few answers.
type dialog struct {
	*app
	name    string
	text    string
	answers []answer
	at      int // the chosen answer
}

// answer is what one can say to a dialog.
type answer struct {
	key   string // says it at once; "" for none
	label string
	more  string // a second line, or nothing
	act   func() tea.Cmd
}

func (d *dialog) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "up", "left", "k", "h", "shift+tab":
		d.at = (d.at + len(d.answers) - 1) % len(d.answers)
		return nil
	case "down", "right", "j", "l", "tab":
		d.at = (d.at + 1) % len(d.answers)
		return nil
	case "enter", "space":
		return d.give(d.at)
	}
	for i, a := range d.answers {
		if a.key != "" && a.key == k.String() {
			return d.give(i)
		}
	}
	if k.String() == "q" {
		d.front = nil
	}
	return nil
}

func (d *dialog) give(i int) tea.Cmd {
	d.front = nil
	if act := d.answers[i].act; act != nil {
		return act()
	}
	return nil
}

func (d *dialog) help() []hint {
	return []hint{{"↑↓", "choose", ""}, {"enter", "take it", "enter"}, {"esc", "back", "esc"}}
}

func (d *dialog) draw(c *term.Canvas) {
	w := term.Width(d.name) + 8
	for _, a := range d.answers {
		w = max(w, term.Width(a.label)+10, term.Width(a.more)+8)
	}
	w = min(max(w, term.Width(d.text)+6, 36), c.W-2, 62)
	text := wrap(d.text, w-6)
	h := 4 + len(d.answers)
	if len(text) > 0 {
		h += len(text) + 1
	}
	var more [][]string
	for _, a := range d.answers {
		lines := wrap(a.more, w-8)
		more = append(more, lines)
		h += len(lines)
	}
	airy := h+len(d.answers)-1 < c.H-3
	if airy {
		h += len(d.answers) - 1
	}
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, d.name)
	y += 2
	for _, line := range text {
		c.Put(x+3, y, term.Text, line)
		y++
	}
	if len(text) > 0 {
		y++
	}
	for i, a := range d.answers {
		drawAnswer(c, x+2, y, w-4, a, i == d.at)
		d.zone(x+1, y, w-2, 1+len(more[i]), func() tea.Cmd { return d.give(i) })
		y++
		for _, line := range more[i] {
			c.Put(x+6, y, term.Muted, line)
			y++
		}
		if airy {
			y++
		}
	}
}

func drawAnswer(c *term.Canvas, x, y, w int, a answer, chosen bool) {
	style, mark := term.Text, "  "
	if chosen {
		style, mark = term.Text|term.Bold|term.OnChosen, "▸ "
		c.Fill(x, y, w, 1, style, ' ')
	}
	c.Put(x+2, y, style, mark+term.Cut(a.label, w-8))
	if a.key != "" {
		c.Put(x+w-2, y, style&^0xff|term.Accent, a.key)
	}
}
