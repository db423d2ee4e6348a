package room

import (
	"testing"
	"time"

	"crossplay/game"
	"crossplay/rooms/roomtest"
)

// over is a game of two that P0 has resigned.
func over(t *testing.T, with func(*Created)) *board {
	t.Helper()
	b := duel(t, 2, with)
	b.rules = choosy{b.rules}
	b.move(2)
	b.must(0, Command{Do: Resign})
	return b
}

// choosy is a game with something to choose.
type choosy struct{ game.Rules }

func (c choosy) Info() game.Info {
	info := c.Rules.Info()
	info.Options = []game.Option{{Name: "dice", Title: "Dice", Values: []game.Value{{Name: "once", Title: "Once"}, {Name: "each", Title: "Each time"}}}}
	return info
}

// The other sees exactly what is proposed, and agrees to that by its number alone (lichess
// #97: a rematch with other settings).
func TestARematchByOtherTerms(t *testing.T) {
	b := over(t, func(c *Created) { c.Clock = "5+0/1+0" })
	before := persons(b.Chairs)
	b.must(0, Command{Do: Propose, Options: map[string]string{"dice": "each"}, Clock: "3+2", Sides: Keep})
	b.must(0, Command{Do: Propose, Options: map[string]string{"dice": "each"}, Clock: "3+2", Sides: Keep}) // sent twice
	want := Terms{Options: map[string]string{"dice": "each"}, Clock: "3+2", Sides: Keep}
	if !b.Offer.Terms.Equal(&want) || b.Offer.N != 1 {
		t.Fatalf("it is proposed as %+v, %+v", b.Offer, b.Offer.Terms)
	}
	if a, _ := b.can(1, Rematch); a.How != Agree || a.State != Theirs || !a.Confirm || a.Offer != 1 {
		t.Errorf("the other sees %+v", a)
	}
	if a, _ := b.can(0, Rematch); a.How != Otherwise || a.State != Mine {
		t.Errorf("whoever proposed sees %+v", a)
	}
	if a, _ := b.can(1, Propose); a.Args[len(a.Args)-1].Now != string(Keep) || a.Args[len(a.Args)-2].Now != "3+2" {
		t.Errorf("a counter-proposal begins with %+v", a.Args)
	}
	b.must(1, Command{Do: Rematch, Offer: 1})
	if b.Phase != Playing || b.Round != 2 || b.Clock != "3+2" || b.Created.Options["dice"] != "each" || b.Chairs[0].ID != before[0].ID || b.Offer.Open() {
		t.Errorf("round %d is %s, with %q, %v, %+v, and the offer %+v", b.Round, b.Phase, b.Clock, b.Created.Options, b.Chairs, b.Offer)
	}
	b.must(0, Command{Do: Resign})
	b.must(0, Command{Do: Rematch})
	b.must(1, Command{Do: Rematch})
	if b.Clock != "3+2" || b.Created.Options["dice"] != "each" || b.Chairs[1].ID != before[0].ID {
		t.Errorf("a rematch of that is played with %q, %v by %+v", b.Clock, b.Created.Options, b.Chairs)
	}
}

// A late yes agrees to no other proposal, and a counter-proposal takes the place of what
// was proposed, whoever was for it.
func TestACounterProposalReplaces(t *testing.T) {
	b := over(t, nil)
	b.must(0, Command{Do: Rematch}) // as before
	b.must(1, Command{Do: Propose, Sides: Keep})
	if b.Phase != Over || b.Chairs[b.SeatOf("p0")].Offered(Rematch) {
		t.Fatalf("a proposal is taken for a yes: %s, %+v", b.Phase, b.Chairs)
	}
	b.must(0, Command{Do: Propose, Sides: Lots})
	b.refused(0, Command{Do: Rematch, Offer: 1}, ErrNoOffer)
	b.refused(1, Command{Do: Rematch, Offer: 1}, ErrNoOffer)
	b.refused(1, Command{Do: Decline, Offer: 1}, ErrNoOffer)
	b.must(1, Command{Do: Rematch}) // as before, which is not what is proposed
	if b.Phase != Over || b.Offer.Terms != nil || b.Offer.N != 3 {
		t.Fatalf("it is %s, with the offer %+v", b.Phase, b.Offer)
	}
	b.must(0, Command{Do: Rematch, Offer: 3})
	if b.Phase != Playing {
		t.Errorf("both want it as before, and it is %s", b.Phase)
	}
}

