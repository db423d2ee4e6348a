package web

import (
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

const (
	// Pings of a peer are answered pongBurst times at once and then pongRate times
	// a second, the newest of them each time, as RFC 6455, section 5.5.3, allows:
	// each answer is a system call, and 62 sockets could make us write 5,000 a
	// second.
	pongRate  = 1
	pongBurst = 10
	// pongTime is how long an answer may take to leave.
	pongTime = time.Second
	// Who sends more pings than pingBurst at once and pingRate a second is closed.
	pingRate  = 20
	pingBurst = 200
)

// pongs answers the pings of a peer.
type pongs struct {
	conn  *websocket.Conn
	pings *rate.Limiter // that come in
	rate  *rate.Limiter // of answers

	mu    sync.Mutex
	owed  string      // what the newest ping said
	timer *time.Timer // until it is answered; nil: it has been
	over  bool
}

func newPongs(conn *websocket.Conn) *pongs {
	return &pongs{conn: conn, pings: rate.NewLimiter(pingRate, pingBurst), rate: rate.NewLimiter(pongRate, pongBurst)}
}

// answer answers a ping in its time, and reports whether there are not too many.
func (p *pongs) answer(payload string) bool {
	if !p.pings.Allow() {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.owed = payload
	if p.timer != nil {
		return true
	}
	if wait := p.rate.Reserve().Delay(); wait > 0 {
		p.timer = time.AfterFunc(wait, p.late)
	} else {
		p.send()
	}
	return true
}

func (p *pongs) late() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer = nil
	if !p.over {
		p.send()
	}
}

// send needs the lock. When it fails, so does what is written next, and that
// ends the socket.
func (p *pongs) send() {
	_ = p.conn.WriteControl(websocket.PongMessage, []byte(p.owed), time.Now().Add(pongTime))
}

// stop lets nothing be sent any more.
func (p *pongs) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.timer != nil {
		p.timer.Stop()
	}
}
