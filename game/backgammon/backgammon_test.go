package backgammon_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/gametest"
)

func TestRules(t *testing.T) { gametest.Run(t, backgammon.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, backgammon.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are %d playthroughs: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, backgammon.Rules{}, file) })
	}
}

const (
	white = game.Seat(0)
	black = game.Seat(1)
)

func start(t *testing.T, cube string) game.State {
	t.Helper()
	s, err := backgammon.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"cube": cube}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays moves, each by whoever is to move. They are separated by commas.
func play(t *testing.T, s game.State, moves string) game.State {
	t.Helper()
	for m := range strings.SplitSeq(moves, ", ") {
		next, err := s.Play(s.Turn()[0], game.Move(m))
		if err != nil {
			t.Fatalf("%q of %s: %v", m, moves, err)
		}
		s = next
	}
	return s
}

func TestTheHigherDieBegins(t *testing.T) {
	for m, first := range map[string]game.Seat{"opening 3-1": white, "opening 1-3": black} {
		s := play(t, start(t, "off"), m)
		if turn := s.Turn(); !slices.Equal(turn, []game.Seat{first}) {
			t.Errorf("%s: %v are to move", m, turn)
		}
	}
}

func TestTheOddsOfTheDice(t *testing.T) {
	s := start(t, "off")
	opening, later := make(map[game.Move]float64), make(map[game.Move]float64)
	for a := 1; a <= 6; a++ {
		for b := 1; b <= 6; b++ {
			if a != b {
				opening[game.Move(fmt.Sprintf("opening %d-%d", a, b))] = 1.0 / 30
			}
			later[game.Move(fmt.Sprintf("%d-%d", max(a, b), min(a, b)))] += 1.0 / 36
		}
	}
	gametest.Odds(t, s, opening)
	gametest.Odds(t, play(t, s, "opening 3-1, 8/5, 6/5"), later)
}

func TestEachSeatSitsAtItsOwnHome(t *testing.T) {
	s := play(t, start(t, "off"), "opening 6-5, 24/18, 18/13")
	for _, c := range []struct {
		viewer game.Seat
		spot   game.Spot // where White's last checker on its point 24 is
		bottom bool
	}{{white, "24", false}, {game.Spectator, "24", false}, {black, "1", true}} {
		b := s.View(c.viewer).Boards[0]
		i := slices.IndexFunc(b.Cells, func(cell game.Cell) bool { return cell.Spot == c.spot })
		cell := b.Cells[i]
		if cell.Piece != "white" || cell.Count != 1 || i >= b.Cols != c.bottom || i%b.Cols != 12 {
			t.Errorf("seen by %d, cell %d: %+v", c.viewer, i, cell)
		}
	}
}

// The spots of both bars and trays would be the same: nobody picks the other's.
func TestOnlyOnesOwnBarAndTrayArePicked(t *testing.T) {
	for _, viewer := range []game.Seat{white, black, game.Spectator} {
		b := start(t, "off").View(viewer).Boards[0]
		own := max(viewer, 0)
		var spots []string
		for _, c := range b.Cells {
			if c.Kind == game.Store && c.Spot != "" {
				spots = append(spots, string(c.Spot)+" is "+c.Label)
			}
		}
		name := backgammon.Rules{}.Info().Seats[own]
		if want := []string{"bar is " + name + "'s bar", "off is " + name + "'s tray"}; !slices.Equal(spots, want) {
			t.Errorf("seen by %d: %v", viewer, spots)
		}
	}
}

