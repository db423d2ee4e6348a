package screen

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"crossplay/ssh/term"
)

// field is a line of text that a person writes.
type field struct {
	text string
	at   int // the cursor, in bytes
	max  int // how many bytes are taken; the rest is not
}

// key takes a key and reports whether the field knew what to do with it.
func (f *field) key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		f.at = f.before()
	case "right", "ctrl+f":
		f.at = f.behind()
	case "home", "ctrl+a":
		f.at = 0
	case "end", "ctrl+e":
		f.at = len(f.text)
	case "backspace", "ctrl+h":
		f.cut(f.before(), f.at)
	case "delete", "ctrl+d":
		f.cut(f.at, f.behind())
	case "ctrl+u":
		f.cut(0, f.at)
	case "ctrl+w":
		head := strings.TrimRight(f.text[:f.at], " ")
		f.cut(strings.LastIndex(head, " ")+1, f.at)
	default:
		if k.Text == "" {
			return false
		}
		f.insert(k.Text)
	}
	return true
}

// insert writes at the cursor. It reports whether there was room for all of it;
// nothing is written else.
func (f *field) insert(text string) bool {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	if len(f.text)+len(text) > f.max {
		return false
	}
	f.text = f.text[:f.at] + text + f.text[f.at:]
	f.at += len(text)
	return true
}

func (f *field) cut(from, to int) {
	f.text = f.text[:from] + f.text[to:]
	f.at = from
}

// before is where the character in front of the cursor begins.
func (f *field) before() int {
	start := 0
	for g := graphemes.FromString(f.text[:f.at]); g.Next(); {
		start = g.Start()
	}
	return start
}

// behind is where the character under the cursor ends.
func (f *field) behind() int {
	g := graphemes.FromString(f.text[f.at:])
	if !g.Next() {
		return f.at
	}
	return f.at + g.End()
}

func (f *field) clear() { f.text, f.at = "", 0 }

// draw draws the field w columns wide, with the terminal's own cursor in it. A
// long text is moved so that the cursor stays in sight.
func (f *field) draw(c *term.Canvas, x, y, w int) {
	c.Fill(x, y, w, 1, term.Text|term.OnPanel, ' ')
	before := f.text[:f.at]
	cursor := term.Width(before)
	for cursor > max(w-1, 0) {
		head := chop(before, 1)
		before, cursor = before[len(head):], cursor-term.Width(head)
	}
	c.Put(x, y, term.Text|term.OnPanel, chopTo(before+f.text[f.at:], w))
	c.CursorX, c.CursorY, c.CursorShown = x+cursor, y, true
}

// chopTo is chop for text that may be too wide for anything.
func chopTo(text string, w int) string {
	if w <= 0 {
		return ""
	}
	return chop(text, w)
}
