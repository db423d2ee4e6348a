package kalah

import "crossplay/game"

const (
	// A seed in the store is won; one in a pit comes home only if nobody
	// captures it or drives its owner to sow it across.
	storeWorth = 100
	pitWorth   = 20
	// majority is for more than half of all seeds: the game is won, and what is
	// left to play for is only the size of it.
	majority = 100_000
)

// Evaluate counts the seeds at home, and a little for those that may get there.
func (p *position) Evaluate(seat game.Seat) int {
	own, other := int(p.seeds[store(seat)]), int(p.seeds[store(1-seat)])
	left, across := p.left(seat), p.left(1-seat)
	worth := storeWorth*(own-other) + pitWorth*(left-across)
	switch all := own + other + left + across; {
	case 2*own > all:
		worth += majority
	case 2*other > all:
		worth -= majority
	}
	return worth
}

// Hash mixes everything but the way to the position: FNV-1a, 64 bits.
func (p *position) Hash() uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, n := range p.seeds {
		h = (h ^ uint64(n)) * prime
	}
	rule := uint64(0)
	if p.any {
		rule = 1
	}
	h = (h ^ uint64(p.mover)<<1 ^ rule) * prime
	// The lowest bits of FNV depend on the lowest bits of the input alone.
	return h ^ h>>32
}
