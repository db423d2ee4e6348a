package web

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/wire"
	"crossplay/words"
)

const (
	// pingEvery keeps the way through routers open, and silence is how long
	// nothing may come back before the peer is held to be gone.
	pingEvery = 20 * time.Second
	silence   = 40 * time.Second
	// closeTime is how long a peer may take to answer that it is closed.
	closeTime = 2 * time.Second
)

// socket is one websocket that carries a conversation. One goroutine reads it.
type socket struct {
	server *Server
	conn   *websocket.Conn
	peer   *wire.Peer
	id     room.PersonID
	from   netip.Addr
	leave  func() // ends its being counted
	pongs  *pongs
	began  time.Time
	sent   atomic.Int64 // when the last ping was, in nanoseconds since began; 0: it was answered

	mu   sync.Mutex
	beat *time.Timer // nil once the socket has ended
}

// greet lets a websocket live as a player's. It returns at once.
func (s *Server) greet(ws *websocket.Conn, p players.Player, from netip.Addr, leave func(), g wire.Greeting) {
	k := &socket{server: s, conn: ws, id: p.ID, from: from, leave: leave, pongs: newPongs(ws), began: time.Now()}
	if c, ok := ws.NetConn().(*conn); ok {
		c.socket(func(n int) time.Duration { return s.input.Delay(pace.Network(from), n) })
	}
	ws.SetReadLimit(wire.MaxMessage)
	ws.SetReadDeadline(time.Now().Add(silence))
	ws.SetCloseHandler(k.goodbye)
	ws.SetPingHandler(k.pinged)
	ws.SetPongHandler(k.ponged)
	k.peer = s.wire.Meet(k, p, from, g)
	if !s.enter(k) {
		k.turnAway()
		return
	}
	k.peer.Start()
}

// turnAway ends a socket that came while the server stops.
func (k *socket) turnAway() {
	defer k.leave()
	defer k.conn.Close()
	k.peer.Leave()
	by := time.Now().Add(lingerTime)
	if k.write(websocket.TextMessage, wire.Bye(words.Refused(room.ErrClosing)), by) == nil {
		k.write(websocket.CloseMessage, frame(wire.Restarting), by)
	}
}

// read carries out commands until the connection ends.
func (k *socket) read() {
	defer k.end()
	defer k.survive()
	k.mu.Lock()
	k.beat = time.AfterFunc(pingEvery, k.ping)
	k.mu.Unlock()
	for {
		kind, message, err := k.conn.ReadMessage()
		at := time.Now()
		if err != nil {
			k.lost(err)
			return
		}
		if !k.heard() {
			continue // it is being closed, and nothing counts any more
		}
		if kind != websocket.TextMessage {
			k.peer.Close(wire.Reason{Code: websocket.CloseUnsupportedData, Text: "Commands are text."})
			continue
		}
		k.peer.Hear(k.server.ctx, message, at)
	}
}

// heard notes a sign of life, and reports whether the socket is not being closed.
func (k *socket) heard() bool {
	return k.peer.Open(func() { k.conn.SetReadDeadline(time.Now().Add(silence)) })
}

// pinged answers a ping.
func (k *socket) pinged(payload string) error {
	if !k.pongs.answer(payload) {
		k.peer.Close(wire.Reason{Code: websocket.ClosePolicyViolation, Text: "Too many pings."})
	}
	return nil
}

// ping keeps the connection alive.
func (k *socket) ping() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.beat != nil {
		k.beat.Reset(pingEvery)
		k.peer.Ping()
	}
}

// goodbye answers a close frame, once what was asked before it is answered.
func (k *socket) goodbye(code int, _ string) error {
	if c, ok := k.conn.NetConn().(*conn); ok && c.byes.code != 0 {
		code = c.byes.code
	}
	k.peer.Part(wire.Reason{Code: code})
	return nil
}

