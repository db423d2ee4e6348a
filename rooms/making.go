package rooms

import (
	"context"
	"crossplay/rooms/room"
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

// making paces how fast rooms are made: each costs a write and a goroutine, and
// those who play must not wait for them.
type making struct {
	networks *pace.Limits[netip.Prefix]
	few      *pace.Limits[netip.Prefix] // what a network makes that makes few
	all      *rate.Limiter
}

func newMaking() making {
	return making{
		networks: pace.New[netip.Prefix](rate.Every(makeEvery), makeBurst, maxPaces),
		few:      pace.New[netip.Prefix](rate.Every(makeFewEvery), makeFew, maxPaces),
		all:      rate.NewLimiter(rate.Every(makeAllEvery), makeAllBurst),
	}
}

// wait returns when the person may make a room, or refuses it.
func (m making) wait(ctx context.Context, by Person) error {
	if by.From.IsValid() && !m.networks.Allow(by.From) {
		return room.ErrThrottled.Because("rooms")
	}
	// Whoever would wait for too long takes no turn: one that is given back is lost
	// when others have taken theirs behind it. Networks that make many take but the
	// first half of the wait, so that there are always turns for the others.
	most := makeWait
	if by.From.IsValid() && !m.few.Allow(by.From) {
		most /= 2
	}
	if m.all.Tokens() < -float64(most)/float64(makeAllEvery) {
		return room.ErrThrottled.Because("busy")
	}
	turn := m.all.Reserve()
	select {
	case <-time.After(turn.Delay()):
		return nil
	case <-ctx.Done():
		turn.Cancel()
		return ctx.Err()
	}
}
