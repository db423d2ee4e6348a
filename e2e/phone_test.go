package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// screen is the screen of a telephone, in its own pixels.
type screen struct{ width, height int64 }

func (s screen) String() string { return fmt.Sprintf("%d×%d", s.width, s.height) }

// wide reports whether the telephone lies on its side.
func (s screen) wide() bool { return s.width > s.height }

// screens are the smallest that are sold, the usual ones, and two on their side.
var screens = []screen{{320, 568}, {360, 740}, {390, 844}, {667, 375}, {740, 360}}

// broad are names as broad as names can be: nothing in them can be broken.
var broad = []string{strings.Repeat("漢字", 12), strings.Repeat("W", 24)}

// Whatever a telephone shows, nothing of it is beside the screen, whatever people
// are called and however large they read.
func TestNothingIsBesideThePhone(t *testing.T) {
	s := newServer(t)
	p := s.page("/")
	p.phone()
	me, other := p.person(), newSocket(s)
	other.anew()
	me.must(command{Do: "name", Name: broad[0]})
	other.must(command{Do: "name", Name: broad[1]})
	p.see("漢字漢字漢字")

	p.fits("home", nil)
	other.anew()
	p.at(other.must(command{Do: "create", Game: "tictactoe"}))
	p.see("A seat is free")
	p.fits("a free seat", nil)
	p.press("How to play")
	p.fits("the rules", nil)
	me.anew()
	p.at(me.must(command{Do: "create", Game: "dots", Private: true}))
	p.see("Waiting for players")
	p.fits("waiting", nil)
	p.do(chromedp.Navigate(s.url("/")))
	p.see("Your games")
	p.fits("home with games", nil)
	p.phone()
	p.press("More of Hex")
	p.fits("more of a game", nil)
	p.press("New room for Hex")
	p.fits("a new room", nil)
	p.at("K7MPQX")
	p.see("No such room")
	p.fits("no room", nil)

	var seen []string
	for _, rules := range all.Games() {
		info := rules.Info()
		if slices.Contains(seen, info.Name) || testing.Short() && len(seen) == 3 {
			continue // an earlier version, or one of many
		}
		seen = append(seen, info.Name)
		people := []*socket{me, other, newSocket(s), newSocket(s)}[:info.MaxSeats]
		for _, c := range people {
			c.anew()
		}
		code := me.must(command{Do: "create", Game: info.Name, Seats: info.MaxSeats})
		for _, c := range people[1:] {
			c.must(command{Do: "sit", Room: code})
		}
		playOn(t, code, people, 5)
		p.at(code)
		p.see("to move")
		p.fits(info.Title, playing)
		if info.Name == "tictactoe" {
			line := strings.Repeat("W", 140)
			other.anew()
			other.must(command{Do: "chat", Room: code, Text: line})
			p.see(line)
			p.fits("chat", playing)
			p.press("Invite")
			p.fits("the invitation", nil)
			p.press("Close")
			p.press("Resign")
			p.fits("a question", nil)
			p.press("Play on")
			p.click("#me")
			p.see("What others call you")
			p.fits("another name", nil)
			p.press("Cancel")
		}
		for _, c := range people[1:] {
			c.anew()
			c.must(command{Do: "resign", Room: code})
		}
		p.see("You won")
		p.fits(info.Title+" at its end", ended)
		for _, c := range people {
			c.anew()
			c.must(command{Do: "leave", Room: code})
			c.conn.Close()
		}
		p.do(chromedp.Navigate(s.url("/")))
	}
	p.await("a greeting", `!document.getElementById("me").hidden`)
	s.kill()
	p.see("Reconnecting")
	p.fits("a lost line", nil)
}

// phone makes the page that of a telephone: it is touched, and nothing moves.
func (p *page) phone() {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(screens[0].width, screens[0].height, chromedp.EmulateMobile, chromedp.EmulateTouch))
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	}); err != nil {
		p.t.Fatal(err)
	}
}

// person is a socket of the page's person.
func (p *page) person() *socket {
	p.t.Helper()
	p.await("a greeting", `!document.getElementById("me").hidden`)
	got, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		p.t.Fatal(err)
	}
	c := newSocket(p.s)
	at, _ := url.Parse(p.s.url("/"))
	for _, k := range got.Cookies {
		c.jar.SetCookies(at, []*http.Cookie{{Name: k.Name, Value: k.Value, Path: "/"}})
	}
	c.anew()
	return c
}

// must asks for something that is allowed.
func (c *socket) must(what command) room.Code {
	c.s.t.Helper()
	code, err := c.ask(what)
	if err != nil {
		c.s.t.Fatal(err)
	}
	return code
}

// anew connects again: the server cuts off who has not been reading for long.
func (c *socket) anew() {
	c.s.t.Helper()
	if c.conn != nil {
		c.conn.Close()
	}
	if err := c.dial(); err != nil {
		c.s.t.Fatal(err)
	}
}

