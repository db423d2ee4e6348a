package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"crossplay/journal"
)

// record is as long as a room's usual record of one move.
var record = journal.Record(`{"v":1,"at":"2025-01-01T12:00:00.123456789Z","by":"p_0123456789abcdef","cmd":"0123456789abcdef","events":[{"moved":{"seat":0,"move":"b2"}}]}`)

// BenchmarkFsync is the floor: one write to a file and one sync.
func BenchmarkFsync(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "floor"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	for i := range b.N {
		if _, err := f.WriteAt(page, int64(i%1000)*int64(len(page))); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "syncs/s")
}

func BenchmarkAppend(b *testing.B) {
	for _, writers := range []int{1, 8, 64, 512} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			j := openAt(b, newPath(b))
			var left atomic.Int64
			left.Store(int64(b.N))
			b.ReportAllocs()
			b.ResetTimer()
			var wg sync.WaitGroup
			for w := range writers {
				wg.Go(func() {
					id := journal.Stream(fmt.Sprintf("room/%06d", w))
					var last journal.Pos
					for left.Add(-1) >= 0 {
						pos, err := j.Append(b.Context(), id, last, record)
						if err != nil {
							b.Error(err)
							return
						}
						last = pos
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkAll is what a start without a checkpoint costs for each entry.
func BenchmarkAll(b *testing.B) {
	const n = 20_000
	j := openAt(b, newPath(b))
	var wg sync.WaitGroup
	for w := range 100 {
		wg.Go(func() {
			var last journal.Pos
			for range n / 100 {
				pos, err := j.Append(b.Context(), journal.Stream(fmt.Sprintf("room/%06d", w)), last, record)
				if err != nil {
					b.Error(err)
					return
				}
				last = pos
			}
		})
	}
	wg.Wait()
	b.ResetTimer()
	for range b.N {
		if got := count(b, j); got != n {
			b.Fatalf("%d entries, want %d", got, n)
		}
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "entries/s")
}
