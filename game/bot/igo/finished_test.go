package igo

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/weiqi"
)

//go:embed testdata/finished.txt
var finishedText string

// finished is a game in which both have passed, with what is known of its stones.
type finished struct {
	name   string
	counts game.State
	stones map[string]rune // by point, as they are written in the file
}

func finishedGames(t testing.TB) []finished {
	t.Helper()
	var all []finished
	for block := range strings.SplitSeq(finishedText, "\n\n") {
		if lines := strings.Fields(block); !strings.HasPrefix(strings.TrimSpace(block), "# ") {
			all = append(all, finish(t, lines[0], lines[1:]))
		}
	}
	if testing.Short() {
		all = all[:15]
	}
	return all
}

const letters = "ABCDEFGHJKLMNOPQRST"

// finish puts stones on the board by turns, and then both pass.
func finish(t testing.TB, name string, rows []string) finished {
	t.Helper()
	f := finished{name: name, stones: make(map[string]rune)}
	var moves [2][]game.Move
	for i, row := range rows {
		for col, r := range row {
			if seat := strings.IndexRune("Xx#Oo@", r) / 3; r != '.' {
				point := fmt.Sprint(letters[col:col+1], len(rows)-i)
				f.stones[point] = r
				moves[seat] = append(moves[seat], game.Move(point))
			}
		}
	}
	s := begin(t, len(rows))
	for len(s.Turn()) == 1 {
		seat := s.Turn()[0]
		m := game.Move("pass")
		if len(moves[seat]) > 0 {
			m, moves[seat] = moves[seat][0], moves[seat][1:]
		}
		s = play(t, s, seat, m)
	}
	if len(moves[0])+len(moves[1]) > 0 {
		t.Fatalf("%s is counted before all stones lie there", name)
	}
	f.counts = s
	return f
}

func begin(t testing.TB, side int) game.State {
	t.Helper()
	s, err := weiqi.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"board": fmt.Sprintf("%dx%d", side, side)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func play(t testing.TB, s game.State, seat game.Seat, moves ...game.Move) game.State {
	t.Helper()
	for _, m := range moves {
		next, err := s.Play(seat, m)
		if err != nil {
			t.Fatalf("seat %d, %s: %v", seat, m, err)
		}
		s = next
	}
	return s
}

func never() bool { return false }

// judged is the position with the verdicts, by the names of the points.
func judged(t testing.TB, s game.State) (*board, map[int16]verdict, map[string]verdict) {
	t.Helper()
	v := s.View(0)
	b, ok := read(v)
	if !ok {
		t.Fatal("the view cannot be read")
	}
	verdicts, named := judge(b, never), make(map[string]verdict)
	for i, at := range b.points {
		if b.at[at] != empty {
			named[v.Boards[0].Cells[i].Label] = verdicts[b.head[at]]
		}
	}
	return b, verdicts, named
}

func boardOf(t testing.TB, name string) *board {
	t.Helper()
	all := finishedGames(t)
	b, _ := read(all[slices.IndexFunc(all, func(f finished) bool { return f.name == name })].counts.View(0))
	return b
}

// rightly is the position in which the seat has marked what is dead.
func (f finished) rightly(t testing.TB, seat game.Seat) (s game.State, marks int) {
	t.Helper()
	s = f.counts
	for _, c := range s.View(seat).Boards[0].Cells {
		now := cell(s, c.Label)
		if r := f.stones[c.Label]; (r == 'x' || r == 'o') && !now.Has(game.Out) {
			s = play(t, s, seat, game.Move("dead "+c.Label))
			marks++
		}
	}
	return s, marks
}

func cell(s game.State, label string) game.Cell {
	for _, c := range s.View(game.Spectator).Boards[0].Cells {
		if c.Label == label {
			return c
		}
	}
	return game.Cell{}
}

// Of a hundred dead chains the engine may leave so many to the players, and of a
// hundred games of two engines so many may end with another score for that: a
// stone in a territory as large as a third of the board may well live.
const (
	leftToPlayers = 6
	otherScores   = 10
)

func TestFinishedGamesAreScoredRightly(t *testing.T) {
	var chains, deads, unsure, games, agreed, right int
	for _, f := range finishedGames(t) {
		b, verdicts, named := judged(t, f.counts)
		for i, at := range b.points {
			point := f.counts.View(0).Boards[0].Cells[i].Label
			if b.at[at] == empty || b.head[at] != at || f.stones[point] == '#' || f.stones[point] == '@' {
				continue
			}
			truth := alive
			if strings.ContainsRune("xo", f.stones[point]) {
				truth = dead
				deads++
				if named[point] == unclear {
					unsure++
				}
			}
			if got := named[point]; got != unclear && got != truth {
				t.Errorf("%s: %s is judged %d, want %d", f.name, point, got, truth)
			}
			chains++
		}

		games++
		marked, marks := f.rightly(t, 0)
		if scoringMove(play(t, marked, 0, agree).View(1), 1, b, verdicts) == agree && scoringMove(marked.View(0), 0, b, verdicts) == agree {
			agreed++
		} else {
			t.Logf("%s: the right marking is not agreed to", f.name)
		}

		s, moves := f.counts, 0
		for len(s.Turn()) > 0 {
			seat := s.Turn()[moves%len(s.Turn())]
			s = play(t, s, seat, scoringMove(s.View(seat), seat, b, verdicts))
			if moves++; moves > marks+2 || len(s.Turn()) == 1 && len(s.View(0).Choices)+len(s.View(1).Choices) == 0 {
				t.Fatalf("%s: two engines do not come to an end: %v", f.name, s.View(0).Log[len(f.counts.View(0).Log):])
			}
		}
		want, _ := play(t, play(t, marked, 0, agree), 1, agree).Outcome()
		if got, _ := s.Outcome(); got.Reason == want.Reason && got.Winners[0] == want.Winners[0] {
			right++
		} else {
			t.Logf("%s: two engines end with %v, %s; right is %v, %s", f.name, got.Winners, got.Reason, want.Winners, want.Reason)
		}
	}
	t.Logf("%d games, %d chains, %d of them dead, of which %d are left to the players; %d right markings are agreed to; two engines end %d rightly to the point", games, chains, deads, unsure, agreed, right)
	if agreed < games || unsure*100 > leftToPlayers*deads || (games-right)*100 > otherScores*games {
		t.Error("that is too few")
	}
}
