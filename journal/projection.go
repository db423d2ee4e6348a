package journal

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// checkpointEvery is after how many entries a checkpoint is saved: reading
	// them takes some 50 ms, by which a crash makes the next start longer.
	checkpointEvery = 10_000
	// checkpointRest is between two checkpoints at least: while a large one is
	// written, nobody else can write.
	checkpointRest = time.Minute
	// checkpointTime is how long the disk may take for one, and closeTime when
	// the program is about to end: without it the next start only reads more.
	checkpointTime = 5 * time.Second
	closeTime      = time.Second
	// readAgain is when a journal is asked again that could not be read.
	readAgain = time.Second
)

// Projection is what some part of Crossplay makes of the journal: who there is,
// which rooms are open. Its functions are called one at a time, and lock what
// others read of it.
type Projection struct {
	// Name is that of its checkpoint.
	Name string
	// Format is raised when Save writes something else, or Fold makes something
	// else of the same entries: earlier checkpoints then count for nothing.
	Format uint64
	// Fold takes in the next entry. What it makes of it depends on the entries
	// before and on nothing else, neither the hour nor chance. An error, or a
	// panic, stops the projection: whoever can do without an entry returns nil.
	Fold func(Entry) error
	// Save is what was folded, for Load. Folding waits for it, but not for the
	// disk.
	Save func() ([]byte, error)
	// Load puts what Save returned in place of what was folded. Nil is the
	// beginning, when nothing had happened.
	Load func(data []byte) error
}

// Projector keeps a projection up with its journal.
type Projector struct {
	p       Projection
	journal Journal
	log     *slog.Logger
	cancel  context.CancelFunc
	ended   chan struct{} // closed when following has

	// Of whoever folds: Run, then the goroutine that follows, then Close.
	unsaved int       // entries since a checkpoint was last begun
	rest    time.Time // when the next may be

	saving chan struct{} // holds one while a checkpoint is written; guards saved
	saved  Pos

	mu    sync.Mutex
	pos   Pos           // everything up to here is folded
	err   error         // why nothing more is
	moved chan struct{} // closed when either changes; nil while nobody waits
}

// Run folds the journal from the projection's last checkpoint, or from the
// beginning if there is none that it understands. When Run returns, the
// projection is ready: it has everything that the journal had. From then on it
// follows the journal, and a checkpoint is saved from time to time. The context
// is for the start alone.
//
// Run returns an error when the journal cannot be read or an entry not folded.
// When that happens later, a journal that cannot be read is asked again; an
// entry that cannot be folded is logged, the projection stays as it was before
// it, without further checkpoints, and Wait returns the error.
func Run(ctx context.Context, j Journal, log *slog.Logger, p Projection) (*Projector, error) {
	r := &Projector{
		p: p, journal: j, log: log.With("projection", p.Name),
		ended: make(chan struct{}), saving: make(chan struct{}, 1),
	}
	if err := r.load(ctx); err != nil {
		return nil, fmt.Errorf("begin the projection %s: %w", p.Name, err)
	}
	for e, err := range j.All(ctx, r.pos) {
		if err == nil {
			err = r.fold(e)
		}
		if err != nil {
			return nil, err
		}
	}
	r.checkpoint()
	ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go r.follow(ctx)
	return r, nil
}

