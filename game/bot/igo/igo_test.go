package igo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

var mind = bot.New(map[string]bot.Engine{"go": Engine{}})

func problem(s game.State, seat game.Seat, level bot.Level) bot.Problem {
	return bot.Problem{
		Game: "go", Seat: seat, View: s.View(seat), Level: level, Rand: rand.New(rand.NewPCG(1, 1)), Budget: time.Hour,
		Imagine: func(*rand.Rand) game.State { return s },
	}
}

func think(t *testing.T, s game.State, seat game.Seat, level bot.Level) game.Move {
	t.Helper()
	m, err := mind.Think(t.Context(), problem(s, seat, level))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Black's only stone owns the board. Whoever passes so early may still play on.
func TestTheOnlyStoneIsAlive(t *testing.T) {
	for _, side := range []int{9, 19} {
		s := play(t, begin(t, side), 0, "E5")
		s = play(t, play(t, s, 1, "pass"), 0, "pass")
		for seat := range game.Seat(2) {
			for _, level := range bot.Levels() {
				if side > 9 && level != bot.Medium {
					continue // they judge alike, and it takes long
				}
				if m := think(t, s, seat, level); m != agree {
					t.Errorf("%s in seat %d: %s", level, seat, m)
				}
			}
		}
		s = play(t, play(t, s, 0, agree), 1, agree)
		if o, over := s.Outcome(); !over || !slices.Equal(o.Winners, []game.Seat{0}) || side == 9 && o.Reason != "74.5 points ahead" {
			t.Errorf("%d: %v, %+v", side, over, o)
		}
	}
}

func rows(board string) []string { return strings.Fields(board) }

// shared is a board that is shared out, with a dead stone of each. Black is ahead.
func shared(t testing.TB) game.State {
	t.Helper()
	return finish(t, "shared", rows(`
		..x.OOXX.
		..O..OX..
		....OOOXX
		O..OOXX..
		O.OOOX...
		OOXOOOX..
		OXXXOXX..
		X.X.X....
		.XX...Xo.`)).counts
}

func TestTheDeadAreMarkedOneByOne(t *testing.T) {
	s := shared(t)
	for _, want := range []game.Move{"dead C9", "dead H1", agree} {
		if m := think(t, s, 1, bot.Medium); m != want {
			t.Fatalf("it plays %s, want %s", m, want)
		}
		s = play(t, s, 1, want)
	}
}

// Whoever marks a chain wrongly is corrected, and if that was no accident, they
// play on: nobody has to agree, and nobody marks for ever.
func TestWhoInsistsPlaysOn(t *testing.T) {
	tests := []struct{ wrong, point string }{
		{"dead", "E7"},  // the bot's own stones
		{"dead", "G8"},  // those of the one who says so
		{"alive", "C9"}, // and the same for dead ones
		{"alive", "H1"},
	}
	for _, test := range tests {
		for _, level := range bot.Levels() {
			wrong := game.Move(test.wrong + " " + test.point)
			s := play(t, shared(t), 0, "dead C9", "dead H1")
			if m := think(t, s, 1, level); m != agree {
				t.Errorf("%s does not agree with the right marks: %s", level, m)
			}
			s = play(t, s, 0, wrong)
			m := think(t, s, 1, level)
			s = play(t, s, 1, m)
			if cell(s, test.point).Has(game.Out) == (test.wrong == "dead") {
				t.Fatalf("%s answers %s with %s", level, wrong, m)
			}
			s = play(t, s, 0, wrong)
			if m := think(t, s, 1, level); m != resume {
				t.Errorf("%s answers %s the second time with %s", level, wrong, m)
			}
			if s = play(t, s, 1, resume); !slices.Equal(s.Turn(), []game.Seat{0}) {
				t.Errorf("%v are to move", s.Turn())
			}
		}
	}
}

// Black is ahead. White insists again and again that Black's stones are dead, and
// wins nothing by it.
func TestInsistingWinsNothing(t *testing.T) {
	s := shared(t)
	for n := 0; len(s.Turn()) > 0; n++ {
		if n > 200 {
			t.Fatalf("it does not end: %v", s.View(0).Log)
		}
		seat := s.Turn()[n%len(s.Turn())]
		if seat == 0 {
			s = play(t, s, 0, think(t, s, 0, bot.Medium))
			continue
		}
		m := pass
		for _, c := range s.View(1).Choices {
			name, isDead := strings.CutPrefix(string(c.Move), "dead ")
			if isDead && cell(s, name).Piece == "black" {
				m = c.Move
			} else if c.Move == agree && m == pass {
				m = agree
			}
		}
		s = play(t, s, 1, m)
	}
	if o, _ := s.Outcome(); !slices.Equal(o.Winners, []game.Seat{0}) {
		t.Errorf("%+v after %v", o, s.View(0).Log)
	}
}

// What was insisted on before they played on is forgotten.
func TestANewCountingBeginsAnew(t *testing.T) {
	s := play(t, shared(t), 0, "dead E7", "alive E7", "dead E7")
	s = play(t, s, 1, resume)
	s = play(t, play(t, s, 0, pass), 1, pass)
	s = play(t, s, 0, "dead C9", "dead H1", "dead E7")
	if m := think(t, s, 1, bot.Medium); !strings.HasPrefix(string(m), "alive ") {
		t.Errorf("it plays %s", m)
	}
}

func TestWithoutMarksItPlaysOnRatherThanAgree(t *testing.T) {
	s := shared(t)
	for range 50 {
		s = play(t, s, 1, "dead C9", "alive C9")
	}
	if m := think(t, s, 1, bot.Medium); m != resume {
		t.Errorf("it plays %s", m)
	}
	s = play(t, s, 0, "dead C9", "dead H1")
	if m := think(t, s, 1, bot.Medium); m != agree {
		t.Errorf("it answers the right marks with %s", m)
	}
}

// The corner on the left belongs to whoever plays there first: the players say
// whose it is.
func TestTheUnsettledIsLeftToThePlayers(t *testing.T) {
	all := finishedGames(t)
	f := all[slices.IndexFunc(all, func(f finished) bool { return f.name == "corner_test_2" })]
	s, _ := f.rightly(t, 0)
	if m := think(t, s, 1, bot.Medium); m != agree {
		t.Errorf("it plays %s", m)
	}
	s = play(t, s, 0, "dead A7", "dead C3")
	if m := think(t, s, 1, bot.Medium); m != agree {
		t.Errorf("when the corner is marked it plays %s", m)
	}
}

// A seki: neither the white chain on C nor the black one on D and E can take the
// liberties that they share.
func TestSekiLives(t *testing.T) {
	s := finish(t, "seki", rows(`
		.XOXXO...
		.XOXXO...
		.XOXXO...
		.XOXXO...
		.XOXXO...
		.XOXXO...
		.XOXXO...
		.XO.XO...
		.XO.XO...`)).counts
	if m := think(t, s, 0, bot.Medium); m != agree {
		t.Errorf("it plays %s", m)
	}
}

// It passes when the other has passed, if that wins, and not while there is
// something to play for.
func TestPassing(t *testing.T) {
	tests := []struct {
		name string
		s    game.State
		want bool
	}{
		{"a game that is won", play(t, play(t, shared(t), 0, resume), 1, pass), true},
		{"a game that is lost", play(t, play(t, shared(t), 1, resume), 0, pass), false},
		// As it stands, the komi wins it for White.
		{"an open board", play(t, play(t, play(t, begin(t, 9), 0, "E5"), 1, "D4"), 0, pass), false},
	}
	for _, test := range tests {
		seat := test.s.Turn()[0]
		p := problem(test.s, seat, bot.Easy)
		b, ok := read(p.View)
		if !ok || !(Engine{}).Scores(p.View) {
			t.Fatalf("%s is not there to be scored", test.name)
		}
		if got := won(p, b, judge(b, never)); got != test.want {
			t.Errorf("%s: it is %v that it passes", test.name, got)
		}
	}
	if (Engine{}).Scores(begin(t, 9).View(0)) {
		t.Error("it judges whether to pass before the other has passed")
	}
}

// However little time there is, it does not agree to what is plainly wrong.
func TestNoTime(t *testing.T) {
	s := play(t, shared(t), 0, "dead C9", "dead H1", "dead E7")
	p := problem(s, 1, bot.Hard)
	p.Budget = 1
	if m, err := mind.Think(t.Context(), p); !strings.HasPrefix(string(m), "alive ") || err != nil {
		t.Errorf("%s, %v", m, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if m, err := mind.Think(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("it plays %q, %v after the end", m, err)
	}
}

// How many of the games were won is what a position is worth.
func TestItSaysWhatLooksLost(t *testing.T) {
	walls := begin(t, 9)
	for _, column := range "CF" { // Black takes most of the board, and White has a corner of it to live in
		for row := 1; row <= 9; row++ {
			walls = play(t, walls, 0, game.Move(fmt.Sprintf("%c%d", column, row)))
			walls = play(t, walls, 1, "pass")
		}
	}
	for name, c := range map[string]struct {
		s    game.State
		lost bool
	}{"the empty board": {begin(t, 9), false}, "Black's board": {play(t, walls, 0, "A5"), true}} {
		worth := -1.0
		p := problem(c.s, c.s.Turn()[0], bot.Medium)
		p.Judge = func(w float64, _ bool) { worth = w }
		if _, err := mind.Think(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if worth < 0 || worth <= bot.Lost != c.lost {
			t.Errorf("%s is worth %v", name, worth)
		}
	}
}
