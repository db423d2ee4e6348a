package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Somebody in a terminal plays a bot instead of waiting, and once more.
func TestATerminalAgainstABot(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", ticTacToe.game)
	ann.code()
	ann.askBot()
	ann.see("Bot easy")
	ann.playOn()
	ann.menu("r")
	ann.see("Your turn")
	ann.playOn()
}

// look is how long a person looks at what has come into sight: longer than nothing
// is taken for.
const look = 700 * time.Millisecond

// askBot lets the easiest bot take the free seat.
func (x *terminal) askBot() {
	x.t.Helper()
	x.see("play a bot") // the room is there; its code is known before
	x.press("b")
	x.see("Play a bot", "Easy")
	<-time.After(look) // a question that has just come into sight takes no answer
	x.press("1")
	x.see("Your turn")
}

// insist presses a key until something has come of it. What has just come into
// sight takes none yet, so who hurries presses it again.
func (x *terminal) insist(key string, done func() bool) {
	x.t.Helper()
	again := time.NewTicker(time.Second)
	defer again.Stop()
	late := time.After(patience)
	x.press(key)
	for !done() {
		x.mu.Lock()
		changed := x.changed
		x.mu.Unlock()
		select {
		case <-changed:
		case <-again.C:
			x.press(key)
		case <-late:
			x.t.Fatalf("%q does nothing:\n%s", key, x.text())
		}
	}
}

// playOn plays what the cursor is on until the game is over.
func (x *terminal) playOn() {
	x.t.Helper()
	over := func(screen string) bool { return strings.Contains(screen, "Press esc r to rematch") }
	for {
		screen := x.await("a turn or the end", func(screen string) bool {
			return over(screen) || strings.Contains(screen, "Your turn")
		})
		if over(screen) {
			return
		}
		x.playCursor()
	}
}

// playCursor plays what the cursor is on.
func (x *terminal) playCursor() {
	x.t.Helper()
	before := x.picture()
	x.insist("\r", func() bool { return x.picture() != before })
	x.await("what came of the move", func(screen string) bool { return !strings.Contains(screen, "Playing ") })
}

// The same on the page.
func TestAPageAgainstABot(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	bob := s.page("/")
	bob.press("Play Tic-tac-toe")
	bob.code()
	bob.press("Easy bot")
	bob.await("that a bot is there", `/\bbot\b/i.test(document.querySelector('.chairs').innerText)`)
	bob.playOn()
	bob.rematch()
	bob.see("Game 2")
	bob.playOn()
}

// playOn picks the first cell that can be picked until the game is over.
func (p *page) playOn() {
	p.t.Helper()
	const cell = `[role=gridcell]:not([aria-disabled], [aria-selected])`
	const over = `[...document.querySelectorAll('button')].find((b) => b.textContent === 'Rematch')`
	for {
		p.await("a turn or the end", fmt.Sprintf(`document.querySelector(%q) || %s`, cell, over))
		done, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`Boolean(`+over+`)`))
		if err != nil {
			p.t.Fatal(err)
		}
		if done {
			return
		}
		p.click(cell)
	}
}

// A bot makes room for whoever comes before the first move.
func TestABotMakesRoom(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", ticTacToe.game)
	room := ann.code()
	ann.askBot()
	bob := s.page("/r/" + room)
	bob.see("A bot has a seat here")
	bob.press("Sit down")
	bob.see("Ann's turn")
	ann.see("Easy bot makes room.")
	p := &pair{contest: ticTacToe, terminal: ann, page: bob}
	p.turns(0, p.second)
	p.over(p.second)
}
