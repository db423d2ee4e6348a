package ssh

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
)

func network(i int) netip.Prefix { return netip.MustParsePrefix(fmt.Sprintf("192.0.2.%d/32", i)) }

// A key exchange takes no time in a bubble, so what passes is rest and waiting.
func TestExchangesAreBoundedAtOnceAndInASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExchanges()
		var began []time.Duration
		start := time.Now()
		for range ExchangeBurst + 2*ExchangeRate {
			check(t, e.wait(t.Context(), network(1), true))
			began = append(began, time.Since(start))
			e.done()
		}
		atOnce := runtime.GOMAXPROCS(0)
		if began[atOnce-1] != 0 || began[atOnce] < ExchangeRest {
			t.Errorf("%d at once began after %v", atOnce+1, began[:atOnce+1])
		}
		if last := began[len(began)-1]; last < time.Second || last > 3*time.Second {
			t.Errorf("the last one began after %v", last)
		}
	})
}

func TestNetworksTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExchanges()
		run := func(from netip.Prefix) {
			if e.wait(t.Context(), from, true) == nil {
				e.done()
			}
		}
		for i := range 10 * ExchangeBurst {
			go run(network(i % 5))
		}
		synctest.Wait()
		start := time.Now()
		run(network(9))
		if took := time.Since(start); took > 6*ExchangeRest {
			t.Errorf("a bystander waited %v for five crowds", took)
		}
		<-time.After(time.Hour)
	})
}

// Whoever has many networks side by side has the turn of one.
func TestGroupsOfNetworksTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExchanges()
		run := func(from netip.Prefix) error {
			err := e.wait(t.Context(), from, true)
			if err == nil {
				e.done()
			}
			return err
		}
		for i := range 10 * maxWaiting / 100 {
			go run(network(i % 256))
			go run(netip.MustParsePrefix(fmt.Sprintf("2001:db8:0:%x::/64", i)))
		}
		synctest.Wait()
		for _, bystander := range []string{"198.51.100.1/32", "2001:db8:1::/64"} {
			start := time.Now()
			check(t, run(netip.MustParsePrefix(bystander)))
			if took := time.Since(start); took > 3*ExchangeRest {
				t.Errorf("%s waited %v for two groups", bystander, took)
			}
		}
		<-time.After(time.Hour)
	})
}

func TestTheLargestCrowdLosesItsNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExchanges()
		e.free = 0 // nobody's turn comes
		dropped := make(map[netip.Prefix]int)
		come := func(from netip.Prefix, stranger bool) {
			go func() {
				if err := e.wait(t.Context(), from, stranger); err != nil && t.Context().Err() == nil {
					e.mu.Lock()
					defer e.mu.Unlock()
					dropped[from]++
				}
			}()
			synctest.Wait()
		}
		early, player := netip.MustParsePrefix("198.51.100.1/32"), netip.MustParsePrefix("198.51.100.2/32")
		come(early, true)
		for range 2 {
			come(player, false) // has a connection, and new keys are due
		}
		for i := range maxWaiting + 10 {
			come(network(i%3/2), true) // the first has twice as many
		}
		come(netip.MustParsePrefix("203.0.113.1/32"), true)
		come(network(9), true) // of the large group, alone in its network
		if len(dropped) != 1 || dropped[network(0)] != 13 || e.strangers != maxWaiting {
			t.Errorf("%v were dropped, %d wait", dropped, e.strangers)
		}
		e.mu.Lock()
		e.free = runtime.GOMAXPROCS(0)
		e.mu.Unlock()
	})
}

func TestWhoGivesUpWaitingLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExchanges()
		for i := range 2 {
			ctx, cancel := context.WithCancel(t.Context())
			for range 10 * ExchangeBurst {
				go func() {
					if e.wait(ctx, network(i), true) == nil {
						e.done()
					}
				}()
			}
			synctest.Wait()
			cancel()
		}
		pass(time.Minute)
		if e.free != runtime.GOMAXPROCS(0) || len(e.crowds) > 0 || e.strangers > 0 || len(e.round) > 0 || e.looking {
			t.Errorf("%d are free, %v and %v wait", e.free, e.crowds, e.round)
		}
	})
}

// The server is open for everyone although one address asks for more keys than
// it may; and who had to wait for long is not cut off for it.
func TestACrowdFromOneAddressWaitsForItsKeys(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		const crowd = ExchangeBurst + 11*ExchangeRate
		in := make(chan error, crowd)
		start := time.Now()
		for range crowd {
			client, server := pair("203.0.113.1")
			h.listener.conns <- server
			go func() { in <- shake(h, client) }()
		}
		synctest.Wait()
		began := time.Now()
		h.guest().terminal()
		if took := time.Since(began); took > time.Second {
			t.Errorf("a bystander waited %v", took)
		}
		for range crowd {
			check(t, <-in)
		}
		if took := time.Since(start); took < HelloTimeout {
			t.Errorf("the crowd was in after %v", took)
		}
	})
}

// shake gets a connection to the end of its key exchange, and closes it.
func shake(h *harness, client *end) error {
	conn, _, _, err := gossh.NewClientConn(client, "play.example:2222", &gossh.ClientConfig{
		Config: gossh.Config{KeyExchanges: []string{gossh.KeyExchangeCurve25519}}, // the quicker one
		User:   "ann", Auth: []gossh.AuthMethod{nothing()}, HostKeyCallback: gossh.FixedHostKey(h.server.HostKey.PublicKey()),
	})
	if err == nil {
		err = conn.Close()
	}
	return err
}

func TestNewKeysAgainAndAgainWait(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{nothing()}, Config: gossh.Config{RekeyThreshold: 256}})
		check(t, err)
		s := p.terminal()
		for range 10 {
			s.press(strings.Repeat("x", 256)) // as much as the keys are good for
			pass(2 * time.Second)
		}
		if got := len(h.typed); got != 10*256 {
			t.Errorf("%d keys came", got)
		}
		c := h.server.remember(h.call("203.0.113.1"), netip.MustParseAddr("203.0.113.1"))
		defer c.Close()
		c.opening = nil // it has keys already
		start := time.Now()
		for range ExchangeBurst + 5*ExchangeRate {
			if _, err := (hostKey{h.server.HostKey, c}).Sign(rand.Reader, nil); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 4*time.Second || took > 6*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestWhoWaitsForKeysIsGoneAtShutdown(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for range 3 * ExchangeBurst {
			client, server := pair("203.0.113.1")
			h.listener.conns <- server
			go func() { _ = shake(h, client) }()
		}
		synctest.Wait()
		began := time.Now()
		h.server.Shutdown(t.Context(), farewellNotice)
		if took := time.Since(began); took > time.Second {
			t.Errorf("took %v", took)
		}
	})
}
