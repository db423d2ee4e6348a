package rooms

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"crossplay/game"
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

	watches  map[*Watch]struct{}
	people   map[PersonID]int       // windows of everyone who looks
	away     map[PersonID]time.Time // since when a seated person looks no more
	limits   map[PersonID]*pace
	changed  time.Time // when a change of presence is shown; zero for none
	since    time.Time // since when nobody looks
	waiting  time.Time // since when no seated person looks, in an open room
	claimed  bool      // everyone was told that the game can be claimed
	timer    *time.Timer
	finished bool // the owner shall go
}

// task is something for the owner to do. It reports whether it was done; it is
// told false when the room has ended.
type task struct {
	do   func()
	fail func(error)
}

// pace is how fast one person may speak and command.
type pace struct{ chat, command *rate.Limiter }

func (reg *Registry) newLive(code Code) *live {
	return &live{
		reg: reg, code: code,
		ready: make(chan struct{}), done: make(chan struct{}), inbox: make(chan task, 16),
		watches: make(map[*Watch]struct{}), people: make(map[PersonID]int),
		away: make(map[PersonID]time.Time), limits: make(map[PersonID]*pace),
	}
}

// settle makes the room ready for its owner: everyone is away.
func (l *live) settle(r *room, tail Pos) {
	l.room, l.tail, l.version = r, tail, 1
	now := time.Now()
	for _, c := range r.chairs {
		if c.person.ID != "" {
			l.away[c.person.ID] = now
		}
	}
	l.since, l.waiting = now, now
}

