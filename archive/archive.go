package archive

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/pace"
	"crossplay/rooms/room"
)

const (
	// batch is how many games are committed together while the journal is read from its
	// beginning.
	batch = 2000
	// restEvery is how long the archive may be behind: nobody looks at a game sooner that
	// has just ended.
	restEvery = 100 * time.Millisecond
	// lookEvery is how often it is looked whether somebody has dropped the file.
	lookEvery = time.Second
	// againAfter is when it is tried again to keep an archive that could not be kept, as on
	// a full disk; each time that fails it takes twice as long, and againAtMost at most.
	againAfter  = time.Second
	againAtMost = time.Minute
)

// Config is what an archive needs.
type Config struct {
	Path    string // of its file
	Journal journal.Journal
	Games   []game.Rules // of all versions
	Log     *slog.Logger
	Guesses Guesses // counts wrong names of games, together with other codes; nil: nobody
	// Called is what somebody is called now; empty, or nil: as they were when they played.
	Called func(room.PersonID) string
	// Work are the budgets of networks, together with those of rooms; nil: nobody counts.
	Work *pace.Work
}

// Archive is what is over. It is safe for concurrent use.
type Archive struct {
	conf    Config
	replays *replays

	stop  context.CancelFunc
	ended chan struct{}

	mu     sync.RWMutex // held to read while the store is used
	store  *store       // nil: it is being made
	kept   *journal.Projector
	change chan struct{} // closed when store is another
	broken chan error    // what readers found
}

// Open begins to keep an archive and returns at once. It never fails: what goes wrong is
// logged and tried again, and nobody who plays needs it. It must be closed before its
// journal.
func Open(c Config) *Archive {
	if path, err := filepath.Abs(c.Path); err == nil {
		c.Path = path // SQLite wants it so
	}
	ctx, stop := context.WithCancel(context.Background())
	a := &Archive{conf: c, stop: stop, ended: make(chan struct{}), change: make(chan struct{}), broken: make(chan error, 1)}
	a.replays = newReplays(a)
	go a.keep(ctx)
	return a
}

// Close stops following the journal. It is safe to call more than once.
func (a *Archive) Close() {
	a.stop()
	<-a.ended
}

// Wait returns once everything up to a position of the journal is in the archive, or with
// the error of the context.
func (a *Archive) Wait(ctx context.Context, pos journal.Pos) error {
	for {
		a.mu.RLock()
		kept, change := a.kept, a.change
		a.mu.RUnlock()
		if kept != nil {
			if err := kept.Wait(ctx, pos); err == nil || ctx.Err() != nil {
				return err
			}
		}
		select {
		case <-change:
		case <-ctx.Done():
			return ctx.Err()
		case <-a.ended:
			return journal.ErrClosed
		}
	}
}

// keep keeps the archive until the context ends.
func (a *Archive) keep(ctx context.Context) {
	defer close(a.ended)
	for again := againAfter; ; again = min(2*again, againAtMost) {
		begun := time.Now()
		err := a.follow(ctx)
		if ctx.Err() != nil || errors.Is(err, journal.ErrClosed) {
			return
		}
		if errors.Is(err, errDropped) {
			a.conf.Log.Info("the archive was dropped; it is made anew from the journal")
			again = againAfter / 2
			continue
		}
		if damaged(err) {
			a.conf.Log.Warn("the archive is damaged, or of another journal or version; it is made anew", "error", err)
			err = remove(a.conf.Path)
		}
		if time.Since(begun) > againAtMost {
			again = againAfter
		}
		if err != nil {
			a.conf.Log.Error("the archive of finished games cannot be kept; it is tried again", "error", err, "in", again.String())
		}
		select {
		case <-time.After(again):
		case <-ctx.Done():
			return
		}
	}
}

// errDropped says that the file is not there any more.
var errDropped = errors.New("the archive was dropped")

// follow opens the file, or makes it, and follows the journal until something fails.
func (a *Archive) follow(ctx context.Context) (err error) {
	defer catch(&err)
	s, err := open(a.conf.Path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := a.build(ctx); err != nil {
			return err
		}
		s, err = open(a.conf.Path)
	}
	if err != nil {
		return err
	}
	if err := s.matches(ctx, a.conf.Journal); err != nil {
		return errors.Join(err, s.close())
	}
	mine, err := os.Stat(a.conf.Path)
	if err != nil {
		return errors.Join(err, s.close())
	}
	f := &fold{store: s, journal: a.conf.Journal, log: a.conf.Log, ctx: ctx, live: true}
	kept, err := journal.Run(ctx, inFile{a.conf.Journal, s}, a.conf.Log, journal.Projection{
		Name: "archive", Format: format, Fold: f.take, Save: f.mark, Load: func([]byte) error { return nil },
	})
	if err != nil {
		return errors.Join(err, s.close())
	}
	a.put(s, kept)
	defer func() {
		a.put(nil, nil)
		kept.Close()
		err = errors.Join(err, s.close())
	}()
	over, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make(chan error, 1)
	go func() { failed <- kept.Wait(over, math.MaxUint64) }() // it never comes there, so why not
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		case err := <-a.broken:
			return err
		case <-look.C:
			if now, err := os.Stat(a.conf.Path); err != nil || !os.SameFile(mine, now) {
				return errDropped
			}
		}
	}
}

// put has those who read use another store, or none. It waits until nobody uses the one
// before.
func (a *Archive) put(s *store, kept *journal.Projector) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.store, a.kept = s, kept
	close(a.change)
	a.change = make(chan struct{})
}

