package ssh

import (
	"context"
	"io"
	"net/netip"
	"sync"
	"time"

	"crossplay/ssh/term"
)

// What the sessions of one network cost together, see [pace.Network], and what
// all of them do. Whoever goes beyond gets less of it, and is never refused.
const (
	// NetworkCells and TotalCells are how many character cells are drawn. Each was
	// measured to take some ten bytes, and twice that while its screen is drawn: this
	// is 11 MB for a network, enough for 64 windows of 250×70, and 85 MB in all, for
	// 4,096 windows of 80×24. While all change all the time, frames on their way and
	// what is not yet collected come to several times that.
	NetworkCells = 64 * 250 * 70
	TotalCells   = 8 << 20
	// NetworkOutput and NetworkOutputBurst are how many bytes a second are written:
	// some hundred busy screens. A person who plays gets less than one kilobyte.
	NetworkOutput      = 2 << 20
	NetworkOutputBurst = 8 << 20
	// lineWork is the most for which a line of line mode counts, whatever it takes: what
	// takes longer has waited for others.
	lineWork = 10 * time.Millisecond
	// leastLine is what a line of line mode counts as, however short.
	leastLine = 256
	// leastSession is what a session counts as, however short: to begin it, and to look
	// at all rooms for it. A network gets 512 of them at once, and 128 a second.
	leastSession = 16 << 10
	// answerBuffer is how much of an answer is counted at once: most are less.
	answerBuffer = 32 << 10
)

// pictures are the largest sizes of a picture, each for when there is no room for
// the one before. For the last there always is.
var pictures = [...]term.Size{{W: term.MaxWidth, H: term.MaxHeight}, {W: 160, H: 50}, {W: defaultWidth, H: defaultHeight}}

// cells counts what is drawn on.
type cells struct {
	mu  sync.Mutex
	all int
	of  map[netip.Prefix]int // by network, never zero
}

// share is what one session has of them.
type share struct {
	*cells
	from netip.Prefix
	has  int
}

// fit is the size of picture that a terminal gets, from now on.
func (s *share) fit(whole term.Size) (size term.Size) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count(0)
	for _, most := range pictures {
		size = term.Size{W: min(whole.W, most.W), H: min(whole.H, most.H)}
		if n := size.W * size.H; s.all+n <= TotalCells && s.of[s.from]+n <= NetworkCells {
			break
		}
	}
	s.count(size.W * size.H)
	return size
}

// leave gives everything back.
func (s *share) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count(0)
}

func (s *share) count(n int) {
	s.all += n - s.has
	s.of[s.from] += n - s.has
	s.has = n
	if s.of[s.from] == 0 {
		delete(s.of, s.from)
	}
}

// slow writes no faster than its budget allows, for writers that may wait.
type slow struct {
	out io.Writer
	ctx context.Context
	owe func(bytes int) time.Duration
}

func (s *slow) Write(p []byte) (int, error) {
	n, err := s.out.Write(p)
	if wait := s.owe(n); wait > 0 && err == nil {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-s.ctx.Done():
		}
	}
	return n, err
}
