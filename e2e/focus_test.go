package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"crossplay/rooms/room"
)

// The keyboard is at the board when a game begins and never nowhere, and what cannot be
// played is refused in words, for the eye and the ear.
func TestTheKeyboardIsAtTheBoard(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.page("/")
	ann.setsUpNothing()
	ann.press("Play Tic-tac-toe")
	code := room.Code(ann.code())
	bob := newSocket(s)
	bob.anew()
	bob.must(command{Do: "sit", Room: code})
	ann.see("Your turn")
	const atBoard = `document.activeElement.matches("[role=gridcell]")`
	ann.await("the keyboard at the board", atBoard)

	ann.again("a move", `!document.activeElement.getAttribute("aria-label").includes("empty")`,
		`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))`)
	ann.await("the other's turn", `document.querySelector("[data-tone=theirs]")`)
	ann.refused("c3", "It is not your turn.")
	if err := bob.enter(code); err != nil {
		t.Fatal(err)
	}
	ply, moves := bob.room.Ply, bob.room.View.Choices
	bob.must(command{Do: "move", Room: code, Ply: &ply, Move: string(moves[0].Move)})
	ann.see("Your turn")
	taken := string(moves[0].Move)
	ann.refused(taken, "Nothing can be played at "+taken+".")

	bob.must(command{Do: "resign", Room: code})
	bob.must(command{Do: "rematch", Room: code})
	ann.await("an offer that can be taken", `[...document.querySelectorAll(".result button")].some((b) => b.textContent === "Rematch")`)
	ann.await("that it can be read", `document.querySelector(".result").checkVisibility({ visibilityProperty: true })`)
	ann.again("the next game", `document.querySelector("[data-phase=playing]")`,
		`(() => { const b = [...document.querySelectorAll(".result button")].find((b) => b.textContent === "Rematch"); b?.focus(); b?.click(); })()`)
	ann.await("the keyboard at the board of the next game", atBoard)

	// Nobody is moved away from what they write.
	ann.do(chromedp.SendKeys(chromedp.CSS(`.chat input`), "hello", chromedp.NodeVisible))
	bob.must(command{Do: "resign", Room: code})
	bob.must(command{Do: "rematch", Room: code})
	ann.see("wants a rematch")
	if !ann.is(`document.activeElement.matches(".chat input") && document.activeElement.value === "hello"`) {
		t.Error("who was writing was moved away")
	}
	ann.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".chat input").value = ""`), chromedp.SendKeys(chromedp.CSS(`.chat input`), strings.Repeat("é", 161), chromedp.NodeVisible))
	ann.see("1 character too many")
	ann.do(chromedp.KeyEvent(kb.Backspace))
	ann.see("0 characters left")
}

// refused clicks a cell that cannot be played, and waits until the page says why, below the
// board and aloud.
func (p *page) refused(cell, why string) {
	p.t.Helper()
	p.again("why "+cell+" is refused",
		`document.querySelector(".hint").textContent === "`+why+`" && document.getElementById("polite").textContent.trim() === "`+why+`"`,
		`document.querySelector('[role=gridcell][aria-label^="`+cell+`,"]').click()`)
}

// again does something until something has come of it: what is pressed too soon is not heard.
func (p *page) again(what, until, act string) {
	p.t.Helper()
	p.await(what, `(() => {
		if (`+until+`) return true;
		if (performance.now() - (window.acted ?? 0) > 1000) { window.acted = performance.now(); `+act+`; }
		setTimeout(() => document.body.toggleAttribute("data-looked"), 200);
		return false;
	})()`)
}

// rematch wants one, or agrees to it. What is pressed when the result has just come was meant
// for the board.
func (p *page) rematch() {
	p.t.Helper()
	p.again("a rematch", `document.querySelector("[data-phase=playing]") || document.body.innerText.includes("Waiting for")`,
		`[...document.querySelectorAll("button")].find((b) => b.textContent === "Rematch" && b.checkVisibility({ visibilityProperty: true }))?.click()`)
}
