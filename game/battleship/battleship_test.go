package battleship_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/battleship"
	"crossplay/game/gametest"
)

func TestRules(t *testing.T) { gametest.Run(t, battleship.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, battleship.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, battleship.Rules{}, file) })
	}
}

var setup = game.Setup{Seats: 2}

func start(t testing.TB) game.State {
	t.Helper()
	s, err := battleship.Rules{}.Start(setup)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// steps are moves of a seat.
func steps(seat game.Seat, moves string) []game.Step {
	var all []game.Step
	for _, m := range strings.Fields(moves) {
		all = append(all, game.Step{Seat: seat, Text: m})
	}
	return all
}

// shots are moves of both in turn.
func shots(moves string) []game.Step {
	var all []game.Step
	for i, m := range strings.Fields(moves) {
		all = append(all, game.Step{Seat: game.Seat(i % 2), Text: m})
	}
	return all
}

func play(t testing.TB, s game.State, moves ...[]game.Step) game.State {
	t.Helper()
	for _, m := range slices.Concat(moves...) {
		var err error
		if s, err = s.Play(m.Seat, game.Move(m.Text)); err != nil {
			t.Fatalf("seat %d, %s: %v", m.Seat, m.Text, err)
		}
	}
	return s
}

const (
	rows  = "a1-e1 a2-d2 a3-c3 a4-c4 a5-b5 ready" // a fleet in the corner, ships touching
	ports = "f2-j2 a10-d10 c4-c6 e4-e6 j9-j10 ready"
)

func TestAShipIsPickedByEitherEnd(t *testing.T) {
	choices := start(t).View(0).Choices
	for _, path := range [][]game.Spot{{"c3", "c7"}, {"c7", "c3"}} {
		if _, finished := game.Narrow(choices, path); len(finished) != 1 || finished[0].Move != "c3-c7" {
			t.Errorf("%v picks %v", path, finished)
		}
	}
	if next, _ := game.Narrow(choices, []game.Spot{"a1"}); !slices.Equal(next, []game.Spot{"e1", "a5"}) {
		t.Errorf("from a1 a carrier goes to %v", next)
	}
}

func TestPlacing(t *testing.T) {
	for _, c := range []struct {
		placed string
		move   game.Move
		says   string // empty: allowed
	}{
		{"", "a1-e1", ""},
		{"", "j6-j10", ""},
		{"", "a1-d1", "the carrier takes 5 squares, like a1-e1"},
		{"", "e1-a1", "the carrier takes 5 squares"},
		{"", "h1-b2", "the carrier takes 5 squares"},
		{"", "a1-e5", "the carrier takes 5 squares"},
		{"", "ready", "not all ships are placed"},
		{"", "clear", "no ship is placed"},
		{"", "a1", "the carrier takes 5 squares"},
		{"a1-e1", "a1-d1", "another ship is in the way"},
		{"a1-e1", "c1-c4", "another ship is in the way"},
		{"a1-e1", "a2-d2", ""},
		{"a1-e1 a2-d2", "a3-c3", ""},
		{"a1-e1 a2-d2 a3-c3", "a3-c3", "another ship is in the way"},
		{"a1-e1 a2-d2 a3-c3 a4-c4", "ready", "not all ships are placed"},
		{"a1-e1 a2-d2 a3-c3 a4-c4", "a5-b5", ""},
		{"a1-e1 a2-d2 a3-c3 a4-c4 a5-b5", "a6-b6", "all ships are placed"},
		{"a1-e1 a2-d2 a3-c3 a4-c4 a5-b5", "ready", ""},
		{"a1-e1 a2-d2 a3-c3 a4-c4 a5-b5", "clear", ""},
		{"a1-e1 clear", "a1-e1", ""},
	} {
		_, err := play(t, start(t), steps(1, c.placed)).Play(1, c.move)
		if c.says == "" && err != nil || c.says != "" && (!errors.Is(err, game.ErrIllegal) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s after %q: %v, want %q", c.move, c.placed, err, c.says)
		}
	}
}

func TestWhoIsToMove(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		then []game.Step
		turn []game.Seat
	}{
		{nil, []game.Seat{0, 1}},
		{steps(1, "a1-e1"), []game.Seat{0, 1}},
		{steps(1, "random"), []game.Seat{game.Chance}},
		{[]game.Step{{Seat: game.Chance, Text: "fleet 1 a1-e1 a2-d2 a3-c3 a4-c4 a5-b5"}}, []game.Seat{0, 1}},
		{steps(1, "ready"), []game.Seat{0}},
		{steps(0, "a1-e1 a2-d2 a3-c3 a4-c4 a5-b5"), []game.Seat{0}},
		{steps(0, "ready"), []game.Seat{0}},
		{steps(0, "j10"), []game.Seat{1}},
		{steps(1, "a1"), []game.Seat{0}}, // a hit is no second shot
	} {
		s = play(t, s, c.then)
		if got := s.Turn(); !slices.Equal(got, c.turn) {
			t.Errorf("after %v: %v to move, want %v", c.then, got, c.turn)
		}
	}
}

