package screen

import (
	"testing"

	"crossplay/game"
	"crossplay/game/chess"
)

// What says too little is asked about, and is no other move meanwhile.
func TestATypedMoveThatMayBeSeveralIsAskedAbout(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		for i, m := range []string{"ng1-f3", "a6.", "1... d3", "a5", "NC3", "a4!"} {
			[]*desk{alice, bob}[i%2].press(m, "enter")
		}
		alice.sees("Your turn")
		alice.press("Nd2", "enter") // the one on f3 alone can go there
		bob.sees("Nd2", "Your turn")
		bob.press("h6", "enter")
		alice.press("Nb1", "enter")
		alice.press("enter") // too soon to have seen the question
		alice.sees("Which one?", "Ncb1", "Ndb1")
		pass(reactionTime)
		alice.press("2")
		alice.sees("Ncb1", "Bob's turn")
	})
}

func TestATypedPromotionAsksWhatThePawnBecomes(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		for i, m := range []string{"h4", "g5", "hxg5", "h6", "gxh6", "Nf6", "h7", "Ng8"} {
			[]*desk{alice, bob}[i%2].press(m, "enter")
		}
		alice.sees("Your turn")
		alice.press("hg8", "enter", "enter")
		alice.sees("Queen", "Knight", "Your turn")
		pass(reactionTime)
		alice.press("enter")
		alice.sees("hxg8=Q", "Bob's turn")
	})
}
