package ssh

import (
	"context"
	"io"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/guard"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

var largest = term.Size{W: term.MaxWidth, H: term.MaxHeight}

func TestWhatANetworkDrawsIsBoundedAndNobodyElseHasLess(t *testing.T) {
	c := cells{of: make(map[netip.Prefix]int)}
	one, two := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
	var all []*share
	sit := func(from netip.Prefix, want term.Size) term.Size {
		all = append(all, &share{cells: &c, from: from})
		return all[len(all)-1].fit(want)
	}
	ordinary := term.Size{W: 250, H: 70}
	for i := range 64 {
		if got := sit(one, ordinary); got != ordinary {
			t.Fatalf("terminal %d gets %v", i, got)
		}
	}
	for i := range 256 {
		if got := sit(one, largest); got != (term.Size{W: 80, H: 24}) {
			t.Fatalf("large terminal %d gets %v", i, got)
		}
	}
	if got := sit(two, largest); got != largest {
		t.Errorf("somebody else gets %v", got)
	}
	if got := all[0].fit(term.Size{W: 40, H: 20}); got != (term.Size{W: 40, H: 20}) {
		t.Errorf("who needs less gets %v", got)
	}
	for _, s := range all {
		s.leave()
	}
	if c.all != 0 || len(c.of) != 0 {
		t.Errorf("%d cells are left, %v", c.all, c.of)
	}
}

func TestWhatAllDrawIsBounded(t *testing.T) {
	c := cells{of: make(map[netip.Prefix]int)}
	for i := range 1000 {
		s := &share{cells: &c, from: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 32)}
		if got := s.fit(largest); got.W < 80 || got.H < 24 {
			t.Fatalf("terminal %d gets %v", i, got)
		}
	}
	if most := TotalCells + 1000*80*24; c.all > most {
		t.Errorf("%d cells, more than %d", c.all, most)
	}
}

func TestALargeTerminalTooManyGetsASmallerPicture(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for range 3 {
			client := h.guest()
			for range MaxSessions {
				s := client.sit()
				check(t, s.RequestPty("xterm", term.MaxHeight, term.MaxWidth, nil))
				check(t, s.Shell())
				synctest.Wait()
			}
		}
		if got, want := strings.Join(h.sizes, " "), strings.Repeat("500×200 ", 11)+"160×50"; got != want {
			t.Errorf("got %s", got)
		}
	})
}

func TestTheOutputOfLineModeIsBounded(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		wrote := make(chan int, 1)
		h.lines = func(ctx context.Context, _ *session.Session, _ io.Reader, out io.Writer) (status int) {
			const seconds = 60
			n := 0
			for end := time.Now().Add(seconds * time.Second); time.Now().Before(end); {
				m, err := out.Write(make([]byte, 1000))
				check(t, err)
				n += m
			}
			if most := term.OutputBurst + (seconds+1)*term.OutputRate; n > most {
				t.Errorf("%d bytes in %d seconds, more than %d", n, seconds, most)
			}
			wrote <- n
			return 0
		}
		s := h.guest().sit()
		s.Stdout = io.Discard
		check(t, s.Shell())
		if n := <-wrote; n < 60*term.OutputRate/2 {
			t.Errorf("only %d bytes", n)
		}
	})
}

func TestSessionsAndTheAnswersToCommandsAreBounded(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		var size int
		h.answer = func(_ context.Context, _ *session.Session, out, _ io.Writer) int {
			_, _ = io.WriteString(out, strings.Repeat("a", size))
			return exitFine
		}
		began, came := time.Now(), h.guest()
		ask := func() {
			s := came.sit()
			check(t, s.Start("games --json"))
			if status := s.status(); status != exitFine || len(s.out.String()) != size {
				t.Fatalf("status %d after %d bytes", status, len(s.out.String()))
			}
		}
		size = term.OutputBurst
		for range NetworkOutputBurst / size {
			ask()
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("whoever asks a few things waits for %v", took)
		}
		size = 1
		for range 3 * NetworkOutput / leastSession {
			ask()
		}
		if took := time.Since(began); took < 2*time.Second || took > 4*time.Second {
			t.Errorf("384 sessions took %v", took)
		}
	})
}
