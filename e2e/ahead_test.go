package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// clicks clicks a cell, whether or not it may be picked yet.
func (p *page) clicks(cells ...string) {
	p.t.Helper()
	for _, cell := range cells {
		p.seen(cell)
		p.click(fmt.Sprintf(`[role=gridcell][aria-label^="%s, "]`, cell))
	}
}

// setsUpNothing has the person set no moves up in advance.
func (p *page) setsUpNothing() {
	p.t.Helper()
	p.click("#me")
	p.press("Your moves")
	p.see("Set moves up in advance")
	p.is(`(() => {
		const premove = document.querySelectorAll('dialog[open] select');
		const last = premove[premove.length - 1];
		last.value = 'off';
		return last.dispatchEvent(new Event('change'));
	})()`)
	p.press("Close")
	p.is(`document.querySelectorAll('dialog[open]').forEach((d) => d.close()) ?? true`) // that of the name
}

// A move is set up in advance in both windows: by clicks and typed, and taken back by one key or
// a button; it is played with the other's move, and nobody else sees it before.
func TestMovesAreSetUpInBothWindows(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "chess")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	ann.see("Your turn")
	bob.await("a game", `document.querySelector('[data-phase=playing]')`)
	bob.clicks("e7", "e5")
	bob.see("In advance: e5", "Take e5 back")
	bob.schemes("a move that is set up")
	ann.press("e4\r")
	ann.see("Your turn", "e5")

	bob.seen("the keyboard")
	bob.types("d", "5", "Enter")
	bob.see("In advance: d5")
	bob.types("Escape")
	bob.await("that it is taken back", `!document.querySelector('.note').textContent`)
	bob.seen("the keyboard again")
	bob.types("d", "6", "Enter")
	bob.press("Take d6 back")
	bob.await("that it is taken back", `!document.querySelector('.note').textContent`)
	bob.clicks("d7")
	bob.await("where it may go", `document.querySelector('[aria-label^="d5, "].can')`)
	bob.clicks("d5")
	bob.see("In advance: d5")
	if strings.Contains(ann.text(), "advance") {
		t.Errorf("Ann sees it:\n%s", ann.text())
	}
	ann.press("exd5\r") // no: there is nothing on d5
	ann.see("You cannot play exd5 now")
	ann.press("Nf3\r")
	ann.see("Your turn", "♚ d5")

	ann.press("Nc3\r")
	bob.see("Your turn")
	bob.settle() // Ann has seen that it is his turn
	ann.press("Bb5\r")
	ann.see("In advance: Bb5")
	bob.seen("the keyboard anew")
	bob.types("a", "6", "Enter")
	bob.see("Your turn", "Bb5")
}

// Where somebody wants it, a move is shown first.
func TestMovesAreConfirmedOnThePage(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "tictactoe")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	ann.see("Your turn")
	bob.press("More…")
	bob.press("Your moves")
	bob.see("Confirm moves")
	bob.schemes("habits")
	bob.do(chromedp.SetValue(chromedp.CSS(`dialog select`), "always"))
	bob.is(`document.querySelector('dialog select').dispatchEvent(new Event('change'))`)
	bob.press("Close")
	ann.press("b2\r")
	bob.see("Your turn")
	bob.clicks("a1")
	bob.see("Play a1", "Cancel")
	ann.see("'s turn")
	bob.schemes("a move that awaits a yes")
	bob.seen("the keyboard")
	bob.types("Escape")
	bob.await("that it is taken back", `!document.body.innerText.includes('Play a1')`)
	bob.clicks("c1")
	bob.seen("the button")
	bob.press("Play c1")
	ann.see("Your turn", "c1")
}
