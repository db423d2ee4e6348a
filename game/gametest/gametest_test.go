package gametest

import (
	"slices"
	"testing"
)

func TestAGameOfChanceAndSecretsPasses(t *testing.T) { Run(t, evens{}) }

func FuzzAGameOfChanceAndSecrets(f *testing.F) { Fuzz(f, evens{}) }

func TestPlaythroughShowsChanceAndSecrets(t *testing.T) {
	Playthrough(t, evens{}, "testdata/evens.txt")
}

func TestPerftCountsSequences(t *testing.T) {
	s := heap{left: 4}
	for depth, want := range []uint64{1, 2, 4, 4, 1, 0} { // ways to take 4 by ones and twos
		if got := Perft(s, depth); got != want {
			t.Errorf("perft(%d) = %d, want %d", depth, got, want)
		}
	}
}

func TestPositionsCountsWhatDiffers(t *testing.T) {
	// Of a pile of 4, one ply leaves 3 or 2, two leave 2, 1 or 0, and so on.
	want := []int{1, 2, 3, 2, 1}
	if got := Positions(heap{left: 4}, 10); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestGlyphsAreOneCellWide(t *testing.T) {
	for _, ok := range []string{"X", "✕", "○", "●", "◎", "♞", "▒", "é"} {
		if !oneCell(ok) {
			t.Errorf("%q is one cell wide", ok)
		}
	}
	for _, bad := range []string{"", " ", "XX", "円", "⚪", "❌", "⭕", "🙂", "e\u0301", "\u0301", "\u200b", "\x1b", "Ｘ", "한", "♥\ufe0f"} {
		if oneCell(bad) {
			t.Errorf("%q is not one cell wide", bad)
		}
	}
}