// run owns the room until it is put away, closes or breaks.
func (l *live) run(ctx context.Context) {
	defer l.reg.owners.Done()
	defer close(l.done)
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

// errPutAway never leaves this package.
var errPutAway = errors.New("the room was put away")

// command decides, appends, applies and publishes, in this order.
func (l *live) command(by Person, c Command) error {
	key := c.ID
	if key != "" {
		if no, ok := l.room.answered(by.ID, key); ok {
			return refusal(no)
		}
	}
	if !l.allow(by.ID, c.Do) {
		return ErrThrottled
	}
	if c.Do == Sit && !l.reg.maySit(by.ID) {
		return ErrTooMany
	}
	// The journal refuses a step that did not know the newest one; on one node
	// that happens only after a write whose outcome was unclear.
	for range 3 {
		events, err := l.room.decide(by, c, l.circumstances())
		var no *Refusal
		switch {
		case err != nil && !errors.As(err, &no):
			return l.reg.incident("a room could not decide", err, nil, "room", l.code)
		case errors.Is(err, ErrGone), key == "" && len(events) == 0:
			return refusal(no)
		}
		rec := &record{At: time.Now().UTC(), By: by.ID, Cmd: key, Refused: no, Events: events}
		err = l.append(rec)
		if errors.Is(err, ErrConflict) {
			if err := l.catchUp(); err != nil {
				return err
			}
			if old, ok := l.room.answered(by.ID, key); ok && key != "" {
				return refusal(old)
			}
			continue
		}
		if err != nil {
			return err
		}
		if len(events) > 0 {
			l.publish()
		}
		return refusal(no)
	}
	return ErrNotSaved
}

// refusal keeps a nil *Refusal from becoming an error that is not nil.
func refusal(no *Refusal) error {
	if no == nil {
		return nil
	}
	return no
}

// append makes a record durable and then takes it in.
func (l *live) append(rec *record) error {
	data, err := rec.encode()
	if err != nil {
		return err
	}
	// Not the asker's context: whoever hangs up in this moment must not leave
	// it open whether the step was taken.
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	pos, err := l.reg.journal.Append(ctx, stream(l.code), l.tail, data)
	switch {
	case errors.Is(err, ErrConflict):
		return err
	case err != nil:
		l.reg.log.Error("a step was not saved", "room", l.code, "error", err)
		return ErrNotSaved
	}
	l.tail = pos
	if err := l.room.applyRecord(rec); err != nil {
		return l.reg.incident("a room could not apply what it decided", err, nil, "room", l.code)
	}
	l.applied(rec)
	return nil
}

// catchUp takes in what the journal has behind tail.
func (l *live) catchUp() error {
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	before := l.tail
	for e, err := range l.reg.journal.Read(ctx, stream(l.code), l.tail) {
		if err != nil {
			l.reg.log.Error("a room could not be read", "room", l.code, "error", err)
			return ErrNotSaved
		}
		rec, err := decode(e.Record)
		if err == nil {
			err = l.room.applyRecord(rec)
		}
		if err != nil {
			return fmt.Errorf("room %s at position %d: %w", l.code, e.Pos, err)
		}
		l.tail = e.Pos
		l.applied(rec)
	}
	if l.tail != before {
		l.publish()
	}
	return nil
}

// applied keeps the lists and the presence in step with a record.
func (l *live) applied(rec *record) {
	for i := range rec.Events {
		switch e := &rec.Events[i]; {
		case e.Sat != nil && l.people[e.Sat.Person] == 0:
			l.away[e.Sat.Person] = time.Now()
		case e.Started != nil, e.Ended != nil:
			l.claimed = false
		}
	}
	for id := range l.away {
		if l.room.seatOf(id) < 0 {
			delete(l.away, id)
		}
	}
	l.reg.list(l)
}

func (l *live) allow(p PersonID, do Verb) bool {
	if len(l.limits) > 1000 { // a crowd: starting everyone afresh is lenient, and bounded
		clear(l.limits)
	}
	limit := l.limits[p]
	if limit == nil {
		limit = &pace{
			chat:    rate.NewLimiter(rate.Every(chatEvery), chatBurst),
			command: rate.NewLimiter(rate.Every(commandEvery), commandBurst),
		}
		l.limits[p] = limit
	}
	if do == Chat {
		return limit.chat.Allow()
	}
	return limit.command.Allow()
}

func (l *live) circumstances() circumstances {
	return circumstances{
		absent: func(p PersonID) bool {
			since, gone := l.away[p]
			return gone && time.Since(since) >= ClaimAfter
		},
		dice: l.reg.dice(l.code),
	}
}

// join begins a watch.
func (l *live) join(w *Watch) {
	l.watches[w] = struct{}{}
	id := w.by.ID
	l.people[id]++
	if l.people[id] == 1 {
		delete(l.away, id)
		l.presence(joinDelay)
	}
	w.seat = l.room.seatOf(id)
	w.box.put(l.snapshot(w.seat))
}

// part ends a watch.
func (l *live) part(w *Watch) {
	if _, ok := l.watches[w]; !ok {
		return
	}
	delete(l.watches, w)
	id := w.by.ID
	l.people[id]--
	if l.people[id] == 0 {
		delete(l.people, id)
		if l.room.seatOf(id) >= 0 {
			now := time.Now()
			l.away[id], l.waiting = now, now
		}
		l.presence(awayGrace)
	}
}

// presence shows who is here after the delay, if not sooner.
func (l *live) presence(delay time.Duration) {
	if at := time.Now().Add(delay); l.changed.IsZero() || at.Before(l.changed) {
		l.changed = at
	}
	l.since = time.Now()
	l.reg.list(l)
}

// publish shows a new version to everyone.
func (l *live) publish() {
	l.version++
	l.shown = nil
	l.changed = time.Time{}
	for w := range l.watches {
		w.seat = l.room.seatOf(w.by.ID)
		w.box.put(l.snapshot(w.seat))
	}
	if l.room.phase == Closed {
		l.end(ErrGone)
	}
}

// plan sets the timer to the next thing that happens by itself.
func (l *live) plan() {
	var next time.Time
	at := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	if !l.changed.IsZero() {
		at(l.changed)
	}
	if claim, ok := l.claimableAt(); ok && !l.claimed {
		at(claim)
	}
	switch {
	case l.room.phase == Open && l.seatedHere() == 0:
		at(l.waiting.Add(reapAfter))
	case l.room.phase != Open && len(l.watches) == 0:
		at(l.since.Add(putAwayAfter))
	}
	if next.IsZero() {
		l.timer.Stop()
		return
	}
	l.timer.Reset(time.Until(next))
}

// tick does what is due.
func (l *live) tick() {
	now := time.Now()
	due := func(t time.Time) bool { return !now.Before(t) }
	if claim, ok := l.claimableAt(); ok && !l.claimed && due(claim) {
		l.claimed = true
		l.changed = now
	}
	if !l.changed.IsZero() && due(l.changed) {
		l.publish()
	}
	switch {
	case l.room.phase == Open && l.seatedHere() == 0 && due(l.waiting.Add(reapAfter)):
		if err := l.append(&record{At: now.UTC(), Events: []event{{Closed: &closed{}}}}); err != nil {
			l.waiting = now // the disk may be full: try again later
			return
		}
		l.publish()
	case l.room.phase != Open && len(l.watches) == 0 && due(l.since.Add(putAwayAfter)):
		l.end(errPutAway)
	}
}

// claimableAt is when the first player may claim the game: when everyone else
// has been away for ClaimAfter.
func (l *live) claimableAt() (time.Time, bool) {
	if l.room.phase != Playing || l.seatedHere() != 1 {
		return time.Time{}, false
	}
	var last time.Time
	for _, since := range l.away {
		if since.After(last) {
			last = since
		}
	}
	return last.Add(ClaimAfter), true
}

// seatedHere counts the players who look.
func (l *live) seatedHere() int {
	n := 0
	for _, c := range l.room.chairs {
		if l.people[c.person.ID] > 0 {
			n++
		}
	}
	return n
}

// snapshot is the room as the seat may know it, made once for each version.
func (l *live) snapshot(seat game.Seat) *Snapshot {
	if s := l.shown[seat]; s != nil {
		return s
	}
	r := l.room
	s := &Snapshot{
		Code: l.code, Version: l.version, Game: r.created.Game, Options: r.created.Options, Private: r.created.Private,
		Phase: r.phase, Round: r.round, Ply: r.ply, You: seat, Draws: r.draws,
		View: r.pos.View(seat), Result: r.result, Chat: r.chat,
		Chairs: make([]Chair, len(r.chairs)), Turn: []game.Seat{},
	}
	for i, c := range r.chairs {
		since := l.away[c.person.ID]
		s.Chairs[i] = Chair{
			Name: c.person.Name, Guest: c.person.Guest, Present: since.IsZero() && c.person.ID != "", Away: since,
			Wins: c.wins, Rematch: c.rematch,
		}
	}
	for id := range l.people {
		if r.seatOf(id) < 0 {
			s.Spectators++
		}
	}
	if r.phase == Playing {
		s.Turn = slices.Clone(r.pos.Turn())
	} else {
		s.View.Choices = nil
	}
	if at, ok := l.claimableAt(); ok && seat >= 0 && l.people[r.chairs[seat].person.ID] > 0 {
		s.Claimable = !time.Now().Before(at)
	}
	if l.shown == nil {
		l.shown = make(map[game.Seat]*Snapshot)
	}
	l.shown[seat] = s
	return s
}
