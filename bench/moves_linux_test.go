package bench

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	// moves is how many moves are timed, in all rooms together.
	moves = 6400
	// thought is how long each player thinks: a little longer than the server
	// insists on.
	thought = 30 * time.Millisecond
)

// drawn is a game that nobody wins.
var drawn = []string{"a3", "b3", "c3", "b2", "a2", "c2", "b1", "a1", "c1"}

// match is two browsers at one board.
type match struct {
	code    string
	players [2]*browser // in the order of who began the first game
	round   int
	ply     int
}

// meet seats two players, from the addresses 2i and 2i+1.
func meet(b *testing.B, addr string, i int) *match {
	b.Helper()
	m := &match{round: 1}
	for n := range m.players {
		m.players[n] = dialBrowser(b, addr, 2*i+n, 256, new(atomic.Int64))
	}
	m.code = create(b, m.players[0])
	m.both(b, `"open", "room": %q`)
	m.players[1].do(b, `"sit", "room": %q`, m.code)
	m.shown(b)
	return m
}

// both sends the same command from both, with the code of the room.
func (m *match) both(b *testing.B, command string) {
	b.Helper()
	for _, w := range m.players {
		w.do(b, command, m.code)
	}
}

// shown waits until both see the position where the match is.
func (m *match) shown(b *testing.B) {
	b.Helper()
	for _, w := range m.players {
		w.await(b, `"type":"room"`, fmt.Sprintf(`"round":%d,`, m.round), fmt.Sprintf(`"ply":%d,`, m.ply))
	}
}

// move plays the next move and returns how long the opponent waited to see it.
func (m *match) move(b *testing.B) time.Duration {
	b.Helper()
	mover := m.players[(m.round-1+m.ply)%2]
	begun := time.Now()
	mover.do(b, `"move", "room": %q, "ply": %d, "move": %q`, m.code, m.ply, drawn[m.ply])
	m.ply++
	seen := m.players[(m.round-1+m.ply)%2].await(b,
		`"type":"room"`, fmt.Sprintf(`"round":%d,`, m.round), fmt.Sprintf(`"ply":%d,`, m.ply))
	mover.await(b, `"type":"room"`, fmt.Sprintf(`"round":%d,`, m.round), fmt.Sprintf(`"ply":%d,`, m.ply))
	return seen.at.Sub(begun)
}

// again starts another game when one is over.
func (m *match) again(b *testing.B) {
	b.Helper()
	if m.ply < len(drawn) {
		return
	}
	m.both(b, `"rematch", "room": %q`)
	m.round++
	m.ply = 0
	m.shown(b)
}

// BenchmarkMoveToOpponent times how long after a move is sent on one socket the
// new position, by then on the disk, has come to the other. The floors are a
// message of the same length that comes back, and one write with one sync.
func BenchmarkMoveToOpponent(b *testing.B) {
	for _, rooms := range []int{1, 64} {
		b.Run(fmt.Sprintf("rooms=%d", rooms), func(b *testing.B) {
			for b.Loop() {
				floor := startFloor(b)
				p := startProgram(b, dataDir(b))
				synced := fsync(b, 500)

				matches := make([]*match, rooms)
				for i := range matches {
					matches[i] = meet(b, p.http, i)
				}
				playing := together(b, rooms, moves/max(rooms, 8), func(i int) time.Duration {
					matches[i].again(b)
					return matches[i].move(b)
				})

				echoers := make([]*browser, rooms)
				for i := range echoers {
					echoers[i] = dialBrowser(b, floor.http, i, 8, new(atomic.Int64))
				}
				echoes := together(b, rooms, moves/max(rooms, 8), func(i int) time.Duration {
					begun := time.Now()
					echoers[i].do(b, `"move", "room": "K7MPQX", "ply": 0, "move": "b2"`)
					return echoers[i].await(b, "K7MPQX").at.Sub(begun)
				})

				b.ReportMetric(0, "ns/op")
				playing.report(b, "")
				echoes.report(b, "echo-")
				synced.report(b, "fsync-")
			}
		})
	}
}

// together does something n times in each of several places at once, with time
// for thought in between, and gathers how long each took.
func together(b *testing.B, places, n int, do func(i int) time.Duration) times {
	took := make([]times, places)
	var all sync.WaitGroup
	for i := range places {
		all.Go(func() {
			<-time.After(thought * time.Duration(i) / time.Duration(places)) // not in step
			for range n {
				took[i] = append(took[i], do(i))
				<-time.After(thought)
			}
		})
	}
	all.Wait()
	if b.Failed() {
		b.FailNow()
	}
	var sum times
	for _, t := range took {
		sum = append(sum, t...)
	}
	return sum
}
