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
	all      *rate.Limiter
}

func newMaking() making {
	return making{
		networks: pace.New[netip.Prefix](rate.Every(makeEvery), makeBurst, maxPaces),
		all:      rate.NewLimiter(rate.Every(makeAllEvery), makeAllBurst),
	}
}

// wait returns when the person may make a room, or refuses it.
func (m making) wait(ctx context.Context, by Person) error {
	if by.From.IsValid() && !m.networks.Allow(by.From) {
		return room.ErrThrottled.Because("rooms")
	}
	reservation := m.all.Reserve()
	delay := reservation.Delay()
	if delay > makeWait {
		reservation.Cancel()
		return room.ErrThrottled.Because("busy")
	}
	select {
	case <-time.After(delay):
		return nil
	case <-ctx.Done():
		reservation.Cancel()
		return ctx.Err()
	}
}
