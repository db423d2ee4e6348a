package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What people type at a chessboard are moves, in either window, whenever they
// type them; and nobody gives a game up who has not read the question.
func TestTypingNeverEndsAGame(t *testing.T) {
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "chess")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	ann.see("Your turn")
	for _, move := range []string{"Rh3", "qh5"} {
		ann.press(move + "\r\n")
		ann.see("You cannot play "+move+" now", "Your turn")
	}

	bob.await("a game", `document.querySelector('[data-phase=playing]')`)
	bob.types("R", "h")
	bob.see("Rh▏ Enter plays it on your turn")
	ann.press("e4\r\n")
	bob.see("Your turn", "Rh▏ Enter plays it")
	bob.types("6", "Enter") // a pawn goes to h6, a rook does not
	bob.see("That is not a move here.", "Your turn")
	bob.types("e", "5", "Enter")
	ann.see("Your turn", "e5")

	bob.press("Resign")
	if !bob.is(`document.activeElement.textContent === "Play on"`) {
		t.Error("the harmless answer has not the focus")
	}
	bob.press("Play on")
	bob.await("that the question is gone", `!document.querySelector("dialog")`)
	// Pressed at once, "Resign" was meant for something else.
	if !bob.is(`(() => {
		const named = (name) => [...document.querySelectorAll('button')].findLast((b) => b.textContent === name);
		named('Resign').click();
		named('Resign').click();
		return document.querySelector('dialog[open]') !== null;
	})()`) {
		t.Error("the question was answered at once")
	}
	bob.press("Play on")
	ann.see("Your turn")
	ann.menu("R")
	ann.see("Resign?", "Play on")
	ann.press("yRh3\x1b")
	ann.await("that the question is gone", func(screen string) bool { return !strings.Contains(screen, "Resign?") })
	ann.see("Your turn")
}

// types presses keys where the keyboard is.
func (p *page) types(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.is(fmt.Sprintf(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: %q, bubbles: true }))`, k))
	}
}

// is evaluates a condition.
func (p *page) is(expression string) bool {
	p.t.Helper()
	yes, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](expression))
	if err != nil {
		p.t.Fatal(err)
	}
	return yes
}