func TestTheCube(t *testing.T) {
	const turn = "opening 3-1, 8/5, 6/5" // White's, so that Black is to roll or double
	for _, c := range []struct {
		what    string
		moves   string
		turn    game.Seat
		choices string
	}{
		{"the first turn has no doubling", "opening 3-1", white, ""},
		{"both may double at first", turn, black, "roll double"},
		{"so may the first player later", turn + ", roll, 6-5, 24/18, 18/13", white, "roll double"},
		{"the other answers", turn + ", double", white, "take drop"},
		{"then Chance rolls for who doubled", turn + ", double, take", game.Chance, ""},
		{"the taker may double", turn + ", double, take, 6-5, 24/18, 18/13", white, "roll double"},
		{"the doubler may not", turn + ", double, take, 6-5, 24/18, 18/13, roll, 2-1, 13/11, 6/5", game.Chance, ""},
		{"until it is doubled again", turn + ", double, take, 6-5, 24/18, 18/13, double, take, 2-1, 13/11, 6/5", black, "roll double"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := play(t, start(t, "on"), c.moves)
			if got := s.Turn(); !slices.Equal(got, []game.Seat{c.turn}) {
				t.Fatalf("%v are to move, want %d", got, c.turn)
			}
			moves := game.Moves(s, c.turn)
			if got := strings.Trim(fmt.Sprint(moves), "[]"); c.choices != "" && got != c.choices {
				t.Errorf("the choices are %s, want %s", got, c.choices)
			}
			if c.choices == "" && slices.Contains(moves, "double") {
				t.Error("doubling is a choice")
			}
		})
	}
}

func TestDropping(t *testing.T) {
	const turn = "opening 3-1, 8/5, 6/5"
	for moves, want := range map[string]game.Outcome{
		turn + ", double, drop": {Winners: []game.Seat{black}, Reason: "the double was dropped, for 1 point"},
		turn + ", double, take, 6-5, 24/18, 18/13, double, drop": {
			Winners: []game.Seat{white}, Reason: "the double was dropped, for 2 points",
		},
	} {
		out, over := play(t, start(t, "on"), moves).Outcome()
		if !over || !slices.Equal(out.Winners, want.Winners) || out.Reason != want.Reason {
			t.Errorf("%s: %+v, want %+v", moves, out, want)
		}
	}
}

// The choice to roll is left out: the roll says as much.
func TestTheLog(t *testing.T) {
	s := play(t, start(t, "on"), "opening 3-1, 8/5, 6/5, roll, 6-4, 24/18, 13/9, double, take, 6-1, 13/7*, 8/7")
	var got []string
	for _, step := range s.View(game.Spectator).Log {
		got = append(got, fmt.Sprint(step.Seat, " ", step.Text))
	}
	want := []string{
		"-2 opening 3-1", "0 8/5", "0 6/5", "-2 6-4", "1 24/18", "1 13/9", "0 double to 2", "1 take", "-2 6-1", "0 13/7*", "0 8/7",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the log is %q, want %q", got, want)
	}
}

func TestThereIsNoDoublingWithoutTheCube(t *testing.T) {
	s := play(t, start(t, "off"), "opening 3-1, 8/5, 6/5")
	if got := s.Turn(); !slices.Equal(got, []game.Seat{game.Chance}) {
		t.Errorf("%v are to move, want Chance", got)
	}
}

func TestRefusalsSayWhy(t *testing.T) {
	for _, c := range []struct{ moves, refused, says string }{
		{"", "opening 3-3", "no such opening roll"},
		{"", "3-1", "no such opening roll"},
		{"opening 3-1, 8/5, 6/5", "1-3", "no such roll"},
		{"opening 3-1, 8/5, 6/5", "opening 3-1", "no such roll"},
		{"opening 3-1", "pass", "you can move, and so you must"},
		{"opening 3-1", "8-5", "write it like 13/7, bar/20 or 6/off"},
		{"opening 3-1", "8/6", "no die that is left is a 2"},
		{"opening 3-1", "7/6", "you have no checker on point 7"},
		{"opening 3-1", "bar/22", "you have nothing on the bar"},
		{"opening 3-1", "6/off", "you may take checkers off once all are home"},
		{"opening 5-1", "24/19", "point 19 is closed"},
		{"opening 6-4, 24/18, 13/9, 6-1", "8/7", "a checker is hit there, so add a star"},
		{"opening 3-1", "8/5*", "nothing is hit there, so leave out the star"},
	} {
		s := start(t, "off")
		if c.moves != "" {
			s = play(t, s, c.moves)
		}
		_, err := s.Play(s.Turn()[0], game.Move(c.refused))
		if err == nil || err.Error() != "illegal move: "+c.says {
			t.Errorf("after %q, %s: %v, want %q", c.moves, c.refused, err, c.says)
		}
	}
}
