package igo

import (
	"math/rand/v2"
	"testing"

	"crossplay/game"
)

// The quick board has the stones and the legal moves of the rules, but for
// repetitions that are longer than a ko, and it counts liberties rightly.
func TestBoardAgreesWithTheRules(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := begin(t, 9)
		v := s.View(0)
		b, _ := read(v)
		for len(s.Turn()) == 1 {
			seat := s.Turn()[0]
			v = s.View(seat)
			legal := make(map[game.Move]bool)
			for _, c := range v.Choices {
				legal[c.Move] = true
			}
			for i, at := range b.points {
				cell := v.Boards[0].Cells[i]
				if want := []string{"", "black", "white"}[b.at[at]]; cell.Piece != want {
					t.Fatalf("seed %d, after %d moves: %s has %q, want %q", seed, len(v.Log), cell.Label, want, cell.Piece)
				}
				if m := game.Move(cell.Label); b.at[at] == empty && legal[m] && !b.legal(at, black+colour(seat)) {
					t.Fatalf("seed %d, after %d moves: %s is not legal", seed, len(v.Log), m)
				} else if b.at[at] == empty && !legal[m] && b.legal(at, black+colour(seat)) {
					if _, err := s.Play(seat, m); err.Error() != "illegal move: the board would be as it was before (ko)" {
						t.Fatalf("seed %d, after %d moves: %s is legal: %v", seed, len(v.Log), m, err)
					}
				}
			}
			b.checkLiberties(t)
			moves := game.Moves(s, seat)
			m := moves[r.IntN(len(moves))]
			s = play(t, s, seat, m)
			b.ko = 0
			for i, at := range b.points {
				if string(m) == v.Boards[0].Cells[i].Label {
					b.play(at, black+colour(seat))
				}
			}
		}
	}
}

func (b *board) checkLiberties(t *testing.T) {
	t.Helper()
	free := 0
	for _, at := range b.points {
		switch {
		case b.at[at] == empty:
			free++
			if b.free[b.place[at]] != at {
				t.Fatalf("%d is not where it should be among the free points", at)
			}
		case b.head[at] == at:
			last, n := int16(0), int16(0)
			different := false
			b.each(at, func(next int16) {
				if b.at[next] == empty {
					n++
					different = different || last != 0 && last != next
					last = next
				}
			})
			if different {
				last = 0
			}
			if n != b.libs[at] || last != b.lastLiberty(at) {
				t.Fatalf("the chain of %d: %d liberties counted, last %d; want %d, %d", at, b.libs[at], b.lastLiberty(at), n, last)
			}
		}
	}
	if free != len(b.free) {
		t.Fatalf("%d points are free, want %d", len(b.free), free)
	}
}

func at(b *board, v game.View, label string) int16 {
	for i, p := range b.points {
		if v.Boards[0].Cells[i].Label == label {
			return p
		}
	}
	return 0
}

func TestEyes(t *testing.T) {
	s := finish(t, "eyes", rows(`
		.X..O.X..
		XX...XXX.
		......X..
		OX....XO.
		.O......X
		O.......O
		...XOX...
		...X.X...
		...OXX..O`)).counts
	v := s.View(0)
	b, _ := read(v)
	for label, want := range map[string]colour{"A9": black, "H9": empty, "A5": empty, "E2": empty, "G9": empty, "D9": empty} {
		got := empty
		for _, c := range []colour{black, white} {
			if p := at(b, v, label); b.at[p] == empty && b.eye(p, c) {
				got = c
			}
		}
		if got != want {
			t.Errorf("%s is an eye of %d, want %d", label, got, want)
		}
	}
}

func TestShapes(t *testing.T) {
	tests := []struct {
		board string
		want  bool
	}{
		{".OXO. ..... ..... ..... .....", false}, // the middle is far away
		{"..... .XOX. ..... ..... .....", true},  // hane
		{"..... .OXO. ..... ..... .....", true},  // the other's
		{"..... .X... .OX.. .X... .....", false}, // taken
		{"..... ..X.. .O.O. ..... .....", true},  // a cut
		{"..... ..... ..... ..... .....", false},
	}
	for _, test := range tests {
		b := newBoard(newSize(5, 5))
		for i, r := range rows(test.board) {
			for col, c := range r {
				if c != '.' {
					b.play(b.points[5*i+col], map[rune]colour{'X': black, 'O': white}[c])
				}
			}
		}
		middle := b.points[12]
		if got := b.at[middle] == empty && natural[b.shape(middle)]; got != test.want {
			t.Errorf("%s: it is %v that the middle is natural", test.board, got)
		}
	}
}

func TestAJudgeNeverContradictsItself(t *testing.T) {
	b, first, _ := judged(t, shared(t))
	second := judge(b, never)
	for head, v := range first {
		if second[head] != v {
			t.Errorf("%d is judged %d and then %d", head, v, second[head])
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	for _, f := range []string{"nine_1", "game_34798542", "game_33811578"} {
		b.Run(f, func(b *testing.B) {
			board := boardOf(b, f)
			for b.Loop() {
				judge(board, never)
			}
		})
	}
}

func BenchmarkPlayout(b *testing.B) {
	for _, f := range []string{"nine_1", "game_34798542", "game_33811578"} {
		b.Run(f, func(b *testing.B) {
			p, board := &playout{r: rand.New(rand.NewPCG(1, 2))}, boardOf(b, f)
			for b.Loop() {
				p.start(board)
				p.run(black)
			}
		})
	}
}
