package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/sqlite"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// openRooms opens a registry on a database of its own.
func openRooms(b *testing.B, j journal.Journal) *rooms.Registry {
	b.Helper()
	reg, err := rooms.OpenRegistry(b.Context(), rooms.Config{
		Journal: j, Games: all.Games(), Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		b.Fatal(err)
	}
	return reg
}

// BenchmarkBuriedRoom opens a room that earlier versions left under 2,000 lines
// of talk and 20,000 refused commands, for the first time and later. The floor
// is a room without any.
func BenchmarkBuriedRoom(b *testing.B) {
	for _, size := range []struct{ lines, refused int }{{0, 0}, {2_000, 20_000}} {
		j, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
		if err != nil {
			b.Fatal(err)
		}
		reg := openRooms(b, j)
		ann := rooms.Person{ID: "ann", Name: "Ann"}
		code, err := reg.Create(b.Context(), ann, "", rooms.New{Game: "chess"})
		if err != nil {
			b.Fatal(err)
		}
		if err := reg.Do(b.Context(), rooms.Person{ID: "bob", Name: "Bob"}, code, room.Command{Do: room.Sit}); err != nil {
			b.Fatal(err)
		}
		reg.Close()
		var tail journal.Pos
		for e := range j.Read(b.Context(), journal.Stream("room/"+code), 0) {
			tail = e.Pos
		}
		for i := range size.lines + size.refused {
			record := fmt.Sprintf(`{"v":1,"at":"2026-11-29T10:00:02.123456789Z","by":"bob","cmd":"0123456789abcdef0123-%d","refused":{"code":"stale","message":"The board has changed since. Look again."}}`, i)
			if i < size.lines {
				record = fmt.Sprintf(`{"v":1,"at":"2026-11-29T10:00:02.123456789Z","by":"eve","cmd":"0123456789abcdef0123-%d","events":[{"said":{"seat":-1,"name":"Eve","text":"a line of spam with some words in it"}}]}`, i)
			}
			if tail, err = j.Append(b.Context(), journal.Stream("room/"+code), tail, journal.Record(record)); err != nil {
				b.Fatal(err)
			}
		}
		enter := func() time.Duration {
			reg := openRooms(b, j)
			defer reg.Close()
			start := time.Now()
			w, err := reg.Watch(context.Background(), ann, code, func() {})
			if err != nil {
				b.Fatal(err)
			}
			w.Close()
			return time.Since(start)
		}
		first := enter()
		b.Run(fmt.Sprintf("records=%d", size.lines+size.refused), func(b *testing.B) {
			var sum time.Duration
			for range b.N {
				sum += enter()
			}
			b.ReportMetric(float64(first.Microseconds())/1000, "ms-first")
			b.ReportMetric(float64(sum.Microseconds())/1000/float64(b.N), "ms-later")
		})
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// forgetful is a journal that keeps nothing, so that only rooms take memory. Its one
// reader is told what comes, for which each step of a room waits.
type forgetful struct {
	at  atomic.Uint64
	new chan journal.Entry
}

func newForgetful() *forgetful { return &forgetful{new: make(chan journal.Entry)} }

func (f *forgetful) Append(_ context.Context, to journal.Stream, _ journal.Pos, r journal.Record) (journal.Pos, error) {
	e := journal.Entry{Stream: to, Pos: journal.Pos(f.at.Add(1)), Record: r}
	f.new <- e
	return e.Pos, nil
}
func (f *forgetful) Read(context.Context, journal.Stream, journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(func(journal.Entry, error) bool) {}
}
func (f *forgetful) All(context.Context, journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(func(journal.Entry, error) bool) {}
}

func (f *forgetful) Follow(ctx context.Context, _ journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for {
			select {
			case e := <-f.new:
				if !yield(e, nil) {
					return
				}
			case <-ctx.Done():
				yield(journal.Entry{}, ctx.Err())
				return
			}
		}
	}
}

// BenchmarkRoomMemory is what a room of each game costs, with two players who
// look at it: when it has begun, and after many moves at random.
func BenchmarkRoomMemory(b *testing.B) {
	const many = 50
	inUse := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc + m.StackInuse)
	}
	for _, rules := range all.Games() {
		for _, plies := range []int{0, 200} {
			name := rules.Info().Name
			b.Run(fmt.Sprintf("%s/plies=%d", name, plies), func(b *testing.B) {
				random := rand.New(rand.NewPCG(1, 1))
				for range b.N {
					reg := openRooms(b, newForgetful())
					before := inUse()
					played := 0
					for i := range many {
						var people [2]rooms.Person
						var watches [2]*rooms.Watch
						for s := range people {
							people[s] = rooms.Person{ID: room.PersonID(fmt.Sprint("p", i, "-", s)), Name: fmt.Sprint("P", i, s)}
						}
						code, err := reg.Create(b.Context(), people[0], "", rooms.New{Game: name, Seats: 2})
						if err != nil {
							b.Fatal(err)
						}
						if err := reg.Do(b.Context(), people[1], code, room.Command{Do: room.Sit}); err != nil {
							b.Fatal(err)
						}
						for s := range people {
							if watches[s], err = reg.Watch(b.Context(), people[s], code, func() {}); err != nil {
								b.Fatal(err)
							}
						}
						looked := [2]*rooms.Snapshot{}
						for range plies {
							moved := false
							for s := range people {
								if snap, _ := watches[s].Take(); snap != nil {
									looked[s] = snap
								}
								choices := looked[s].View.Choices
								if len(choices) == 0 {
									continue
								}
								m := choices[random.IntN(len(choices))]
								by := people[s]
								by.Bot = "quick" // is not paced
								if err := reg.Do(b.Context(), by, code, room.Command{ID: fmt.Sprintf("0123456789abcdef%d", played), Do: room.Move, Ply: looked[s].Ply, Move: m.Move}); err == nil {
									moved, played = true, played+1
								}
							}
							if !moved {
								break
							}
						}
					}
					b.ReportMetric((inUse()-before)/many/1024, "KB/room")
					b.ReportMetric(float64(played)/many, "plies/room")
					reg.Close()
				}
			})
		}
	}
}

