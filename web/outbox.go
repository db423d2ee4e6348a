package web

import (
	"errors"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/pace"
	"crossplay/rooms"
)

const (
	// maxReplies is how many replies wait to be sent before nothing more is read.
	maxReplies = 32
	// writeTime is how long the peer may take to make room for a message.
	writeTime = 10 * time.Second

	// News of a socket take newsBurst bytes at once and then newsRate bytes a
	// second; each costs newsCost more, for the work that it is. So a flood of
	// lines or of moves comes to 32 messages a second, and one of the largest
	// boards, of 25 KB, to 4; a person plays a move or two a second.
	newsRate  = 128 << 10
	newsBurst = 1 << 20
	newsCost  = 4 << 10
	// An address has siteRate and siteBurst in all: thirty people behind one
	// router who play Go against bots, each with a move a second.
	siteRate  = 2 << 20
	siteBurst = 16 << 20
	// maxSites is for how many addresses that is remembered, at about 200 bytes
	// for each.
	maxSites = 10_000
)

// outbox is what a socket has yet to send: the replies, in order, and the feeds
// with news. News are not made before they can be sent, so that a slow peer
// gets fewer and newer ones.
type outbox struct {
	mu      sync.Mutex
	space   *sync.Cond // replies went out, or the socket ended
	replies [][]byte
	due     []*feed
	self    feed      // what the player is called
	pinging bool      // a ping is due
	last    []byte    // the close frame, once the socket is being closed
	by      time.Time // when it must have been sent
	closed  bool      // the writer has taken it
	parted  bool      // it was sent
	writing bool      // the writer runs
	resting bool      // a timer runs until news may be sent again
	after   time.Time // when they may
	ended   bool
	beat    *time.Timer
}

// reply sends a message in its turn. It waits for space: who does not read
// answers is not read either.
func (k *socket) reply(message []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.replies) >= maxReplies && !k.ended {
		k.space.Wait()
	}
	if k.last == nil && !k.ended {
		k.replies = append(k.replies, message)
		k.wake()
	}
}

// news says that the feed has something to send. It never waits.
func (k *socket) news(f *feed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f.started && !f.queued && !f.ended {
		f.queued = true
		k.due = append(k.due, f)
		if !k.resting {
			k.wake()
		}
	}
}

// rests reports whether news must wait until others that were sent are paid
// for. Meanwhile nothing is made, so what comes then is the newest. It needs the
// lock.
func (k *socket) rests() bool {
	if wait := time.Until(k.after); wait > 0 && !k.resting {
		k.resting = true
		time.AfterFunc(wait, k.rested)
	}
	return k.resting
}

func (k *socket) rested() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.resting = false
	if len(k.due) > 0 {
		k.wake()
	}
}

// pay charges the socket and its address for news, before the next are sent.
func (k *socket) pay(messages [][]byte) {
	cost := 0
	for _, m := range messages {
		cost += newsCost + len(m)
	}
	now := time.Now()
	wait := max(k.budget.ReserveN(now, min(cost, newsBurst)).DelayFrom(now), k.server.budgets.Delay(pace.Network(k.from), cost))
	k.mu.Lock()
	defer k.mu.Unlock()
	k.after = now.Add(wait)
}

// rename tells the peer what the player is called now.
func (k *socket) rename() { k.news(&k.self) }

// ping keeps the connection alive.
func (k *socket) ping() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ended {
		return
	}
	k.pinging = true
	k.wake()
	k.beat.Reset(pingEvery)
}

// close ends the socket after the replies that wait.
func (k *socket) close(code int, why string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil {
		k.finally(websocket.FormatCloseMessage(code, why))
	}
}

// finally needs the lock. The close frame goes out behind the replies that wait.
func (k *socket) finally(frame []byte) {
	k.last, k.by = frame, time.Now().Add(writeTime)
	k.wake()
}