func TestAFleetCanBeThrownAwayOnlySoOften(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := start(t)
	for range 10 {
		s = play(t, s, steps(0, "random"))
		s = play(t, s, []game.Step{{Seat: game.Chance, Text: string(s.Draw(r))}}, steps(0, "clear"))
	}
	moves := game.Moves(s, 0)
	if slices.Contains(moves, "random") || slices.Contains(moves, "clear") {
		t.Error("another fleet is offered")
	}
	if _, err := s.Play(0, "random"); !errors.Is(err, game.ErrIllegal) || !strings.Contains(err.Error(), "you have tried 20 fleets") {
		t.Errorf("another fleet: %v", err)
	}
	if !slices.Contains(game.Moves(s, 1), "random") {
		t.Error("the other has none")
	}
	play(t, s, steps(0, rows))
}

// cell is what the viewer sees of a square.
func cell(s game.State, viewer game.Seat, board int, label string) game.Cell {
	for _, c := range s.View(viewer).Boards[board].Cells {
		if c.Label == label {
			return c
		}
	}
	return game.Cell{}
}

func TestShots(t *testing.T) {
	s := play(t, start(t), steps(0, rows), steps(1, ports), shots("j9 a1 c4 j10 j10 b1 c5 c1"))
	var log []string
	for _, step := range s.View(game.Spectator).Log {
		log = append(log, fmt.Sprint(step.Seat, " ", step.Text))
	}
	want := []string{"0 j9: hit", "1 a1: hit", "0 c4: hit", "1 j10: miss", "0 j10: destroyer j9-j10 sunk", "1 b1: hit", "0 c5: hit", "1 c1: hit"}
	if !slices.Equal(log, want) {
		t.Errorf("%q, want %q", log, want)
	}
	for _, c := range []struct {
		viewer game.Seat
		board  int
		label  string
		want   game.Cell
	}{
		{0, 0, "a1", game.Cell{Piece: "hit", Arms: "e"}},
		{0, 0, "c1", game.Cell{Piece: "hit", Arms: "ew", Marks: []game.Mark{game.Last}}},
		{0, 0, "d1", game.Cell{Piece: "ship", Arms: "ew"}},
		{0, 0, "j10", game.Cell{Piece: "miss"}},
		{0, 0, "j9", game.Cell{}},
		{1, 1, "c1", game.Cell{Spot: "c1", Piece: "hit", Marks: []game.Mark{game.Last}}},
		{1, 1, "d1", game.Cell{Spot: "d1", Marks: []game.Mark{game.Hidden}}},
		{0, 1, "j9", game.Cell{Spot: "j9", Piece: "hit", Arms: "s", Marks: []game.Mark{game.Out}}},
		{0, 1, "c4", game.Cell{Spot: "c4", Piece: "hit"}}, // of a ship that floats nobody else knows where it goes on
		{0, 1, "c6", game.Cell{Spot: "c6", Marks: []game.Mark{game.Hidden}}},
		{1, 0, "j9", game.Cell{Piece: "hit", Arms: "s", Marks: []game.Mark{game.Out}}},
		{game.Spectator, 0, "d1", game.Cell{Marks: []game.Mark{game.Hidden}}},
		{game.Spectator, 1, "j10", game.Cell{Piece: "hit", Arms: "n", Marks: []game.Mark{game.Out}}},
	} {
		c.want.Label = c.label
		if got := cell(s, c.viewer, c.board, c.label); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s on board %d for seat %d: %+v, want %+v", c.label, c.board, c.viewer, got, c.want)
		}
	}
	if note := s.View(0).Note; note != "Still to sink: 5, 4, 3, 3 squares long." {
		t.Errorf("%q", note)
	}
	if note := s.View(game.Spectator).Note; note != "Amber has 5 of 5 ships, Blue has 4 of 5 ships." {
		t.Errorf("%q", note)
	}
	if _, err := s.Play(0, "j9"); !errors.Is(err, game.ErrIllegal) || !strings.Contains(err.Error(), "you have shot at j9 before") {
		t.Errorf("the same square again: %v", err)
	}
}

func TestWhoeverSinksAllWinsAndAllIsShown(t *testing.T) {
	s := play(t, start(t), steps(0, rows), steps(1, ports),
		shots("f2 f2 g2 g2 h2 h2 i2 i2 j2 j2 a10 a10 b10 b10 c10 c10 d10 d10 c4 c4 c5 c5 c6 c6 e4 e4 e5 e5 e6 e6 j9 j9"))
	if _, over := s.Outcome(); over {
		t.Fatal("over with a square left")
	}
	s = play(t, s, steps(0, "j10"))
	out, over := s.Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{0}) || out.Reason != "the whole fleet is sunk" {
		t.Errorf("%+v, %v", out, over)
	}
	for _, viewer := range []game.Seat{0, 1, game.Spectator} {
		ships := 0
		for _, b := range s.View(viewer).Boards {
			for _, c := range b.Cells {
				if c.Has(game.Hidden) {
					t.Fatalf("%s is hidden from seat %d after the end", c.Label, viewer)
				}
				if c.Piece == "ship" {
					ships++
				}
			}
		}
		if ships != 16 { // Blue has hit c4 alone
			t.Errorf("seat %d sees %d squares of ships that were not hit, want 16", viewer, ships)
		}
	}
}

