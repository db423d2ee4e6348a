package line

import (
	"testing"

	"crossplay/journal/journaltest"
	"crossplay/rooms"
)

// One types a premove behind its word alone: what is typed too early is no premove.
func TestAPremoveIsSetUpByItsWord(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "tictactoe")
		bob.types("b2")
		bob.reads("It is not your turn")
		bob.types("premove z9")
		bob.reads("You cannot play z9 now.")
		bob.types("premove b2")
		bob.reads("In advance: b2.")
		alice.types("b2")
		bob.reads("X played b2.", "b2 cannot be played now.")
		bob.types("premove a1")
		bob.reads("It is your turn: play the move.")
		bob.types("a1", "premove a2", "forget")
		bob.reads("In advance: a2.")
		bob.types("premove a3")
		alice.types("c3")
		alice.reads("O played a3.")
	})
}