// playOn plays moves by chance, as many as there are until the game is over.
func playOn(t *testing.T, code room.Code, people []*socket, plies int) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range people {
		if err := c.enter(code); err != nil {
			t.Fatal(err)
		}
	}
	for range plies {
		var next *socket
		for _, c := range people {
			if err := c.until(func(s *rooms.Snapshot) bool {
				return s.Phase == room.Playing && s.Ply >= people[0].room.Ply && !slices.Contains(s.Turn, game.Chance)
			}); err != nil {
				t.Fatal(err)
			}
			if slices.Contains(c.room.Turn, c.room.You) {
				next = c
			}
		}
		if next == nil {
			return
		}
		ply, moves := next.room.Ply, next.room.View.Choices
		next.must(command{Do: "move", Room: code, Ply: &ply, Move: string(moves[r.IntN(len(moves))].Move)})
		for _, c := range people {
			if err := c.until(func(s *rooms.Snapshot) bool { return s.Ply > ply }); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// at opens a room.
func (p *page) at(code room.Code) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.s.url("/r/" + string(code))))
}

// fits sees to it that what the page shows lies on every screen, and that more holds
// there: an expression that lists what is wrong.
func (p *page) fits(what string, more func(screen) string) {
	p.t.Helper()
	look := func(on screen, size string) {
		wrong := "[]"
		if more != nil && size == usual {
			wrong = more(on)
		}
		ctx, cancel := context.WithTimeout(p.ctx, patience)
		defer cancel()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(on.width, on.height, chromedp.EmulateMobile, chromedp.EmulateTouch)); err != nil {
			p.t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(measure, on.width, on.height, size, wrong), chromedp.EvalAwaitPromise))
		if err != nil {
			p.t.Fatal(err)
		}
		for _, f := range found {
			p.t.Errorf("%s on %v, text at %s: %s", what, on, size, f)
		}
	}
	for _, on := range slices.Backward(screens) {
		look(on, usual)
	}
	look(screens[0], twice) // the narrowest is enough, and another size of text takes the browser long
	p.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.style.fontSize = ''`))
}

// The sizes of text.
const (
	usual = "100%"
	twice = "200%"
)

// measure lists what is beside the screen: what is cut off by something that scrolls by
// itself, or ends in dots, is not.
const measure = `(async () => {
	do await new Promise(requestAnimationFrame); while (!matchMedia('(width: %dpx) and (height: %dpx)').matches);
	document.documentElement.style.fontSize = %q;
	await new Promise(requestAnimationFrame);
	await Promise.allSettled(document.getAnimations().map((a) => a.finished));
	scrollTo(0, 0);
	const root = document.documentElement, width = root.clientWidth, wrong = [];
	if (root.scrollWidth > width) wrong.push('it scrolls sideways: ' + root.scrollWidth + ' pixels');
	const open = document.querySelector('dialog[open]');
	if (open && open.scrollWidth > open.clientWidth) wrong.push('the dialog scrolls sideways: ' + open.scrollWidth + ' pixels in ' + open.clientWidth);
	const beside = (r) => r.right > width + 1 || r.left < -1;
	const cut = (node) => {
		for (let a = node.parentElement; a; a = a.parentElement) if (a !== document.body && a !== root && getComputedStyle(a).overflowX !== 'visible' && !beside(a.getBoundingClientRect())) return true;
		return false;
	};
	for (const node of document.querySelectorAll('body *')) {
		const r = node.getBoundingClientRect();
		if (!r.width || !r.height || !beside(r) || node.closest('.unseen, .skip') || getComputedStyle(node).visibility === 'hidden' || cut(node)) continue;
		wrong.push(node.tagName + '.' + node.getAttribute('class') + ' lies from ' + Math.round(r.left) + ' to ' + Math.round(r.right) + ': ' + node.textContent.slice(0, 30));
		break;
	}
	const box = (selector) => [...document.querySelectorAll(selector)].map((n) => n.getBoundingClientRect()).filter((r) => r.height);
	return wrong.concat(%s);
})()`

// playing is how a game in the middle lies: on its side a telephone shows all of the
// board, else the others are above it and the viewer is below.
func playing(on screen) string {
	if on.wide() {
		return `box('.board').filter((r) => r.top < 0 || r.bottom > innerHeight).map((r) => 'a board lies from ' + r.top + ' to ' + r.bottom)`
	}
	return `(() => {
		const boards = box('.boards'), [near] = box('.chair.near'), far = box('.chair:not(.near)');
		const order = far.every((r) => r.bottom <= boards[0].top && r.height < 60) && near.top >= boards[0].bottom && near.height < 60;
		return order ? [] : ['the strips of the players are not above and below the board: ' + JSON.stringify([boards, far, near])];
	})()`
}

// ended is how the end of a game lies: what comes next can be pressed, without a look for it.
func ended(on screen) string {
	return `[...document.querySelectorAll('button')].some((b) => {
		const r = b.getBoundingClientRect();
		return b.textContent === 'Rematch' && r.height && r.top >= 0 && r.bottom <= innerHeight && document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === b;
	}) ? [] : ['Rematch cannot be pressed']`
}
