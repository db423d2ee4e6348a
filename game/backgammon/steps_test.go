package backgammon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/game"
)

// at is a position in which the seat is to move: its own checkers and the
// other's, all by the mover's numbering, as "13:5 6:2 bar:1". What is not there
// is borne off. The other's bar is "0".
func at(t *testing.T, seat game.Seat, own, others, roll string) *position {
	t.Helper()
	p := &position{phase: moving, mover: seat, owner: game.Spectator}
	high, low, ok := readRoll(game.Move(roll))
	if !ok {
		t.Fatalf("%q is no roll", roll)
	}
	p.dice = newDice(high, low)
	p.board[seat] = count(t, own)
	for point, n := range count(t, others) {
		p.board[1-seat][across(int8(point))] = n
	}
	for seat := range p.board {
		p.board[seat][off] = 0
		for _, n := range p.board[seat][1:] {
			p.board[seat][off] -= n
		}
		p.board[seat][off] += checkers
	}
	return p
}

func count(t *testing.T, text string) (counts [bar + 1]int8) {
	t.Helper()
	for part := range strings.FieldsSeq(text) {
		point, n, _ := strings.Cut(strings.Replace(part, "bar", "25", 1), ":")
		i, err1 := strconv.Atoi(point)
		k, err2 := strconv.Atoi(n)
		if err1 != nil || err2 != nil {
			t.Fatalf("%q is not a point and a count", part)
		}
		counts[i] = int8(k)
	}
	return counts
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		what, own, others, roll string
		want                    string
	}{
		{"both dice, where one order blocks the second", "20:1 8:1 2:2", "17:2 5:2", "6-3", "20/14"},
		{"both dice, by two checkers only", "24:1 20:1", "18:2 15:2 11:2 12:2", "6-3", "24/21 20/14"},
		{"the larger die, where one can be used and not both", "20:1 2:2", "11:2", "6-3", "20/14"},
		{"the larger die, which only one of the checkers can use", "20:1 10:1 1:2", "17:2 14:2 11:2 4:2 1:0", "6-3", "10/7"},
		{"the smaller die, where the larger cannot be used", "20:1 2:2", "14:2 11:2", "6-3", "20/17"},
		{"nothing", "20:1 2:2", "17:2 14:2", "6-3", "pass"},
		{"the bar first", "bar:1 13:5", "", "6-3", "bar/19 bar/22"},
		{"the bar by the only open point", "bar:1 13:5", "19:2", "6-3", "bar/22"},
		{"two on the bar", "bar:2 13:5", "19:2", "6-3", "bar/22"},
		{"a closed bar", "bar:1 13:5", "19:2 22:3", "6-3", "pass"},
		{"a hit from the bar", "bar:1 13:5", "19:1 22:2", "6-3", "bar/19*"},
		{"the larger die from the bar, when the other cannot follow", "bar:1 2:1", "16:2", "6-3", "bar/19"},
		{"a blot may be hit, a point may not", "13:2", "10:1 7:2 4:2 1:1", "6-3", "13/10*"},
		{"no bearing off while one is outside", "7:1 6:2 1:1", "", "6-1", "7/1 7/6 6/5"},
		{"bearing off by the exact number, or moving", "6:1 4:1 1:2", "", "4-2", "6/2 6/4 4/off 4/2"},
		{"bearing off the highest with a larger number", "5:2 3:1 1:1", "", "6-4", "5/off 5/1"},
		{"not one below the highest", "5:2 3:1 1:1", "", "4-4", "5/1"},
		{"either die bears off: once", "3:2 1:2", "", "6-5", "3/off"},
		{"the last checker, by either die or by both", "2:1", "", "6-1", "2/off 2/1"},
		{"the last checker, by the smaller die alone", "3:1", "1:2", "6-3", "3/off"},
		{"doubles", "24:2 13:1", "", "3-3", "24/21 13/10"},
	} {
		for seat := range game.Seat(2) {
			p := at(t, seat, c.own, c.others, c.roll)
			if got := strings.Trim(fmt.Sprint(p.Moves(seat)), "[]"); got != c.want {
				t.Errorf("%s, seat %d: %s, want %s", c.what, seat, got, c.want)
			}
		}
	}
}

// follow plays the moves of one seat.
func follow(t *testing.T, p *position, moves ...game.Move) *position {
	t.Helper()
	seat := p.mover
	for _, m := range moves {
		next, err := p.Play(seat, m)
		if err != nil {
			t.Fatalf("%q: %v", m, err)
		}
		p = next.(*position)
	}
	return p
}

