package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
)

// join asks for the code of a room.
type join struct {
	*app
	code field
}

// maxCode is how many bytes are taken: a pasted invitation may be a whole address.
const maxCode = 200

func newJoin(a *app) *join { return &join{app: a, code: field{max: maxCode}} }

func (j *join) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() != "enter" {
		j.code.key(k)
		return nil
	}
	// Of an address or a command, the code is the end.
	typed := strings.TrimSpace(j.code.text)
	if i := strings.LastIndexAny(strings.TrimRight(typed, "/"), "/"); i >= 0 {
		typed = strings.Trim(typed[i:], "/")
	}
	if strings.HasPrefix(typed, "ssh ") {
		typed = typed[strings.LastIndex(typed, " ")+1:]
	}
	if typed == "" {
		j.front = nil
		return nil
	}
	return j.goTo(typed, true)
}

func (j *join) paste(text string) { j.code.insert(text) }

func (j *join) help() []hint {
	return []hint{{"enter", "join", "enter"}, {"esc", "back", "esc"}}
}

func (j *join) draw(c *term.Canvas) {
	const w, h = 38, 7
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, "Join by code")
	c.Put(x+3, y+2, term.Muted, "The code, or the whole link")
	c.Put(x+3, y+4, term.Accent|term.Bold, ">")
	j.code.draw(c, x+5, y+4, w-8)
}
