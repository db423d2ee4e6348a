package bench

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

// audience is how many watch a room.
const audience = 50

// BenchmarkBrowser weighs sockets that do nothing: in the lobby, and looking at
// a room, fifty at each. The floor is a socket with a goroutine that reads.
func BenchmarkBrowser(b *testing.B) {
	b.Run("lobby", func(b *testing.B) {
		weighBrowsers(b, func(_ int, w *browser) {
			w.do(b, `"lobby"`)
			w.await(b, `"ok":true`)
		})
	})
	b.Run("room", func(b *testing.B) {
		var code string
		weighBrowsers(b, func(i int, w *browser) {
			if i%audience == 0 {
				code = create(b, w)
			}
			w.do(b, `"open", "room": %q`, code)
			w.await(b, `"type":"room"`)
		})
	})
}

// weighBrowsers compares sockets that have arrived somewhere with the floor.
func weighBrowsers(b *testing.B, arrive func(i int, w *browser)) {
	for b.Loop() {
		floor := startFloor(b)
		least := crowd(b, floor, func(_ int, w *browser) {
			w.send(b, strings.Repeat("x", 100))
			w.await(b, "x")
		})
		floor.stop()

		p := startProgram(b, dataDir(b))
		each := crowd(b, p, arrive)
		idle := p.idle(b, window)
		p.stop()

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(each/1024, "KB/socket")
		b.ReportMetric(least/1024, "KB/floor")
		b.ReportMetric(float64(idle.Nanoseconds())/1e3/float64(warm+*sockets), "idle-µs/s")
	}
}

// crowd fills a server with browsers and weighs each of them.
func crowd(b *testing.B, p *process, arrive func(i int, w *browser)) (each float64) {
	b.Helper()
	var heard atomic.Int64
	come := func(i int) { arrive(i, dialBrowser(b, p.http, i, 8, &heard)) }
	for i := range warm {
		come(i)
	}
	calmed(&heard)
	before := p.memory(b)
	for i := range *sockets {
		come(warm + i)
	}
	calmed(&heard)
	return (p.memory(b) - before) / float64(*sockets)
}

// create makes a room and returns its code.
func create(b *testing.B, w *browser) string { return createGame(b, w, "tictactoe") }

func createGame(b *testing.B, w *browser, game string) string { return createTimed(b, w, game, "") }

func createTimed(b *testing.B, w *browser, game, clock string) string {
	b.Helper()
	w.do(b, `"create", "game": %q, "clock": %q`, game, clock)
	answer := string(w.await(b, `"code":`, `"type":"answer"`).text)
	var code string
	_, after, _ := strings.Cut(answer, `"code":`)
	if _, err := fmt.Sscanf(after, "%q", &code); err != nil {
		b.Fatalf("%s: %v", answer, err)
	}
	return code
}
