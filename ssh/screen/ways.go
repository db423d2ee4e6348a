package screen

import (
	"rsc.io/qr"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// ways are two ways to the same place, shown with all there is room for.
type ways struct {
	code    room.Code // written large; or empty, and about is there instead
	about   string
	link    string   // for a browser
	command string   // for a terminal
	code2d  *qr.Code // of the link; made when it is first drawn
}

// The space that the words of an invitation take, and the quiet zone around a
// QR code, in dots.
const (
	inviteWidth = 40
	quiet       = 2
)

func (i *ways) draw(c *term.Canvas, light bool) {
	area := term.Rect(0, 1, c.W, c.H-2)
	c.Fill(area.X, area.Y, area.W, area.H, term.Text, ' ')
	if i.code2d == nil {
		// L corrects the fewest errors, and a screen has none. An address too
		// long for any code has none.
		i.code2d, _ = qr.Encode(i.link, qr.L)
	}
	side := 0
	if i.code2d != nil && !c.ASCII {
		side = i.code2d.Size + 2*quiet
	}
	tall := (side+1)/2 <= area.H-2
	wide := inviteWidth // as much as there is room for: a command in one line is easily copied
	if all := term.Width(i.command); all > wide && side+3+all <= area.W-2 {
		wide = all
	}
	if side == 0 || !tall || side+3+wide > area.W-2 {
		i.drawWords(c, area, side > 0)
		return
	}
	x := (area.W - side - 3 - wide) / 2
	y := area.Y + (area.H-(side+1)/2)/2
	i.drawQR(c, x, y, light)
	i.drawWords(c, term.Rect(x+side+3, area.Y, wide, area.H), false)
}

// drawQR draws the code as light dots on a dark background: on a light one, the
// dark dots are drawn instead.
func (i *ways) drawQR(c *term.Canvas, x, y int, light bool) {
	n := i.code2d.Size + 2*quiet
	on := func(col, row int) bool { return row < n && i.code2d.Black(col-quiet, row-quiet) == light }
	for row := 0; row < n; row += 2 {
		for col := range n {
			c.Dots(x+col, y+row/2, term.Text, on(col, row), on(col, row+1))
		}
	}
}

// drawWords draws the code, or what there is to know, and the two ways in.
func (i *ways) drawWords(c *term.Canvas, area term.Rectangle, larger bool) {
	w := min(area.W-2, max(inviteWidth, term.Width(i.command)))
	all := []struct{ name, text, url string }{
		{words.Say("invite.browser"), i.link, i.link},
		{words.Say("invite.terminal"), i.command, ""},
	}
	about := wrap(i.about, w)
	top := bannerHeight
	if i.code == "" {
		top = len(about)
	}
	h := top + 1
	for _, way := range all {
		h += 2 + len(wrap(way.text, w))
	}
	if larger {
		h += 2
	}
	x, y := area.X+(area.W-w)/2, area.Y+max(0, (area.H-h)/2)
	if i.code != "" {
		drawBanner(c, x, y, w, term.Accent, i.code)
	} else {
		for row, line := range about {
			c.Centre(x, y+row, w, term.Text, line)
		}
	}
	y += top + 1
	for _, way := range all {
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
