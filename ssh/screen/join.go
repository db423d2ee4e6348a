package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// join asks for the code of a room.
type join struct {
	*app
	code field
}

// maxCode is how many bytes are taken: a typed invitation may be a whole command.
const maxCode = 200

func newJoin(a *app) *join { return &join{app: a, code: field{max: maxCode}} }

func (j *join) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() != "enter" {
		j.code.key(k)
		return nil
	}
	if strings.TrimSpace(j.code.text) == "" {
		j.front = nil
		return nil
	}
	return j.goTo(j.code.text, true)
}

// paste takes the code out of an invitation, or else what there is.
func (j *join) paste(text string) {
	if code, err := room.FindCode(text); err == nil {
		j.code.clear()
		text = string(code)
	}
	j.code.insert(text)
}

func (j *join) help() []hint {
	return []hint{hintOf("enter", "key.join"), hintOf("esc", "key.back")}
}

func (j *join) draw(c *term.Canvas) {
	drawAsking(c, 38, words.Say("join.title"), words.Say("join.code"), &j.code, 0)
}
