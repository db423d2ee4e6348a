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
	bob.see("Rh▏ It is not your turn.")
	ann.press("e4\r\n")
	bob.see("Your turn", "Rh▏ Enter plays it")
	bob.seen("the keyboard")
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

// What is typed at a board may have the marks that books put behind moves, and only where
// nothing is typed is a question mark the question how to play.
func TestAQuestionMarkBelongsToTheMove(t *testing.T) {
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "chess")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	for _, c := range []struct {
		ann, bob string
		where    string // bob has the keyboard
	}{
		{"e4", "e5?", ".boards [tabindex='0']"},
		{"Nf3", "Nc6!?", ".boards [tabindex='0']"},
		{"Bb5", "a6??", "#main"},
	} {
		ann.see("Your turn")
		ann.press(c.ann + "\r")
		bob.see("Your turn")
		bob.is(fmt.Sprintf(`document.querySelector(%q).focus() ?? true`, c.where))
		bob.types(strings.Split(c.bob, "")...)
		bob.see(c.bob + "▏ Enter plays it")
		bob.seen("the keyboard")
		bob.types("Enter")
		ann.see(strings.TrimRight(c.bob, "?!"), "Your turn")
	}
	if bob.is(`document.querySelector('dialog') !== null`) {
		t.Error("a question mark in a move opened the rules")
	}
	bob.types("?")
	bob.see("How to play Chess")
}

// Whatever is pressed on the page while it is another one's turn plays nothing, then or
// when the turn comes, where somebody sets no moves up in advance.
func TestNothingIsPlayedAhead(t *testing.T) {
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "chess")
	bob := s.page("/r/" + ann.code())
	bob.setsUpNothing()
	bob.press("Sit down")
	bob.await("a game", `document.querySelector('[data-phase=playing]')`)
	bob.is(`(() => { // with the same key once more in the moment when the turn has come
		const press = () => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
		new MutationObserver((_, o) => { o.disconnect(); press(); press(); document.body.dataset.hasty = ''; })
			.observe(document.querySelector('.boards'), { attributeFilter: ['data-turned'] });
		return true;
	})()`)
	bob.do(chromedp.Click(chromedp.CSS(`[aria-label^="e7, "]`)), chromedp.Click(chromedp.CSS(`[aria-label^="e5, "]`)))
	bob.see("It is not your turn.")
	bob.types("Enter", "e", "5", "Enter", "Enter")
	bob.see("e5▏ It is not your turn.")
	ann.press("e4\r")
	bob.see("Your turn")
	bob.await("a key at once", `'hasty' in document.body.dataset`)
	if !bob.is(`document.querySelector('[data-tone=yours]') && !document.querySelector('.sending, .picked')`) {
		t.Error("something was played ahead")
	}
	bob.see("e5▏ Enter plays it")
	bob.seen("enter again")
	bob.seen("enter again")
	bob.types("Enter")
	ann.see("e5", "Your turn")
}

// types presses keys where the keyboard is.
func (p *page) types(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.is(fmt.Sprintf(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: %q, bubbles: true, cancelable: true }))`, k))
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

// A turn of several moves is typed as it is written, and the page plays one after the other.
func TestAWholeTurnIsTypedOnThePage(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for range 12 { // until it is the page that begins
		ann := s.terminal("Ann", sshKey(t), "play", "backgammon")
		bob := s.page("/r/" + ann.code())
		bob.press("Sit down")
		bob.await("a game", `document.querySelector('[data-phase=playing] .log')?.textContent.includes('opening')`)
		if !bob.is(`Boolean(document.querySelector('[data-tone=yours]'))`) {
			continue
		}
		rolled, err := chromedp.Run(bob.ctx, chromedp.Evaluate[string](`/opening (\d-\d)/.exec(document.querySelector('.log').textContent)[1]`))
		if err != nil {
			t.Fatal(err)
		}
		var hops []string
		for _, die := range []int{int(rolled[0] - '0'), int(rolled[2] - '0')} {
			from := 13
			if die == 1 { // where the other one stands
				from = 8
			}
			hops = append(hops, fmt.Sprintf("%d/%d", from, from-die))
		}
		bob.seen("the keyboard")
		bob.types(append(strings.Split(strings.Join(hops, " "), ""), "Enter")...)
		bob.await("both moves", fmt.Sprintf(`%q.split(' ').every((hop) => document.querySelector('.log').textContent.includes(hop))`, strings.Join(hops, " ")))
		ann.see("Your turn")
		return
	}
	t.Error("the page never began")
}