// goodbye answers a close frame, once what was asked before it is answered.
func (k *socket) goodbye(code int, _ string) error {
	if c, ok := k.conn.NetConn().(*conn); ok && c.byes.code != 0 {
		code = c.byes.code
	}
	k.close(code, "")
	k.mu.Lock()
	defer k.mu.Unlock()
	for !k.parted && !k.ended {
		k.space.Wait()
	}
	return nil
}

// farewell ends the socket because the server stops.
func (k *socket) farewell(notice string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil {
		k.replies = append(k.replies, bye(notice))
		k.finally(restart())
	}
}

// restart is the close frame of a server that stops.
func restart() []byte {
	return websocket.FormatCloseMessage(websocket.CloseServiceRestart, rooms.ErrClosing.Code)
}

// stop ends the writer, and lets the reader go should it wait for space.
func (k *socket) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ended = true
	k.replies, k.due = nil, nil
	if k.beat != nil {
		k.beat.Stop()
	}
	k.space.Broadcast()
}

// wake needs the lock. The reader lives until the socket has ended, so Serve
// waits for the writer too.
func (k *socket) wake() {
	if !k.writing && !k.ended {
		k.writing = true
		k.server.live.Go(k.write)
	}
}

// write sends until nothing is left.
func (k *socket) write() {
	defer k.survive()
	for {
		kind, messages, f := k.take()
		if kind == nothing {
			return
		}
		if f != nil {
			messages = k.ask(f)
			k.pay(messages)
		}
		for _, m := range messages {
			k.conn.SetWriteDeadline(k.deadline())
			if err := k.conn.WriteMessage(kind, m); err != nil {
				k.stuck(err)
				return
			}
		}
		if kind == websocket.CloseMessage {
			k.conn.SetReadDeadline(time.Now().Add(closeTime))
			k.part()
		}
	}
}

// deadline is when a message must have gone out. Of a socket that is being
// closed all must be gone in the time of one.
func (k *socket) deadline() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil {
		return k.by
	}
	return time.Now().Add(writeTime)
}

// part says that the close frame was sent.
func (k *socket) part() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.parted = true
	k.space.Broadcast()
}

// stuck ends a socket that cannot be written to.
func (k *socket) stuck(err error) {
	k.stop()
	if errors.Is(err, websocket.ErrCloseSent) {
		return // the reader has said the last word, and waits for it to be heard
	}
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		k.server.log.Event("web: cut a socket that does not read", k.from, "player", k.id)
	}
	k.conn.Close() // which ends the reader, and that the socket
}

// nothing is the kind of what a writer with nothing to do takes.
const nothing = 0

// take returns messages to send next, or the feed to ask for them, or nothing:
// then the writer has ended.
func (k *socket) take() (kind int, messages [][]byte, news *feed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.ended || k.closed:
	case len(k.replies) > 0:
		messages, k.replies = k.replies, nil
		k.space.Broadcast()
		return websocket.TextMessage, messages, nil
	case k.last != nil:
		k.closed = true
		return websocket.CloseMessage, [][]byte{k.last}, nil
	case k.pinging:
		k.pinging = false
		return websocket.PingMessage, [][]byte{nil}, nil
	case len(k.due) > 0 && !k.rests():
		news, k.due = k.due[0], k.due[1:]
		news.queued = false
		return websocket.TextMessage, nil, news
	}
	if len(k.due) == 0 {
		k.due = nil
	}
	k.writing = false
	return nothing, nil, nil
}

// ask makes the news of a feed. When that breaks, only this socket ends.
func (k *socket) ask(f *feed) (messages [][]byte) {
	defer func() {
		if broken := recover(); broken != nil {
			no := k.server.incident("a socket broke", broken, "player", k.id)
			k.close(websocket.CloseInternalServerErr, no.Code)
		}
	}()
	return f.next()
}

// survive cuts the socket off, and harms nothing else, when its reader or
// writer panics where nothing better can be done.
func (k *socket) survive() {
	if broken := recover(); broken != nil {
		k.server.incident("a socket broke", broken, "player", k.id)
		k.stop()
		k.conn.Close()
	}
}
