package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// thought is how long each player thinks: with the opponent's thought, a little
// longer than the server insists on.
const thought = 30 * time.Millisecond

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
func meet(b *testing.B, addr string, i int) *match { return meetBy(b, addr, i, "") }

// meetBy has them play with clocks.
func meetBy(b *testing.B, addr string, i int, clock string) *match {
	b.Helper()
	m := &match{round: 1}
	for n := range m.players {
		m.players[n] = dialBrowser(b, addr, 2*i+n, 256, new(atomic.Int64))
	}
	m.code = createTimed(b, m.players[0], "tictactoe", clock)
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

// pace is how matches are played beside each other.
type pace struct {
	name    string
	rooms   int
	thought time.Duration
	moves   int // in each room
	series  int // how many times, with new players, since who hurries is stopped
	clock   string
}

var paces = []pace{
	// One move after the other, as fast as they can be seen.
	{"rooms=1,hurried", 1, 0, 50, 20, ""},
	{"rooms=1,hurried,clocks", 1, 0, 50, 20, "10+5"},
	// Players who think let the processors fall asleep.
	{"rooms=1", 1, thought, 400, 1, ""},
	{"rooms=64", 64, thought, 200, 1, ""},
	{"rooms=64,clocks", 64, thought, 200, 1, "10+5"},
}

// BenchmarkMoveToOpponent times how long after a move is sent on one socket the
// new position, by then on the disk, has come to the other. The floors are a
// message of the same length that comes back, and one write with one sync, at
// the same pace.
func BenchmarkMoveToOpponent(b *testing.B) {
	for _, pace := range paces {
		b.Run(pace.name, func(b *testing.B) {
			for b.Loop() {
				floor := startFloor(b)
				p := startProgram(b, dataDir(b))
				var played, echoed, synced times
				for series := range pace.series {
					matches := make([]*match, pace.rooms)
					echoers := make([]*browser, pace.rooms)
					for i := range matches {
						matches[i] = meetBy(b, p.http, series*pace.rooms+i, pace.clock)
						echoers[i] = dialBrowser(b, floor.http, i, 8, new(atomic.Int64))
					}
					played = append(played, pace.times(b, pace.rooms, func(i int) time.Duration {
						matches[i].again(b)
						return matches[i].move(b)
					})...)
					echoed = append(echoed, pace.times(b, pace.rooms, func(i int) time.Duration {
						begun := time.Now()
						echoers[i].do(b, `"move", "room": "K7MPQX", "ply": 0, "move": "b2"`)
						return echoers[i].await(b, "K7MPQX").at.Sub(begun)
					})...)
					synced = append(synced, pace.times(b, 1, fsync(b))...)
				}
				b.ReportMetric(0, "ns/op")
				played.report(b, "")
				echoed.report(b, "echo-")
				synced.report(b, "fsync-")
			}
		})
	}
}

// times does something in several places at once and gathers how long it took.
func (p pace) times(b *testing.B, places int, do func(i int) time.Duration) times {
	b.Helper()
	took := make([]times, places)
	var all sync.WaitGroup
	for i := range places {
		all.Go(func() {
			<-time.After(p.thought * time.Duration(i) / time.Duration(places)) // not in step
			for range p.moves {
				took[i] = append(took[i], do(i))
				if p.thought > 0 {
					<-time.After(p.thought)
				}
			}
		})
	}
	all.Wait()
	if b.Failed() {
		b.FailNow()
	}
	return slices.Concat(took...)
}

// fsync returns what durability costs at least: one page appended to a file on
// the disk of the data, and one sync.
func fsync(b *testing.B) func(int) time.Duration {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "floor"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	page := make([]byte, 4096)
	return func(int) time.Duration {
		begun := time.Now()
		_, err := f.Write(page)
		if err := errors.Join(err, f.Sync()); err != nil {
			b.Error(err)
		}
		return time.Since(begun)
	}
}
