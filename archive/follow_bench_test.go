//go:build unix

package archive_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"crossplay/archive"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/sqlite"
)

// What moves cost that an archive follows, and that none does: until they are on the disk,
// and of the processors. Sixteen rooms move at a time.
func BenchmarkMoves(b *testing.B) {
	for _, followed := range []bool{false, true} {
		b.Run(fmt.Sprintf("followed=%v", followed), func(b *testing.B) {
			dir := b.TempDir()
			j, err := sqlite.Open(filepath.Join(dir, "crossplay.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer j.Close()
			if followed {
				a := archive.Open(archive.Config{Path: filepath.Join(dir, "archive.db"), Journal: j, Games: all.Games(), Log: slog.New(slog.DiscardHandler)})
				defer a.Close()
				if err := a.Wait(b.Context(), 0); err != nil {
					b.Fatal(err)
				}
			}
			record := journal.Record(`{"v":3,"at":"2026-11-29T12:00:00.123456789Z","by":"k3J9vQ2mX7aB1cD4","cmd":"3fT2bY8nWq5zK1xM6vC9","events":[{"moved":{"seat":0,"move":"e2e4","charge":{"spent":1234,"clock":{"left":298766,"bank":3000,"lag":40}}}}]}`)
			var mu sync.Mutex
			var took []time.Duration
			before := cpu()
			var rooms sync.WaitGroup
			for r := range 16 {
				rooms.Go(func() {
					var tail journal.Pos
					stream := journal.Stream(fmt.Sprintf("room/K7MPQ%c", 'A'+r))
					for range b.N {
						begun := time.Now()
						pos, err := j.Append(b.Context(), stream, tail, record)
						if err != nil {
							b.Error(err)
							return
						}
						tail = pos
						mu.Lock()
						took = append(took, time.Since(begun))
						mu.Unlock()
					}
				})
			}
			rooms.Wait()
			slices.Sort(took)
			b.ReportMetric(float64((cpu()-before).Microseconds())/float64(len(took)), "µs-cpu/move")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
		})
	}
}

// cpu is how long the process has run.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
