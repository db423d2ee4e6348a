package room

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crossplay/game"
)

func TestControlsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]Control{
		"":        {},
		"5+3":     {Fischer, 5 * time.Minute, 3 * time.Second, 0},
		"0.5+0":   {Fischer, 30 * time.Second, 0, 0},
		"0+2":     {Fischer, 0, 2 * time.Second, 0},
		"3D2":     {Bronstein, 3 * time.Minute, 2 * time.Second, 0},
		"10+3x30": {ByoYomi, 10 * time.Minute, 30 * time.Second, 3},
		"0+5x20":  {ByoYomi, 0, 20 * time.Second, 5},
		"180+180": {Fischer, 180 * time.Minute, 180 * time.Second, 0},
		"3d":      {Daily, 0, 72 * time.Hour, 0},
		"Daily":   {Daily, 0, 24 * time.Hour, 0},
	} {
		got, err := ParseControl(text)
		if err != nil || got != want {
			t.Errorf("%q is read as %+v (%v)", text, got, err)
		}
		if again, err := ParseControl(got.String()); err != nil || again != got {
			t.Errorf("%q is written as %q, which is %+v (%v)", text, got, again, err)
		}
	}
	for _, text := range []string{"5", "+", "5+", "+3", "0+0", "-1+2", "5+-3", "5+ 3", "181+0", "5+181", "0d3", "5+0x30", "5+26x30", "5+3x0", "5d3x30", "0d", "15d", "3d/5+3", "1.5d", "1e1+0", "NaN+1", "Inf+1", "0x5+1", "5+3/1+0", "five+3"} {
		if c, err := ParseControl(text); err == nil {
			t.Errorf("%q is read as %+v", text, c)
		}
	}
	for text, want := range map[string]string{"": "", " 5 + 3 ": "5+3", "5+3/1+0": "5+3/1+0", "5+3/5+3": "5+3", "05+03": "5+3"} {
		if got, err := TidyControls(text, 2); err != nil || got != want {
			t.Errorf("%q is tidied to %q (%v)", text, got, err)
		}
	}
	for text, seats := range map[string]int{"5+3/1+0": 3, "5+3/": 2, "/": 2, "5+3/1+0/1+0": 3} {
		if got, err := TidyControls(text, seats); err == nil {
			t.Errorf("%q for %d is tidied to %q", text, seats, got)
		}
	}
	if got := swapped("5+3/1+0"); got != "1+0/5+3" {
		t.Errorf("the next game is played at %q", got)
	}
}

// Every control can be written, and read again as the same.
func TestControlsAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Control{
			Kind: rapid.SampledFrom([]Kind{Fischer, Bronstein, ByoYomi}).Draw(t, "kind"),
			Main: time.Duration(rapid.IntRange(1, int(maxMain/time.Second)).Draw(t, "main")) * time.Second,
			Step: time.Duration(rapid.IntRange(1, int(maxStep/time.Second)).Draw(t, "step")) * time.Second,
		}
		if c.Kind == ByoYomi {
			c.Periods = rapid.IntRange(1, maxPeriods).Draw(t, "periods")
		}
		if got, err := ParseControl(c.String()); err != nil || got != c {
			t.Fatalf("%+v is written as %q and read as %+v (%v)", c, c, got, err)
		}
	})
}

