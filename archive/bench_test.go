package archive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms/room"
)

// searchAim is how long one search in a hundred may take of a million games.
const searchAim = 20 * time.Millisecond

// sized is an archive of so many games: some people play a lot, most a little, and one has
// private games alone.
func sized(b *testing.B, n int) *Archive {
	path := filepath.Join(b.TempDir(), "archive.db")
	s, err := create(path)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	var titles []string
	for _, g := range all.Games() {
		titles = append(titles, g.Info().Name)
	}
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	someone := func() room.PersonID {
		f := r.Float64()
		return room.PersonID(fmt.Sprintf("person-%06d", int(f*f*f*float64(n/20))))
	}
	for i := range n {
		x, y := someone(), someone()
		private := i%10 == 0
		if i%100 == 0 {
			x, private = "hermit", true
		}
		if x == y {
			y = "nobody else"
		}
		f := &room.Finished{
			Room: room.Code(fmt.Sprintf("%06d", i)), Round: 1, Game: titles[r.IntN(len(titles))], Version: 1, Private: private,
			Began: start.Add(time.Duration(i) * time.Minute), Ended: start.Add(time.Duration(i)*time.Minute + time.Hour), Moves: 40,
			Seats:  []room.Person{{ID: x, Name: string(x)}, {ID: y, Name: string(y)}},
			Result: room.Result{How: room.ByRules, Reason: "three in a row", Winners: [][]game.Seat{{0}, {1}, nil}[r.IntN(3)]},
		}
		if err := s.add(journal.Pos(2*i+1), journal.Pos(2*i), f); err != nil {
			b.Fatal(err)
		}
		if s.in >= batch {
			if err := s.commit(); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := s.commit(); err != nil {
		b.Fatal(err)
	}
	if err := s.close(); err != nil {
		b.Fatal(err)
	}
	a := Open(Config{Path: path, Journal: journaltest.NewMemory(), Games: all.Games(), Log: quiet})
	b.Cleanup(a.Close)
	if err := a.Wait(context.Background(), 0); err != nil {
		b.Fatal(err)
	}
	return a
}

// How long searches take: CROSSPLAY_BENCH_GAMES says of how many games, 100,000 if nothing
// does.
func BenchmarkSearch(b *testing.B) {
	n := 100_000
	if v, err := strconv.Atoi(os.Getenv("CROSSPLAY_BENCH_GAMES")); err == nil {
		n = v
	}
	a := sized(b, n)
	since := time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		q    Query
	}{
		{"everybody", Query{}},
		{"game", Query{Game: "chess"}},
		{"person", Query{Viewer: "person-000000", Person: "person-000000"}},
		{"another", Query{Viewer: "person-000001", Person: "person-000000"}},
		{"person+game", Query{Viewer: "person-000000", Person: "person-000000", Game: "go"}},
		{"person+result", Query{Viewer: "person-000000", Person: "person-000000", Result: Lost}},
		{"person+opponent", Query{Viewer: "person-000000", Person: "person-000000", Against: "person-000001"}},
		{"person+time", Query{Viewer: "person-000000", Person: "person-000000", Since: since, Until: since.AddDate(0, 1, 0)}},
		{"all of these", Query{Viewer: "person-000000", Person: "person-000000", Against: "person-000001", Game: "chess", Result: Won, Since: since}},
		{"only private ones", Query{Viewer: "eve", Person: "hermit", Game: "chess"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			found := 0
			for b.Loop() {
				begun := time.Now()
				p, err := a.Search(context.Background(), c.q)
				if err != nil {
					b.Fatal(err)
				}
				took, found = append(took, time.Since(begun)), len(p.Games)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			b.ReportMetric(float64(searchAim.Milliseconds()), "ms-aim")
			b.ReportMetric(float64(found), "found")
			b.ReportMetric(float64(n), "games")
		})
	}
}

// What the archive makes of a record that begins or ends nothing, as of every move.
func BenchmarkFoldMove(b *testing.B) {
	f := &fold{live: true}
	e := journal.Entry{Stream: "room/K7MPQX", Pos: 7, Record: journal.Record(`{"v":3,"at":"2026-11-29T12:00:00.123456789Z","by":"k3J9vQ2mX7aB1cD4","cmd":"3fT2bY8nWq5zK1xM6vC9","events":[{"moved":{"seat":0,"move":"e2e4","charge":{"spent":1234,"clock":{"left":298766,"bank":3000,"lag":40}}}}]}`)}
	for b.Loop() {
		if err := f.take(e); err != nil {
			b.Fatal(err)
		}
	}
}
