package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// wide gives the page a screen of so many pixels.
func (p *page) wide(pixels int64) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: pixels, Height: 800, DeviceScaleFactor: 1, Mobile: pixels < 600,
	}); err != nil {
		p.t.Fatal(err)
	}
}

// says types a line of chat.
func (p *page) says(line string) {
	p.t.Helper()
	p.do(
		chromedp.SendKeys(chromedp.CSS(`input[aria-label="Say something"]`), line+"\r", chromedp.NodeVisible),
	)
}

// came lists the types of the messages about rooms that came since the n-th.
func (p *page) came(n int) (types []string, all int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.heard[n:] {
		for _, kind := range []string{"room", "delta"} {
			if strings.HasPrefix(m, `{"type":"`+kind+`"`) {
				types = append(types, kind)
			}
		}
	}
	return types, len(p.heard)
}

// What is said, and who comes and goes, reaches the others without the board;
// and the game goes on as ever.
func TestTwoPagesTalkAndPlay(t *testing.T) {
	t.Parallel()
	for _, pixels := range []int64{360, 1280} {
		t.Run(fmt.Sprint(pixels, " pixels"), func(t *testing.T) {
			s := newServer(t)
			ann, bob := s.page("/"), s.page("/")
			ann.wide(pixels)
			bob.wide(pixels)
			ann.press("Play Tic-tac-toe")
			room := ann.code()
			bob.press("Sit down: Tic-tac-toe, " + ann.name() + " (guest)")
			bob.await("the room", fmt.Sprintf(`location.pathname === "/r/%s"`, room))
			ann.see("Your turn")
			bob.see("here")

			_, before := bob.came(0)
			ann.says("good luck")
			ann.says("and have fun")
			bob.see("good luck", "and have fun")
			bob.says("you too")
			ann.see("you too")
			types, _ := bob.came(before)
			for _, kind := range types {
				if kind != "delta" {
					t.Errorf("what was said came as %q", types)
				}
			}
			if len(types) == 0 {
				t.Error("what was said did not come as a delta")
			}

			watcher := s.page("/r/" + room)
			ann.see("1 watching")
			watcher.see("good luck", "you too")
			watcher.do(chromedp.Navigate(s.url("/")))
			ann.await("nobody watching", `!document.body.innerText.includes("watching")`)

			bob.do(chromedp.Navigate(s.url("/")))
			ann.see("away")
			bob.press("Return")
			ann.await("that Bob is back", `!document.body.innerText.includes("away")`)
			bob.see("good luck", "you too")

			moves := []string{"b2", "a1", "b1", "a2", "b3"}
			for i, cell := range moves {
				[]*page{ann, bob}[i%2].pick(cell)
				for _, p := range []*page{ann, bob} {
					p.holds(cell, ticTacToe.pieces[i%2])
				}
			}
			ann.see("You won")
			bob.says("once more?")
			ann.see("once more?")
			bob.rematch()
			ann.see("wants a rematch")
			ann.rematch()
			bob.see("Your turn")
			bob.pick("c3")
			ann.holds("c3", "cross")
		})
	}
}

// name is what the page's player is called.
func (p *page) name() string {
	p.t.Helper()
	name, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector(".my-name").textContent`))
	if err != nil {
		p.t.Fatal(err)
	}
	return name
}

// Whoever lost still reads who won, and the score, when the winner has gone.
func TestTheWinnerLeaves(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann, bob := s.page("/"), s.page("/")
	ann.rename("Ann")
	ann.press("Play Tic-tac-toe")
	bob.do(chromedp.Navigate(s.url("/r/" + ann.code())))
	bob.press("Sit down")
	for i, cell := range []string{"b2", "a1", "b1", "a2", "b3"} {
		[]*page{ann, bob}[i%2].pick(cell)
		for _, p := range []*page{ann, bob} {
			p.holds(cell, ticTacToe.pieces[i%2])
		}
	}
	ann.press("Leave the table")
	bob.see("Ann won", "three in a row", "won · left", "Ann left.", "Ann has left.")
	bob.await("the score", `[...document.querySelectorAll(".chair")].map((c) => c.querySelector(".name").textContent + c.querySelector(".wins").textContent)[0] === "Ann1"`)
}
