package bot

// A table begins small, so that a short thought need not clear much memory, and
// doubles as it fills, up to 16 MB.
const (
	tableLeast = 1 << 12
	tableMost  = 1 << 20
)

// table remembers what was found out about positions. A newer finding takes the
// place of an older one.
type table struct {
	slots []finding
	used  int
}

// finding is what a search found out about a position.
type finding struct {
	key   uint64
	score int32
	move  uint16 // the best one, by its place among the moves
	depth int8
	bound bound
}

// bound says how the true value of a position relates to a score.
type bound uint8

const (
	unknown bound = iota
	exact
	atLeast
	atMost
)

func newTable() *table { return &table{slots: make([]finding, tableLeast)} }

func (t *table) slot(key uint64) *finding { return &t.slots[key&uint64(len(t.slots)-1)] }

func (t *table) find(key uint64) (finding, bool) {
	f := t.slot(key)
	return *f, f.key == key && f.bound != unknown
}

func (t *table) keep(f finding) {
	if 2*t.used > len(t.slots) && len(t.slots) < tableMost {
		t.grow()
	}
	at := t.slot(f.key)
	if at.bound == unknown {
		t.used++
	}
	*at = f
}

func (t *table) grow() {
	old := t.slots
	t.slots, t.used = make([]finding, 2*len(old)), 0
	for _, f := range old {
		if f.bound != unknown {
			*t.slot(f.key) = f // two of them never meet: they lay apart before
			t.used++
		}
	}
}
