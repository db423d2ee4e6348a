package screen

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/ssh/term"
)

// Keys that come together are all taken before anything is drawn.
func TestAGuideIsReadBeforeItIsDrawn(t *testing.T) {
	for _, keys := range []string{"?\t", "?\x1b[5~\x1b[5~\t", "?\x1b[6~\x1b[6~\x1b[6~\t\t\x1b[5~", "?" + strings.Repeat("\x1b[6~", 100) + "\t"} {
		bubble(t, func(t *testing.T, h *harness) {
			home := sit(t, h.session(t, "Carol"), normal, nil)
			home.press(keys)
			home.sees("read on")
			alice, _ := two(t, h, "tictactoe")
			alice.press(keys)
			alice.sees("read on")
		})
	}
}

func TestAGuideIsNeverScrolledOutOfSight(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := sit(t, h.session(t, "Alice"), normal, nil), sit(t, h.session(t, "Bob"), normal, nil)
		farBeyond := "?" + strings.Repeat("\x1b[6~", 100)
		alice.press(farBeyond, "up")
		bob.press(farBeyond + "\x1b[A")
		if alice.text() != bob.text() {
			t.Error("one line up leads elsewhere when the end was not drawn before")
		}
	})
}

func TestTextIsWrappedToAnyWidth(t *testing.T) {
	for _, text := range []string{"", " ", "a", "two words", "世界", "e\u0301\u200d", strings.Repeat("🇦", 9), "\xff\xfe"} {
		for w := -3; w < 5; w++ {
			if got, want := strings.Join(wrap(text, w), ""), strings.Join(strings.Fields(text), ""); w < 4 && len(wrap(text, w)) > len(want) ||
				strings.ReplaceAll(got, " ", "") != want {
				t.Errorf("%q in %d columns: %q", text, w, wrap(text, w))
			}
		}
	}
}

// The cursor of a field may come to be within a character that its neighbours
// have joined.
func TestAFieldIsDrawnWhateverIsInIt(t *testing.T) {
	for w := -2; w < 8; w++ {
		for _, text := range []string{"", "abc", "世界世界", "🇦🇧🇨", "a\u0301\u0301b"} {
			f := field{max: 100}
			f.insert(text)
			f.at = 0
			f.insert("🇨")
			c := term.NewCanvas(10, 1)
			f.draw(c, 0, 0, w)
			if c.CursorX > max(w, 0) {
				t.Errorf("%q in %d columns: the cursor is at %d", f.text, w, c.CursorX)
			}
			c.Free()
		}
	}
}

func TestALongListFitsWhenTheWindowGrows(t *testing.T) {
	among(t, many(), func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), term.Size{W: 40, H: 15}, nil)
		alice.press("p", "up")
		alice.resize(term.Size{W: 60, H: 20})
		alice.sees("▸ " + h.Games()[len(h.Games())-1].Title)
	})
}

func TestAClickOnAPictureThatIsOldChangesNothingElse(t *testing.T) {
	among(t, []game.Rules{four, ttt}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n")
		a := alice.app
		zones := slices.Clone(a.zones[:len(a.page.(*creation).lines())])
		a.page.(*creation).setGame(1) // it has fewer lines
		for _, z := range zones {
			z.act(z.X, z.Y)
			z.act(z.X, z.Y)
		}
		c := term.NewCanvas(80, 24)
		defer c.Free()
		a.Draw(c)
		if n := a.page.(*creation); n.at >= len(n.lines()) {
			t.Errorf("line %d of %d is chosen", n.at, len(n.lines()))
		}
		a.Update(tea.KeyPressMsg{Code: tea.KeyRight})
	})
}
