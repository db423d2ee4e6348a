package bench

import (
	"io"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkTickingClocks weighs players whose clock runs in their terminals, each at
// a table with a bot that waits for them. The floor is a session that writes the time
// each second.
func BenchmarkTickingClocks(b *testing.B) {
	for b.Loop() {
		floor := startFloor(b)
		least, leastBytes := ticking(b, floor, "tick", "")
		floor.stop()

		p := startProgram(b, dataDir(b), "--max-per-address=1000")
		each, bytes := ticking(b, p, "bot tictactoe easy first 60+0", "\r")
		p.stop()

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(each, "cpu-µs/s")
		b.ReportMetric(bytes, "bytes/s")
		b.ReportMetric(least, "floor-cpu-µs/s")
		b.ReportMetric(leastBytes, "floor-bytes/s")
	}
}

// ticking is how many microseconds a second the process runs for each of its
// terminals, and how many bytes a second they get, once they have pressed the key.
func ticking(b *testing.B, p *process, command, key string) (cpu, bytes float64) {
	b.Helper()
	var heard atomic.Int64
	var all []*terminal
	for i := range *sessions {
		all = append(all, dialTerminal(b, p.ssh, i, command, &heard))
	}
	<-time.After(2 * calm)
	for _, t := range all {
		if _, err := io.WriteString(t.in, key); err != nil {
			b.Fatal(err)
		}
	}
	<-time.After(2 * calm)
	total := func() (sum int64) {
		for _, t := range all {
			sum += t.bytes.Load()
		}
		return sum
	}
	before := total()
	cpu = float64(p.idle(b, window).Nanoseconds()) / 1e3 / float64(len(all))
	bytes = float64(total()-before) / window.Seconds() / float64(len(all))
	if bytes < 1 {
		b.Fatal("no clock ticks")
	}
	return cpu, bytes
}
