package archive

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"

	"crossplay/game"
	"crossplay/pace"
	"crossplay/rooms/room"
	"crossplay/watchdog"
)

const (
	// A network has readBurst games read back and then one each readEvery, as rooms are: a
	// class that looks at its games. One of five hundred moves takes 10 ms of a processor.
	readEvery = 250 * time.Millisecond
	readBurst = 100
	// maxPaces is for how many networks that is remembered, at about 200 bytes for each.
	maxPaces = 20_000
	// maxKept is how many plies of games that somebody looked at lately are kept, at about
	// 300 bytes for each with every eighth position: 15 MB.
	maxKept = 50_000
	// readTime is how long reading a game back may take, with the wait for those of others.
	readTime = 5 * time.Second
	// atOnce is how many are read at once, of a group of networks one: whoever reads one
	// that takes long holds up nobody else.
	atOnce = 2
	// maxPlies is how long a game may be that is shown again: the longest that are played
	// have a few thousand plies.
	maxPlies = 20_000
	// lateness is how late the archive may be with a game that somebody looks for who has
	// just seen its end.
	lateness = 10 * restEvery
	// maxStuck is how many games whose rules did not return are too many: each keeps a
	// thread for good, and none is replayed any more until a restart.
	maxStuck = 3
)

// Guesses counts wrong names of games: see rooms.Guesses.
type Guesses interface {
	Spent(from netip.Prefix) bool
	Wrong(from netip.Prefix)
}

// Replay is a finished game as a viewer may look at it. It is shared, and must not be
// changed.
type Replay struct {
	*room.Replay
	Seats []room.Person // as they are called now, without identities
	You   game.Seat     // where the viewer sat
	Info  game.Info     // of the version that was played
}

// ID is the name of the game, as [room.ParseGame] reads it.
func (r *Replay) ID() string { return room.GameID(r.Room, r.Round) }

// Listed is the game as it stands in a list.
func (r *Replay) Listed() Game {
	g := Game{Finished: r.Finished, You: r.You, Seat: r.You}
	g.Seats = r.Seats
	return g
}

// Asker is whoever wants to see a game.
type Asker struct {
	ID   room.PersonID
	From netip.Prefix // the network; not valid: nobody counts what is asked from there
}

// replays are the games that somebody looks at.
type replays struct {
	archive *Archive
	reads   *pace.Limits[netip.Prefix]
	turns   pace.Turns // to read one

	mu    sync.Mutex
	kept  *simplelru.LRU[string, *room.Replay]
	plies int
	stuck int
}

func newReplays(a *Archive) *replays {
	r := &replays{archive: a, reads: pace.New[netip.Prefix](rate.Every(readEvery), readBurst, maxPaces), turns: pace.Turns{AtOnce: atOnce, Group: 1}}
	r.kept, _ = simplelru.NewLRU(maxKept, func(_ string, old *room.Replay) { r.plies -= weight(old) })
	return r
}

// weight is what a game counts against maxKept.
func weight(r *room.Replay) int { return r.Plies() + 50 }

// Replay finds a finished game of a room; round 0 is its newest. It fails with ErrNoReplay
// where there is none, or it is a private one of others; with ErrGuesses, ErrThrottled and
// ErrGathering; and with ErrInternal where it cannot be read, or not be played again.
func (a *Archive) Replay(ctx context.Context, by Asker, code room.Code, round int) (*Replay, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	f, err := a.soon(ctx, by, code, round)
	if err != nil {
		return nil, a.refusal(ctx, "a game that is over cannot be found", err)
	}
	if f == nil {
		return nil, a.wrong(by)
	}
	r, err := a.replays.get(ctx, by, f)
	if err != nil {
		return nil, a.refusal(ctx, "a game that is over cannot be shown", err)
	}
	return &Replay{Replay: r, Seats: a.shown(r.Seats), You: r.SeatOf(by.ID), Info: r.Info()}, nil
}

// wrong counts a name that opened nothing.
func (a *Archive) wrong(by Asker) error {
	g := a.conf.Guesses
	switch {
	case g == nil || !by.From.IsValid():
		return room.ErrNoReplay
	case g.Spent(by.From):
		return room.ErrGuesses
	}
	g.Wrong(by.From)
	return room.ErrNoReplay
}

