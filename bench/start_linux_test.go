package bench

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/tictactoe"
	"crossplay/journal"
	"crossplay/journal/sqlite"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// BenchmarkStart times the program from its start until people can come in, with
// a journal of many games: when it must read all of it, as after a crash at the
// worst, and from the checkpoint that it leaves at a proper end. The floor is a
// start with nothing.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		dir := dataDir(b)
		program(b)
		empty := startProgram(b, dataDir(b))
		empty.stop()
		remember(b, dir, *records)
		crashed := startProgram(b, dir)
		crashed.stop()
		ended := startProgram(b, dir)
		ended.stop()

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(crashed.took.Milliseconds()), "ms")
		b.ReportMetric(float64(ended.took.Milliseconds()), "checkpoint-ms")
		b.ReportMetric(float64(empty.took.Milliseconds()), "empty-ms")
	}
}

// remember plays a game and writes it down as often, under other codes, as makes
// n records.
func remember(b *testing.B, dir string, n int) {
	b.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	j, err := sqlite.Open(filepath.Join(dir, "crossplay.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	code, played := play(b)

	const writers = 256
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for g := w; g < n/len(played); g += writers {
				other := codeOf(g)
				var last journal.Pos
				for _, r := range played {
					var err error
					last, err = j.Append(b.Context(), journal.Stream("room/"+other), last, bytes.ReplaceAll(r, []byte(code), []byte(other)))
					if err != nil {
						b.Error(err)
						return
					}
				}
			}
		})
	}
	all.Wait()
	if b.Failed() {
		b.FailNow()
	}
}

// play plays one game and returns its room's code and records.
func play(b *testing.B) (room.Code, []journal.Record) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	first, err := sqlite.Open(filepath.Join(b.TempDir(), "first.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer first.Close()
	reg, err := rooms.OpenRegistry(ctx, rooms.Config{
		Journal: first, Games: []game.Rules{tictactoe.Rules{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	defer reg.Close()
	who := [2]rooms.Person{{ID: "p_ann", Name: "Ann"}, {ID: "p_bob", Name: "Bob"}}
	code, err := reg.Create(ctx, who[0], "begin", rooms.New{Game: "tictactoe"})
	if err == nil {
		err = reg.Do(ctx, who[1], code, room.Command{ID: "sit", Do: room.Sit})
	}
	for ply, move := range drawn {
		if err == nil {
			err = reg.Do(ctx, who[ply%2], code, room.Command{ID: fmt.Sprint("m", ply), Do: room.Move, Ply: ply, Move: game.Move(move)})
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	var played []journal.Record
	for e, err := range first.Read(ctx, journal.Stream("room/"+code), 0) {
		if err != nil {
			b.Fatal(err)
		}
		played = append(played, e.Record)
	}
	return code, played
}

// codeOf is the code of the g-th room.
func codeOf(g int) room.Code {
	const letters = "34679ACD" // some that codes may have
	code := make([]byte, 6)
	for i := range code {
		code[i] = letters[g%len(letters)]
		g /= len(letters)
	}
	return room.Code(code)
}
