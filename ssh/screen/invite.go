package screen

import (
	tea "charm.land/bubbletea/v2"
	"rsc.io/qr"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// invite shows how others come to a room.
type invite struct {
	*app
	code   room.Code
	text   string   // what is copied
	code2d *qr.Code // of the link; made when it is first drawn
}

func newInvite(a *app, code room.Code, title string) *invite {
	i := &invite{app: a, code: code}
	i.text = words.Say("invite.text", words.Args{"game": title, "link": a.session.Invite.Link(string(code)), "command": a.session.Invite.SSH(string(code))})
	return i
}

// copy puts the invitation on the clipboard. It is on the screen as well, for
// terminals that do not allow that.
func (i *invite) copy() tea.Cmd {
	i.say(words.Say("invite.copied"))
	return term.Copy(i.text)
}

func (i *invite) key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "y":
		return i.copy()
	case "i", "q", "enter":
		i.front = nil
	}
	return nil
}

func (i *invite) help() []hint {
	return []hint{hintOf("y", "key.copy"), hintOf("esc", "key.back")}
}

// The space that the words of an invitation take, and the quiet zone around a
// QR code, in dots.
const (
	inviteWidth = 40
	quiet       = 2
)

func (i *invite) draw(c *term.Canvas) {
	area := term.Rect(0, 1, c.W, c.H-2)
	c.Fill(area.X, area.Y, area.W, area.H, term.Text, ' ')
	if i.code2d == nil {
		// L corrects the fewest errors, and a screen has none. An address too
		// long for any code has none.
		i.code2d, _ = qr.Encode(i.session.Invite.Link(string(i.code)), qr.L)
	}
	side := 0
	if i.code2d != nil && !c.ASCII {
		side = i.code2d.Size + 2*quiet
	}
	tall := (side+1)/2 <= area.H-2
	if side == 0 || !tall || side+3+inviteWidth > area.W-2 {
		i.drawWords(c, area, side > 0)
		return
	}
	x := (area.W - side - 3 - inviteWidth) / 2
	y := area.Y + (area.H-(side+1)/2)/2
	i.drawQR(c, x, y)
	i.drawWords(c, term.Rect(x+side+3, area.Y, inviteWidth, area.H), false)
}

// drawQR draws the code as light dots on a dark background: on a light one, the
// dark dots are drawn instead.
func (i *invite) drawQR(c *term.Canvas, x, y int) {
	n := i.code2d.Size + 2*quiet
	on := func(col, row int) bool { return row < n && i.code2d.Black(col-quiet, row-quiet) == i.light }
	for row := 0; row < n; row += 2 {
		for col := range n {
			c.Dots(x+col, y+row/2, term.Text, on(col, row), on(col, row+1))
		}
	}
}

// drawWords draws the code and the two ways in.
func (i *invite) drawWords(c *term.Canvas, area term.Rectangle, larger bool) {
	w := min(area.W-2, max(inviteWidth, term.Width(i.session.Invite.SSH(string(i.code)))))
	ways := []struct{ name, text, url string }{
		{words.Say("invite.browser"), i.session.Invite.Link(string(i.code)), i.session.Invite.Link(string(i.code))},
		{words.Say("invite.terminal"), i.session.Invite.SSH(string(i.code)), ""},
	}
	h := bannerHeight + 1
	for _, way := range ways {
		h += 2 + len(wrap(way.text, w))
	}
	if larger {
		h += 2
	}
	x, y := area.X+(area.W-w)/2, area.Y+max(0, (area.H-h)/2)
	drawBanner(c, x, y, w, term.Accent, i.code)
	y += bannerHeight + 1
	for _, way := range ways {
		c.Centre(x, y, w, term.Muted, way.name)
		y++
		for _, line := range wrap(way.text, w) {
			left := x + (w-term.Width(line))/2
			if way.url != "" {
				c.Link(left, y, term.Text, line, way.url)
			} else {
				c.Put(left, y, term.Text, line)
			}
			y++
		}
		y++
	}
	if larger {
		c.Centre(x, y, w, term.Muted, words.Say("invite.larger"))
	}
}
