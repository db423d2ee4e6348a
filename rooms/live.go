package rooms

import (
	"context"
	"crossplay/rooms/room"
	"errors"
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/watchdog"
)

// live is a room in memory. One goroutine owns it: every field below maker is
// touched by own alone, and by stuck once the rules have kept the owner for good.
type live struct {
	reg   *Registry
	code  room.Code
	ready chan struct{} // closed once the room is read back, or could not be
	err   error         // why it could not; set before ready is closed
	done  chan struct{} // closed once the owner has gone
	inbox chan task
	share share        // of the memory; the registry's mutex guards it
	maker netip.Prefix // where its creator came from; not valid once it was read back

	watchdog *watchdog.Watchdog // of all calls into the rules
	rulebook *rulebook
	at       room.Circumstances
	doing    task
	turn     bool           // to call into the rules, under way
	caller   netip.Prefix   // the network whose it is
	seated   []netip.Prefix // of those who sit here and look; nil: to be found out

	*replay       // the room, and where it is in the journal
	unsure   bool // a step may be behind tail: whether it was written is open
	version  uint64
	secrets  []uint64                      // by seat: how often what it alone is shown has changed
	shown    map[game.Seat]*Snapshot       // the snapshots of this version
	views    map[game.Seat]drawn           // the boards since then
	actions  []room.Action                 // of the seat that was shown last
	acting   []room.Action                 // where they are gathered
	pictures int                           // about what they take in memory, in bytes
	heard    map[room.PersonID]*room.Heard // the news of each player, and of those who watch
	missed   map[room.PersonID]bool        // who was told to be away

	watches   map[*Watch]struct{}
	lookers   int                         // of watches, those of people
	people    map[room.PersonID]int       // windows of everyone who looks
	away      map[room.PersonID]time.Time // since when a seated person looks no more
	watchers  *rate.Limiter               // of their lines
	talked    time.Time                   // when lines were shown, or will be
	clocks    []running                   // by seat, in a game that is timed
	awaited   awaited
	fell      fell
	stalled   time.Time                   // since when nothing could be saved, and no clock runs; zero: it can
	looked    time.Time                   // when it was last looked whether it can be again
	due       time.Time                   // when the timer was to fire
	published time.Time                   // when the room was last shown
	changed   time.Time                   // when a change of presence, or a line, is shown; zero for none
	back      map[room.PersonID]time.Time // since when a seated person has looked: see here
	silent    map[room.PersonID]bool      // who was told to be silent
	alone     time.Time                   // since when nobody looks
	meets     time.Time                   // until when whoever is matched to it meets somebody, though no seated person looks
	until     time.Time                   // when an open room closes, unless a seated person looks
	lapsed    bool                        // the lobby was told that nobody is matched to it any more
	claimed   bool                        // everyone was told that the game can be claimed
	timer     *time.Timer
	finished  bool            // the owner shall go
	sits      []room.PersonID // of whom the registry knows it: its mutex guards it
}

// task is something for the owner to do.
type task struct {
	do   func()
	fail func(error)  // is told why, when the room has ended first or do panicked
	from netip.Prefix // where whoever wants it is; not valid: the room does, see guarded
}

// queue is how many tasks wait before those who bring more do: room for a
// burst, such as everyone leaving at once.
const queue = 16

func (reg *Registry) newLive(code room.Code) *live {
	l := &live{
		reg: reg, code: code,
		ready: make(chan struct{}), done: make(chan struct{}), inbox: make(chan task, queue),
		watches: make(map[*Watch]struct{}), people: make(map[room.PersonID]int),
		away:     make(map[room.PersonID]time.Time),
		back:     make(map[room.PersonID]time.Time),
		watchers: rate.NewLimiter(rate.Every(watchersEvery), watchersBurst),
	}
	l.share.room = l
	l.at = l.circumstances()
	l.watchdog = watchdog.New(stepTime, l.stuck, func() { l.rulebook.stuck.Add(-1) })
	return l
}

// begin makes the room ready for its owner: everyone is away.
func (l *live) begin(p *replay) {
	l.replay, l.version = p, 1
	now := time.Now()
	p.room.TellFrom(uint64(now.UnixMilli())) // more than it can have told before
	l.reg.mu.Lock()
	seen := p.room.Touched
	if c := l.reg.cards[l.code]; c != nil && c.seen.After(seen) {
		seen = c.seen
	}
	l.reg.mu.Unlock()
	gone := now // in a game it is counted anew
	if p.room.Phase == room.Open {
		gone = seen
	}
	for _, c := range p.room.Chairs {
		if !c.Free() && (!c.IsBot() || len(l.reg.bots) == 0) { // where bots are no more, none comes
			l.away[c.ID] = gone
		}
	}
	l.alone, l.meets = now, p.room.Touched.Add(matchGrace) // if it was made just now
	l.until = now.Add(reapAfter)                           // whoever returns after a restart finds it
	if end := seen.Add(waitsFor(p.room.Created)); end.After(l.until) {
		l.until = end
	}
}

// own reads the room back, or begins it with its first entry if it was made just
// now, and owns it until it is put away, closes or breaks.
func (l *live) own(ctx context.Context, made *journal.Entry) {
	defer func() {
		if !l.watchdog.Lost() {
			l.leave()
		}
	}()
	if err := l.load(made); err != nil {
		l.fail(err)
		return
	}
	close(l.ready)
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
			l.guarded(task{do: l.noteThought, fail: func(error) {}})
			if !l.finished {
				l.end(room.ErrClosing)
			}
		}
	}
}

// fail says that the room could not be read back.
func (l *live) fail(why error) {
	l.reg.drop(l)
	l.err = why
	close(l.ready)
}

// leave is the last thing that an owner does.
func (l *live) leave() {
	close(l.done)
	l.reg.owners.Done()
}

// load reads the room back.
func (l *live) load(made *journal.Entry) error {
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	p, err := l.reg.replay(ctx, made, l)
	if err != nil {
		return err
	}
	l.begin(p)
	l.reg.folded(l.tail)
	l.reg.list(l)
	l.rename()
	if made == nil {
		l.awaitPlayers()
	}
	if p.room.Phase == room.Closed {
		return room.ErrGone
	}
	return nil
}

// guarded does a task. A panic in it, most likely of a game's rules, ends this
// room and nothing else.
func (l *live) guarded(t task) {
	if !t.from.IsValid() {
		t.from = l.share.owner
	}
	l.doing = t
	if err := l.rulebook.closed(); err != nil {
		t.fail(err)
		l.end(err)
		return
	}
	defer func() {
		if p := recover(); p != nil {
			err := l.reg.incident("a room broke", p, "room", l.code)
			t.fail(err)
			l.end(err)
		}
	}()
	l.standstill()
	t.do()
	l.doing = task{}
	if !l.finished {
		l.plan()
	}
}

// end tells everyone why the room is no more, and lets the owner go.
func (l *live) end(why error) {
	l.finished = true
	l.reg.drop(l)
	for w := range l.watches {
		if w.passing && errors.Is(why, errPutAway) {
			w.box.end(room.ErrGone) // for whoever glances
		} else {
			w.box.end(why)
		}
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
func (l *live) ask(ctx context.Context, from netip.Prefix, do func() error) error {
	result := make(chan error, 1)
	t := task{
		do: func() {
			if ctx.Err() == nil { // or whoever asked has gone, and was told that it failed
				result <- do()
			}
		},
		fail: func(err error) { result <- err },
		from: from,
	}
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
