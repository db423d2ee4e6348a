package rooms

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"golang.org/x/time/rate"

	"crossplay/game"
	"crossplay/pace"
)

// live is a room in memory. One goroutine owns it: every field below inbox is
// touched by run alone.
type live struct {
	reg   *Registry
	code  Code
	ready chan struct{} // closed once the room is read back, or could not be
	err   error         // why it could not; set before ready is closed
	done  chan struct{} // closed once the owner has gone
	inbox chan task

	room    *room
	tail    Pos
	version uint64
	shown   map[game.Seat]*Snapshot // the snapshots of this version
	board   uint64                  // the version that last changed more than who is here and what was said
	views   map[game.Seat]game.View // the boards since then

	watches  map[*Watch]struct{}
	lookers  int                    // of watches, those of people
	people   map[PersonID]int       // windows of everyone who looks
	away     map[PersonID]time.Time // since when a seated person looks no more
	lines    *pace.Limits[PersonID] // of chat
	commands *pace.Limits[PersonID] // all others
	changed  time.Time              // when a change of presence is shown; zero for none
	since    time.Time              // since when nobody looks
	waiting  time.Time              // since when no seated person looks, in an open room
	lapsed   bool                   // the lobby was told that nobody is matched to it any more
	claimed  bool                   // everyone was told that the game can be claimed
	timer    *time.Timer
	finished bool // the owner shall go
}

// task is something for the owner to do.
type task struct {
	do   func()
	fail func(error) // is told why, when the room has ended first or do panicked
}

// queue is how many tasks wait before those who bring more do: room for a
// burst, such as everyone leaving at once.
const queue = 16

func (reg *Registry) newLive(code Code) *live {
	return &live{
		reg: reg, code: code,
		ready: make(chan struct{}), done: make(chan struct{}), inbox: make(chan task, queue),
		watches: make(map[*Watch]struct{}), people: make(map[PersonID]int),
		away:     make(map[PersonID]time.Time),
		lines:    pace.New[PersonID](rate.Every(chatEvery), chatBurst, maxPaces),
		commands: pace.New[PersonID](rate.Every(commandEvery), commandBurst, maxPaces),
	}
}

// settle makes the room ready for its owner: everyone is away.
func (l *live) settle(r *room, tail Pos) {
	l.room, l.tail, l.version = r, tail, 1
	now := time.Now()
	for _, c := range r.chairs {
		if !c.free() && (!c.bot() || len(l.reg.bots) == 0) { // where bots are no more, none comes
			l.away[c.person.ID] = now
		}
	}
	l.since, l.waiting = now, now
}

// run owns the room until it is put away, closes or breaks.
func (l *live) run(ctx context.Context) {
	defer l.reg.owners.Done()
	defer close(l.done)
	l.callBots()
	l.timer = time.NewTimer(0)
	defer l.timer.Stop()
	for !l.finished {
		select {
		case t := <-l.inbox:
			l.guarded(t)
		case <-l.timer.C:
			l.guarded(task{do: l.tick, fail: func(error) {}})
		case <-ctx.Done():
			l.end(ErrClosing)
		}
	}
}

// guarded does a task. A panic in it, most likely of a game's rules, ends this
// room and nothing else.
func (l *live) guarded(t task) {
	defer func() {
		if p := recover(); p != nil {
			err := l.reg.incident("a room broke", p, debug.Stack(), "room", l.code)
			t.fail(err)
			l.end(err)
		}
	}()
	t.do()
	if !l.finished {
		l.plan()
	}
}

// end tells everyone why the room is no more, and lets the owner go.
func (l *live) end(why error) {
	l.finished = true
	l.reg.drop(l)
	for w := range l.watches {
		w.box.end(why)
	}
	for {
		select {
		case t := <-l.inbox:
			t.fail(why)
		default:
			return
		}
	}
}

// ask hands the owner a task and waits until it is done. errPutAway says that
// the room has just left the memory: find it again.
func (l *live) ask(ctx context.Context, do func() error) error {
	result := make(chan error, 1)
	t := task{do: func() { result <- do() }, fail: func(err error) { result <- err }}
	select {
	case l.inbox <- t:
	case <-l.done:
		return errPutAway
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-result:
		return err
	case <-l.done:
		select {
		case err := <-result:
			return err
		default:
			return errPutAway
		}
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errPutAway leaves this package only through the watches of bots.
var errPutAway = errors.New("the room was put away")
