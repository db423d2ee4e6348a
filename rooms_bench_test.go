package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"crossplay/rooms"
	"crossplay/store/sqlite"
)

// openRooms opens a registry on a database of its own.
func openRooms(b *testing.B, journal rooms.Journal) *rooms.Registry {
	b.Helper()
	reg, err := rooms.OpenRegistry(b.Context(), rooms.Config{
		Journal: journal, Games: games, Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
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
		journal, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
		if err != nil {
			b.Fatal(err)
		}
		reg := openRooms(b, journal)
		ann := rooms.Person{ID: "ann", Name: "Ann"}
		code, err := reg.Create(b.Context(), ann, "", rooms.New{Game: "chess"})
		if err != nil {
			b.Fatal(err)
		}
		if err := reg.Do(b.Context(), rooms.Person{ID: "bob", Name: "Bob"}, code, rooms.Command{Do: rooms.Sit}); err != nil {
			b.Fatal(err)
		}
		reg.Close()
		var tail rooms.Pos
		for e := range journal.Read(b.Context(), rooms.ID("room/"+code), 0) {
			tail = e.Pos
		}
		for i := range size.lines + size.refused {
			record := fmt.Sprintf(`{"v":1,"at":"2026-11-29T10:00:02.123456789Z","by":"bob","cmd":"0123456789abcdef0123-%d","refused":{"code":"stale","message":"The board has changed since. Look again."}}`, i)
			if i < size.lines {
				record = fmt.Sprintf(`{"v":1,"at":"2026-11-29T10:00:02.123456789Z","by":"eve","cmd":"0123456789abcdef0123-%d","events":[{"said":{"seat":-1,"name":"Eve","text":"a line of spam with some words in it"}}]}`, i)
			}
			if tail, err = journal.Append(b.Context(), rooms.ID("room/"+code), tail, rooms.Record(record)); err != nil {
				b.Fatal(err)
			}
		}
		enter := func() time.Duration {
			reg := openRooms(b, journal)
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
		if err := journal.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
