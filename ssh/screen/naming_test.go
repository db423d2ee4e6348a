package screen

import (
	"log/slog"
	"net/netip"
	"testing"
	"time"

	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/ssh/session"
)

// lasting are a person with a key who has come to stay, and the session that they come by.
func lasting(t *testing.T, h *harness, name string, args ...string) *session.Session {
	t.Helper()
	d, err := players.Open(t.Context(), players.Config{Journal: journaltest.NewMemory(), Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	s := h.session(t, name, args...)
	s.Players, s.ReturnCommand = d, ""
	s.Player, s.Leave = d.Enter(d.ByKey("SHA256:"+name, name), netip.Addr{})
	if s.Player, err = d.Keep(t.Context(), s.Player.ID); err != nil {
		t.Fatal(err)
	}
	other, leave := d.Enter(d.NewGuest("Bob"), netip.Addr{})
	t.Cleanup(leave)
	if other.Name != "Bob" {
		t.Fatalf("Bob is %q", other.Name)
	}
	return s
}

// A name is taken on every page, and says why it cannot be had.
func TestANameIsTakenOnEveryPage(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		ann := sit(t, lasting(t, h, "Ann"), narrow, nil)
		pass(reactionTime)
		ann.press("u")
		ann.sees("Your name", "> Ann")
		ann.press("\x15", "Bob", "enter")
		ann.sees("That name is taken")
		ann.press("\x15", "::", "enter")
		ann.sees("A name needs a letter")
		ann.press("esc")
		ann.sees("Ann")
		ann.press("u", "\x15", "Anna", "enter")
		ann.sees("You are called Anna now.")
		ann.press("n", "enter") // a room of her own
		ann.sees("Waiting")
		ann.press("u", "a", "enter")
		ann.sees("You are called Annaa now.")

		sit(t, h.session(t, "Cy", "play", "tictactoe"), normal, nil)
		pass(time.Second)
		ann.press("esc", "u", "\x15", "Queen", "enter")
		ann.sees("You are called Queen now.", "Your turn")
	})
}

// Who came under another name is asked once, at home and not in front of a board.
func TestAnOfferedNameIsAskedAboutAtHome(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		for _, c := range []struct {
			args []string
			keys []string
			name string
		}{
			{nil, []string{"enter"}, "Ann"},
			{nil, []string{"down", "enter"}, "Eve"},
			{[]string{"play", "tictactoe"}, []string{"q", "down", "down", "enter", "down", "enter"}, "Eve"},
		} {
			sess := lasting(t, h, "Ann", c.args...)
			if sess.Offered = sess.Players.Offer(sess.Player, "Eve", sess.From); sess.Offered != "Eve" {
				t.Fatalf("she is offered %q", sess.Offered)
			}
			ann := sit(t, sess, normal, nil)
			if c.args == nil {
				ann.sees("You are called Ann here, and came as Eve.", "▸ Stay Ann", "Be called Eve from now on")
			} else {
				ann.seesNot("came as Eve")
			}
			for _, k := range c.keys {
				pass(reactionTime)
				ann.press(k)
			}
			pass(time.Second)
			if got := sess.Me().Name; got != c.name {
				t.Errorf("after %v she is %q, not %q", c.keys, got, c.name)
			}
			if again := sess.Players.Offer(sess.Me(), "Eve", sess.From); again != "" {
				t.Errorf("after %v she is offered %q again", c.keys, again)
			}
		}
	})
}