// Wait returns once everything up to and including pos is folded: whoever has
// appended something then finds it. Otherwise it returns the error of the
// context, that of an entry which could not be folded, or ErrClosed.
func (r *Projector) Wait(ctx context.Context, pos Pos) error {
	for {
		moved, err := r.reached(pos)
		if moved == nil {
			return err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// reached returns what to wait for, unless pos is folded or never will be.
func (r *Projector) reached(pos Pos) (<-chan struct{}, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pos >= pos {
		return nil, nil
	}
	if r.err != nil {
		return nil, r.err
	}
	if r.moved == nil {
		r.moved = make(chan struct{})
	}
	return r.moved, nil
}

// Close stops following and saves a checkpoint, for which the journal must still
// be open. It is safe to call more than once.
func (r *Projector) Close() {
	r.cancel()
	<-r.ended
	r.move(0, ErrClosed)
	r.saving <- struct{}{}
	r.save()(closeTime)
}

// load takes the checkpoint in. One that is lost or not understood costs only
// time.
func (r *Projector) load(ctx context.Context) (err error) {
	defer catch(&err)
	pos, err := r.restore(ctx)
	if err != nil {
		r.log.Info("the checkpoint is not used; everything is read", "why", err)
	}
	if err != nil || pos == 0 {
		return r.p.Load(nil)
	}
	r.pos, r.saved = pos, pos
	return nil
}

func (r *Projector) restore(ctx context.Context) (pos Pos, err error) {
	defer catch(&err)
	kept, ok := r.journal.(Checkpoints)
	if !ok {
		return 0, nil
	}
	pos, data, err := kept.LoadCheckpoint(ctx, r.p.Name)
	if err != nil || pos == 0 {
		return 0, err
	}
	format, n := binary.Uvarint(data)
	if n <= 0 || format != r.p.Format {
		return 0, fmt.Errorf("its format is not %d", r.p.Format)
	}
	return pos, r.p.Load(data[n:])
}

// follow folds what is appended until the projection is closed or stops.
func (r *Projector) follow(ctx context.Context) {
	defer close(r.ended)
	for {
		for e, err := range r.journal.Follow(ctx, r.pos) {
			switch {
			case ctx.Err() != nil:
				return
			case errors.Is(err, ErrClosed):
				r.move(0, err)
				return
			case err != nil:
				r.log.Error("the journal cannot be read; trying again", "error", err)
				continue // it was the last
			}
			if err := r.fold(e); err != nil {
				if ctx.Err() == nil { // else it was interrupted, and begins there the next time
					r.log.Error("a projection has stopped", "error", err)
				}
				return
			}
			r.checkpoint()
		}
		select {
		case <-time.After(readAgain):
		case <-ctx.Done():
			return
		}
	}
}

func (r *Projector) fold(e Entry) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("fold the entry at position %d, of %s: %w", e.Pos, e.Stream, err)
			r.move(0, err)
		}
	}()
	defer catch(&err)
	if err := r.p.Fold(e); err != nil {
		return err
	}
	r.unsaved++
	r.move(e.Pos, nil)
	return nil
}

// move notes how far folding has come, or why it comes no further, for those who
// wait.
func (r *Projector) move(pos Pos, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pos = max(r.pos, pos)
	if r.err == nil {
		r.err = err
	}
	if r.moved != nil {
		close(r.moved)
		r.moved = nil
	}
}

// checkpoint begins to save one when it is time to, unless the disk is busy with
// the one before.
func (r *Projector) checkpoint() {
	if r.unsaved < checkpointEvery || time.Now().Before(r.rest) {
		return
	}
	select {
	case r.saving <- struct{}{}:
		r.unsaved, r.rest = 0, time.Now().Add(checkpointRest)
		go r.save()(checkpointTime) // taken here, written there
	default:
	}
}

// save takes what is folded, whole and as it is now, and returns what writes it
// and lets go of saving.
func (r *Projector) save() (write func(within time.Duration)) {
	release := func(time.Duration) { <-r.saving }
	r.mu.Lock()
	pos, err := r.pos, r.err
	r.mu.Unlock()
	kept, ok := r.journal.(Checkpoints)
	if !ok || pos == r.saved || err != nil && !errors.Is(err, ErrClosed) {
		return release
	}
	data, err := r.encode()
	if err != nil {
		r.log.Error("no checkpoint can be made", "error", err)
		return release
	}
	return func(within time.Duration) {
		defer release(within)
		ctx, cancel := context.WithTimeout(context.Background(), within)
		defer cancel()
		if err := kept.SaveCheckpoint(ctx, r.p.Name, pos, data); err != nil {
			r.log.Warn("a checkpoint was not saved; the next start reads more", "error", err)
			return
		}
		r.saved = pos
	}
}

func (r *Projector) encode() (data []byte, err error) {
	defer catch(&err)
	data, err = r.p.Save()
	return append(binary.AppendUvarint(nil, r.p.Format), data...), err
}

// catch makes an error of a panic.
func catch(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}
