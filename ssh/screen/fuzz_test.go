package screen

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"crossplay/game/all"
	"crossplay/rooms/room"
)

const (
	// fuzzEnv is how long walks go on: CROSSPLAY_TEST_FUZZ=10m. Without it there
	// are a few, always the same.
	fuzzEnv = "CROSSPLAY_TEST_FUZZ"
	// seedEnv is the seed of the one walk to be repeated.
	seedEnv = "CROSSPLAY_TEST_FUZZ_SEED"

	// steps is how long one walk is.
	steps = 400
	// deadline is how long a step may take. The longest ones take some
	// milliseconds; a machine may be busy with other tests.
	deadline = 5 * time.Second
)

var everyGame = all.Games()

// watchdog ends the test, with what led there, when a step does not end: a loop
// without end cannot be ended otherwise. It watches from outside of the walks'
// bubbles, in real time.
type watchdog struct {
	mu    sync.Mutex
	seed  int
	log   []string
	since time.Time // the last step began; the watchdog's own clock
	taken bool      // since was read after the last step
}

func (d *watchdog) begin(seed int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seed, d.log = seed, d.log[:0]
}

func (d *watchdog) step(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log, d.taken = append(d.log, fmt.Sprintf(format, args...)), false
}

func (d *watchdog) story() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return fmt.Sprintf("To repeat it: %s=%d go test ./ssh/screen -run TestNothing\n%s", seedEnv, d.seed, strings.Join(d.log, "\n"))
}

// watch barks when a step takes too long, until it is over.
func (d *watchdog) watch(over <-chan struct{}) {
	look := time.NewTicker(deadline / 10)
	defer look.Stop()
	for {
		select {
		case <-over:
			return
		case now := <-look.C:
			if d.late(now) {
				debug.SetTraceback("all")
				panic("the last step does not end. " + d.story())
			}
		}
	}
}

func (d *watchdog) late(now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.taken {
		d.since, d.taken = now, true
	}
	return now.Sub(d.since) > deadline
}

// Nothing that can be pressed, clicked, pasted, resized or waited for, in any
// order, hangs or breaks a screen.
func TestNothingHangsOrBreaksAScreen(t *testing.T) {
	dog := &watchdog{}
	over := make(chan struct{})
	defer close(over)
	go dog.watch(over)
	seen := make(map[string]bool)
	walkOn := func(number, seed int) {
		dog.begin(seed)
		synctest.Test(t, func(t *testing.T) {
			cryptotest.SetGlobalRandom(t, uint64(seed))
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("%v\n%s\n%s", r, debug.Stack(), dog.story())
				}
			}()
			w := newWalk(t, number, seed, seen, dog.step)
			for range steps {
				w.walkOn()
			}
			for len(w.due) > 0 {
				w.answer()
			}
		})
	}

	if seed, err := strconv.Atoi(os.Getenv(seedEnv)); err == nil {
		walkOn(seed, seed)
		return
	}
	all := 2 * len(everyGame) * len(beginnings)
	if testing.Short() {
		all = len(everyGame)
	}
	first := 0
	goOn := func(n int) bool { return n < all }
	if d, err := time.ParseDuration(os.Getenv(fuzzEnv)); err == nil {
		begun := time.Now()
		first = int(begun.Unix()) // others than last time
		goOn = func(n int) bool { return n < all || time.Since(begun) < d }
	}
	n := 0
	for ; goOn(n) && !t.Failed(); n++ {
		walkOn(first+n, first+n)
	}
	if t.Failed() {
		return
	}
	t.Logf("%d walks of %d steps from seed %d", n, steps, first)
	if testing.Short() {
		return // too short to come everywhere
	}
	for _, m := range missing(seen) {
		t.Errorf("never reached: %s", m)
	}
}

// missing are the screens and games that were not reached.
func missing(seen map[string]bool) (missed []string) {
	want := []string{
		"home", "the lobby's list", "creation", "join", "where alerts go", "a small window", "a notice", "no room",
		"a guide", "a dialog", "fair dice", "an invitation", "a QR code",
		"the list of moves", "a board that does not fit", "chat", "a typed move", "a picked place", "a move on its way", "a claim", "a move set up in advance", "a move that awaits a yes",
	}
	for _, p := range []room.Phase{room.Open, room.Playing, room.Over} {
		want = append(want, "a table: "+string(p), "watching: "+string(p))
	}
	for _, g := range everyGame {
		want = append(want, "a game: "+g.Info().Name)
	}
	return slices.DeleteFunc(want, func(s string) bool { return seen[s] })
}
