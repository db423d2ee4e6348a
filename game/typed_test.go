package game_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
)

func TestMovesAreReadAsPeopleWriteThem(t *testing.T) {
	type vector struct {
		What    string
		Choices []game.Choice
		Typed   []struct {
			Text   string
			Move   game.Move
			Meant  []game.Move
			Begins game.Move // where it is a whole turn
			Rest   string
		}
	}
	for _, v := range vectors[vector](t, "testdata/typed.json") {
		for _, c := range v.Typed {
			got, ok := game.Match(v.Choices, c.Text)
			if got.Move != c.Move || ok != (c.Move != "") {
				t.Errorf("%s: %q is read as %q, want %q", v.What, c.Text, got.Move, c.Move)
			}
			begun, rest, ok := game.Begin(v.Choices, c.Text)
			if want := cmp.Or(c.Begins, c.Move); begun.Move != want || rest != c.Rest || ok != (want != "") {
				t.Errorf("%s: %q begins with %q, and goes on with %q, want %q and %q", v.What, c.Text, begun.Move, rest, want, c.Rest)
			}
			if meant := moves(game.Meant(v.Choices, c.Text)); c.Move == "" && !slices.Equal(meant, c.Meant) {
				t.Errorf("%s: %q may mean %q, want %q", v.What, c.Text, meant, c.Meant)
			}
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  game.Move // empty: none
	}{
		{"a1", "a1"},
		{" E2E4\t", "e2e4"},
		{"pass", "pass"},
		{"no MOVE", "pass"},
		{"queen", "b7b8q"},
		{"e2e4+", "e2e4"},
		{"Queen!?", "b7b8q"},
		{"+", ""},
		{"", ""},
		{"  ", ""},
		{"a", ""},
		{"a1 a1", ""},
		{"e2", ""},
	} {
		got, ok := game.Match(mixed, c.typed)
		if got.Move != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v, want %q", c.typed, got.Move, ok, c.want)
		}
	}
}

func TestAMoveComesBeforeALabel(t *testing.T) {
	choices := []game.Choice{{Move: "x", Label: "y"}, {Move: "y", Label: "x"}}
	if got, _ := game.Match(choices, "Y"); got.Move != "y" {
		t.Errorf("%q, want the move y", got.Move)
	}
}

func TestALabelOfSeveralMovesNamesNone(t *testing.T) {
	choices := []game.Choice{
		{Move: "a7a8q", Label: "Queen"}, {Move: "c7c8q", Label: "Queen"},
		{Move: "b2c3", Label: "bxc3"}, {Move: "d4c3", Label: "Bxc3"},
		{Move: "h8", Label: "there"}, {Move: "h8", Label: "There"},
	}
	for typed, want := range map[string]game.Move{"Queen": "", "bxc3": "b2c3", "Bxc3": "d4c3", "BXC3": "", "THERE": "h8"} {
		if got, ok := game.Match(choices, typed); got.Move != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", typed, got.Move, ok, want)
		}
	}
}

// Whoever types at length gets no more of the processor than others.
func TestATextThatIsTooLongIsNoMove(t *testing.T) {
	long := "a1" + strings.Repeat("!", 200)
	if c, ok := game.Match(mixed, long); ok || game.Meant(mixed, long) != nil {
		t.Errorf("%d bytes are read as %q", len(long), c.Move)
	}
}
