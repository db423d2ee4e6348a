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
	s := newServer(t)
	ann := s.page("/")
	ann.press("Play Tic-tac-toe")
	code := room.Code(ann.code())
	bob := newSocket(s)
	bob.anew()
	bob.must(command{Do: "sit", Room: code})
	ann.see("Your turn")
	const atBoard = `document.activeElement.matches("[role=gridcell]")`
	ann.await("the keyboard at the board", atBoard)

	ann.do(chromedp.KeyEvent(kb.Enter))
	ann.await("a move", `!document.activeElement.getAttribute("aria-label").includes("empty")`)
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
	ann.again("Rematch", `document.querySelector("[data-phase=playing]")`)
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
	p.do(chromedp.Click(chromedp.CSS(`[role=gridcell][aria-label^="`+cell+`,"]`), chromedp.NodeVisible))
	p.await("why "+cell+" is refused", `document.querySelector(".hint").textContent === "`+why+`" && document.getElementById("polite").textContent.trim() === "`+why+`"`)
}

// again presses a button until something has come of it: what was pressed too soon is not heard.
func (p *page) again(label, until string) {
	p.t.Helper()
	p.await(label, `(() => {
		if (`+until+`) return true;
		const b = [...document.querySelectorAll("button")].find((b) => b.textContent === "`+label+`");
		if (b && performance.now() - (window.pressed ?? 0) > 300) { window.pressed = performance.now(); b.focus(); b.click(); }
		setTimeout(() => document.body.toggleAttribute("data-looked"), 100);
		return false;
	})()`)
}
