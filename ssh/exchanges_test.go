package ssh

import (
	"crypto/rand"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
)

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

// Whoever hangs up before it is their turn leaves the queue.
func TestWhoHangsUpWaitsForNoKeys(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		const crowd = ExchangeBurst + 11*ExchangeRate
		var all []*end
		in := make(chan error, crowd)
		for range crowd {
			client, server := pair(h.from)
			all = append(all, client)
			h.listener.conns <- server
			go func() { in <- shake(h, client) }()
		}
		synctest.Wait()
		for _, client := range all {
			_ = client.Close()
		}
		synctest.Wait()
		for range crowd {
			<-in
		}
		began := time.Now()
		h.guest().terminal()
		if took := time.Since(began); took > time.Second {
			t.Errorf("another from there waited %v", took)
		}
	})
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
