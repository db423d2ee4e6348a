package wire

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game/all"
	"crossplay/journal/journaltest"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// arrivals is a connection that counts what comes.
type arrivals struct{ n *atomic.Int64 }

func (a arrivals) Send(messages [][]byte, _ time.Time) error {
	a.n.Add(int64(len(messages)))
	return nil
}

func (arrivals) Ping(time.Time) error          { return nil }
func (arrivals) Close(Reason, time.Time) error { return nil }
func (arrivals) Cut(error)                     {}

// metered is a server in a bubble whose work is counted so.
func metered(t *testing.T, work *pace.Work) (*rooms.Registry, *players.Directory, *Server) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{Journal: journaltest.NewMemory(), Games: all.Games(), Secret: make([]byte, 32), Log: log, Work: work})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reg.Close() })
	directory, err := players.Open(context.Background(), players.Config{Journal: journaltest.NewMemory(), Secret: make([]byte, 32), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(directory.Close)
	return reg, directory, New(Config{Registry: reg, Players: directory, Log: log})
}

// A network whose browsers cause much work gets fewer news, and others all of theirs.
func TestNewsArePaidForInWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Whatever is done for anybody takes the tenth of a second.
		work := pace.NewWork(func(do func()) time.Duration { do(); return time.Second / 10 })
		reg, directory, s := metered(t, work)
		code, err := reg.Create(t.Context(), rooms.Person{ID: "ann", Name: "Ann"}, "", rooms.New{Game: "chess"})
		if err != nil {
			t.Fatal(err)
		}
		look := func(from string) *atomic.Int64 {
			n := new(atomic.Int64)
			p := s.Meet(arrivals{n}, directory.NewBrowser(), netip.MustParseAddr(from), Greeting{Brief: true})
			t.Cleanup(p.Leave)
			p.Start()
			p.Hear(t.Context(), fmt.Appendf(nil, `{"id":"1","do":"open","room":%q}`, code), time.Now())
			return n
		}
		var crowd []*atomic.Int64
		for range 10 {
			crowd = append(crowd, look("192.0.2.1"))
		}
		alone := look("198.51.100.1")
		<-time.After(time.Minute)
		for _, n := range append(crowd, alone) {
			n.Store(0)
		}
		const lines = 20
		for i := range lines {
			if err := reg.Do(t.Context(), rooms.Person{ID: "ann", Name: "Ann"}, code, room.Command{Do: room.Chat, Text: fmt.Sprint(i)}); err != nil {
				t.Fatal(err)
			}
			<-time.After(time.Second)
		}
		var many int64
		for _, n := range crowd {
			many += n.Load()
		}
		// In each second there are 2.5 tenths, and ten at once.
		if most := int64(10 + lines*5/2 + 10); many > most || many < most/2 {
			t.Errorf("a crowd had %d messages, and %d are paid for", many, most)
		}
		if n := alone.Load(); n < lines {
			t.Errorf("somebody else had %d of %d lines", n, lines)
		}
	})
}

// News that are never made hold up nobody who waits for the end of the conversation.
func TestNewsThatAreNeverMadeEndTheConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		work := pace.NewWork(func(do func()) time.Duration { do(); return 0 })
		_, directory, s := metered(t, work)
		c := cut{arrivals{new(atomic.Int64)}, new(atomic.Bool)}
		k := s.Meet(c, directory.NewBrowser(), netip.MustParseAddr("192.0.2.1"), Greeting{Brief: true})
		k.Start()
		release := make(chan struct{})
		f := &feed{next: func() [][]byte {
			k.work(func() { <-release })
			return nil
		}, shut: func() {}}
		k.begin(f)
		<-time.After(20 * time.Minute) // a watchdog is patient where it cannot tell whose turn the processors have
		if !c.was.Load() {
			t.Fatal("the connection is still there")
		}
		k.Leave() // returns
		close(release)
		synctest.Wait()
	})
}

// cut notes that it was.
type cut struct {
	arrivals
	was *atomic.Bool
}

func (c cut) Cut(error) { c.was.Store(true) }