// lost says the last word to a peer that broke the protocol, and logs it.
func (k *socket) lost(err error) {
	var (
		closed  *websocket.CloseError
		network net.Error
	)
	switch {
	case errors.As(err, &closed), errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return
	case errors.Is(err, websocket.ErrReadLimit):
		k.conn.WriteControl(websocket.CloseMessage, frame(wire.TooBig), time.Now().Add(lingerTime))
	}
	k.server.log.Event("web: a socket broke the protocol", k.from, "error", err)
	if c, ok := k.conn.NetConn().(*conn); ok {
		c.linger()
	}
}

// end puts everything away that the socket had.
func (k *socket) end() {
	k.mu.Lock()
	k.beat.Stop()
	k.beat = nil
	k.mu.Unlock()
	k.conn.Close()
	k.pongs.stop()
	k.peer.Leave()
	k.leave()
	k.server.exit(k)
}

// survive cuts the socket off, and harms nothing else, when its reader panics.
func (k *socket) survive() {
	if broken := recover(); broken != nil {
		k.server.wire.Incident("web: a socket broke", broken, "player", k.id)
	}
}

// Send is [wire.Conn]'s. The library writes a long message, too, in two parts.
func (k *socket) Send(messages [][]byte, by time.Time) error {
	c, ok := k.conn.NetConn().(*conn)
	if !ok || len(messages) == 1 && len(messages[0]) < writeBuffer-maxFrameHead {
		return k.texts(messages, by)
	}
	c.out.hold()
	err := k.texts(messages, by)
	if flushed := c.flush(); err == nil {
		err = flushed
	}
	return err
}

func (k *socket) texts(messages [][]byte, by time.Time) error {
	for _, m := range messages {
		if err := k.write(websocket.TextMessage, m, by); err != nil {
			return err
		}
	}
	return nil
}

// Ping is [wire.Conn]'s.
// Its payload is when it was sent, so that its answer tells the delay of the line.
func (k *socket) Ping(by time.Time) error {
	k.sent.Store(int64(time.Since(k.began)))
	return k.write(websocket.PingMessage, binary.BigEndian.AppendUint64(nil, uint64(k.sent.Load())), by)
}

// ponged takes the answer to a ping. Only the last ping that was sent counts, once.
func (k *socket) ponged(payload string) error {
	if k.heard(); len(payload) == 8 {
		if sent := int64(binary.BigEndian.Uint64([]byte(payload))); sent > 0 && k.sent.CompareAndSwap(sent, 0) {
			k.peer.Lagged(time.Since(k.began) - time.Duration(sent))
		}
	}
	return nil
}

// Close is [wire.Conn]'s.
func (k *socket) Close(why wire.Reason, by time.Time) error {
	err := k.write(websocket.CloseMessage, frame(why), by)
	k.conn.SetReadDeadline(time.Now().Add(closeTime))
	return err
}

func frame(why wire.Reason) []byte { return websocket.FormatCloseMessage(why.Code, why.Text) }

func (k *socket) write(kind int, message []byte, by time.Time) error {
	k.conn.SetWriteDeadline(by)
	return k.conn.WriteMessage(kind, message)
}

// Cut is [wire.Conn]'s: it ends the reader, and that the socket.
func (k *socket) Cut(err error) {
	if errors.Is(err, websocket.ErrCloseSent) {
		return // the reader has said the last word, and waits for it to be heard
	}
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		k.server.log.Event("web: cut a socket that does not read", k.from, "player", k.id)
	}
	k.conn.Close()
}

// greeting is what depends on how the page was found.
func (s *Server) greeting(host, url, games string) wire.Greeting {
	if s.conf.SSHHost != "" {
		host = s.conf.SSHHost
	} else if s.site.base != nil {
		host = s.site.base.Hostname()
	}
	return wire.Greeting{
		SSHHost: host, SSHPort: s.conf.SSHPort, URL: url, Catalog: s.assets.address(catalog),
		Brief: games == "no", // the page asks for them by their address, and seldom
	}
}
