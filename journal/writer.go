package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/time/rate"
)

const (
	// writeTime is how long what is written waits for the disk: much longer than one that
	// works takes.
	writeTime = 5 * time.Second
	// writeTries is how often is decided anew because another node was faster. Nodes that
	// decide about the same hardly ever meet, and whoever asked would not wait longer.
	writeTries = 3
	// sickEvery is how often the log says that nothing can be written, which each writer
	// finds out anew.
	sickEvery = time.Second
)

// Writer writes what is decided from what a projection has made of a stream. One write
// waits for another, but only while its caller does; once it has begun it is finished.
// It is safe for concurrent use.
type Writer struct {
	journal   Journal
	stream    Stream
	projector *Projector
	tail      func() Pos
	log       *slog.Logger
	turn      chan struct{} // holds one while something is written
	sick      rate.Sometimes
}

// NewWriter writes to the stream whose records the projector folds. Tail is the position
// of the last that it has folded.
func NewWriter(j Journal, stream Stream, p *Projector, tail func() Pos, log *slog.Logger) *Writer {
	return &Writer{
		journal: j, stream: stream, projector: p, tail: tail,
		log: log.With("stream", stream), turn: make(chan struct{}, 1), sick: rate.Sometimes{Interval: sickEvery},
	}
}

// Write appends what is decided and returns once that is folded. It decides again when
// another node was faster. No record means that there is nothing to write. The error is
// that of the decision, or ErrNotSaved, of which the log says more.
func (w *Writer) Write(ctx context.Context, decide func() (Record, error)) error {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrNotSaved, ctx.Err())
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	for range writeTries {
		tail := w.tail() // before deciding: what comes in between is a conflict
		record, err := decide()
		if err != nil || record == nil {
			return err
		}
		pos, err := w.journal.Append(ctx, w.stream, tail, record)
		if errors.Is(err, ErrConflict) {
			if err := w.catchUp(ctx, tail); err != nil {
				return w.fail("a stream cannot be read", err)
			}
			continue
		}
		if err == nil {
			err = w.projector.Wait(ctx, pos)
		}
		if err != nil {
			return w.fail("something was not saved", err)
		}
		return nil
	}
	return ErrNotSaved
}

func (w *Writer) fail(msg string, err error) error {
	w.sick.Do(func() { w.log.Error(msg, "error", err) })
	return ErrNotSaved
}

// catchUp waits until whatever the stream has behind after is folded.
func (w *Writer) catchUp(ctx context.Context, after Pos) error {
	for e, err := range w.journal.Read(ctx, w.stream, after) {
		if err != nil {
			return err
		}
		after = e.Pos
	}
	return w.projector.Wait(ctx, after)
}
