package room

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/rooms/roomtest"
)

// counted counts the moves that are played in a game.
type counted struct {
	game.Rules
	played *int
}

func (c counted) Start(s game.Setup) (game.State, error) {
	pos, err := c.Rules.Start(s)
	return countedState{pos, c.played}, err
}

type countedState struct {
	game.State
	played *int
}

func (c countedState) Play(s game.Seat, m game.Move) (game.State, error) {
	*c.played++
	next, err := c.State.Play(s, m)
	return countedState{next, c.played}, err
}

// However long a game is, a move that is taken back has few of them played again.
func TestATakebackCostsTheSameInALongGame(t *testing.T) {
	b := duel(t, 2, nil)
	played := 0
	rules := counted{roomtest.Duel{}, &played}
	long := New(rules)
	made := Created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: 2}
	for _, e := range []Event{{Created: &made}, {Sat: &Sat{0, person(0)}}} {
		if err := long.Apply(&Record{V: recordVersion, At: b.now, Events: []Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	b.Room = long
	b.must(1, Command{Do: Sit})
	b.move(1000)
	for range 30 {
		before := played
		asks := b.person(b.line[len(b.line)-1].Seat)
		b.must(asks, Command{Do: Takeback})
		b.must(1-asks, Command{Do: Takeback, Offer: b.Offers})
		if n := played - before; n > markEvery {
			t.Fatalf("with a line of %d moves, %d are played again", len(b.line), n)
		}
		b.move(2)
		if got, want := len(b.marks), 1+len(b.line)/markEvery; got != want {
			t.Fatalf("%d marks, not %d", got, want)
		}
		if _, moves, _ := b.Size(); moves != len(b.line) {
			t.Fatalf("%d moves are counted, and %d are kept", moves, len(b.line))
		}
	}
}

// board is a room of two or three in which a game of Duel is on, and a clock that
// only the test moves.
type board struct {
	*Room
	t     *testing.T
	now   time.Time
	shown map[game.Seat]time.Time // when who is to move was shown the position
	plies map[game.Seat]int
}

func duel(t *testing.T, seats int, with func(*Created)) *board {
	t.Helper()
	b := &board{Room: New(roomtest.Duel{}), t: t, now: time.Unix(1e9, 0).UTC()}
	made := &Created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: seats}
	if with != nil {
		with(made)
	}
	b.apply(Event{Created: made}, Event{Sat: &Sat{0, person(0)}})
	for n := 1; n < seats; n++ {
		b.must(n, Command{Do: Sit})
	}
	return b
}

func person(n int) Person { return Person{ID: PersonID(fmt.Sprint("p", n)), Name: fmt.Sprint("P", n)} }

func (b *board) apply(events ...Event) {
	b.t.Helper()
	if err := b.Apply(&Record{V: recordVersion, At: b.now, Events: events}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *board) at() Circumstances {
	return Circumstances{
		Absent: func(PersonID) bool { return false }, Dice: func(round int) Secret { return Secret{byte(round)} },
		Bots: []string{"weak"}, Now: b.now, Since: func(s game.Seat) time.Time { return b.shown[s] },
	}
}

func (b *board) try(n int, c Command) error {
	b.t.Helper()
	events, err := b.Decide(person(n), c, b.at())
	if err == nil && len(events) > 0 {
		b.apply(events...)
	}
	return err
}

func (b *board) must(n int, c Command) {
	b.t.Helper()
	if err := b.try(n, c); err != nil {
		b.t.Fatalf("P%d may not %s: %v", n, c.Do, err)
	}
}

func (b *board) refused(n int, c Command, want *Refusal) {
	b.t.Helper()
	if err := b.try(n, c); !errors.Is(err, want) {
		b.t.Fatalf("P%d: %s with the offer %d is answered with %v, not with %v", n, c.Do, c.Offer, err, want)
	}
}

// move lets whoever is to move do so, so many times.
func (b *board) move(times int) {
	b.t.Helper()
	for range times {
		seat := b.Position.Turn()[0]
		b.must(b.person(seat), Command{Do: Move, Ply: b.Ply, Move: "a"})
	}
}

// person is who sits there.
func (b *board) person(seat game.Seat) int { return int(b.Chairs[seat].ID[1] - '0') }

func (b *board) can(n int, do Verb) (Action, bool) {
	for _, a := range b.Actions(b.SeatOf(person(n).ID), b.at()) {
		if a.Do == do {
			return a, true
		}
	}
	return Action{}, false
}

func TestADrawIsAgreed(t *testing.T) {
	b := duel(t, 2, nil)
	b.refused(0, Command{Do: Draw}, ErrTooSoon)
	b.move(2)
	b.must(0, Command{Do: Draw})
	b.must(0, Command{Do: Draw}) // sent twice
	if a, _ := b.can(0, Draw); a.State != Mine || !slices.Equal(a.Seats, []game.Seat{1}) {
		t.Errorf("whoever offered sees %+v", a)
	}
	if a, _ := b.can(1, Draw); a.How != Agree || a.State != Theirs || a.Offer != 1 {
		t.Errorf("the other sees %+v", a)
	}
	b.refused(1, Command{Do: Draw, Offer: 2}, ErrNoOffer)
	b.must(1, Command{Do: Draw, Offer: 1})
	if b.Phase != Over || b.Result.How != Agreed || len(b.Result.Winners) != 0 || b.Draws != 1 || b.Offer.Open() {
		t.Errorf("it ended as %s, %+v, with %d draws and the offer %+v", b.Phase, b.Result, b.Draws, b.Offer)
	}
}

// On lichess a draw offer took the place of a takeback's under the same button
// (#12487), and one hid the other (#16234): here a second is refused, and a yes is to
// what it names alone.
func TestALateYesAcceptsNothingElse(t *testing.T) {
	b := duel(t, 2, nil)
	b.move(4)
	b.must(0, Command{Do: Takeback})
	b.refused(1, Command{Do: Draw}, ErrOfferPending)
	b.refused(1, Command{Do: Takeback}, ErrOfferPending) // hers is another move
	b.refused(1, Command{Do: Draw, Offer: 1}, ErrNoOffer)
	b.must(0, Command{Do: Decline, Offer: 1}) // withdraws it
	b.must(0, Command{Do: Draw})
	b.refused(1, Command{Do: Takeback, Offer: 1}, ErrNoOffer)
	b.refused(1, Command{Do: Draw, Offer: 1}, ErrNoOffer)
	b.refused(1, Command{Do: Decline, Offer: 1}, ErrNoOffer)
	if b.Phase != Playing || b.Offer != (Offer{N: 2, Do: Draw, Seat: b.SeatOf("p0")}) {
		t.Errorf("the game is %s, and the offer %+v", b.Phase, b.Offer)
	}
}

func TestAMoveDeclines(t *testing.T) {
	b := duel(t, 2, nil)
	b.move(3)
	mover := b.person(b.Position.Turn()[0])
	b.must(mover, Command{Do: Draw})
	b.move(1)
	if !b.Offer.Open() {
		t.Error("one's own move withdraws one's draw")
	}
	b.move(1)
	if b.Offer.Open() || b.Chairs[0].Offered(Draw) || b.Chairs[1].Offered(Draw) {
		t.Errorf("after the other's move there is still %+v", b.Offer)
	}
	b.refused(1-mover, Command{Do: Draw, Offer: 1}, ErrNoOffer)
}

// Whoever was refused waits 10 s, then 40, then 90, and is shown the verb again by
// itself (lichess #961, #2024, #13679: offers as a nuisance).
func TestWhoWasRefusedWaits(t *testing.T) {
	b := duel(t, 2, nil)
	b.move(4)
	for i, wait := range []time.Duration{10, 40, 90} {
		b.must(0, Command{Do: Takeback})
		b.must(1, Command{Do: Decline, Offer: i + 1})
		if _, ok := b.can(0, Takeback); ok {
			t.Error("it can be asked again at once")
		}
		wakes, ok := b.Wakes(b.now)
		if want := b.now.Add(wait * time.Second); !ok || !wakes.Equal(want) {
			t.Fatalf("after %d refusals it wakes in %v (%v)", i+1, wakes.Sub(b.now), ok)
		}
		b.now = wakes.Add(-1)
		b.refused(0, Command{Do: Takeback}, ErrTooSoon)
		b.now = wakes
		if _, ok := b.can(0, Takeback); !ok {
			t.Error("it cannot be asked although the time is over")
		}
		if next, more := b.Wakes(b.now); more && next.Sub(b.now) < time.Minute {
			t.Error("it wakes for what is over")
		}
	}
	if _, ok := b.can(1, Takeback); !ok {
		t.Error("the other waits too")
	}
}

// Not within 20 plies of one's last offer of a draw.
func TestADrawIsNotOfferedWithEachMove(t *testing.T) {
	b := duel(t, 2, nil)
	b.move(2)
	b.must(0, Command{Do: Draw})
	b.must(1, Command{Do: Decline, Offer: 1})
	b.now = b.now.Add(time.Hour)
	b.move(19)
	b.refused(0, Command{Do: Draw}, ErrTooSoon)
	b.move(1)
	b.must(0, Command{Do: Draw})
}

// So far that it is the asker's turn again; the ply grows on, so that a move which
// was on its way is never played later; and the die shows what it showed.
func TestATakebackLeadsBackToOnesTurn(t *testing.T) {
	b := duel(t, 2, nil)
	begins := b.Position.Turn()[0]
	for _, moves := range []int{1, 2} { // on the other's turn, and on one's own
		b.move(moves)
		was := b.Ply
		asks := b.person(begins)
		b.must(asks, Command{Do: Takeback})
		b.must(1-asks, Command{Do: Takeback, Offer: b.Offer.N})
		if !slices.Equal(b.Position.Turn(), []game.Seat{begins}) || b.Ply <= was {
			t.Fatalf("%v is to move at ply %d, which was %d before", b.Position.Turn(), b.Ply, was)
		}
		b.refused(asks, Command{Do: Move, Ply: was, Move: "a"}, ErrStale)
		b.refused(1-asks, Command{Do: Move, Ply: was - 1, Move: "a"}, ErrStale)
	}
	if len(b.line) != 1 || b.line[0].Seat != game.Chance {
		t.Errorf("of the line there is %+v", b.line)
	}
	b.refused(b.person(begins), Command{Do: Takeback}, ErrFinal) // nothing left
}

// Dice are keyed by how many moves came before them in the game as it stands.
func TestDiceFallAgainAsTheyFell(t *testing.T) {
	b := duel(t, 2, func(c *Created) { c.Options = map[string]string{"dice": "each"} })
	b.move(2)
	before := slices.Clone(b.line)
	for range 8 { // dice that were thrown anew would be the same each time in one of 256 tests
		asks := b.person(b.line[len(b.line)-2].Seat)
		b.must(asks, Command{Do: Takeback})
		b.must(1-asks, Command{Do: Takeback, Offer: b.Offer.N})
		b.move(1)
		if !slices.Equal(b.line, before) {
			t.Fatalf("the line was %v, and is %v", before, b.line)
		}
	}
}

func TestWhereMovesAreFinal(t *testing.T) {
	b := duel(t, 2, func(c *Created) { c.Final = true })
	b.move(2)
	if _, ok := b.can(0, Takeback); ok {
		t.Error("a takeback is on offer where moves are final")
	}
	b.refused(0, Command{Do: Takeback}, ErrFinal)

	b = duel(t, 3, nil)
	b.move(3)
	b.must(2, Command{Do: Resign})
	b.refused(0, Command{Do: Takeback}, ErrFinal)
}

func TestAGameIsCalledOff(t *testing.T) {
	b := duel(t, 2, nil)
	b.move(1)
	if a, ok := b.can(0, Abort); !ok || a.How != Alone || !a.Confirm {
		t.Errorf("somebody has not moved, and one can %+v", a)
	}
	b.must(0, Command{Do: Abort})
	if b.Phase != Over || b.Result.How != Aborted || b.Draws != 0 || b.Chairs[0].Wins+b.Chairs[1].Wins != 0 {
		t.Errorf("it ended as %+v, %d draws, %+v", b.Result, b.Draws, b.Chairs)
	}

	b = duel(t, 2, nil)
	b.move(2)
	b.must(0, Command{Do: Abort})
	if b.Phase != Playing {
		t.Fatal("one has called it off alone")
	}
	b.must(1, Command{Do: Abort, Offer: 1})
	if b.Phase != Over || b.Result.How != Aborted || b.Draws != 0 || b.Result.By != nil {
		t.Errorf("it ended as %+v, %d draws", b.Result, b.Draws)
	}
}

// Whoever takes their only move back has begun all the same: their clock runs, the
// minute for a first move is not given twice, and nobody calls the game off alone.
func TestWhoTakesTheirOnlyMoveBackHasBegun(t *testing.T) {
	b := duel(t, 2, func(c *Created) { c.Clock = "5+0" })
	b.move(2)
	first := b.line[len(b.line)-2].Seat
	asks := b.person(first)
	b.must(asks, Command{Do: Takeback})
	b.must(1-asks, Command{Do: Takeback, Offer: 1})
	b.shown = map[game.Seat]time.Time{first: b.now}
	if b.Unmoved(first) {
		t.Error("their next move is a first move again")
	}
	if a, _ := b.can(asks, Abort); a.How == Alone {
		t.Error("they can call the game off alone")
	}
	b.now = b.now.Add(FirstMove + time.Second)
	if events, err := b.Flag(b.at()); err != nil || len(events) > 0 {
		t.Errorf("after a minute there follows %+v, %v", events, err)
	}
	b.move(1)
	if left := b.Clocks[first].Left; left > 239_000+b.Clocks[first].Bank {
		t.Errorf("of five minutes %d ms are left", left)
	}
}

// Of three, all others have to agree, and one no is enough.
func TestOfThreeAllAgree(t *testing.T) {
	b := duel(t, 3, nil)
	b.move(3)
	b.must(0, Command{Do: Draw})
	b.must(1, Command{Do: Draw, Offer: 1})
	if b.Phase != Playing {
		t.Fatal("two of three have agreed for all")
	}
	if a, _ := b.can(1, Draw); a.State != Mine {
		t.Errorf("who has agreed sees %+v", a)
	}
	b.must(2, Command{Do: Decline, Offer: 1})
	if b.Offer.Open() || b.Chairs[1].Offered(Draw) {
		t.Errorf("there is still %+v by %+v", b.Offer, b.Chairs)
	}
	b.move(20)
	b.must(1, Command{Do: Draw})
	b.must(0, Command{Do: Draw, Offer: 2})
	b.must(2, Command{Do: Draw, Offer: 2})
	if b.Phase != Over || b.Result.How != Agreed {
		t.Errorf("the game is %s", b.Phase)
	}
}

// A checkpoint of a room where moves were taken back has the ply and who waits.
func TestACheckpointKeepsOffers(t *testing.T) {
	b := duel(t, 2, nil)
	games := new(Games)
	games.Apply(b.Created.Code, &Record{Events: []Event{{Started: &Started{Round: 1}}}})
	b.move(2)
	games.Now.Moves = append(games.Now.Moves, b.line...)
	b.must(0, Command{Do: Abort})
	b.must(1, Command{Do: Decline, Offer: 1})
	b.must(0, Command{Do: Takeback})
	b.must(1, Command{Do: Takeback, Offer: 2})
	games.Now.Moves = games.Now.Moves[:len(b.line)]
	b.now = b.now.Add(time.Second)
	data, err := Save(b.Room, *games)
	if err != nil {
		t.Fatal(err)
	}
	k, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := k.Room(roomtest.Duel{})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := picture(again), picture(b.Room); a != b {
		t.Errorf("it is kept as\n%s of\n%s", a, b)
	}
}

// A checkpoint of an earlier version does not say who has moved; their moves do.
func TestAnEarlierCheckpointStillKnowsWhoHasMoved(t *testing.T) {
	b := duel(t, 2, func(c *Created) { c.Clock = "5+0" })
	b.move(1)
	games := Games{Now: &Transcript{Moves: b.line}}
	data, err := Save(b.Room, games)
	if err != nil {
		t.Fatal(err)
	}
	earlier := bytes.ReplaceAll(data, []byte(`,"moved":true`), nil)
	if len(earlier) == len(data) {
		t.Fatalf("nothing says who has moved in %s", data)
	}
	k, err := Load(earlier)
	if err != nil {
		t.Fatal(err)
	}
	r, err := k.Room(roomtest.Duel{})
	if err != nil {
		t.Fatal(err)
	}
	for seat := range game.Seat(2) {
		if got, want := r.Unmoved(seat), b.Unmoved(seat); got != want {
			t.Errorf("seat %d has not moved: %v, not %v", seat, got, want)
		}
	}
}
