package rooms

import (
	"crossplay/rooms/room"
	"net/netip"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

// What one person and one network can make durable, in bytes: so much at once,
// and so much a day. A record of a move has 150 to 250 bytes, of a line 200 and
// the line, of a new room with its players a thousand.
//
// A school of 200 behind one address, of whom each plays every three seconds for
// six hours, saves 10 to 17 KB a second. That is what the network's moves allow,
// and what makes a day of a flood 1.6 GB instead of 70.
const (
	movesOfPerson, movesOfPersonAtOnce   = 20 << 20, 4 << 20
	movesOfNetwork, movesOfNetworkAtOnce = 3 << 29, 64 << 20

	linesOfPerson, linesOfPersonAtOnce   = 2 << 20, 512 << 10
	linesOfNetwork, linesOfNetworkAtOnce = 128 << 20, 8 << 20

	roomsOfPerson, roomsOfPersonAtOnce   = 2 << 20, 512 << 10
	roomsOfNetwork, roomsOfNetworkAtOnce = 128 << 20, 8 << 20
)

// budgets are apart for what people do in a game, what they say, and how they
// come and go, so that a flood of one stops nothing else.
type budgets struct{ moves, lines, rooms *budget }

func newBudgets() budgets {
	return budgets{
		moves: newBudget(movesOfPerson, movesOfPersonAtOnce, movesOfNetwork, movesOfNetworkAtOnce),
		lines: newBudget(linesOfPerson, linesOfPersonAtOnce, linesOfNetwork, linesOfNetworkAtOnce),
		rooms: newBudget(roomsOfPerson, roomsOfPersonAtOnce, roomsOfNetwork, roomsOfNetworkAtOnce),
	}
}

// of is the budget that a verb counts against.
func (b budgets) of(do room.Verb) *budget {
	switch do {
	case room.Move, room.Premove, room.Forget, room.Resign, room.Claim, room.Call:
		return b.moves
	case room.Chat:
		return b.lines
	default:
		return b.rooms
	}
}

type budget struct {
	people   *pace.Limits[room.PersonID]
	networks *pace.Limits[netip.Prefix]
}

func newBudget(person, personAtOnce, network, networkAtOnce int) *budget {
	const day = 24 * 60 * 60
	return &budget{
		people:   pace.New[room.PersonID](rate.Limit(person)/day, personAtOnce, maxPaces),
		networks: pace.New[netip.Prefix](rate.Limit(network)/day, networkAtOnce, maxPaces),
	}
}

// afford refuses who has used up what is theirs. What bots do follows from what
// people do, and is not counted.
func (b *budget) afford(by Person) error {
	if by.Bot == "" && (b.people.Spent(by.ID) || b.networks.Spent(by.From)) {
		return room.ErrThrottled.Because("disk")
	}
	return nil
}

// charge counts what was saved.
func (b *budget) charge(by Person, bytes int) {
	if by.Bot == "" {
		b.people.Delay(by.ID, bytes)
		b.networks.Delay(by.From, bytes)
	}
}
