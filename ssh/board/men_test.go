package board

import (
	"testing"

	"crossplay/game"
)

// differ is how many dots two pictures do not have in common.
func differ(t *testing.T, a, b man) (n int) {
	t.Helper()
	if len(a) != len(b) || len(a[0]) != len(b[0]) {
		t.Fatalf("pictures of different sizes:\n%q\n%q", a, b)
	}
	for row := range a {
		for col := range a[row] {
			if a[row][col] != b[row][col] {
				n++
			}
		}
	}
	return n
}

// No two men look alike, and neither do two of one kind and different sides.
func TestChessMenAreToldApart(t *testing.T) {
	kinds := []game.Shape{game.King, game.Queen, game.Rook, game.Bishop, game.Knight, game.Pawn}
	for i, kind := range kinds {
		all := men[kind]
		for _, m := range []struct {
			man
			size
		}{{all.full, largeMan}, {all.outline, largeMan}, {all.small, smallMan}} {
			if len(m.man) != 2*m.k || len(m.man[0]) != 2*m.w {
				t.Errorf("a %s has %d lines of %d dots", kind, len(m.man), len(m.man[0]))
			}
		}
		if n := differ(t, all.full, all.outline); n < 2 {
			t.Errorf("a full %s differs by %d dots from one in outline", kind, n)
		}
		for _, other := range kinds[:i] {
			if n := differ(t, all.full, men[other].full); n < 8 {
				t.Errorf("%s and %s differ by %d dots", kind, other, n)
			}
			if n := differ(t, all.outline, men[other].outline); n < 8 {
				t.Errorf("%s and %s in outline differ by %d dots", kind, other, n)
			}
			if n := differ(t, all.small, men[other].small); n < 5 {
				t.Errorf("small, %s and %s differ by %d dots", kind, other, n)
			}
		}
	}
}
