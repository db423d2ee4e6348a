package rooms

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"crossplay/rooms/room"
)

// Whoever makes rooms by the dozen hides nobody else's, and is not the one to whom
// everybody is led.
func TestNetworksTakeTurnsInTheList(t *testing.T) {
	reg := newLists()
	waits := func(code string, since int, maker string) {
		at := time.Now().Add(time.Duration(since) * time.Second)
		reg.keep(&card{
			Sitting: room.Sitting{Created: room.Created{Code: room.Code(code), Game: "nim"}, Phase: room.Open, Began: at, Touched: at, Chairs: make([]room.Chair, 2)},
			meets:   time.Now().Add(matchGrace),
			maker:   netip.MustParsePrefix(maker),
		})
	}
	for i := range 2 * MaxListed {
		waits(fmt.Sprint("HOG", i), i, "192.0.2.1/32")
	}
	waits("ANN", 200, "198.51.100.1/32")
	waits("BOB", 201, "203.0.113.1/32")
	waits("BOB2", 202, "203.0.113.1/32")
	var codes []room.Code
	for _, c := range reg.roomsLocked().Open[:6] {
		codes = append(codes, c.Code)
	}
	if got, want := fmt.Sprint(codes), "[HOG0 ANN BOB HOG1 BOB2 HOG2]"; got != want {
		t.Errorf("the list begins with %s, not %s", got, want)
	}
	if got, want := fmt.Sprint(reg.fitting("cat", "nim", "")[:4]), "[HOG0 ANN BOB HOG1]"; got != want {
		t.Errorf("quick match tries %s, not %s", got, want)
	}
}
