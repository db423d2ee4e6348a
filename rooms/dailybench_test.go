package rooms_test

import (
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// BenchmarkManyDailyGames prints how long a server takes to start in which many daily
// games wait for their next move, and what they take in memory. The aim is a second and
// 50 MB.
func BenchmarkManyDailyGames(b *testing.B) {
	const games = 100_000
	j := journaltest.NewMemory()
	for i := range games {
		code := room.Code(fmt.Sprintf("%06d", i))
		a, o := room.Person{ID: room.PersonID(fmt.Sprintf("%026d", i)), Name: fmt.Sprintf("Amber Badger %d", i%100)}, room.Person{ID: room.PersonID(fmt.Sprintf("%026d", games+i)), Name: "Bob"}
		at := time.Now().UTC()
		tail := journal.Pos(0)
		for _, events := range [][]room.Event{
			{{Created: &room.Created{Code: code, Game: "nim", Version: 1, Seats: 2, Clock: "3d"}}, {Sat: &room.Sat{Seat: 0, Person: a}}},
			{{Sat: &room.Sat{Seat: 1, Person: o}}, {Started: &room.Started{Round: 1, Game: "nim", Version: 1, Clock: "3d", Seats: []room.Person{a, o}}}, dated(0, at)},
			{{Moved: &room.Moved{Seat: 0, Move: "1"}}, dated(1, at)},
		} {
			rec := &room.Record{At: at, Cmd: fmt.Sprintf("%016d", i), Events: events}
			data, err := rec.Encode()
			if err != nil {
				b.Fatal(err)
			}
			if tail, err = j.Append(b.Context(), journal.Stream("room/"+code), tail, data); err != nil {
				b.Fatal(err)
			}
		}
	}
	open := func() *rooms.Registry {
		reg, err := rooms.OpenRegistry(b.Context(), rooms.Config{Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			b.Fatal(err)
		}
		return reg
	}
	open().Close() // leaves a checkpoint
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		begun := time.Now()
		reg := open()
		took := time.Since(begun)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(took.Seconds(), "s/start")
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		b.ReportMetric(float64(len(reg.Mine(room.PersonID(fmt.Sprintf("%026d", games-1))))), "found")
		reg.Close()
	}
}

// dated says that a seat is to move within three days.
func dated(seat game.Seat, since time.Time) room.Event {
	return room.Event{Dated: &room.Dated{Deadlines: []room.Deadline{{Seat: seat, Since: since, At: since.Add(3 * 24 * time.Hour)}}}}
}
