package screen

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
	"crossplay/words"
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
	list    bool      // letters go to what begins with them
	firm    bool      // it goes not round, and takes no letters but the answers' own
	grave   bool      // what it asks cannot be taken back: see reactionTime
	asked   time.Time // when it was first seen
	at      int       // the chosen answer
	long    scroll    // where not all answers fit
}

// reactionTime is how long something that has just come into sight takes no answer:
// whatever is pressed before was meant for what was there. People need a quarter
// of a second to see a thing and press a key, and as long again for the line.
const reactionTime = 500 * time.Millisecond

// unread reports whether the person cannot have read the question yet.
func (d *dialog) unread() bool {
	return d.grave && (d.asked.IsZero() || d.now().Sub(d.asked) < reactionTime)
}

// answer is what one can say to a dialog.
type answer struct {
	key   string // says it at once; "" for none
	label string
	more  string // a second line, or nothing
	act   func() tea.Cmd
}

func (d *dialog) key(k tea.KeyPressMsg) tea.Cmd {
	if d.unread() {
		return nil
	}
	switch k.String() {
	case "up", "left", "shift+tab":
		d.step(-1)
		return nil
	case "down", "right", "tab":
		d.step(1)
		return nil
	case "pgup", "home":
		d.at = 0
		return nil
	case "pgdown", "end":
		d.at = len(d.answers) - 1
		return nil
	case "enter", "space":
		return d.give(d.at)
	}
	for i, a := range d.answers {
		if a.key != "" && a.key == k.String() {
			return d.give(i)
		}
	}
	if d.firm || d.list && d.jump(k.Text) {
		return nil
	}
	switch k.String() {
	case "k", "h":
		d.step(-1)
	case "j", "l":
		d.step(1)
	case "q":
		d.front = nil
	}
	return nil
}

// step goes to another answer: round, in a dialog that is not firm.
func (d *dialog) step(by int) {
	if d.firm {
		d.at = min(max(d.at+by, 0), len(d.answers)-1)
		return
	}
	d.at = cycle(d.at, by, len(d.answers))
}

// jump goes to the next answer that begins with a letter.
func (d *dialog) jump(letter string) bool {
	labels := make([]string, len(d.answers))
	for i, a := range d.answers {
		labels[i] = a.label
	}
	i, ok := nextWith(labels, d.at, letter)
	if ok {
		d.at = i
	}
	return ok
}

// nextWith is the next of some texts that begins with a letter.
func nextWith(texts []string, at int, letter string) (int, bool) {
	if letter == "" {
		return at, false
	}
	for i := range texts {
		if j := cycle(at, 1+i, len(texts)); hasPrefixFold(texts[j], letter) {
			return j, true
		}
	}
	return at, false
}

func (d *dialog) give(i int) tea.Cmd {
	if d.unread() {
		return nil
	}
	d.front, d.since = nil, d.now() // what is pressed on was not meant for what is behind
	if act := d.answers[i].act; act != nil {
		return act()
	}
	return nil
}

func (d *dialog) help() []hint {
	return []hint{{"↑↓", words.Say("key.choose"), ""}, hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (d *dialog) draw(c *term.Canvas) {
	if d.asked.IsZero() {
		d.asked = d.now()
	}
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
	if h > c.H-1 {
		d.drawLong(c, w)
		return
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

// drawLong draws a list too long to say more than a line about each answer: it
// is moved so that the chosen one is in sight, and that one is explained below.
func (d *dialog) drawLong(c *term.Canvas, w int) {
	said := 0
	for _, a := range d.answers {
		said = max(said, len(wrap(a.more, w-6)))
	}
	room := within(c.H-1-4-said, len(d.answers))
	h := room + said + 4
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, d.name)
	d.long.fit(len(d.answers), room)
	d.long.reach(d.at, 0)
	for i := range room {
		n := d.long.first() + i
		drawAnswer(c, x+1, y+1+i, w-2, d.answers[n], n == d.at)
		d.zone(x+1, y+1+i, w-2, 1, func() tea.Cmd { return d.give(n) })
	}
	d.long.drawArrows(c, x+w-1, y+1, y+room, term.Accent)
	for i, line := range wrap(d.answers[d.at].more, w-6) {
		c.Put(x+3, y+2+room+i, term.Muted, line)
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
