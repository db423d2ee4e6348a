package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// answers presses a button until what was asked is not to be read any more: what is
// pressed the moment that it appears was meant for something else.
func (p *page) answers(label, asked string) {
	p.t.Helper()
	p.see(asked)
	p.again("an answer to: "+asked, fmt.Sprintf(`!document.body.innerText.includes(%q)`, asked),
		fmt.Sprintf(`[...document.querySelectorAll("button")].find((b) => b.textContent.trim() === %q && b.checkVisibility())?.click()`, label))
}

// asks gives an order that stands among the rarer ones.
func (p *page) asks(label, shows string) {
	p.t.Helper()
	p.press("More…")
	p.press(label)
	p.see(shows)
}

// answers agrees or declines in the terminal, once the person has seen what.
func (x *terminal) answers(key, label, shows string) {
	x.t.Helper()
	x.see(label)
	x.insist("\x1b"+key, func() bool { return strings.Contains(x.text(), shows) })
}

// A terminal and a page at a board with clocks ask each other for all that takes the
// consent of both, and a game that was put off is resumed after the server was killed.
func TestWhatTakesTheConsentOfBoth(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	key := sshKey(t)
	ann := s.terminal("Ann", key, "play", "chess", "10+1")
	code := ann.code()
	bob := s.page("/r/" + code)
	bob.press("Sit down")
	ann.see("Your turn")
	ann.press("e4\r")
	bob.see("Your turn")
	bob.seen("")
	bob.types("e", "5", "Enter")
	ann.see("Your turn", "e5")

	// A takeback that is refused, and one that is agreed to.
	ann.menu("t")
	bob.answers("Decline", "Ann asks to take a move back.")
	ann.see("declines")
	bob.asks("Ask to take a move back", "You ask to take a move back.")
	ann.see("asks to take a move back")
	ann.answers("a", "agree", "took a move back")
	bob.see("Your turn")
	bob.seen("")
	// The keyboard is at the button that was pressed last: letters are a move all the same.
	bob.types("c", "5")
	bob.see("c5▏")
	bob.types("Enter")
	ann.see("Your turn", "c5")

	// Put off, killed, and gone on with.
	bob.asks("Ask to put the game off", "You ask to put the game off.")
	ann.see("asks to put the game off")
	ann.answers("a", "agree", "Put off")
	bob.see("Put off")
	s.kill()
	s.start()
	bob.see("Put off")
	ann = s.terminal("Ann", key, "join", code)
	ann.see("Put off")
	ann.menu("f")
	bob.answers("Go on", "Ann wants to go on.")
	ann.see("Your turn")
	ann.press("Nf3\r")
	bob.see("Your turn")

	// A draw that is agreed, and in the next game one that is called off.
	bob.asks("Offer a draw", "You offer a draw.")
	ann.see("offers a draw")
	ann.answers("a", "agree", "A draw")
	bob.see("A draw")
	bob.rematch()
	ann.see("wants a rematch")
	ann.answers("r", "rematch", "'s turn")
	bob.see("Your turn")
	bob.press("More…")
	bob.press("Call the game off")
	bob.answers("Call it off", "Call the game off?")
	ann.see("called the game off")
}

// A flag falls in both windows, of a clock that was typed.
func TestAFlagFallsInBothWindows(t *testing.T) {
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "chess", "0.1+0")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	ann.see("Your turn")
	ann.press("e4\r")
	bob.see("Your turn")
	bob.seen("")
	bob.types("e", "5", "Enter")
	ann.see("Your turn", "e5")
	bob.see("won: Ann ran out of time")
	ann.see("you ran out of time")
}

// Days for each move: a challenge that stands over a restart, an answer in advance that
// is played while nobody looks, and the next board by one command.
func TestADailyGameAcrossRestarts(t *testing.T) {
	s := newServer(t)
	ann, bob := sshKey(t), sshKey(t)
	x := s.terminal("Ann", ann, "play", "chess", "3d")
	code := x.code()
	x.hangUp()
	s.stop()
	s.start()
	y := s.terminal("Bob", bob, "play", "chess", "3d")
	y.see(code, "Ann's turn", "3 d 0 h")
	y.press("\x1bv")
	y.see("Answer in advance", "A semicolon")
	y.press("e4 e5; d4 d5\r")
	y.see("e4 e5; d4 d5")
	y.hangUp()
	s.kill()
	s.start()
	x = s.terminal("Ann", ann, "next")
	x.see(code, "Your turn")
	x.press("d4\r")
	x.see("d4? Enter plays it, esc takes it back.") // as daily games are played, unless somebody wants it otherwise
	x.insist("\r", func() bool { return strings.Contains(x.text(), "♚ d5") })
	x.hangUp()
	s.stop()
	s.start()
	y = s.terminal("Bob", bob, "next") // nothing waits for him: it is the first screen
	y.see("Your games", "with Ann")
}

// What a rematch is to be played by is proposed in one window and answered in the other,
// which sees all of it; and a counter-proposal takes its place.
func TestARematchOnOtherTerms(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.terminal("Ann", sshKey(t), "play", "connectfour")
	bob := s.page("/r/" + ann.code())
	bob.press("Sit down")
	ann.see("Your turn")
	ann.menu("R")
	ann.see("Resign?")
	ann.insist("\x1b[B\r", func() bool { return strings.Contains(ann.text(), "you resigned") })
	ann.menu("o")
	ann.see("Rematch on other terms", "sides swapped")
	ann.press("\x1b[B\x1b[B\x1b[C\r")
	bob.see("Ann wants a rematch: sides as they are.")
	ann.see("Waiting for")

	bob.press("More…")
	bob.press("Rematch on other terms")
	bob.see("Clock")
	bob.is(`(() => { const s = [...document.querySelectorAll("dialog select")].find((s) => [...s.options].some((o) => o.value === "3+2")); s.value = "3+2"; return true; })()`)
	bob.press("Rematch on other terms")
	ann.see("wants a rematch: 3+2 · sides as they are", "esc r agree")
	ann.insist("\x1br", func() bool { return strings.Contains(ann.text(), "Agree to that?") })
	ann.insist("\x1b[B\r", func() bool { return strings.Contains(ann.text(), "Your turn") }) // she keeps her side, and begins
	bob.see("Ann's turn")
}
