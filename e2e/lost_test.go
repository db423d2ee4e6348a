package e2e

import (
	"fmt"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// A page that is not let in says what the server says, and comes in by itself.
func TestAPageSaysWhyItIsNotLetIn(t *testing.T) {
	s := newServer(t, "--max-per-address=1")
	ann := s.page("/")
	ann.see("Play a friend")
	bob := s.page("/")
	bob.see("No connection", "Too many people play from your address.")
	ann.do(chromedp.Navigate(s.url("/robots.txt")))
	bob.press("Try again")
	bob.see("Play a friend")
}

// A server that hangs is told from one that is there, and what was not sent can be withdrawn.
func TestAPageOnADeadLine(t *testing.T) {
	s := newServer(t)
	ann := s.page("/")
	ann.press("Play Tic-tac-toe")
	code := ann.code()
	bob := newSocket(s)
	if err := bob.dial(); err != nil {
		t.Fatal(err)
	}
	defer bob.conn.Close()
	bob.must(command{Do: "sit", Room: room.Code(code)})
	ann.see("Your turn")

	s.cmd.Process.Signal(syscall.SIGSTOP)
	ann.do(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("offline"))`))
	ann.see("Reconnecting")
	ann.says("never mind")
	ann.see("Not sent yet.")
	ann.press("Cancel")
	ann.see("Not sent.")
	ann.await("the line in the field", fmt.Sprintf(`document.querySelector(".chat input").value === %q`, "never mind"))
	s.cmd.Process.Signal(syscall.SIGCONT)
	ann.await("the line", `document.body.dataset.link === "up"`)
	ann.pick("b2")
	ann.holds("b2", "cross")
	if ann.is(`document.querySelector(".said").innerText.includes("never mind")`) {
		t.Error("what was withdrawn was sent")
	}
}

// A page that was here once is there without a server, says so, and goes on by itself.
func TestThePageIsThereWithoutAServer(t *testing.T) {
	s := newServer(t)
	ann := s.page("/")
	ann.press("Play Tic-tac-toe")
	code := ann.code()
	ann.do(chromedp.Evaluate[chromedp.Void](`navigator.serviceWorker.ready`, chromedp.EvalAwaitPromise))
	s.kill()
	ann.do(chromedp.Navigate(s.url("/r/" + code)))
	ann.see("No connection", "The server cannot be reached.")
	s.start()
	ann.see("Waiting for an opponent", code)
}

// Whoever arrives sees a game that is on, move by move, and is not seen.
func TestTheFirstScreenShowsAGameLive(t *testing.T) {
	s := newServer(t)
	ann, bob := newSocket(s), newSocket(s)
	ann.anew()
	bob.anew()
	code := ann.must(command{Do: "create", Game: "tictactoe"})
	if err := ann.enter(code); err != nil {
		t.Fatal(err)
	}
	bob.must(command{Do: "sit", Room: code})
	eve := s.page("/")
	eve.await("the board", `document.querySelectorAll(".live:not([hidden]) .cell").length === 9`)
	if err := ann.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Playing }); err != nil {
		t.Fatal(err)
	}
	ply := 0
	ann.must(command{Do: "move", Room: code, Ply: &ply, Move: "b2"})
	eve.await("the move", `document.querySelectorAll(".live .piece").length > 0`)
	if err := ann.until(func(s *rooms.Snapshot) bool { return s.Ply == 1 }); err != nil {
		t.Fatal(err)
	}
	if ann.room.Spectators != 0 {
		t.Errorf("%d people are said to watch", ann.room.Spectators)
	}
	eve.click(".live")
	eve.see("You are watching.")
}
