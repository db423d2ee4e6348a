package draughts

import "crossplay/game"

// Evaluate counts the pieces and what their places are worth.
func (p *position) Evaluate(seat game.Seat) int {
	sum := p.worth(black) - p.worth(white)
	if p.turn == black {
		sum += tempo
	} else {
		sum -= tempo
	}
	sum += p.exchange(sum)
	if seat == white {
		return -sum
	}
	return sum
}

// What things are worth, in hundredths of a man.
const (
	manWorth   = 100
	kingWorth  = 135
	rowWorth   = 3 // for each row that a man has gone
	guardWorth = 8 // for each man on its first row: it keeps kings from being made
	// bridgeWorth is for the two squares of the first row that, both held by men,
	// stop a single enemy best: 1 and 3, 30 and 32.
	bridgeWorth = 10
	tempo       = 3 // to be the one to move
)

// Pieces are worth more in the middle, and kings less at the edge, where they
// are least mobile.
const (
	centre squares = 0x00666600 // 10, 11, 14, 15, 18, 19, 22, 23
	edge   squares = 0xF818181F // the rows 1 and 8, and the files a and h

	centreWorth = 5
	edgeWorth   = 10
)

var (
	homes   = [2]squares{black: 0x0000000F, white: 0xF0000000}
	bridges = [2]squares{black: 1<<0 | 1<<2, white: 1<<29 | 1<<31}
)

func (b *board) worth(seat int8) int {
	men, kings := b.pieces[seat]&^b.kings, b.pieces[seat]&b.kings
	sum := manWorth*men.count() + kingWorth*kings.count()
	for sq := range men.all {
		row := int(sq) / 4
		if seat == white {
			row = 7 - row
		}
		sum += rowWorth * row
	}
	sum += centreWorth * (men & centre).count()
	sum += centreWorth * (kings & centre).count()
	sum -= edgeWorth * (kings & edge).count()
	sum += guardWorth * (men & homes[seat]).count()
	if men&bridges[seat] == bridges[seat] {
		sum += bridgeWorth
	}
	return sum
}

// exchange is for whoever has more: the fewer pieces there are, the more it
// means.
func (b *board) exchange(lead int) int {
	gone := 24 - b.pieces[black].count() - b.pieces[white].count()
	return lead * gone / 60
}

// closing is how many plies before the draw of forty moves the clock begins to
// matter to who looks ahead.
const closing = 20

// Hash is of the board, of how often it has been so and, when the draw of forty
// moves is near, of the clock.
func (p *position) Hash() uint64 {
	h := mix(uint64(p.pieces[black])<<32 | uint64(p.pieces[white]))
	h = mix(h ^ uint64(p.kings)<<32 ^ uint64(p.turn)<<16 ^ uint64(p.times)<<8)
	if p.clock > drawnPlies-closing {
		h = mix(h ^ uint64(p.clock))
	}
	return h
}

// mix spreads the bits of a number, as SplitMix64 does.
func mix(n uint64) uint64 {
	n += 0x9E3779B97F4A7C15
	n = (n ^ n>>30) * 0xBF58476D1CE4E5B9
	n = (n ^ n>>27) * 0x94D049BB133111EB
	return n ^ n>>31
}
