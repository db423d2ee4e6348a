// Package bench weighs and times the real program through real connections. Its
// benchmarks build the program and start it, and beside it, in the same run, a
// floor: the least that a server of the kind could do. docs/performance.md has
// the figures and says how they came about.
package bench

import (
	"flag"
	"os"
	"slices"
	"testing"
	"time"
)

var (
	sessions = flag.Int("sessions", 500, "how many terminals are weighed together")
	sockets  = flag.Int("sockets", 2000, "how many browsers are weighed together")
	other    = flag.String("program", "", "a crossplay that was built before is measured instead, to compare with")
	records  = flag.Int("records", 100_000, "how many records the journal has for a start")
)

func TestMain(m *testing.M) {
	if os.Getenv(floorEnv) != "" {
		if err := serveFloor(); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		return
	}
	status := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(status)
}

// times are how long something took, each time.
type times []time.Duration

// quantile is the time that a part q of all were not longer than, in
// microseconds.
func (t times) quantile(q float64) float64 {
	slices.Sort(t)
	return float64(t[int(q*float64(len(t)-1))].Nanoseconds()) / 1e3
}

// report reports p50 and p99 in units like "p50-µs".
func (t times) report(b *testing.B, what string) {
	b.ReportMetric(t.quantile(0.50), what+"p50-µs")
	b.ReportMetric(t.quantile(0.99), what+"p99-µs")
}