// soon finds a game that somebody may see, and that may have ended just now: the archive
// is a little late. Not even the time tells a private game of others from none.
func (a *Archive) soon(ctx context.Context, by Asker, code room.Code, round int) (f *found, err error) {
	for end := time.Now().Add(lateness); ; {
		f, err = a.found(ctx, code, round)
		if f != nil && f.about.Private && f.about.SeatOf(by.ID) < 0 {
			f = nil
		}
		if f != nil || err != nil || time.Now().After(end) {
			return f, err
		}
		select {
		case <-time.After(restEvery):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// get returns a game that somebody looked at lately, or reads it.
func (r *replays) get(ctx context.Context, by Asker, f *found) (*room.Replay, error) {
	id := room.GameID(f.about.Room, f.about.Round)
	if kept := r.look(id); kept != nil {
		return kept, nil
	}
	if by.From.IsValid() && !r.reads.Allow(by.From) {
		return nil, room.ErrThrottled
	}
	if err := r.turn(ctx, by.From); err != nil {
		return nil, err
	}
	defer r.turns.Done(by.From)
	if kept := r.look(id); kept != nil { // whoever had their turn before wanted it too
		return kept, nil
	}
	rules, err := r.rules(f.about)
	if err != nil {
		return nil, err
	}
	var c *room.Course
	r.archive.conf.Work.Do(by.From, func() {
		c, err = course(ctx, r.archive.conf.Journal, f.about.Room, f.start, f.end)
	})
	if err != nil {
		return nil, err
	}
	if len(c.Line) > maxPlies {
		return nil, room.ErrNoReplay.Because("long")
	}
	replay, err := r.play(by.From, *c, rules)
	if err != nil {
		return nil, err
	}
	r.keep(id, replay)
	return replay, nil
}

// turn returns when it is a network's turn to have a game read, and it has paid for what was
// done for it: whoever owes has no turn meanwhile.
func (r *replays) turn(ctx context.Context, from netip.Prefix) error {
	work := r.archive.conf.Work
	for {
		err := work.Due(ctx, from, readTime)
		if errors.Is(err, pace.ErrOwes) {
			return room.ErrThrottled
		}
		if err == nil {
			err = r.turns.Wait(ctx, from)
		}
		if err != nil || work.Owes(from) == 0 {
			return err
		}
		r.turns.Done(from)
	}
}

func (r *replays) look(id string) *room.Replay {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept, _ := r.kept.Get(id)
	return kept
}

func (r *replays) keep(id string, replay *room.Replay) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept.Add(id, replay)
	for r.plies += weight(replay); r.plies > maxKept && r.kept.Len() > 1; {
		r.kept.RemoveOldest()
	}
}

// rules are those that the game was played by.
func (r *replays) rules(f *room.Finished) (game.Rules, error) {
	r.mu.Lock()
	closed := r.stuck >= maxStuck
	r.mu.Unlock()
	games := r.archive.conf.Games
	i := slices.IndexFunc(games, func(g game.Rules) bool {
		info := g.Info()
		return info.Name == f.Game && info.Version == f.Version
	})
	if i < 0 || closed {
		return nil, room.ErrNoReplay.Because("rules")
	}
	return games[i], nil
}

// play plays a game again. Rules that do not return lose their goroutine, as in rooms.
func (r *replays) play(from netip.Prefix, c room.Course, rules game.Rules) (*room.Replay, error) {
	type result struct {
		replay *room.Replay
		err    error
	}
	done := make(chan result, 1)
	go func() {
		dog := watchdog.New(readTime, func() {
			r.mu.Lock()
			r.stuck++
			r.mu.Unlock()
			done <- result{nil, errors.New("the rules hang")}
		}, func() {})
		var res result
		dog.Do(func() {
			defer catch(&res.err)
			r.archive.conf.Work.Do(from, func() { res.replay, res.err = room.NewReplay(c, rules) })
		})
		done <- res
	}()
	res := <-done
	if res.err != nil {
		return nil, fmt.Errorf("play %s again: %w", room.GameID(c.Room, c.Round), res.err)
	}
	return res.replay, nil
}
