package screen

import (
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/words"
)

// Letters that are keys are so with Caps Lock, and on a keyboard that writes Cyrillic
// or Greek.
func TestKeysAreTheSameOnEveryKeyboard(t *testing.T) {
	for name, keys := range map[string]map[string]string{
		"Caps Lock": {"p": "P", "n": "N", "j": "J", "R": "r", "q": "Q", "y": "Y"},
		"Russian":   {"p": "з", "n": "т", "j": "о", "R": "к", "q": "й", "y": "Н"},
		"Greek":     {"p": "π", "n": "Ν", "j": "ξ", "R": "ρ", "q": "q", "y": "υ"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, h *harness) {
				alice := sit(t, h.session(t, "Alice"), normal, nil)
				pass(time.Second)
				for key, opens := range map[string]string{"p": "Play now", "n": "New room", "j": "Join by code"} {
					alice.press(keys[key])
					alice.sees(opens, "esc back")
					alice.press("esc")
					pass(time.Second)
				}
				alice.press(keys["p"], "enter")
				pass(time.Second)
				alice.press(keys["y"])
				alice.sees("Copied")
				bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
				pass(time.Second)
				bob.press("esc", keys["R"])
				bob.sees("Resign?")
				bob.press("esc", "esc", keys["q"])
				pass(time.Second)
				bob.sees("Your games")
			})
		})
	}
}

// In front of a board they are text, and the text is a move.
func TestMovesAreTypedOnEveryKeyboard(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		alice.press("Т", "а", "3")
		alice.sees("Move: Та3")
		alice.press("enter")
		bob.sees("Nf3", "Your turn")
		bob.press("ε", "5", "enter")
		alice.sees("e5", "Your turn")
		alice.press("tab", "п", "р", "enter")
		bob.sees("пр")
	})
}

// Brackets, slashes, tildes and the like are behind other keys, or none, on half of the
// world's keyboards.
func TestNoKeyNeedsAKeyboardOfItsOwn(t *testing.T) {
	const everywhere = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+?"
	for _, v := range words.Verbs {
		if !strings.Contains(everywhere, v.Key) {
			t.Errorf("%q has the key %q", v.Label, v.Key)
		}
	}
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "connectfour")
		for _, i := range alice.app.page.(*table).menu() {
			if !strings.Contains(everywhere, i.key) {
				t.Errorf("%q has the key %q", i.name, i.key)
			}
		}
	})
}
