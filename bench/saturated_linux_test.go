package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/game"
	"crossplay/game/connectfour"
)

const (
	// full is how many rooms play at once, with two browsers in each.
	full = 256
	// rush is for how long they do.
	rush = 10 * time.Second
)

// BenchmarkSaturated lets two browsers in each of many rooms answer each other as
// fast as they may, so that the processors have no rest, and says what a move
// takes of the server's time, and how many are on the disk each second.
func BenchmarkSaturated(b *testing.B) {
	moves := fullGame(b)
	for b.Loop() {
		p := startProgram(b, dataDir(b))
		each, rate, size := saturate(b, p, moves)
		p.stop()
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(each, "cpu-µs/move")
		b.ReportMetric(rate, "moves/s")
		b.ReportMetric(size, "bytes/move")
	}
}

// fullGame is a game of Connect Four that nobody wins.
func fullGame(b *testing.B) []game.Move {
	b.Helper()
	for seed := range uint64(10_000) {
		r := rand.New(rand.NewPCG(seed, 0))
		state, err := (connectfour.Rules{}).Start(game.Setup{Seats: 2})
		if err != nil {
			b.Fatal(err)
		}
		var moves []game.Move
		for turn := state.Turn(); len(turn) > 0; turn = state.Turn() {
			choices := state.View(turn[0]).Choices
			moves = append(moves, choices[r.IntN(len(choices))].Move)
			if state, err = state.Play(turn[0], moves[len(moves)-1]); err != nil {
				b.Fatal(err)
			}
		}
		if out, _ := state.Outcome(); len(out.Winners) == 0 {
			return moves
		}
	}
	b.Fatal("somebody wins every game")
	return nil
}

// saturate plays in all rooms for the time of the rush.
func saturate(b *testing.B, p *process, moves []game.Move) (each, rate, size float64) {
	b.Helper()
	var played, came atomic.Int64
	var playing sync.WaitGroup
	stop := make(chan struct{})
	begin := make(chan struct{})
	for i := range full {
		a, c := dialBrowser(b, p.http, 2*i, 64, new(atomic.Int64)), dialBrowser(b, p.http, 2*i+1, 64, new(atomic.Int64))
		code := createGame(b, a, "connectfour")
		players := [2]*browser{a, c}
		for _, w := range players {
			w.look(b, code)
		}
		c.do(b, `"sit", "room": %q`, code)
		c.await(b, `"phase":"playing"`)
		playing.Go(func() {
			<-begin
			for round := 0; ; round++ {
				for ply, move := range moves {
					select {
					case <-stop:
						return
					default:
					}
					mover := players[(ply+round)%2]
					if !mover.try(`"move", "room": %q, "ply": %d, "move": %q`, code, ply, move) {
						b.Errorf("room %s: a move was not taken", code)
						return
					}
					for _, w := range players {
						n, ok := w.sees(ply + 1)
						if !ok {
							b.Errorf("room %s: ply %d did not come", code, ply+1)
							return
						}
						came.Add(int64(n))
					}
					played.Add(1)
				}
				for _, w := range players {
					w.try(`"rematch", "room": %q`, code)
				}
				for _, w := range players {
					w.sees(0)
				}
			}
		})
	}
	close(begin)
	<-time.After(rush / 4)
	before, spent, sent := played.Load(), p.cpu(b), came.Load()
	<-time.After(rush)
	n := float64(played.Load() - before)
	each = float64((p.cpu(b) - spent).Microseconds()) / n
	rate, size = n/rush.Seconds(), float64(came.Load()-sent)/n
	close(stop)
	playing.Wait()
	return each, rate, size
}

// try sends a command, and reports whether it went out.
func (w *browser) try(format string, args ...any) bool {
	text := fmt.Sprintf(`{"id": "c%d", "do": `, w.count.Add(1)) + fmt.Sprintf(format, args...) + "}"
	return w.ws.WriteMessage(websocket.TextMessage, []byte(text)) == nil
}

// sees waits for a position, whole or as what is new in it, and returns how many
// bytes came until then.
func (w *browser) sees(ply int) (size int, ok bool) {
	whole, change := fmt.Appendf(nil, `"ply":%d,`, ply), []byte(`,"moved":[`)
	late := time.After(patience)
	for {
		select {
		case m, ok := <-w.came:
			if !ok {
				return size, false
			}
			size += len(m.text)
			if bytes.Contains(m.text, whole) || bytes.Contains(m.text, change) {
				return size, true
			}
		case <-late:
			return size, false
		}
	}
}
