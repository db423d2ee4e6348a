package wire

import (
	"context"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

const (
	// MaxMessage is the size of a command in bytes: room for a line of chat in any
	// script with a few marks on each letter. What carries messages refuses longer
	// ones with [TooBig].
	MaxMessage = 4 << 10
	// maxBad is how many messages that are no commands a peer may send.
	maxBad = 3
	// maxOpen is how many rooms a peer may look at, one beside another.
	maxOpen = 4
	// commandTime is how long a command may take; the disk is given up on before.
	commandTime = 10 * time.Second
	// throttledTime is for how long nothing is read of who was too fast: refusing
	// takes nearly as long as carrying out, and without it one address had 25,000
	// commands refused a second, which took three quarters of a processor.
	throttledTime = 100 * time.Millisecond
)

// Conn carries messages to a peer. Its methods are called one at a time, but for
// Cut.
type Conn interface {
	// Send sends messages in their order, at best in one go. They must have gone
	// out at a given time.
	Send(messages [][]byte, by time.Time) error
	// Ping sends a sign of life: see [Peer.Ping].
	Ping(by time.Time) error
	// Close says why nothing more will come, and then hears no more than the end.
	Close(why Reason, by time.Time) error
	// Cut breaks the connection, which could not be written to for a reason, or
	// for none when something broke here.
	Cut(err error)
}

// Reason is why a conversation was ended: the close codes of websockets, whatever
// carries it.
type Reason struct {
	Code int
	Text string
}

// The reasons that there are here; what carries messages may have others.
var (
	NotUTF8    = Reason{1007, "Text is UTF-8."}
	NoCommands = Reason{1008, "Too many messages were no commands."}
	TooBig     = Reason{1009, "A command has at most 4 KB."}
	Restarting = Reason{1012, room.ErrClosing.Code}
)

// broke is the reason when something broke here, with the code of the refusal.
func broke(no *room.Refusal) Reason { return Reason{1011, no.Code} }

// Peer is one end of a conversation. Whoever carries it calls [Peer.Hear] for one
// message after another, and [Peer.Leave] at its end.
type Peer struct {
	server *Server
	conn   Conn
	id     room.PersonID
	player players.Player // as it was at the beginning
	from   netip.Addr
	// network is where that is.
	network netip.Prefix
	rate    *rate.Limiter // of commands
	budget  *rate.Limiter // of news, in bytes
	lags    atomic.Int64  // see Lagged

	// The reader's.
	bad  int
	open map[room.Code]*feed
	list *feed // of the lobby
	desk *feed // of the player's own rooms

	outbox
}

// Meet makes a conversation with a player, who comes from an address. Nothing is
// sent before [Peer.Start]; then the greeting is the first.
func (s *Server) Meet(conn Conn, p players.Player, from netip.Addr, g Greeting) *Peer {
	k := &Peer{
		server: s,
		conn:   conn,
		id:     p.ID,
		player: p,
		from:   from,
		rate:   rate.NewLimiter(commandRate, commandBurst),
		budget: rate.NewLimiter(newsRate, newsBurst),
	}
	k.network, k.job = pace.Network(from), k.write
	k.space = sync.NewCond(&k.mu)
	k.self, k.known = feed{next: k.you, started: true}, describe(p)
	k.replies = [][]byte{s.hello(p, g)}
	k.pay(k.replies)
	s.crew.Join()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.peers[k] = struct{}{}
	return k
}

// Start lets messages go out.
func (k *Peer) Start() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.wake()
}

// Hear carries out what a message asks that came at that time, and answers it.
// Whoever calls it needs no deep stack.
func (k *Peer) Hear(ctx context.Context, message []byte, at time.Time) {
	if !utf8.Valid(message) {
		k.Close(NotUTF8)
		return
	}
	var carrying sync.WaitGroup
	carrying.Add(1)
	k.server.crew.Do(func() {
		defer carrying.Done()
		k.handle(ctx, message, at)
	})
	carrying.Wait()
}

// Lagged says how long a ping and its answer took. Whoever carries messages may know
// it; clocks forgive it within bounds.
func (k *Peer) Lagged(d time.Duration) {
	if before := time.Duration(k.lags.Load()); before > 1 { // of which nothing is known yet
		d = (2*before + d) / 3
	}
	k.lags.Store(int64(max(0, d)))
}

// measure has the delay of the line measured before a clock runs. Later pings keep it
// up.
func (k *Peer) measure(s *rooms.Snapshot) {
	if s.Time != nil && k.lags.CompareAndSwap(0, 1) {
		k.Ping()
	}
}

func (k *Peer) lag() time.Duration { return time.Duration(k.lags.Load()) }

// Leave puts everything away that the peer had. Its connection must have been
// broken, so that nothing waits to be written.
func (k *Peer) Leave() {
	k.stop()
	for _, f := range k.open {
		f.shut()
	}
	for _, f := range []*feed{k.list, k.desk} {
		if f != nil {
			f.shut()
		}
	}
	k.server.mu.Lock()
	delete(k.server.peers, k)
	k.server.mu.Unlock()
	k.server.crew.Leave()
	k.writer.Wait()
}

// person is the player as rooms know them.
func (k *Peer) person() rooms.Person { return k.me().Person(k.from) }

// me is the player as they are called now.
func (k *Peer) me() players.Player {
	if p, ok := k.server.conf.Players.Player(k.id); ok {
		return p
	}
	return k.player
}