func TestWhatAMoveCosts(t *testing.T) {
	const s = 1000
	for _, c := range []struct {
		control   string
		clock     Clock
		took, lag time.Duration
		same      bool // the turn goes on
		spent     int
		want      Clock
		falls     bool
	}{
		{control: "1+1", clock: Clock{Left: 60 * s}, took: 5 * time.Second, spent: 5 * s, want: Clock{Left: 56 * s}},
		{control: "1+1", clock: Clock{Left: 60 * s}, took: 5 * time.Second, same: true, spent: 5 * s, want: Clock{Left: 55 * s}},
		{control: "1+1", clock: Clock{Left: 5 * s}, took: 5 * time.Second, falls: true}, // no increment for what is too late
		{control: "1+1", clock: Clock{Left: 5 * s, Bank: 300}, took: 5*time.Second + 200*time.Millisecond, lag: 250 * time.Millisecond, spent: 4950, want: Clock{Left: 1050, Bank: 50, Lag: 250}},
		{control: "1+1", clock: Clock{Left: 60 * s, Bank: 300}, took: 2 * time.Second, lag: time.Minute, spent: 1700, want: Clock{Left: 59300, Lag: 7 * s}},
		{control: "1+1", clock: Clock{Left: 60 * s, Bank: 900}, took: 100 * time.Millisecond, lag: 400 * time.Millisecond, want: Clock{Left: 61 * s, Bank: 800, Lag: 400}},
		{control: "1d3", clock: Clock{Left: 60 * s}, took: 2 * time.Second, spent: 2 * s, want: Clock{Left: 60 * s}},
		{control: "1d3", clock: Clock{Left: 60 * s}, took: 5 * time.Second, spent: 5 * s, want: Clock{Left: 58 * s}},
		{control: "1d3", clock: Clock{Left: 2 * s}, took: 5 * time.Second, falls: true},
		{control: "1+3x10", clock: Clock{Left: 60 * s, Periods: 3}, took: 59 * time.Second, spent: 59 * s, want: Clock{Left: 1 * s, Periods: 3}},
		{control: "1+3x10", clock: Clock{Left: 60 * s, Periods: 3}, took: 65 * time.Second, spent: 65 * s, want: Clock{Periods: 3}},
		{control: "1+3x10", clock: Clock{Periods: 3}, took: 9 * time.Second, spent: 9 * s, want: Clock{Periods: 3}},
		{control: "1+3x10", clock: Clock{Periods: 3}, took: 25 * time.Second, spent: 25 * s, want: Clock{Periods: 1}},
		{control: "1+3x10", clock: Clock{Periods: 3}, took: 30 * time.Second, falls: true},
		{control: "1+3x10", clock: Clock{Periods: 1}, took: 10 * time.Second, falls: true},
	} {
		control, err := ParseControl(c.control)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := control.charge(c.clock, c.took, c.lag, !c.same)
		if ok == c.falls {
			t.Errorf("%+v: the flag falls: %v", c, !ok)
			continue
		}
		got.Clock.Bank = min(got.Clock.Bank, max(0, got.Clock.Bank-control.gain()))
		if ok && got != (Charge{c.spent, c.want}) {
			t.Errorf("%+v: it costs %+v", c, got)
		}
	}
}

// What is charged is never more than what passed; what is forgiven never more than
// the bank was ever given, so that nobody gains by a bad line, or by pulling it out.
func TestNobodyGainsByTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		control, err := ParseControl(rapid.SampledFrom([]string{"1+0", "3+2", "60+30", "5d3", "1+5x10"}).Draw(t, "control"))
		if err != nil {
			t.Fatal(err)
		}
		k := control.start()
		start := k
		var wall, charged, forgiven, moves int
		for range rapid.IntRange(1, 60).Draw(t, "moves") {
			took := rapid.IntRange(0, 20_000).Draw(t, "took")
			lag := rapid.IntRange(-10, 30_000).Draw(t, "lag")
			c, ok := control.charge(k, time.Duration(took)*time.Millisecond, time.Duration(lag)*time.Millisecond, true)
			if !ok {
				if took < control.allowance(k) {
					t.Fatalf("the flag falls after %d ms with %+v", took, k)
				}
				break
			}
			moves++
			wall += took
			charged += c.Spent
			forgiven += took - c.Spent
			k = c.Clock
			if c.Spent > took || c.Spent < 0 || k.Left < 0 || k.Periods < 0 {
				t.Fatalf("%d ms cost %+v", took, c)
			}
		}
		if most := (bankStart + moves) * control.gain(); forgiven > most || charged > wall {
			t.Fatalf("of %d ms %d were charged; at most %d can be forgiven", wall, charged, most)
		}
		if control.Kind == Fischer && k.Left != start.Left-charged+moves*ms(control.Step) {
			t.Fatalf("%d ms are left of %d after %d moves that cost %d", k.Left, start.Left, moves, charged)
		}
	})
}

// timed is a game with clocks. The positions are shown at once.
func timed(t *testing.T, seats int, control string) *board {
	b := duel(t, seats, func(c *Created) { c.Clock = control })
	b.show()
	return b
}