// Whoever was refused waits, may not be answered for, and is not waited for once gone.
func TestAProposalIsDeclined(t *testing.T) {
	b := over(t, nil)
	b.must(0, Command{Do: Propose, Sides: Keep})
	b.must(1, Command{Do: Decline, Offer: 1})
	if b.Offer.Open() || b.Chairs[b.SeatOf("p0")].Offered(Rematch) {
		t.Errorf("it is declined, and there is %+v by %+v", b.Offer, b.Chairs)
	}
	b.refused(0, Command{Do: Propose, Sides: Lots}, ErrTooSoon)
	b.must(1, Command{Do: Propose, Sides: Keep})
	b.must(1, Command{Do: Decline, Offer: 2}) // withdraws it
	wakes, ok := b.Wakes(b.now)
	if !ok || wakes.Sub(b.now) != 10*time.Second {
		t.Errorf("it wakes in %v, %v", wakes.Sub(b.now), ok)
	}
	b.now = wakes
	b.must(0, Command{Do: Propose, Sides: Lots})
	b.must(0, Command{Do: Leave})
	if b.Offer.Open() {
		t.Errorf("whoever proposed it has left, and there is %+v", b.Offer)
	}
	b.refused(1, Command{Do: Rematch, Offer: 3}, ErrNoRematch)
}

// Everybody keeps their own time, wherever they sit.
func TestUnequalTimesStayWithTheirPlayers(t *testing.T) {
	for _, sides := range Seatings {
		b := over(t, func(c *Created) { c.Clock = "5+0/1+0" })
		slow := b.Chairs[0].ID
		b.must(0, Command{Do: Propose, Clock: "10+0/2+0", Sides: sides})
		b.must(1, Command{Do: Rematch, Offer: 1})
		left := b.Clocks[b.SeatOf(slow)].Left
		if left != 600_000 {
			t.Errorf("%s: whoever had more has %d ms by %q", sides, left, b.Clock)
		}
	}
}

// What no game can be played by is refused, and loses nothing.
func TestBadTermsAreRefused(t *testing.T) {
	b := over(t, nil)
	for _, c := range []Command{{Clock: "soon"}, {Sides: "mine"}, {Options: map[string]string{"dice": "loaded"}}, {Options: map[string]string{"size": "9"}}} {
		c.Do = Propose
		b.refused(0, c, ErrSetup)
	}
	b.refused(2, Command{Do: Propose, Sides: Keep}, ErrNotSeated)
	if b.Offers != 0 || b.Phase != Over {
		t.Errorf("there were %d offers, and it is %s", b.Offers, b.Phase)
	}
	b.must(0, Command{Do: Rematch})
	b.must(1, Command{Do: Rematch})
	b.refused(0, Command{Do: Propose, Sides: Keep}, ErrNotPlaying)
}

// A live game can go on as a daily one, and a proposal is there after a restart.
func TestAProposalIsKept(t *testing.T) {
	b := over(t, nil)
	b.must(0, Command{Do: Propose, Clock: "3d"})
	data, err := Save(b.Room, Games{Now: &Transcript{Moves: b.line}})
	if err != nil {
		t.Fatal(err)
	}
	k, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if b.Room, err = k.Room(roomtest.Duel{}); err != nil {
		t.Fatal(err)
	}
	b.must(1, Command{Do: Rematch, Offer: 1})
	if !b.Daily() || b.Phase != Playing {
		t.Errorf("it goes on %s, by %q", b.Phase, b.Clock)
	}
	if _, due := b.Due(game.Seat(b.Position.Turn()[0])); !due {
		t.Error("nothing is due")
	}
}
