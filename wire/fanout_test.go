package wire

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// counter is a connection that counts the messages about moves.
type counter struct {
	came *sync.WaitGroup
	size *atomic.Int64
}

func (c counter) Send(messages [][]byte, _ time.Time) error {
	for _, m := range messages {
		if bytes.Contains(m, []byte(`"moved"`)) {
			c.size.Add(int64(len(m)))
			c.came.Done()
		}
	}
	return nil
}

func (counter) Ping(time.Time) error          { return nil }
func (counter) Close(Reason, time.Time) error { return nil }
func (counter) Cut(error)                     {}

// BenchmarkMoveToManySpectators is a move of Go on the largest board that a thousand
// connections are told of, without what carrying it costs.
func BenchmarkMoveToManySpectators(b *testing.B) {
	const watchers, moves = 1000, 100
	log := slog.New(slog.DiscardHandler)
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{Journal: journaltest.NewMemory(), Games: all.Games(), Secret: make([]byte, 32), Log: log})
	if err != nil {
		b.Fatal(err)
	}
	defer reg.Close()
	directory, err := players.Open(b.Context(), players.Config{Journal: journaltest.NewMemory(), Secret: make([]byte, 32), Log: log})
	if err != nil {
		b.Fatal(err)
	}
	var came sync.WaitGroup
	var size atomic.Int64
	var peers []*Peer
	s := New(Config{Registry: reg, Players: directory, Log: log, Budget: Budget{Rate: 1 << 40, Burst: 1 << 40}})
	for i := range watchers {
		p := s.Meet(counter{&came, &size}, directory.NewBrowser(), netip.MustParseAddr(fmt.Sprintf("10.0.%d.%d", i/250, i%250)), Greeting{Brief: true})
		defer p.Leave()
		peers = append(peers, p)
	}
	ply, code := moves, room.Code("")
	var people [2]rooms.Person
	for b.Loop() {
		if ply == moves { // a new board, before it is full
			b.StopTimer()
			for i := range people {
				people[i] = rooms.Person{ID: room.PersonID(fmt.Sprint(i, code)), Name: fmt.Sprint("Player ", i), Guest: true}
			}
			if code, err = reg.Create(b.Context(), people[0], "1", rooms.New{Game: "go", Options: map[string]string{"board": "19x19"}}); err != nil {
				b.Fatal(err)
			}
			for _, p := range peers {
				for k := range p.open {
					p.Hear(b.Context(), fmt.Appendf(nil, `{"id":"1","do":"close","room":%q}`, k), time.Now())
				}
				p.Hear(b.Context(), fmt.Appendf(nil, `{"id":"1","do":"open","room":%q,"updates":true}`, code), time.Now())
			}
			if err := reg.Do(b.Context(), people[1], code, room.Command{ID: "2", Do: room.Sit}); err != nil {
				b.Fatal(err)
			}
			ply = 0
			b.StartTimer()
		}
		came.Add(watchers)
		move := game.Move(fmt.Sprintf("%c%d", "ABCDEFGHJKLMNOPQRST"[ply%19], 1+ply/19*2))
		if err := reg.Do(b.Context(), people[ply%2], code, room.Command{ID: fmt.Sprint(ply), Do: room.Move, Ply: ply, Move: move}); err != nil {
			b.Fatal(err)
		}
		came.Wait()
		ply++
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/watchers, "µs/connection")
	b.ReportMetric(float64(size.Load())/float64(b.N)/watchers, "B/connection")
}