// Games that differ in the fleet of Blue alone are the same to all others, until
// a shot tells them apart.
func TestTwins(t *testing.T) {
	const ports2 = "a1-a5 a6-a9 j1-j3 i1-i3 h1-h2 ready"
	for _, c := range []struct {
		what, one, other string
		shots, tells     string
	}{
		{"as long as all shots miss", ports, ports2, "f6 a1 g6 a2 f7 a3", "a1"},
		{"a ship that is hit lies across or down",
			"c5-g5 a10-d10 c1-c3 e1-e3 j9-j10 ready", "c5-c9 a10-d10 c1-c3 e1-e3 j9-j10 ready", "c5 a1 a10 a2 b5 a3", "d5"},
		{"the cruiser or the submarine is hit",
			ports, "f2-j2 a10-d10 e4-e6 c4-c6 j9-j10 ready", "c4 a1 c5 a2", "c6"},
		{"a fleet was thrown away on the way to it",
			"a1-e1 a2-d2 clear " + ports, "b1-f1 clear f2-j2 a10-d10 c4-c6 e4-e6 i9-i10", "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			one, other := steps(1, c.one), steps(1, c.other)
			n := min(len(one), len(other))
			one, other = one[:n], other[:n]
			if c.tells != "" {
				rest := slices.Concat(steps(0, rows), shots(c.shots))
				one, other = slices.Concat(one, rest), slices.Concat(other, rest)
			}
			for _, viewer := range []game.Seat{0, game.Spectator} {
				gametest.Twins(t, battleship.Rules{}, setup, viewer, one, other)
			}
			if c.tells == "" {
				return
			}
			a := play(t, start(t), one, steps(0, c.tells))
			b := play(t, start(t), other, steps(0, c.tells))
			if reflect.DeepEqual(a.View(0), b.View(0)) {
				t.Errorf("%s does not tell them apart", c.tells)
			}
		})
	}
}

// What Amber imagines of Blue is the same whatever Blue did to get there.
func TestSamplesComeFromWhatIsSeen(t *testing.T) {
	r := func() *rand.Rand { return rand.New(rand.NewPCG(7, 7)) }
	hand := play(t, start(t), steps(1, ports))
	drawn := play(t, start(t), steps(1, "a1-e1 clear random"),
		[]game.Step{{Seat: game.Chance, Text: "fleet 1 a1-a5 a6-a9 j1-j3 i1-i3 h1-h2"}}, steps(1, "ready"))
	for _, then := range [][]game.Step{nil, steps(0, rows), shots("e9 a1 f9 b1 g9 c1")} {
		hand, drawn = play(t, hand, then), play(t, drawn, then)
		for _, viewer := range []game.Seat{0, game.Spectator} {
			a, b := game.Resample(hand, viewer, r()), game.Resample(drawn, viewer, r())
			if !reflect.DeepEqual(a, b) {
				t.Errorf("after %v, seat %d tells by samples how a fleet was placed:\n%+v\n%+v", then, viewer, a, b)
			}
		}
	}
	unready := play(t, start(t), steps(1, "a1-e1 clear a1-e1 a2-d2"))
	if a, b := game.Resample(unready, 0, r()), game.Resample(start(t), 0, r()); !reflect.DeepEqual(a, b) {
		t.Error("a fleet that is not ready is told from none")
	}
	due := [2]game.State{play(t, start(t), steps(0, "random")), play(t, start(t), steps(1, "random"))}
	if a, b := game.Resample(due[0], game.Spectator, r()), game.Resample(due[1], game.Spectator, r()); !reflect.DeepEqual(a, b) {
		t.Error("spectators are told by samples whose fleet is due")
	}
}

func BenchmarkShot(b *testing.B) {
	s := play(b, start(b), steps(0, rows), steps(1, ports))
	for b.Loop() {
		if _, err := s.Play(0, "f2"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTargets(b *testing.B) {
	s := play(b, start(b), steps(0, rows), steps(1, ports))
	for b.Loop() {
		game.Moves(s, 0)
	}
}

func BenchmarkResample(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ name, shots string }{
		{"start", ""}, {"hit", "c5 a1"}, {"hits", "c4 a1 e4 b1 c5 c1 e5 d1 h2 a2"}, {"all", "c4 a1 e4 b1 f2 c1 a10 d1 j9 a2"},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := play(b, start(b), steps(0, rows), steps(1, ports), shots(c.shots))
			for b.Loop() {
				game.Resample(s, 0, r)
			}
		})
	}
}