// build makes the file from the whole journal, beside its place, so that there is never
// half of one there.
func (a *Archive) build(ctx context.Context) error {
	begun := time.Now()
	n, err := Build(ctx, a.conf.Path, a.conf.Journal, a.conf.Log)
	if err == nil && n > 0 {
		a.conf.Log.Info("the archive was made from the journal", "games", n, "took", time.Since(begun).Round(time.Millisecond).String())
	}
	return err
}

// Build makes an archive from a whole journal, in the place of the one that may be there,
// and returns how many games it has. Until it is whole the place is as it was.
func Build(ctx context.Context, path string, j journal.Journal, log *slog.Logger) (games int, err error) {
	defer catch(&err)
	if path, err = filepath.Abs(path); err != nil {
		return 0, err
	}
	draft := path + ".new"
	s, err := create(draft)
	if err != nil {
		return 0, fmt.Errorf("make the archive %s: %w", path, err)
	}
	f := &fold{store: s, journal: j, log: log, ctx: ctx}
	for e, ferr := range j.All(ctx, 0) {
		if err = ferr; err == nil {
			err = f.take(e)
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = s.commit()
	}
	if err == nil {
		mark, _ := f.mark()
		err = s.reach(f.last.Pos, mark)
	}
	if err = errors.Join(err, s.close()); err != nil {
		return 0, errors.Join(fmt.Errorf("make the archive %s: %w", path, err), remove(draft))
	}
	if err := remove(path); err != nil {
		return 0, err
	}
	return f.games, os.Rename(draft, path)
}

// inFile is the journal, for a projection whose checkpoint is the file itself.
type inFile struct {
	journal.Journal
	store *store
}

// SaveCheckpoint implements [journal.Checkpoints].
func (k inFile) SaveCheckpoint(_ context.Context, _ string, pos journal.Pos, data []byte) error {
	return k.store.reach(pos, data[1:])
}

// LoadCheckpoint implements [journal.Checkpoints].
func (k inFile) LoadCheckpoint(context.Context, string) (journal.Pos, []byte, error) {
	pos, err := k.store.pos()
	return pos, []byte{format}, err
}

// Follow implements [journal.Journal], and rests between what comes: however many moves
// are made, they wake the archive a few times a second, and so cost nobody anything.
func (k inFile) Follow(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		var rested time.Time
		for e, err := range k.Journal.Follow(ctx, after) {
			if !yield(e, err) {
				return
			}
			if time.Since(rested) < restEvery {
				continue
			}
			select {
			case <-time.After(restEvery):
			case <-ctx.Done():
			}
			rested = time.Now()
		}
	}
}

// fold makes rows of records.
type fold struct {
	store   *store
	journal journal.Journal
	log     *slog.Logger
	ctx     context.Context
	live    bool // what is folded is committed at once
	games   int
	last    journal.Entry
	underway
}

// mark is by what the entry is known that was folded last.
func (f *fold) mark() ([]byte, error) { return markOf(f.last), nil }

// markOf is by what an entry is known: a file that was made of another journal, or of one
// of which a backup was restored since, does not have it.
func markOf(e journal.Entry) []byte {
	if e.Pos == 0 {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %s ", e.Pos, e.Stream)
	h.Write(e.Record)
	return h.Sum(nil)
}

// take takes in the next record of the journal. Most are moves, and of no interest: only
// the disk can make it fail.
func (f *fold) take(e journal.Entry) error {
	f.last = e
	name, ok := strings.CutPrefix(string(e.Stream), "room/")
	if !ok {
		return nil
	}
	code := room.Code(name)
	begins, ends := bookends(e.Record)
	f.goOn(code, e.Record, begins)
	if !begins && !ends {
		return nil
	}
	if begins && !ends { // else what is read begins with this very record
		start := e.Pos - 1
		if past(e.Record) {
			start = 0
		}
		if err := f.store.begun(code, start); err != nil {
			return err
		}
	}
	if ends {
		if err := f.end(code, e, begins); err != nil {
			return err
		}
	}
	if f.live || f.store.in >= batch {
		return f.store.commit()
	}
	return nil
}

// end keeps a game that has ended.
func (f *fold) end(code room.Code, e journal.Entry, begun bool) error {
	start, ok := e.Pos-1, true
	if !begun {
		var err error
		if start, ok, err = f.store.start(code); err != nil {
			return err
		}
	}
	if past(e.Record) {
		start, ok = 0, true
	}
	if !ok {
		return nil // as a checkpoint may say of one that was in the file before: it is there
	}
	c, err := f.over(code), error(nil)
	if c == nil {
		c, err = course(f.ctx, f.journal, code, start, e.Pos)
	}
	if err != nil {
		if f.ctx.Err() != nil || errors.Is(err, errUnread) {
			return err
		}
		f.log.Warn("a game that is over makes no sense, and is not in the archive", "room", code, "error", err)
		return nil
	}
	f.games++
	return f.store.add(e.Pos, start, &c.Finished)
}

// catch makes an error of a panic.
func catch(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// reading lends the store to a reader.
func (a *Archive) reading(do func(*store) error) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.store == nil {
		return room.ErrGathering
	}
	err := do(a.store)
	if damaged(err) {
		select {
		case a.broken <- err:
		default:
		}
		return room.ErrGathering
	}
	return err
}

// refusal is an error as whoever asked may hear it.
func (a *Archive) refusal(ctx context.Context, what string, err error) error {
	var no *room.Refusal
	switch {
	case errors.As(err, &no):
		return no
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return room.Incident(pace.Incident(a.conf.Log, what, err))
}
