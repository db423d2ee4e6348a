package bench

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	// desks is how many games a school plays, each in two browsers, with a terminal that
	// looks on.
	desks = 100
	// pupilThinks is how long each of them thinks.
	pupilThinks = 1500 * time.Millisecond
	// lessons is how many moves each game has.
	lessons = 12
)

// BenchmarkSchool times the moves of two hundred who play behind one address, with a
// hundred terminals there that look on, beside those of two who play elsewhere: nobody must
// wait for what is done for the school.
func BenchmarkSchool(b *testing.B) {
	for b.Loop() {
		p := startProgram(b, dataDir(b), "--max-per-address=1000")
		school := make([]*match, desks)
		var heard atomic.Int64
		for i := range school {
			m := &match{round: 1}
			for n := range m.players {
				m.players[n] = dialBrowser(b, p.http, 0, 256, new(atomic.Int64))
			}
			m.code = create(b, m.players[0])
			m.both(b, `"open", "room": %q`)
			m.players[1].do(b, `"sit", "room": %q`, m.code)
			m.shown(b)
			dialTerminal(b, p.ssh, 0, fmt.Sprint("watch ", m.code), &heard)
			school[i] = m
		}
		elsewhere := meet(b, p.http, 1)
		calmed(&heard)
		spent := p.cpu(b)
		began := time.Now()
		var theirs, others times
		var both sync.WaitGroup
		play := func(thought time.Duration, all ...*match) times {
			return pace{thought: thought, moves: lessons}.times(b, len(all), func(i int) time.Duration {
				all[i].again(b)
				return all[i].move(b)
			})
		}
		both.Go(func() { theirs = play(pupilThinks, school...) })
		both.Go(func() { others = play(pupilThinks, elsewhere) })
		both.Wait()
		b.ReportMetric(0, "ns/op")
		theirs.report(b, "school-")
		others.report(b, "elsewhere-")
		b.ReportMetric(float64((p.cpu(b)-spent).Milliseconds())/time.Since(began).Seconds(), "cpu-ms/s")
		p.stop()
	}
}
