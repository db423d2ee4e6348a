// Package bots is the third window: players made of code, who sit in rooms like
// anyone. It knows no game. What a bot sees is what a person in its seat would
// see, and what it plays goes the same way as a person's move.
//
// A few workers think for all bots, one bot each at a time. Groups of networks, the
// networks of each, and the people in each of those, take turns, and the more of them
// wait for their bots, the shorter each bot may think: nobody waits long for a worker,
// whoever else plays a hundred games.
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

// Config is what the bots need.
type Config struct {
	Registry *rooms.Registry
	Mind     *bot.Mind
	Log      *slog.Logger
	// Workers is how many bots think at the same time; zero is half of the
	// processors, so that the other half is left for people.
	Workers int
}

// Runner has all the bots that sit in rooms.
type Runner struct {
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
func Open(c Config) *Runner {
	if c.Workers == 0 {
		c.Workers = max(1, runtime.GOMAXPROCS(0)/2)
	}
	r := &Runner{Config: c, players: make(map[seat]*player), woken: make(map[*player]struct{}), held: make(map[string]int), bell: make(chan struct{}, 1)}
	r.ctx, r.stop = context.WithCancel(context.Background())
	r.queue.init(c.Workers)
	r.all.Go(r.look)
	for range c.Workers {
		r.all.Add(1)
		r.hire()
	}
	c.Registry.Attend(r.come)
	return r
}

// Close sends every bot away and waits until the last has stopped thinking.
// Their seats are kept: they come back when bots are run again.
func (r *Runner) Close() {
	r.Registry.Attend(nil)
	r.stop()
	r.queue.close()
	r.all.Wait()
}

// come lets a bot look at its room.
func (r *Runner) come(code room.Code, me rooms.Person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := seat{code, me.ID}
	if p := r.players[at]; p != nil {
		p.again = true // should its watch be about to end
		return
	}
	if r.ctx.Err() != nil {
		return
	}
	p := &player{runner: r, at: at, me: me}
	r.players[at] = p
	r.all.Go(p.open)
}

// wake says that a player's room has something new.
func (r *Runner) wake(p *player) {
	r.mu.Lock()
	r.woken[p] = struct{}{}
	r.mu.Unlock()
	select {
	case r.bell <- struct{}{}:
	default:
	}
}

// look takes what is new in the rooms, until the runner closes.
func (r *Runner) look() {
	for {
		select {
		case <-r.bell:
		case <-r.ctx.Done():
			r.mu.Lock()
			defer r.mu.Unlock()
			for _, p := range r.players {
				p.close()
			}
			return
		}
		r.mu.Lock()
		woken := r.woken
		r.woken = make(map[*player]struct{})
		r.mu.Unlock()
		for p := range woken {
			p.look()
		}
	}
}

// forget lets a player go whose room is out of memory, or who made room. If the
// room has come back meanwhile, so does the bot.
func (r *Runner) forget(p *player) {
	p.rest()
	r.mu.Lock()
	defer r.mu.Unlock()
	p.close()
	if r.players[p.at] == p {
		delete(r.players, p.at)
	}
	if p.again && r.ctx.Err() == nil {
		fresh := &player{runner: r, at: p.at, me: p.me}
		r.players[p.at] = fresh
		r.all.Go(fresh.open)
	}
}

// stuck counts thoughts about a game that do not end, and those that did at last.
func (r *Runner) stuck(game string, more int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held[game] += more
	return r.held[game]
}

// passes reports whether a move that was refused may be sent again as it is.
func passes(err error) bool {
	return errors.Is(err, room.ErrNotSaved) || errors.Is(err, room.ErrThrottled) || errors.Is(err, context.DeadlineExceeded)
}

// isBroken reports whether no move of the bot's would be taken.
func isBroken(err error) bool {
	return errors.Is(err, room.ErrIllegal) || errors.Is(err, room.ErrInternal)
}