// show starts the clocks of those who are newly to move.
func (b *board) show() {
	if b.shown == nil {
		b.shown = make(map[game.Seat]time.Time)
	}
	for i := range b.Chairs {
		seat := game.Seat(i)
		switch ply := b.TurnSince(seat); {
		case ply < 0:
			delete(b.shown, seat)
		case b.plies[seat] != ply || b.shown[seat].IsZero():
			b.shown[seat] = b.now
		}
		if b.plies == nil {
			b.plies = make(map[game.Seat]int)
		}
		b.plies[seat] = b.TurnSince(seat)
	}
}

// after moves once so much time has passed.
func (b *board) after(d time.Duration) {
	b.t.Helper()
	b.now = b.now.Add(d)
	b.move(1)
	b.show()
}

func (b *board) left(seat game.Seat) time.Duration {
	return time.Duration(b.Clocks[seat].Left) * time.Millisecond
}

func (b *board) flag() {
	b.t.Helper()
	events, err := b.Flag(b.at())
	if err != nil {
		b.t.Fatal(err)
	}
	if len(events) > 0 {
		b.apply(events...)
	}
}

// The first move of each costs nothing; then the clock of whoever is to move runs,
// and is charged once.
func TestClocksRunAfterTheFirstMoves(t *testing.T) {
	b := timed(t, 2, "1+2")
	first := b.Position.Turn()[0]
	b.after(50 * time.Second)
	b.after(50 * time.Second)
	if b.left(0) != time.Minute || b.left(1) != time.Minute {
		t.Errorf("first moves cost time: %+v", b.Clocks)
	}
	b.after(20 * time.Second)
	if b.left(first) != 42*time.Second || b.left(1-first) != time.Minute {
		t.Errorf("after 20 s there are %+v", b.Clocks)
	}
}

func TestTheFlagFalls(t *testing.T) {
	b := timed(t, 2, "1+2")
	for range 2 {
		b.after(time.Second)
	}
	late := b.Position.Turn()[0]
	falls, ok := b.Falls(b.at())
	if want := b.now.Add(time.Minute); !ok || !falls.Equal(want) {
		t.Fatalf("the flag falls at %v, not %v", falls, want)
	}
	b.now = falls.Add(-time.Millisecond)
	if b.flag(); b.Phase != Playing {
		t.Fatal("it fell too soon")
	}
	b.now = falls
	b.refused(b.person(late), Command{Do: Move, Ply: b.Ply, Move: "a"}, ErrOutOfTime)
	if b.flag(); b.Phase != Over || b.Result.How != OutOfTime || !slices.Equal(b.Result.By, []game.Seat{late}) || !slices.Equal(b.Result.Winners, []game.Seat{1 - late}) {
		t.Errorf("the game is %s: %+v", b.Phase, b.Result)
	}
	if _, ok := b.Falls(b.at()); ok {
		t.Error("a flag falls when the game is over")
	}
}

// A frame that was stamped in time counts, however long it lay about; one that claims
// to be older than the position does not.
func TestTheStampCounts(t *testing.T) {
	b := timed(t, 2, "1+0")
	for range 2 {
		b.after(time.Second)
	}
	for stamp, want := range map[time.Duration]time.Duration{10 * time.Second: 10 * time.Second, -time.Hour: 0, time.Hour: 40 * time.Second} {
		c := *b
		r := *b.Room
		c.Room, c.now = &r, b.now.Add(40*time.Second)
		seat := c.Position.Turn()[0]
		c.must(c.person(seat), Command{Do: Move, Ply: c.Ply, Move: "a", At: b.now.Add(stamp)})
		if got := time.Minute - c.left(seat); got != want {
			t.Errorf("stamped after %v, it costs %v, not %v", stamp, got, want)
		}
	}
}

func TestWhoDoesNotBeginHasNotLost(t *testing.T) {
	b := timed(t, 2, "1+2")
	b.after(time.Second)
	late := b.Position.Turn()[0]
	b.now = b.now.Add(FirstMove)
	if b.flag(); b.Phase != Over || b.Result.How != NoStart || !slices.Equal(b.Result.By, []game.Seat{late}) || b.Draws+b.Chairs[0].Wins+b.Chairs[1].Wins != 0 {
		t.Errorf("the game is %s: %+v", b.Phase, b.Result)
	}
}

