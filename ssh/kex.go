package ssh

import (
	"io"
	"net"
	"net/netip"
	"runtime"

	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"crossplay/pace"
)

// exchanges are the turns to exchange keys. A processor rests after each, and is
// everyone's.
func exchanges() *pace.Turns {
	return &pace.Turns{
		AtOnce: runtime.GOMAXPROCS(0), Rest: ExchangeRest, Most: maxWaiting,
		Limit:  pace.New[netip.Prefix](ExchangeRate, ExchangeBurst, maxNetworks),
		Seldom: pace.New[netip.Prefix](rate.Every(seldomEvery), seldomBurst, maxNetworks),
	}
}

// queue waits for the turn to exchange keys. The client is not blamed for how
// long that takes, but must not hang up.
func (c *conn) queue() error {
	c.tick(0)
	c.place.Hold()
	c.waits.Store(true)
	defer c.waits.Store(false)
	if c.ahead == nil { // a client that has guessed wrongly comes here twice
		c.ahead = make(chan []byte, maxAhead)
		go c.listen(c.ahead)
	}
	if err := c.server.exchanges.WaitAsStranger(c.ctx, c.from); err != nil {
		c.cut(err.Error())
		return net.ErrClosed
	}
	c.place.Idle() // may close others, so not while ours is locked
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		c.server.exchanges.Done(c.from)
		return net.ErrClosed
	}
	c.exchanging = true
	c.clock.Reset(HelloTimeout)
	return nil
}

// exchanged ends the exchange of keys, if it is in one.
func (c *conn) exchanged() {
	c.mu.Lock()
	had := c.exchanging
	c.exchanging = false
	c.mu.Unlock()
	if had {
		c.server.exchanges.Done(c.from)
	}
}

// hostKey is the server's key as one connection uses it, once in each exchange
// of keys: that is how we learn of them.
type hostKey struct {
	gossh.Signer
	conn *conn
}

func (k hostKey) Sign(rand io.Reader, data []byte) (*gossh.Signature, error) {
	c := k.conn
	if c.opening == nil { // the client wants new keys
		if err := c.server.exchanges.Wait(c.ctx, c.from); err != nil {
			return nil, err
		}
		defer c.server.exchanges.Done(c.from)
		return k.Signer.Sign(rand, data)
	}
	sig, err := k.Signer.Sign(rand, data)
	c.opening = nil
	c.exchanged()
	c.tick(LoginTimeout)
	return sig, err
}
