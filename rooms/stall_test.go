package rooms_test

import (
	"context"
	"errors"
	"iter"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms/room"
)

// stalling is a journal on a disk that does not answer while it is held.
type stalling struct {
	*journaltest.Memory
	mu   sync.Mutex
	held chan struct{}
}

func (s *stalling) hold() (release func()) {
	held := make(chan struct{})
	s.set(held)
	return func() { s.set(nil); close(held) }
}

func (s *stalling) set(held chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = held
}

func (s *stalling) Append(ctx context.Context, stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	s.mu.Lock()
	held := s.held
	s.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return s.Memory.Append(ctx, stream, after, r)
}

func (s *stalling) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		s.mu.Lock()
		held := s.held
		s.mu.Unlock()
		if held != nil {
			<-held // whatever the context says: the kernel does not ask it
		}
		s.Memory.Read(ctx, stream, after)(yield)
	}
}

// However many ask a room for something while the disk stalls, each is answered
// soon, whoever only looks does not wait for them all, and nothing is done later
// for those who were told that it failed.
func TestNobodyWaitsLongForADiskThatStalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &stalling{Memory: journaltest.NewMemory()}
		h := open(t, disk)
		defer h.Close()
		code := h.game()
		release := disk.hold()
		began := time.Now()
		const crowd = 60
		answers := make(chan error, crowd)
		for range crowd {
			go func() {
				ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
				defer cancel()
				answers <- h.Do(ctx, ann, code, room.Command{Do: room.Chat, Text: "hello"})
			}()
		}
		synctest.Wait()
		looks := make(chan time.Duration)
		go func() {
			w, err := h.Watch(context.Background(), cat, code, func() {})
			if err != nil {
				t.Error(err)
			} else {
				w.Close()
			}
			looks <- time.Since(began)
		}()
		for range crowd {
			if err := <-answers; err == nil {
				t.Error("something was saved")
			} else if !errors.Is(err, room.ErrNotSaved) && !errors.Is(err, room.ErrThrottled) && !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the last was answered after %v", took)
		}
		if took := <-looks; took > 15*time.Second {
			t.Errorf("looking took %v", took)
		}
		release()
		later(time.Minute)
		if s := h.now(ann, code); len(s.Chat) != 0 {
			t.Errorf("%d lines were said for those who had gone", len(s.Chat))
		}
		h.move(ann, code, 0, "1")
	})
}

func TestNobodyWaitsForEverForARoomThatIsReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := &stalling{Memory: journaltest.NewMemory()}
		first := open(t, disk)
		code := first.game()
		first.Close()
		h := open(t, disk)
		defer h.Close()
		release := disk.hold()
		began := time.Now()
		for range 2 {
			_, err := h.Watch(context.Background(), ann, code, func() {})
			if took := time.Since(began); !errors.Is(err, room.ErrNotSaved) || took > 20*time.Second {
				t.Errorf("after %v: %v", took, err)
			}
		}
		release()
		later(time.Minute)
		h.move(ann, code, 0, "1")
	})
}
