package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A game between a terminal and a page is found and looked at again in both, also after
// the archive was dropped; a stranger finds a private one nowhere.
func TestAGameIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	key := sshKey(t)
	ann := s.terminal("Ann", key, "invite", "tictactoe")
	code := ann.code()
	bob := s.page("/r/" + code)
	bob.press("Sit down")
	for i, cell := range []string{"b2", "a1", "a3", "c1", "b1"} {
		if i%2 == 0 {
			ann.play(cell)
			continue
		}
		bob.pick(cell)
	}
	bob.see("Your turn")
	bob.press("Resign")
	bob.see("Resign?")
	bob.again("to resign", `!document.querySelector("dialog")`, `[...document.querySelectorAll("dialog button")].find((b) => b.textContent.trim() === "Resign")?.click()`)

	// From the room, in both.
	ann.see("won")
	ann.menu("h")
	ann.see("Before the first of 5 moves", code+"-1")
	ann.press("\x1b[C\x1b[C")
	ann.see("2 of 5")
	ann.press("\x1b[F")
	ann.see("5 of 5", "resigned")
	bob.again("the game from its result", `location.pathname.startsWith("/g/")`, `[...document.querySelectorAll(".result button")].find((b) => b.textContent === "Look at the game again")?.click()`)
	bob.see("Before the first of 5 moves")
	bob.press("One on")
	bob.holds("b2", "cross")
	bob.await("a move that nobody translates", `document.querySelector(".state [translate=no]:last-child")?.textContent === "b2"`)
	bob.press("Last position")
	bob.see("you resigned")
	bob.holds("b1", "cross")
	bob.schemes("a game looked at again")
	bob.press("Play it") // from the beginning
	bob.see("Before the first")
	bob.holds("b1", "cross") // and to the end by itself
	for _, width := range []int64{360, 1280} {
		if _, err := chromedp.Call(bob.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 780, DeviceScaleFactor: 1}); err != nil {
			t.Fatal(err)
		}
		bob.await(fmt.Sprint("room for everything at ", width), `document.documentElement.scrollWidth <= innerWidth`)
	}

	// For other programs.
	bob.do(chromedp.Evaluate[chromedp.Void](`{
		const made = URL.createObjectURL;
		URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; document.body.dataset.saved = 'yes'; }); return made.call(URL, blob); };
	}`))
	bob.press("Save as JSON")
	bob.await("what is saved", `document.body.dataset.saved && window.saved.includes('"moves"')`)
	if out, err := s.sshCommand("Ann", key, "export", code+"-1", "--format", "json").Output(); err != nil || !strings.Contains(string(out), `"move": "b2"`) {
		t.Errorf("the export is %q, %v", out, err)
	}
	if out, err := s.sshCommand("Eve", sshKey(t), "export", code+"-1").Output(); err == nil || len(out) > 0 {
		t.Errorf("a stranger is told %q", out)
	}

	// From the lists.
	bob.click(`a[href="/history"]`)
	bob.see("Your games that are over", "with Ann", "lost", code+"-1")
	bob.schemes("a list of games that are over")
	ann.press("\x1b")
	ann.see("esc menu")
	ann.menu("q")
	ann.see("play now")
	ann.hangUp()
	if out, err := s.sshCommand("Ann", key, "history").Output(); err != nil || !strings.Contains(string(out), code+"-1") || !strings.Contains(string(out), "won") {
		t.Errorf("history says %q, %v", out, err)
	}

	// Nobody else finds it, and it is answered as one that is not there.
	eve := s.page("/g/" + code + "-1")
	eve.see("There is no finished game of that name, or it is not for you to see.")
}
