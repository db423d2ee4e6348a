package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"crossplay/ssh/term"
	"crossplay/words"
)

// hint is one thing that a key does.
type hint struct {
	key   string // as it is written: "enter"
	does  string // "join"
	press string // the keys that a click stands for, as KeyPressMsg.String says them; "" for none
}

// hintOf is what a key does that is clicked as well: its sentence by its key.
func hintOf(key, sentence string) hint { return hint{key, words.Say(sentence), key} }

// wide reports whether there is room for a panel beside the main part.
func (a *app) wide() bool { return a.w >= 80 }

// Draw paints the whole screen.
func (a *app) Draw(c *term.Canvas) {
	a.zones, a.stale = a.zones[:0], false
	if a.small() {
		a.drawSmall(c)
		return
	}
	a.page.draw(c)
	hints := a.page.help()
	if a.front != nil {
		a.cover()
		c.CursorShown = false
		a.front.draw(c)
		hints = a.front.help()
		if a.notice != "" {
			c.Fill(0, c.H-2, c.W, 1, term.Text, ' ')
			a.drawNotice(c, margin(c), c.H-2, c.W-2*margin(c))
		}
	}
	a.drawHelp(c, hints)
}

func (a *app) drawSmall(c *term.Canvas) {
	lines := []string{words.Say("app.small", words.Args{"w": minWidth, "h": minHeight}), words.Say("app.now", words.Args{"w": a.w, "h": a.h})}
	y := max(0, (c.H-len(lines))/2)
	for i, l := range lines {
		style := term.Text
		if i > 0 {
			style = term.Muted
		}
		c.Centre(0, y+i, c.W, style, l)
	}
}

// drawHeader draws the top line: where one is on the left, a detail on the right.
func drawHeader(c *term.Canvas, left, right string) {
	x := c.Put(margin(c), 0, term.Accent|term.Bold, left)
	room := c.W - margin(c) - x - 2
	right = term.Cut(right, room)
	c.Put(c.W-margin(c)-term.Width(right), 0, term.Muted, right)
}

// margin is the space at the sides of a screen.
func margin(c *term.Canvas) int { return marginOf(c.W) }

func marginOf(w int) int {
	if w < 80 {
		return 1
	}
	return 2
}

// drawHelp draws the bottom line. What does not fit is left out; the last hint
// always fits.
func (a *app) drawHelp(c *term.Canvas, hints []hint) {
	y := c.H - 1
	if len(hints) == 0 {
		return
	}
	c.Fill(0, y, c.W, 1, term.Text|term.OnPanel, ' ')
	gap := 2
	if c.W >= 100 {
		gap = 4
	}
	last := hints[len(hints)-1]
	room := c.W - 2*margin(c) - hintWidth(last)
	x := margin(c)
	for _, h := range hints[:len(hints)-1] {
		if w := hintWidth(h) + gap; w <= room {
			x = a.drawHint(c, x, y, h) + gap
			room -= w
		}
	}
	a.drawHint(c, x, y, last)
}

func hintWidth(h hint) int { return term.Width(h.key) + 1 + term.Width(h.does) }

func (a *app) drawHint(c *term.Canvas, x, y int, h hint) int {
	end := c.Put(x, y, term.Accent|term.OnPanel, h.key)
	end = c.Put(end+1, y, term.Muted|term.OnPanel, h.does)
	if h.press != "" {
		a.zone(x, y, end-x, 1, func() tea.Cmd {
			var all []tea.Cmd
			for _, key := range strings.Fields(h.press) {
				all = append(all, a.key(press(key)))
			}
			return tea.Batch(all...)
		})
	}
	return end
}

// press is the message of a key by its name.
func press(name string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// drawNotice draws what is to be said once, and reports whether there was any.
func (a *app) drawNotice(c *term.Canvas, x, y, w int) bool {
	if a.notice == "" {
		return false
	}
	style := term.Accent
	if a.bad {
		style = term.Bad
	}
	c.Centre(x, y, w, style, sentences(a.notice, w))
	return true
}

// sentences is as many whole sentences of text, or parts between points in the
// middle, as fit, and at least the first.
func sentences(text string, w int) string {
	for term.Width(text) > w {
		full, part := strings.LastIndex(text, ". "), strings.LastIndex(text, " · ")
		if full < 0 && part < 0 {
			break
		}
		text = text[:max(full+1, part)]
	}
	return text
}

// wrap breaks text into lines of at most w columns, at spaces where it can. A
// line has at least one character, however small w is.
func wrap(text string, w int) []string {
	w = max(w, 1)
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		n := term.Width(word)
		switch {
		case line == "":
			line, used = word, n
		case used+1+n <= w:
			line, used = line+" "+word, used+1+n
		default:
			lines = append(lines, line)
			line, used = word, n
		}
		for used > w {
			head := chop(line, w)
			lines = append(lines, head)
			line, used = line[len(head):], used-term.Width(head)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// chop returns the longest beginning of text that fits into w columns, and at
// least one character, unless there is none.
func chop(text string, w int) string {
	end, used := 0, 0
	for g := graphemes.FromString(text); g.Next(); {
		if used += term.Width(g.Value()); end > 0 && used > w {
			break
		}
		end = g.End()
	}
	return text[:end]
}

// drawBox clears a rectangle, with some air around it, and frames it.
func drawBox(c *term.Canvas, x, y, w, h int, title string) {
	c.Fill(x-2, y-1, w+4, h+2, term.Text, ' ')
	c.Box(x, y, w, h, term.Accent, title)
}
