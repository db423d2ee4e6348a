package wire

import (
	"bytes"
	"sync"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// feed is something that a peer looks at.
type feed struct {
	next func() [][]byte // what is new, encoded; the writer's
	shut func()          // stops looking

	// Under the peer's lock.
	started bool // the peer has been told that it looks
	queued  bool // in outbox.due
	ended   bool
}

// begin sends the feed's news from now on, and the first at once.
func (k *Peer) begin(f *feed) {
	k.mu.Lock()
	f.started = true
	k.mu.Unlock()
	k.news(f)
}

// finish sends no more of the feed's news.
func (k *Peer) finish(f *feed) {
	k.mu.Lock()
	f.ended = true
	for i, d := range k.due {
		if d == f {
			k.due = append(k.due[:i:i], k.due[i+1:]...)
			break
		}
	}
	k.mu.Unlock()
	f.shut()
}

// over reports whether the feed has ended by itself.
func (k *Peer) over(f *feed) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return f.ended
}

// watchRoom makes the feed of a room.
func (k *Peer) watchRoom(w *rooms.Watch, code room.Code, peer told, f *feed) {
	f.shut = w.Close
	f.next = func() (messages [][]byte) {
		snap, err := w.Take()
		if snap != nil {
			k.measure(snap)
			if m := peer.news(snap, time.Now()); m != nil {
				messages = append(messages, m)
			}
		}
		if err != nil {
			messages = append(messages, goneMessage(code, k.server.Refusal(err)))
			k.mu.Lock()
			f.ended = true
			k.mu.Unlock()
		}
		return messages
	}
}

// watchLobby makes the feed of the lobby.
func (k *Peer) watchLobby(w *rooms.LobbyWatch, f *feed) {
	f.shut = w.Close
	f.next = func() [][]byte {
		list := w.Take()
		if list == nil {
			return nil
		}
		var m []byte
		k.work(func() {
			m = lobbyMessage(k.server.lobby.encode(list), k.server.conf.Registry.Mine(k.id), time.Now())
		})
		return [][]byte{m}
	}
}

// watchDesk makes the feed of the player's own rooms.
func (k *Peer) watchDesk(w *rooms.Desk, f *feed) {
	var mine []rooms.Own
	var sent []byte
	f.shut = w.Close
	f.next = func() [][]byte {
		if newer, ok := w.Take(); ok {
			mine = newer
		}
		var raw []byte
		k.work(func() { raw = encode(k.elsewhere(mine)) })
		if bytes.Equal(raw, sent) {
			return nil
		}
		sent = raw
		return [][]byte{mineMessage(raw, time.Now())}
	}
}

// elsewhere is a list without what the rooms say themselves that the peer looks at:
// a move is told once.
func (k *Peer) elsewhere(mine []rooms.Own) []rooms.Own {
	k.mu.Lock()
	defer k.mu.Unlock()
	list := append([]rooms.Own{}, mine...) // a list, not null
	for i := range list {
		if k.looks[list[i].Code] {
			list[i].Turn = nil
		}
	}
	return list
}

// look notes whether the peer looks at a room.
func (k *Peer) look(code room.Code, looks bool) {
	k.mu.Lock()
	if k.looks == nil {
		k.looks = make(map[room.Code]bool)
	}
	if looks {
		k.looks[code] = true
	} else {
		delete(k.looks, code)
	}
	k.mu.Unlock()
	if k.desk != nil {
		k.news(k.desk)
	}
}

// lobbyCache keeps the encoding of the newest list, which is the same for all.
type lobbyCache struct {
	mu  sync.Mutex
	of  *rooms.Lobby
	raw []byte
}

func (c *lobbyCache) encode(l *rooms.Lobby) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of != l {
		c.of, c.raw = l, encode(l)
	}
	return c.raw
}
