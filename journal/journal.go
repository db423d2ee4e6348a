// Package journal is the port to what remembers everything: streams of records
// which only grow. Package sqlite is the embedded default, and package
// journaltest the contract as a test suite.
package journal

import (
	"context"
	"errors"
	"iter"
)

// Journal remembers what was decided. It is the only truth: everything else
// can be derived from it again.
//
// A journal is safe for concurrent use.
type Journal interface {
	// Append adds the record to the stream and returns its position once it is
	// durable: it then survives a crash and power loss. The stream must end at
	// after (zero: it must not exist), or nothing is written and the error is
	// ErrConflict. Any other error leaves open whether the record was written:
	// read the stream to find out. The record is the journal's from then on.
	Append(ctx context.Context, stream Stream, after Pos, r Record) (Pos, error)
	// Read yields the stream's entries behind after, in order. A stream that
	// does not exist has none. An error ends the sequence.
	Read(ctx context.Context, stream Stream, after Pos) iter.Seq2[Entry, error]
	// All yields the entries of every stream behind after, in the order in
	// which they were appended. An error ends the sequence.
	All(ctx context.Context, after Pos) iter.Seq2[Entry, error]
	// Follow yields what All does, and then each further entry once it is
	// durable. Only an error ends the sequence: that of the context, ErrClosed
	// once the journal is closed, or why it cannot be read. Whoever takes their
	// time over an entry holds up nobody, and takes no memory.
	Follow(ctx context.Context, after Pos) iter.Seq2[Entry, error]
}

// Checkpoints is what a journal may offer besides: a place where a projection
// leaves what it made of the journal, so that it starts from where it was
// instead of reading everything. A checkpoint is derived; losing it loses
// nothing.
type Checkpoints interface {
	// SaveCheckpoint keeps data as what the named projection made of every
	// entry up to and including pos, in place of its earlier one.
	SaveCheckpoint(ctx context.Context, name string, pos Pos, data []byte) error
	// LoadCheckpoint returns what was saved last, or zero and no data.
	LoadCheckpoint(ctx context.Context, name string) (Pos, []byte, error)
}

// ErrConflict says that a stream does not end where the writer thought.
var ErrConflict = errors.New("the stream has moved on")

// ErrNotSaved says that a record could not be written, or not in time.
var ErrNotSaved = errors.New("not saved")

// ErrClosed says that the journal, or a projection, was closed.
var ErrClosed = errors.New("the journal is closed")

// Stream names a stream: "room/K7MPQX".
type Stream string

// Pos is a position in a journal. Positions grow, may have gaps and mean
// nothing else; zero is before the first.
type Pos uint64

// Record is what a journal keeps, a batch of events as its writer encoded
// them. It is written whole or not at all.
type Record []byte

// Entry is a record in its place. It is shared between all who read it, and must
// not be changed.
type Entry struct {
	Stream Stream
	Pos    Pos
	Record Record
}
