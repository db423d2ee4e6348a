package screen

import (
	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// fair shows how anyone can check that the dice were fair.
type fair struct {
	*app
	code  room.Code
	proof room.Proof
}

func (f *fair) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "f", "q", "enter":
		f.front = nil
	}
	return nil
}

func (f *fair) help() []hint { return []hint{hintOf("esc", "key.back")} }

// lines are what is said, with headings in between.
func (f *fair) lines() []guideLine {
	lines := []guideLine{
		{text: words.Say("fair.hash")},
		{key: f.proof.Hash},
	}
	if f.proof.Secret == "" {
		return append(lines, guideLine{}, guideLine{text: words.Say("fair.later")})
	}
	return append(lines,
		guideLine{}, guideLine{text: words.Say("fair.secret")}, guideLine{key: f.proof.Secret},
		guideLine{}, guideLine{text: words.Say("fair.check")},
		guideLine{key: f.session.Invite.Print("proof " + string(f.code) + " > game.json")},
		guideLine{key: words.Say("fair.verify")})
}

func (f *fair) draw(c *term.Canvas) {
	w := min(c.W-2, 72)
	var text []guideLine
	roomy := c.H >= 20
	for _, l := range f.lines() {
		for _, part := range wrap(l.key, w-6) {
			text = append(text, guideLine{key: part})
		}
		for _, part := range wrap(l.text, w-6) {
			text = append(text, guideLine{text: part})
		}
		if l == (guideLine{}) && roomy {
			text = append(text, l)
		}
	}
	h := len(text) + 2
	if roomy {
		h += 2
	}
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, words.Say("fair.title"))
	y += (h - len(text)) / 2
	for i, l := range text {
		c.Put(x+3, y+i, term.Text, l.key)
		c.Put(x+3, y+i, term.Muted, l.text)
	}
}
