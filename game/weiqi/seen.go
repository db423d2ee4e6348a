package weiqi

// seen is a set of hashes that never changes: a set with one more shares all
// but a few nodes with the one it came from. A node holds one hash, and below
// it those that begin with the same bits, lowest first, sixteen ways at a time.
type seen struct {
	hash uint64
	more [16]*seen
}

func (s *seen) has(hash uint64) bool {
	for bits := hash; s != nil; bits >>= 4 {
		if s.hash == hash {
			return true
		}
		s = s.more[bits%16]
	}
	return false
}

// with is the set with the hash, which it does not have yet.
func (s *seen) with(hash uint64) *seen { return s.grow(hash, hash) }

func (s *seen) grow(hash, bits uint64) *seen {
	if s == nil {
		return &seen{hash: hash}
	}
	next := *s
	next.more[bits%16] = s.more[bits%16].grow(hash, bits>>4)
	return &next
}

// keys are Zobrist's: the hash of a board is the exclusive or of the keys of
// its stones. Two of the thousand boards of a game have the same by accident
// once in 10¹³ games.
var keys = zobrist()

func zobrist() (keys [edge][maxStones]uint64) {
	var x uint64
	for c := black; c <= white; c++ {
		for at := range keys[c] {
			// SplitMix64, by Steele, Lea and Flood.
			x += 0x9E3779B97F4A7C15
			z := x
			z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
			z = (z ^ z>>27) * 0x94D049BB133111EB
			keys[c][at] = z ^ z>>31
		}
	}
	return keys
}
