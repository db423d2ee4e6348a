package bench

import (
	"sync/atomic"
	"testing"
	"time"

	"crossplay/game"
)

// shownMoves is how many moves a crowd is shown.
const shownMoves = 30

// BenchmarkWatchers is what one move takes of the server's time for each of those
// who watch it, in a terminal and in a browser.
func BenchmarkWatchers(b *testing.B) {
	moves := fullGame(b)
	b.Run("terminals", func(b *testing.B) {
		watchMoves(b, moves, *sessions, func(p *process, i int, code string, heard *atomic.Int64) {
			dialTerminal(b, p.ssh, i, "watch "+code, heard)
		})
	})
	b.Run("browsers", func(b *testing.B) {
		watchMoves(b, moves, *sockets, func(p *process, i int, code string, heard *atomic.Int64) {
			w := dialBrowser(b, p.http, i, 8, heard)
			w.look(b, code)
		})
	})
}

// watchMoves plays before a crowd and measures what each of it costs.
func watchMoves(b *testing.B, moves []game.Move, crowd int, come func(p *process, i int, code string, heard *atomic.Int64)) {
	for b.Loop() {
		p := startProgram(b, dataDir(b))
		players := [2]*browser{dialBrowser(b, p.http, 9000, 4096, new(atomic.Int64)), dialBrowser(b, p.http, 9001, 4096, new(atomic.Int64))}
		code := createGame(b, players[0], "connectfour")
		for _, w := range players {
			w.look(b, code)
		}
		players[1].do(b, `"sit", "room": %q`, code)
		var heard atomic.Int64
		for i := range crowd {
			come(p, i, code, &heard)
		}
		calmed(&heard)
		play := func(from int) time.Duration {
			before := p.cpu(b)
			for ply := from; ply < from+shownMoves/2; ply++ {
				if !players[ply%2].try(`"move", "room": %q, "ply": %d, "move": %q`, code, ply, moves[ply]) {
					b.Fatal("a move was not taken")
				}
				for _, w := range players {
					if _, ok := w.sees(ply + 1); !ok {
						b.Fatal("a move did not come")
					}
				}
				quiet(&heard)
			}
			return p.cpu(b) - before
		}
		play(0) // pictures, buffers and pools are there now
		spent := play(shownMoves / 2)
		p.stop()
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(spent.Nanoseconds())/1e3/float64(shownMoves/2)/float64(crowd), "cpu-µs/watcher")
	}
}

// quiet waits until a crowd has heard what there was, for a moment.
func quiet(heard *atomic.Int64) {
	for last := int64(-1); last != heard.Load(); <-time.After(150 * time.Millisecond) {
		last = heard.Load()
	}
}
