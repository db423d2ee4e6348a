package web

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"crossplay/players"
	"crossplay/rooms"
)

const (
	// maxMessage is the size of a command in bytes: room for a line of chat in
	// any script with a few marks on each letter.
	maxMessage = 4 << 10
	// maxBad is how many messages that are no commands a socket may send.
	maxBad = 3
	// maxOpen is how many rooms a socket may look at, one beside another.
	maxOpen = 4

	// commandTime is how long a command may take; the disk is given up on before.
	commandTime = 10 * time.Second
	// A socket commands commandBurst times at once and then commandRate times a
	// second: faster than anyone plays.
	commandRate  = 20
	commandBurst = 40
	// The sockets of one address command siteCommands times a second and
	// siteCommandsBurst times at once: all sixty-four of them do when they return
	// after a restart, and a class of thirty plays with a tenth of that.
	siteCommands      = 400
	siteCommandsBurst = 2000

	// throttledTime is for how long nothing is read of who was too fast: refusing
	// takes nearly as long as carrying out, and without it one address had 25,000
	// commands refused a second, which took three quarters of a processor.
	throttledTime = 100 * time.Millisecond

	// pingEvery keeps the way through routers open, and silence is how long
	// nothing may come back before the peer is held to be gone.
	pingEvery = 20 * time.Second
	silence   = 40 * time.Second
	// closeTime is how long a peer may take to answer that it is closed.
	closeTime = 2 * time.Second
)

// socket is one websocket. One goroutine reads it and carries out its commands
// one after another; another writes, for as long as there is something to write.
type socket struct {
	server *Server
	conn   *websocket.Conn
	id     rooms.PersonID
	player players.Player // as it was at the beginning
	from   netip.Addr
	leave  func()        // ends its being counted
	rate   *rate.Limiter // of commands
	budget *rate.Limiter // of news, in bytes

	// The reader's.
	bad  int
	open map[rooms.Code]*feed
	list *feed // of the lobby

	outbox
}

func newSocket(s *Server, ws *websocket.Conn, p players.Player, from netip.Addr, leave func()) *socket {
	k := &socket{
		server: s,
		conn:   ws,
		id:     p.ID,
		player: p,
		from:   from,
		leave:  leave,
		rate:   rate.NewLimiter(commandRate, commandBurst),
		budget: rate.NewLimiter(newsRate, newsBurst),
	}
	k.space = sync.NewCond(&k.mu)
	k.self = feed{next: k.you, started: true}
	return k
}

// start greets the peer and lets the socket live. It returns at once.
func (k *socket) start(hello []byte) {
	if c, ok := k.conn.NetConn().(*conn); ok {
		c.socket()
	}
	k.conn.SetReadLimit(maxMessage)
	k.conn.SetReadDeadline(time.Now().Add(silence))
	k.conn.SetCloseHandler(k.goodbye)
	k.conn.SetPongHandler(func(string) error { k.heard(); return nil })
	k.replies = [][]byte{hello}
	k.pay(k.replies)
	if !k.server.enter(k) {
		k.turnAway()
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.ended {
		k.beat = time.AfterFunc(pingEvery, k.ping)
		k.wake()
	}
}

// turnAway ends a socket that came while the server stops.
func (k *socket) turnAway() {
	defer k.leave()
	defer k.conn.Close()
	k.conn.SetWriteDeadline(time.Now().Add(lingerTime))
	k.conn.WriteMessage(websocket.TextMessage, bye(rooms.ErrClosing.Text))
	k.conn.WriteMessage(websocket.CloseMessage, restart())
}

// read carries out commands until the connection ends.
func (k *socket) read() {
	defer k.end()
	defer k.survive()
	for {
		kind, message, err := k.conn.ReadMessage()
		if err != nil {
			k.lost(err)
			return
		}
		if !k.heard() {
			continue // it is being closed, and nothing counts any more
		}
		switch {
		case kind != websocket.TextMessage:
			k.close(websocket.CloseUnsupportedData, "Commands are text.")
		case !utf8.Valid(message):
			k.close(websocket.CloseInvalidFramePayloadData, "Text is UTF-8.")
		default:
			// In a goroutine of its own: carrying out a command takes a deep stack,
			// and the reader would keep it for as long as it lives.
			var carrying sync.WaitGroup
			carrying.Go(func() { k.handle(message) })
			carrying.Wait()
		}
	}
}

// heard notes a sign of life, and reports whether the socket is not being closed.
func (k *socket) heard() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil {
		return false
	}
	k.conn.SetReadDeadline(time.Now().Add(silence))
	return true
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
		word := websocket.FormatCloseMessage(websocket.CloseMessageTooBig, "A command has at most 4 KB.")
		k.conn.WriteControl(websocket.CloseMessage, word, time.Now().Add(lingerTime))
	}
	k.server.log.Event("web: a socket broke the protocol", k.from, "error", err)
	if c, ok := k.conn.NetConn().(*conn); ok {
		c.linger()
	}
}

// end puts everything away that the socket had.
func (k *socket) end() {
	k.stop()
	k.conn.Close()
	for _, f := range k.open {
		f.shut()
	}
	if k.list != nil {
		k.list.shut()
	}
	k.leave()
	k.server.exit(k)
}

// person is the player at the door of a room.
func (k *socket) person() rooms.Person { return k.me().Person(k.from) }

// me is the player as they are called now.
func (k *socket) me() players.Player {
	if p, ok := k.server.conf.Players.Player(k.id); ok {
		return p
	}
	return k.player
}
