package room

import (
	"slices"
	"testing"
	"time"
)

// A game of three that was put off goes on when all want to who are there: not with the
// wish of somebody who has gone since, whoever asked first.
func TestAGameGoesOnByTheWishOfThoseWhoAreThere(t *testing.T) {
	b := timed(t, 3, "1+0")
	for range 6 {
		b.after(time.Second)
	}
	gone := PersonID("")
	do := func(n int, c Command) {
		t.Helper()
		at := b.at()
		at.Looks = func(p PersonID) bool { return p != gone }
		if i := slices.IndexFunc(b.Actions(b.SeatOf(person(n).ID), at), func(a Action) bool { return a.Do == c.Do && a.Offer == c.Offer }); i < 0 {
			t.Fatalf("P%d is not offered to %s", n, c.Do)
		}
		events, err := b.Decide(person(n), c, at)
		if err != nil {
			t.Fatal(err)
		}
		b.apply(events...)
	}
	do(0, Command{Do: Adjourn})
	do(1, Command{Do: Adjourn, Offer: b.Offer.N})
	do(2, Command{Do: Adjourn, Offer: b.Offer.N})
	do(0, Command{Do: Resume})
	do(1, Command{Do: Resume, Offer: b.Offer.N})
	gone = "p1"
	do(2, Command{Do: Resume})
	if !b.Adjourned || b.Offer.Seat != b.SeatOf("p2") {
		t.Fatalf("it goes on without P1, or not by the wish of P2: %+v", b.Offer)
	}
	gone = ""
	do(0, Command{Do: Resume, Offer: b.Offer.N})
	do(1, Command{Do: Resume, Offer: b.Offer.N})
	if b.Adjourned {
		t.Error("all want to go on, and it does not")
	}
}
