// Package bots is the third window: players made of code, who sit in rooms like
// anyone. It knows no game. What a bot sees is what a person in its seat would
// see, and what it plays goes the same way as a person's move.
//
// A few workers think for all bots, one bot each at a time. Networks, and the
// people in each, take turns, and the more of them wait for their bots, the shorter
// each bot may think: nobody waits long for a worker, whoever else plays a hundred
// games.
package bots

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"crossplay/game/bot"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

const (
	// leastPause is how soon after the other's move a bot plays: time to see one's
	// own move arrive.
	leastPause = 400 * time.Millisecond
	// leastThought is how long a bot thinks however many people wait.
	leastThought = 20 * time.Millisecond
	// tryAgain is when a move that could not be saved is sent again.
	tryAgain = time.Second
	// sendTimeout is how long a move waits for its room.
	sendTimeout = 10 * time.Second
)

// Config is what a house of bots needs.
type Config struct {
	Registry *rooms.Registry
	Mind     *bot.Mind
	Log      *slog.Logger
	// Workers is how many bots think at the same time; zero is half of the
	// processors, so that the other half is left for people.
	Workers int
}

// House has all the bots that sit in rooms.
type House struct {
	Config
	ctx  context.Context
	stop context.CancelFunc
	all  sync.WaitGroup

	mu      sync.Mutex
	players map[seat]*player
	woken   map[*player]struct{} // those whose room has something new
	bell    chan struct{}        // rings when somebody was woken

	held map[string]int // by game: thoughts that do not end

	queue queue
}

// seat is where a bot sits.
type seat struct {
	code room.Code
	id   room.PersonID
}

// Open brings bots to every room that asks for one, until Close.
func Open(c Config) *House {
	if c.Workers == 0 {
		c.Workers = max(1, runtime.GOMAXPROCS(0)/2)
	}
	h := &House{Config: c, players: make(map[seat]*player), woken: make(map[*player]struct{}), held: make(map[string]int), bell: make(chan struct{}, 1)}
	h.ctx, h.stop = context.WithCancel(context.Background())
	h.queue.init(c.Workers)
	h.all.Go(h.look)
	for range c.Workers {
		h.all.Add(1)
		h.hire()
	}
	c.Registry.Attend(h.come)
	return h
}

// Close sends every bot away and waits until the last has stopped thinking.
// Their seats are kept: they come back when the house opens again.
func (h *House) Close() {
	h.Registry.Attend(nil)
	h.stop()
	h.queue.close()
	h.all.Wait()
}

// come lets a bot look at its room.
func (h *House) come(code room.Code, me rooms.Person) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := seat{code, me.ID}
	if p := h.players[at]; p != nil {
		p.again = true // should its watch be about to end
		return
	}
	if h.ctx.Err() != nil {
		return
	}
	p := &player{house: h, at: at, me: me}
	h.players[at] = p
	h.all.Go(p.open)
}

// wake says that a player's room has something new.
func (h *House) wake(p *player) {
	h.mu.Lock()
	h.woken[p] = struct{}{}
	h.mu.Unlock()
	select {
	case h.bell <- struct{}{}:
	default:
	}
}

// look takes what is new in the rooms, until the house closes.
func (h *House) look() {
	for {
		select {
		case <-h.bell:
		case <-h.ctx.Done():
			h.mu.Lock()
			defer h.mu.Unlock()
			for _, p := range h.players {
				p.close()
			}
			return
		}
		h.mu.Lock()
		woken := h.woken
		h.woken = make(map[*player]struct{})
		h.mu.Unlock()
		for p := range woken {
			p.look()
		}
	}
}

// forget lets a player go whose room is out of memory, or who made room. If the
// room has come back meanwhile, so does the bot.
func (h *House) forget(p *player) {
	p.rest()
	h.mu.Lock()
	defer h.mu.Unlock()
	p.close()
	if h.players[p.at] == p {
		delete(h.players, p.at)
	}
	if p.again && h.ctx.Err() == nil {
		fresh := &player{house: h, at: p.at, me: p.me}
		h.players[p.at] = fresh
		h.all.Go(fresh.open)
	}
}

// stuck counts thoughts about a game that do not end, and those that did at last.
func (h *House) stuck(game string, more int) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held[game] += more
	return h.held[game]
}

// passes reports whether a move that was refused may be sent again as it is.
func passes(err error) bool {
	return errors.Is(err, room.ErrNotSaved) || errors.Is(err, room.ErrThrottled) || errors.Is(err, context.DeadlineExceeded)
}

// isBroken reports whether no move of the bot's would be taken.
func isBroken(err error) bool {
	return errors.Is(err, room.ErrIllegal) || errors.Is(err, room.ErrInternal)
}