func TestOfThreeTheOthersPlayOn(t *testing.T) {
	b := timed(t, 3, "1+0")
	for range 3 {
		b.after(time.Second)
	}
	late := b.Position.Turn()[0]
	b.now = b.now.Add(time.Minute)
	b.flag()
	if b.Phase != Playing || !b.Chairs[late].Out || slices.Contains(b.Position.Turn(), late) {
		t.Errorf("the game is %s, %+v, and %v is to move", b.Phase, b.Chairs, b.Position.Turn())
	}
}

func TestTimeIsGiven(t *testing.T) {
	b := timed(t, 2, "1+0")
	b.must(0, Command{Do: MoreTime})
	mine, other := b.SeatOf("p0"), b.SeatOf("p1")
	if b.left(other) != 75*time.Second || b.left(mine) != time.Minute {
		t.Errorf("after a gift there are %+v", b.Clocks)
	}
	b.apply(b.Restart()...)
	if b.left(other) != 95*time.Second || b.left(mine) != 80*time.Second {
		t.Errorf("after a restart there are %+v", b.Clocks)
	}
	if n := b.News()[len(b.News())-1]; n.What != GivesTime || n.Why != Restarted || n.Secs != 20 || n.Seat != game.Spectator {
		t.Errorf("of it is told %+v", n)
	}
	untimed := duel(t, 2, nil)
	untimed.refused(0, Command{Do: MoreTime}, ErrUntimed)
	if events := untimed.Restart(); events != nil {
		t.Errorf("a restart gives %+v where nothing is timed", events)
	}
	rich := timed(t, 2, "180+0")
	if err := rich.try(0, Command{Do: MoreTime}); !errors.Is(err, ErrUntimed) {
		t.Errorf("who has three hours is given more: %v", err)
	}
}

// Who has less time has it in the next game too, on the other seat.
func TestAHandicapStaysWithItsPlayer(t *testing.T) {
	b := timed(t, 2, "5+0/1+0")
	b.must(0, Command{Do: Resign})
	b.must(0, Command{Do: Rematch})
	b.must(1, Command{Do: Rematch})
	if seat := b.SeatOf("p1"); seat != 0 || b.left(seat) != time.Minute || b.left(1) != 5*time.Minute {
		t.Errorf("P1 sits at %d, with %+v", seat, b.Clocks)
	}
}

// A takeback costs whoever was thinking nothing, and gives nothing back.
func TestATakebackLeavesTheClocks(t *testing.T) {
	b := timed(t, 2, "1+0")
	for range 3 {
		b.after(time.Second)
	}
	before := slices.Clone(b.Clocks)
	b.now = b.now.Add(30 * time.Second)
	asks := 1 - b.person(b.Position.Turn()[0])
	b.must(asks, Command{Do: Takeback})
	b.must(1-asks, Command{Do: Takeback, Offer: 1})
	b.show()
	if !slices.Equal(b.Clocks, before) {
		t.Errorf("the clocks were %+v, and are %+v", before, b.Clocks)
	}
	if falls, ok := b.Falls(b.at()); !ok || falls.Sub(b.now) < 50*time.Second {
		t.Errorf("the flag falls in %v (%v)", falls.Sub(b.now), ok)
	}
}

// When the server ends, what was thought is taken off, but for the step that a move would
// have earned and the period that runs.
func TestWhatIsThoughtIsTakenOff(t *testing.T) {
	for _, c := range []struct {
		control string
		took    time.Duration
		left    int
		periods int
	}{
		{"1+5", 20 * time.Second, 40_000, 0},
		{"1+5", 0, 60_000, 0},
		{"1+5", time.Hour, 1, 0}, // its flag has not fallen
		{"1d5", 3 * time.Second, 60_000, 0},
		{"1d5", 20 * time.Second, 45_000, 0},
		{"1+3x10", 20 * time.Second, 40_000, 3},
		{"1+3x10", 75 * time.Second, 0, 2},
		{"1+3x10", time.Hour, 0, 1},
	} {
		control, err := ParseControl(c.control)
		if err != nil {
			t.Fatal(err)
		}
		k := control.start()
		got := control.thought(k, c.took)
		if got.Left != c.left || got.Periods != c.periods || got.Bank != k.Bank || got.Lag != k.Lag {
			t.Errorf("of %s, %v leave %+v, want %d and %d periods", c.control, c.took, got, c.left, c.periods)
		}
	}
}
