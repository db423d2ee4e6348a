package chess

import lib "github.com/corentings/chess/v2"

// closing is how many plies before the draw of fifty moves the clock begins to
// matter to who looks ahead.
const closing = 20

// Hash is of the placement, of how often it has been there and, when the draw
// of fifty moves is near, of the clock.
func (p *position) Hash() uint64 {
	h := keys.turn[p.turn]
	for sq, piece := range p.board {
		if piece != lib.NoPiece {
			h ^= keys.piece[piece][sq]
		}
	}
	for _, right := range []byte(p.castling) {
		h ^= keys.castling[right]
	}
	if p.passing != lib.NoSquare {
		h ^= keys.passing[p.passing.File()]
	}
	h ^= mix(uint64(p.times))
	if clock := p.clock(); clock > claimPlies-closing {
		h ^= mix(uint64(clock) << 8)
	}
	return h
}

// keys are Zobrist's: a number for everything that may be true of a position.
var keys = func() (k struct {
	turn     [3]uint64 // by the colour
	piece    [13][64]uint64
	castling [128]uint64 // by the letter
	passing  [8]uint64
}) {
	n := uint64(1 << 16) // beyond what Hash mixes itself
	fill := func(row []uint64) {
		for i := range row {
			n++
			row[i] = mix(n)
		}
	}
	fill(k.turn[:])
	for i := range k.piece {
		fill(k.piece[i][:])
	}
	fill(k.castling[:])
	fill(k.passing[:])
	return k
}()

// mix spreads the bits of a number, as SplitMix64 does.
func mix(n uint64) uint64 {
	n *= 0x9E3779B97F4A7C15
	n = (n ^ n>>30) * 0xBF58476D1CE4E5B9
	n = (n ^ n>>27) * 0x94D049BB133111EB
	return n ^ n>>31
}
