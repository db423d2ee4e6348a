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
	// Whoever would wait for too long takes no turn: one that is given back is lost
	// when others have taken theirs behind it.
	if m.all.Tokens() < -float64(makeWait)/float64(makeAllEvery) {
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
