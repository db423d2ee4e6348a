package rooms_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"math"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

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

func forgetfulRooms(t testing.TB) *rooms.Registry {
	t.Helper()
	reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{Journal: newForgetful(), Games: all.Games(), Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// weight is what rooms of a game take in memory, and what is counted for them, each.
type weight struct{ takes, counts float64 }

// weigh fills so many rooms of a game with moves at random, and two who look if they are
// seen.
func weigh(t testing.TB, name string, options map[string]string, many, plies int, seen bool) weight {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	reg := forgetfulRooms(t)
	defer reg.Close()
	reg.Unpaced()
	before := inUse()
	for i := range many {
		var people [2]rooms.Person
		var watches [2]*rooms.Watch
		for s := range people {
			people[s] = rooms.Person{ID: room.PersonID(fmt.Sprint("p", i, "-", s)), Name: fmt.Sprint("P", i, s)}
		}
		code, err := reg.Create(t.Context(), people[0], "", rooms.New{Game: name, Seats: 2, Options: options})
		if err != nil {
			t.Fatal(err)
		}
		if err := reg.Do(t.Context(), people[1], code, room.Command{Do: room.Sit}); err != nil {
			t.Fatal(err)
		}
		for s := range people {
			if watches[s], err = reg.Watch(t.Context(), people[s], code, func() {}); err != nil {
				t.Fatal(err)
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
				by := people[s]
				by.Bot = "quick" // is not paced
				m := room.Command{ID: fmt.Sprint("0123456789abcdef", i), Do: room.Move, Ply: looked[s].Ply, Move: choices[random.IntN(len(choices))].Move}
				m.ID += fmt.Sprint("-", looked[s].Ply)
				moved = reg.Do(t.Context(), by, code, m) == nil || moved
			}
			if !moved {
				break
			}
		}
		for s := range people {
			if !seen {
				watches[s].Close()
			}
		}
	}
	reg.Settle()
	n := float64(many) * 1024
	return weight{(inUse() - before) / n, float64(reg.Counted()) / n}
}

// inUse is what is in use once collecting frees nothing more: stacks of those who are gone,
// and what is pooled, go by and by.
func inUse() float64 {
	var m runtime.MemStats
	for least := math.Inf(1); ; {
		runtime.GC()
		runtime.ReadMemStats(&m)
		now := float64(m.HeapAlloc + m.StackInuse)
		if now >= least {
			return least
		}
		least = now
	}
}

// largest are the games whose boards are the largest, with what makes them so.
var largest = map[string]map[string]string{"go": {"board": "19x19"}}

// What is counted for a room is what it takes, about, or one network could fill the memory
// unseen, or a server be full that is not.
func TestARoomCountsForWhatItTakes(t *testing.T) {
	weigh(t, "chess", nil, 20, 0, false) // the first rooms take what a program takes once
	for _, name := range []string{"chess", "go", "gomoku"} {
		for _, plies := range []int{0, 40} {
			for _, seen := range []bool{false, true} {
				w := weigh(t, name, largest[name], 20, plies, seen)
				if w.takes > 1.5*w.counts+4 || w.counts > 2.5*w.takes+4 {
					t.Errorf("%s after %d moves, seen %t: it takes %.0f KB, and %.0f are counted", name, plies, seen, w.takes, w.counts)
				}
			}
		}
	}
}

// BenchmarkRoomMemory is what a room of each game takes, and what is counted for it, when
// it has begun and after many moves at random, with two players who look at it and
// without.
func BenchmarkRoomMemory(b *testing.B) {
	for _, rules := range all.Games() {
		for _, plies := range []int{0, 40, 200} {
			for _, seen := range []bool{false, true} {
				name := rules.Info().Name
				b.Run(fmt.Sprintf("%s/plies=%d/seen=%t", name, plies, seen), func(b *testing.B) {
					var w weight
					for range b.N {
						w = weigh(b, name, largest[name], 30, plies, seen)
					}
					b.ReportMetric(w.takes, "KB/room")
					b.ReportMetric(w.counts, "KB-counted/room")
				})
			}
		}
	}
}

// BenchmarkComeToTheLobby is what it costs to look at the list and away again,
// beside a thousand rooms where somebody waits.
func BenchmarkComeToTheLobby(b *testing.B) {
	reg := forgetfulRooms(b)
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