func TestDoublesArePlayedAsFarAsTheyGo(t *testing.T) {
	p := at(t, 0, "24:2 1:2", "12:2 1:0", "6-6")
	p = follow(t, p, "24/18", "24/18")
	if p.mover != 1 || p.phase != rolling {
		t.Errorf("seat %d is at phase %d: want the other to roll", p.mover, p.phase)
	}
	if !strings.Contains(p.note(), "White could not use every die.") {
		t.Errorf("the note is %q", p.note())
	}
}

func TestAHitSendsToTheBar(t *testing.T) {
	p := follow(t, at(t, 1, "13:2", "10:1 1:2", "6-3"), "13/10*")
	if got := p.board[0]; got[bar] != 1 || got[across(10)] != 0 {
		t.Errorf("White's checkers are %v", got)
	}
	if !p.touched.has(1, 13) || !p.touched.has(1, 10) || !p.touched.has(0, bar) || p.touched.has(1, bar) {
		t.Errorf("touched: %b", p.touched)
	}
}

func TestAPassEndsTheTurn(t *testing.T) {
	p := at(t, 0, "bar:1 13:5", "19:2 22:3", "6-3")
	if !strings.Contains(p.note(), "White cannot move.") {
		t.Errorf("the note is %q", p.note())
	}
	if next := follow(t, p, pass); next.mover != 1 || next.phase != rolling {
		t.Errorf("seat %d is at phase %d: want the other to roll", next.mover, next.phase)
	}
}

func TestTheStakeEndsAtTheHighestFace(t *testing.T) {
	for cube, want := range map[int8]phase{32: asking, maxStake: rolling} {
		p := at(t, 0, "13:1", "1:2", "6-5")
		p.cube, p.owner = cube, 1
		if p = follow(t, p, "13/7", "7/2"); p.phase != want {
			t.Errorf("at %d the phase is %d, want %d", cube, p.phase, want)
		}
	}
}

func TestWhatAWinCounts(t *testing.T) {
	for _, c := range []struct {
		others string // by the winner's numbering
		cube   int8
		want   string
	}{
		{"20:14", 0, "bore off all checkers"},
		{"20:15", 0, "bore off all checkers, a gammon"},
		{"7:1 20:14", 0, "bore off all checkers, a gammon"},
		{"6:1 20:14", 0, "bore off all checkers, a backgammon"},
		{"0:1 20:14", 0, "bore off all checkers, a backgammon"},
		{"6:1 20:13", 0, "bore off all checkers"},
		{"20:14", 1, "bore off all checkers for 1 point"},
		{"20:14", 8, "bore off all checkers for 8 points"},
		{"20:15", 2, "bore off all checkers, a gammon for 4 points"},
		{"6:1 20:14", maxStake, "bore off all checkers, a backgammon for 192 points"},
	} {
		for seat := range game.Seat(2) {
			p := at(t, seat, "2:1", c.others, "6-1")
			p.cube = c.cube
			out, over := follow(t, p, "2/off").Outcome()
			if !over || !slices.Equal(out.Winners, []game.Seat{seat}) || out.Reason != c.want {
				t.Errorf("%s at %d, seat %d: %+v, want %q", c.others, c.cube, seat, out, c.want)
			}
		}
	}
}

func TestRefusalsOfABearOffSayWhy(t *testing.T) {
	for _, c := range []struct{ own, others, roll, move, says string }{
		{"6:1 5:1 3:1", "", "4-1", "5/off", "no die is high enough"},
		{"6:1 3:1", "", "5-4", "3/off", "only the exact number takes off what is not on your highest point"},
		{"bar:1 13:1", "", "5-4", "13/8", "first bring in your checker from the bar"},
		{"13:1 12:1", "8:1", "5-4", "13/8", "a checker is hit there, so add a star"},
		{"20:1 8:1 2:2", "17:2 5:2", "6-3", "8/2", "use both dice where you can, else the larger one"},
		{"bar:1", "19:2 22:2", "6-3", "bar/19", "you cannot move, so pass"},
	} {
		_, err := at(t, 0, c.own, c.others, c.roll).Play(0, game.Move(c.move))
		if err == nil || err.Error() != "illegal move: "+c.says {
			t.Errorf("%s with %s: %v, want %q", c.move, c.roll, err, c.says)
		}
	}
}
