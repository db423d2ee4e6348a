package rooms

import (
	"context"
	"crossplay/rooms/room"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

// making paces how fast rooms are made: each costs a write and a goroutine, and
// those who play must not wait for them.
type making struct {
	networks *pace.Limits[netip.Prefix]
	few      *pace.Limits[netip.Prefix] // what a network makes that makes few
	groups   *pace.Limits[netip.Prefix] // what a group of networks makes that makes few
	mu       sync.Mutex                 // a turn is looked at and taken in one step
	all      *rate.Limiter
}

func newMaking() *making {
	return &making{
		networks: pace.New[netip.Prefix](rate.Every(makeEvery), makeBurst, maxPaces),
		few:      pace.New[netip.Prefix](rate.Every(makeFewEvery), makeFew, maxPaces),
		groups:   pace.New[netip.Prefix](rate.Every(makeFewEvery/makeFewGroup), makeFew*makeFewGroup, maxPaces),
		all:      rate.NewLimiter(rate.Every(makeAllEvery), makeAllBurst),
	}
}

// wait returns when the person may make a room, or refuses it.
func (m *making) wait(ctx context.Context, by Person) error {
	turn, err := m.turn(by)
	if err != nil {
		return err
	}
	select {
	case <-time.After(turn.Delay()):
		return nil
	case <-ctx.Done():
		turn.Cancel()
		return ctx.Err()
	}
}

// turn is when the person may make a room.
//
// Whoever would wait for too long takes no turn: one that is given back is lost
// when others have taken theirs behind it. Networks that make many take but the
// first half of the wait, so that there are always turns for the others.
func (m *making) turn(by Person) (*rate.Reservation, error) {
	most := makeWait
	if by.From.IsValid() && !(m.few.Insist(by.From) && m.groups.Insist(pace.Group(by.From))) {
		most /= 2
	}
	if by.From.IsValid() && !m.networks.Allow(by.From) {
		return nil, room.ErrThrottled.Because("rooms")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all.Tokens() < -float64(most)/float64(makeAllEvery) {
		return nil, room.ErrThrottled.Because("busy")
	}
	return m.all.Reserve(), nil
}
