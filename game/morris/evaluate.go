package morris

import "crossplay/game"

// What things are worth, in hundredths of a stone. Whoever can hardly move is
// close to losing, and a row that lacks one stone is a threat.
const (
	stoneWorth = 100
	millWorth  = 30
	pairWorth  = 12
	stepWorth  = 4
)

// Evaluate counts stones, those in hand too, mills, rows that lack one stone,
// and free points next to stones.
func (p *position) Evaluate(seat game.Seat) int {
	return p.worth(seat) - p.worth(1-seat)
}

func (p *position) worth(seat game.Seat) int {
	own, free := p.stones[seat], p.free()
	n := stoneWorth * (own.count() + p.hand(seat))
	var reach set
	for rest := own; rest != 0; rest &= rest - 1 {
		at := rest.first()
		reach |= beside[at]
		for _, m := range mills[at] {
			// A mill is met at each of its stones, a pair at both.
			switch (own & m).count() {
			case 2:
				n += millWorth / 3
			case 1:
				if free&m != 0 {
					n += pairWorth / 2
				}
			}
		}
	}
	return n + stepWorth*(reach&free).count()
}

// Hash mixes all that decides how the game can go on, but for which of the
// positions before may come up again.
func (p *position) Hash() uint64 {
	return mix(mix(uint64(p.stones[0])<<32|uint64(p.stones[1])) ^ uint64(min(p.ply, 2*men+p.ply%2))<<8 ^ uint64(p.quiet))
}

// mix is the finalizer of SplitMix64, by Steele, Lea and Flood.
func mix(z uint64) uint64 {
	z += 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
