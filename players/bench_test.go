package players_test

import (
	"fmt"
	"log/slog"
	"testing"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

// BenchmarkOpen is a start with a hundred thousand guests, and after they have
// been forgotten.
func BenchmarkOpen(b *testing.B) {
	const people = 100_000
	j := journaltest.NewMemory()
	var tail journal.Pos
	add := func(record string) {
		pos, err := j.Append(ctx, "players", tail, journal.Record(record))
		if err != nil {
			b.Fatal(err)
		}
		tail = pos
	}
	open := func(j journal.Journal) *players.Directory {
		directory, err := players.Open(ctx, players.Config{Journal: j, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			b.Fatal(err)
		}
		return directory
	}
	start := func(what string, j journal.Journal) {
		open(j).Close()
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				directory := open(j)
				b.StopTimer()
				directory.Close()
				b.StartTimer()
			}
		})
	}
	id := func(i int) room.PersonID { return room.PersonID(fmt.Sprintf("%026d", i)) }
	for i := range people {
		add(fmt.Sprintf(`{"v":2,"at":"2026-01-02T03:04:05Z","id":%q,"name":%q,"kind":"guest"}`, id(i), players.Friendly(id(i), 20)))
	}
	start("everybody", j)
	start("everybody, without a checkpoint", struct{ journal.Journal }{j})
	for i := range people {
		add(fmt.Sprintf(`{"v":2,"at":"2026-03-02T03:04:05Z","gone":[%q]}`, id(i)))
	}
	start("nobody any more", j)
	start("nobody any more, without a checkpoint", struct{ journal.Journal }{j})
}