// BenchmarkComeToTheLobby is what it costs to look at the list and away again,
// beside a thousand rooms where somebody waits.
func BenchmarkComeToTheLobby(b *testing.B) {
	reg := openRooms(b, newForgetful())
	defer reg.Close()
	for i := range 1000 {
		p := rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i)}
		code, err := reg.Create(b.Context(), p, "", rooms.New{Game: "chess"})
		if err != nil {
			b.Fatal(err)
		}
		w, err := reg.Watch(b.Context(), p, code, func() {})
		if err != nil {
			b.Fatal(err)
		}
		defer w.Close()
	}
	for b.Loop() {
		reg.Lobby("somebody", func() {}).Close()
	}
}

// BenchmarkFloodOfOneNetwork is what 58 guests from one address do to two who
// play: they talk in the room of the two, play wrong moves, and begin game after
// game with bots, each twenty times a second.
func BenchmarkFloodOfOneNetwork(b *testing.B) {
	const guests, span = 58, 5 * time.Second
	j, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	reg, err := rooms.OpenRegistry(b.Context(), rooms.Config{
		Journal: j, Games: all.Games(), Bots: []string{"easy"}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	defer reg.Close()
	saved := func() (n int) {
		for e := range j.All(context.Background(), 0) {
			n += len(e.Record)
		}
		return n
	}
	two := []rooms.Person{
		{ID: "ann", Name: "Ann", From: netip.MustParsePrefix("192.0.2.1/32")}, {ID: "bob", Name: "Bob", From: netip.MustParsePrefix("192.0.2.2/32")},
	}
	code, err := reg.Create(b.Context(), two[0], "", rooms.New{Game: "go"})
	if err != nil {
		b.Fatal(err)
	}
	if err := reg.Do(b.Context(), two[1], code, room.Command{Do: room.Sit}); err != nil {
		b.Fatal(err)
	}
	var looks [2]*rooms.Watch
	var seen [2]*rooms.Snapshot
	for i, p := range two {
		if looks[i], err = reg.Watch(b.Context(), p, code, func() {}); err != nil {
			b.Fatal(err)
		}
		defer looks[i].Close()
	}
	ply := 0
	play := func() float64 { // and return the p99 of a move in ms
		var took []time.Duration
		for start := time.Now(); time.Since(start) < span; ply++ {
			for i, w := range looks {
				if s, _ := w.Take(); s != nil {
					seen[i] = s
				}
			}
			choices := seen[ply%2].View.Choices
			move := choices[ply*7%len(choices)].Move
			begun := time.Now()
			if err := reg.Do(b.Context(), two[ply%2], code, room.Command{Do: room.Move, Ply: ply, Move: move}); err != nil {
				b.Fatalf("ply %d, %s: %v", ply, move, err)
			}
			took = append(took, time.Since(begun))
			<-time.After(40 * time.Millisecond)
		}
		slices.Sort(took)
		return float64(took[len(took)*99/100].Microseconds()) / 1000
	}
	for range b.N {
		before, kept := play(), saved()
		ctx, stop := context.WithCancel(b.Context())
		var flood sync.WaitGroup
		for i := range guests {
			flood.Go(func() {
				p := rooms.Person{ID: room.PersonID(fmt.Sprint("guest", i)), Name: fmt.Sprint("Guest ", i), From: netip.MustParsePrefix("198.51.100.7/32")}
				for n := 0; ctx.Err() == nil; n++ {
					id := fmt.Sprint("0123456789abcdef", n)
					_ = reg.Do(ctx, p, code, room.Command{ID: id + "c", Do: room.Chat, Text: "a line of spam with some words in it"})
					_ = reg.Do(ctx, p, code, room.Command{ID: id + "m", Do: room.Move, Move: "a1"})
					if made, err := reg.Create(ctx, p, id, rooms.New{Game: "chess", Private: true}); err == nil {
						_ = reg.Do(ctx, p, made, room.Command{ID: id + "b", Do: room.Invite, Bot: "easy"})
					}
					<-time.After(50 * time.Millisecond)
				}
			})
		}
		during := play()
		stop()
		flood.Wait()
		b.ReportMetric(before, "ms-p99-before")
		b.ReportMetric(during, "ms-p99-during")
		b.ReportMetric(float64(saved()-kept)/1024/span.Seconds(), "KB/s-saved")
	}
}

// BenchmarkRoomsOfManyNetworks is what guests from forty networks do to two who
// play, when each makes rooms as fast as it is let.
func BenchmarkRoomsOfManyNetworks(b *testing.B) {
	const networks, guests, span = 40, 5, 5 * time.Second
	j, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	reg := openRooms(b, j)
	defer reg.Close()
	ann, bob := rooms.Person{ID: "ann", Name: "Ann"}, rooms.Person{ID: "bob", Name: "Bob"}
	code, err := reg.Create(b.Context(), ann, "", rooms.New{Game: "go", Options: map[string]string{"board": "19x19"}})
	if err != nil {
		b.Fatal(err)
	}
	if err := reg.Do(b.Context(), bob, code, room.Command{Do: room.Sit}); err != nil {
		b.Fatal(err)
	}
	ply := 0
	for range b.N {
		ctx, stop := context.WithCancel(b.Context())
		var flood sync.WaitGroup
		var made atomic.Int64
		for i := range networks * guests {
			flood.Go(func() {
				from := netip.MustParsePrefix(fmt.Sprintf("198.51.100.%d/32", i%networks))
				for n := 0; ctx.Err() == nil; n++ {
					p := rooms.Person{ID: room.PersonID(fmt.Sprint("guest", i, "-", n/5)), Name: fmt.Sprint("Guest ", i), From: from}
					if _, err := reg.Create(ctx, p, "", rooms.New{Game: "chess"}); err == nil {
						made.Add(1)
					}
					<-time.After(10 * time.Millisecond)
				}
			})
		}
		var took []time.Duration
		for start := time.Now(); time.Since(start) < span; <-time.After(20 * time.Millisecond) {
			row, column := 1+ply/19, "ABCDEFGHJKLMNOPQRST"[ply%19]
			move := room.Command{Do: room.Move, Ply: ply, Move: game.Move(fmt.Sprintf("%c%d", column, row))}
			begun := time.Now()
			if err := reg.Do(b.Context(), []rooms.Person{ann, bob}[ply%2], code, move); err != nil {
				b.Fatalf("ply %d, %s: %v", ply, move.Move, err)
			}
			took = append(took, time.Since(begun))
			ply++
		}
		stop()
		flood.Wait()
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
		b.ReportMetric(float64(made.Load())/span.Seconds(), "rooms/s")
	}
}
