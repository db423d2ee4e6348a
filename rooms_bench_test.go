package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/game/chess"
	"crossplay/game/weiqi"
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

// BenchmarkFloodOfPremoves is what 58 guests from one address do to two who play when each
// asks again and again for what they may set up in a game of chess of theirs.
func BenchmarkFloodOfPremoves(b *testing.B) {
	const guests, span = 58, 5 * time.Second
	j, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	reg := openRooms(b, j)
	defer reg.Close()
	pair := func(network, name string) (code room.Code, two [2]rooms.Person) {
		for i := range two {
			id := fmt.Sprint(name, " ", i)
			two[i] = rooms.Person{ID: room.PersonID(id), Name: id, From: netip.MustParsePrefix(network)}
		}
		code, err := reg.Create(b.Context(), two[0], "", rooms.New{Game: "chess"})
		if err == nil {
			err = reg.Do(b.Context(), two[1], code, room.Command{Do: room.Sit})
		}
		if err != nil {
			b.Fatal(err)
		}
		return code, two
	}
	code, two := pair("192.0.2.1/32", "player")
	shuffle := []game.Move{"g1f3", "g8f6", "f3g1", "f6g8"}
	ply := 0
	play := func() (half, most float64) { // p50 and p99 of a move in ms
		var took []time.Duration
		for start := time.Now(); time.Since(start) < span; ply++ {
			begun := time.Now()
			err := reg.Do(b.Context(), two[ply%2], code, room.Command{Do: room.Move, Ply: ply, Move: shuffle[ply%4]})
			switch {
			case errors.Is(err, room.ErrNotPlaying): // it is drawn
				code, two = pair("192.0.2.1/32", fmt.Sprint("player at ", time.Now().UnixNano()))
				ply = -1
			case err != nil:
				b.Fatalf("ply %d: %v", ply, err)
			}
			took = append(took, time.Since(begun))
			<-time.After(40 * time.Millisecond)
		}
		slices.Sort(took)
		ms := func(at int) float64 { return float64(took[len(took)*at/100].Microseconds()) / 1000 }
		return ms(50), ms(99)
	}
	type guest struct {
		code room.Code
		rooms.Person
	}
	var all []guest
	for i := range guests {
		code, two := pair("198.51.100.7/32", fmt.Sprint("guest ", i))
		all = append(all, guest{code, two[1]})
	}
	for b.Loop() {
		half, most := play()
		ctx, stop := context.WithCancel(b.Context())
		var flood sync.WaitGroup
		var lists atomic.Int64
		for _, g := range all {
			flood.Go(func() {
				for ctx.Err() == nil {
					if _, err := reg.Premoves(ctx, g.Person, g.code, 0); err == nil {
						lists.Add(1)
					}
					<-time.After(20 * time.Millisecond)
				}
			})
		}
		halfDuring, mostDuring := play()
		stop()
		flood.Wait()
		b.ReportMetric(half, "ms-p50-before")
		b.ReportMetric(most, "ms-p99-before")
		b.ReportMetric(halfDuring, "ms-p50-during")
		b.ReportMetric(mostDuring, "ms-p99-during")
		b.ReportMetric(float64(lists.Load())/span.Seconds(), "lists/s")
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

// BenchmarkReadBack reads a room back after so many random moves, as few as leave no
// checkpoint.
func BenchmarkReadBack(b *testing.B) {
	const moves = 495
	for _, rules := range []game.Rules{weiqi.Rules{}, chess.Rules{}} {
		b.Run(rules.Info().Name, func(b *testing.B) {
			j, err := sqlite.Open(filepath.Join(b.TempDir(), "crossplay.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer j.Close()
			reg := openRooms(b, j)
			ann, bob := rooms.Person{ID: "ann", Name: "Ann"}, rooms.Person{ID: "bob", Name: "Bob"}
			n := rooms.New{Game: rules.Info().Name}
			if n.Game == "go" {
				n.Options = map[string]string{"board": "19x19"}
			}
			code, err := reg.Create(b.Context(), ann, "", n)
			if err != nil {
				b.Fatal(err)
			}
			if err := reg.Do(b.Context(), bob, code, room.Command{Do: room.Sit}); err != nil {
				b.Fatal(err)
			}
			reg.Close()
			stream := journal.Stream("room/" + code)
			var tail journal.Pos
			for e := range j.Read(b.Context(), stream, 0) {
				tail = e.Pos
			}
			for _, m := range longGame(b, rules, n.Options, moves) {
				rec := &room.Record{At: time.Now().UTC(), By: "ann", Cmd: fmt.Sprint("0123456789abcdef", tail), Events: []room.Event{{Moved: &m}}}
				data, err := rec.Encode()
				if err != nil {
					b.Fatal(err)
				}
				if tail, err = j.Append(b.Context(), stream, tail, data); err != nil {
					b.Fatal(err)
				}
			}
			var sum time.Duration
			for b.Loop() {
				reg := openRooms(b, j)
				begun := processorTime(b)
				w, err := reg.Watch(b.Context(), ann, code, func() {})
				if err != nil {
					b.Fatal(err)
				}
				sum += processorTime(b) - begun
				if s, _ := w.Take(); s.Ply != moves {
					b.Fatalf("at ply %d", s.Ply)
				}
				w.Close()
				reg.Close()
			}
			b.ReportMetric(float64(sum.Microseconds())/1000/float64(b.N), "cpu-ms/room")
		})
	}
}

// processorTime is for how long this process has run.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// longGame is a game of random moves that is not over after so many.
func longGame(b *testing.B, rules game.Rules, options map[string]string, moves int) (all []room.Moved) {
	for seed := range uint64(1000) {
		dice := rand.New(rand.NewPCG(seed, 1))
		pos, err := rules.Start(game.Setup{Seats: 2, Options: options})
		if err != nil {
			b.Fatal(err)
		}
		for all = nil; len(all) < moves; {
			if _, over := pos.Outcome(); over {
				break
			}
			seat := pos.Turn()[0]
			can := slices.DeleteFunc(game.Moves(pos, seat), func(m game.Move) bool { return m == "pass" })
			if len(can) == 0 {
				break
			}
			m := can[dice.IntN(len(can))]
			if pos, err = pos.Play(seat, m); err != nil {
				b.Fatal(err)
			}
			all = append(all, room.Moved{Seat: seat, Move: m})
		}
		if _, over := pos.Outcome(); !over && len(all) == moves {
			return all
		}
	}
	b.Fatal("no game is so long")
	return nil
}
