package othello

import "crossplay/game"

// Evaluate adds up what is known to matter, each with a weight that goes evenly
// from its value at the start to that at the end: early it is good to have many
// moves and few discs, corners are good always, and squares next to free corners
// bad. The weights are round figures near those that came out best when programs
// that searched three plies deep played one another.
func (p *position) Evaluate(seat game.Seat) int {
	own, other := p.discs[seat], p.discs[1-seat]
	free := everywhere &^ (own | other)
	left := free.len()
	mine, theirs := features(own, other, free), features(other, own, free)
	sum := 0
	for i, w := range weights {
		sum += (mine[i] - theirs[i]) * (w.start*left + w.end*(cells-left))
	}
	return sum / cells
}

// weight is in hundredths of a disc.
type weight struct{ start, end int }

// weights are in the order of features.
var weights = [...]weight{
	{80, 30},    // squares to go to
	{-50, -15},  // discs next to a free square, which give the other squares to go to
	{600, 450},  // corners
	{-600, -50}, // discs slantwise next to a free corner
	{-150, -25}, // discs beside a free corner
	{40, 190},   // discs on the edges that can never be turned
	{-60, 20},   // discs
}

const (
	topEdge    board = 0xff
	bottomEdge       = topEdge << (cells - side)
	corners          = (leftEdge | rightEdge) & (topEdge | bottomEdge)
)

// features are what one side has.
func features(own, other, free board) [len(weights)]int {
	bare := free & corners
	beside := sideways(bare) | upright(bare)
	return [...]int{
		enclosing(own, other).len(),
		(own & (sideways(free) | upright(free|sideways(free)))).len(),
		(own & corners).len(),
		(own & upright(sideways(bare))).len(),
		(own & beside).len(),
		anchored(own).len(),
		own.len(),
	}
}

// sideways are the squares to the left and right of others.
func sideways(b board) board { return b<<1&^leftEdge | b>>1&^rightEdge }

// upright are the squares above and below others.
func upright(b board) board { return b<<side | b>>side }

// anchored are discs in corners, and those that lead from there along the edge
// without a gap. They can never be turned.
func anchored(own board) board {
	safe := own & corners
	for range longest {
		safe |= own & (sideways(safe)&(topEdge|bottomEdge) | upright(safe)&(leftEdge|rightEdge))
	}
	return safe
}

// Hash mixes the discs and whose turn it is.
func (p *position) Hash() uint64 {
	return mix(mix(mix(uint64(p.discs[0]))+uint64(p.discs[1])) + uint64(p.mover()))
}

// mix is the last step of SplitMix64 (Steele, Lea and Flood, 2014), in which
// each bit of x changes about half of the result.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
