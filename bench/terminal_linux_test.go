package bench

import (
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const (
	// warm is how many connections are there before the weighing begins: the
	// first ones pay for what all use.
	warm = 10
	// window is how long the idle are watched: it has a keepalive of each.
	window = 20 * time.Second
	// presses is how many keys are pressed.
	presses = 500
	// pause is how long hands rest between them: nothing is queued, and the limits
	// on input and on pictures are not reached.
	pause = 50 * time.Millisecond
	// hammer is how many bytes of keys a second somebody sends who means harm, as
	// many as are read.
	hammer = 8 << 10

	right, left = "\x1b[C", "\x1b[D"
)

// seats fills a server with terminals and weighs each of them.
func seats(b *testing.B, p *process, command string) (each float64) {
	b.Helper()
	var heard atomic.Int64
	for i := range warm {
		dialTerminal(b, p.ssh, i, command, &heard)
	}
	calmed(&heard)
	before := p.memory(b)
	for i := range *sessions {
		dialTerminal(b, p.ssh, warm+i, command, &heard)
	}
	calmed(&heard)
	return (p.memory(b) - before) / float64(*sessions)
}

// BenchmarkTerminalAtATable weighs players who sit at tables in their terminals,
// two at each, and do nothing. The floor is a session that holds a string.
func BenchmarkTerminalAtATable(b *testing.B) {
	for b.Loop() {
		floor := startFloor(b)
		least := seats(b, floor, "")
		idleLeast := floor.idle(b, window)
		floor.stop()

		p := startProgram(b, dataDir(b))
		each := seats(b, p, "play tictactoe")
		idle := p.idle(b, window)
		p.stop()

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(each/1024, "KB/session")
		b.ReportMetric(least/1024, "KB/floor")
		b.ReportMetric(each/least, "ratio")
		b.ReportMetric(float64(idle.Nanoseconds())/1e3/float64(warm+*sessions), "idle-µs/s")
		b.ReportMetric(float64(idleLeast.Nanoseconds())/1e3/float64(warm+*sessions), "floor-idle-µs/s")
	}
}

// BenchmarkKeyToScreen times how long after a key one's own screen changes. The
// floor is a byte that comes back.
func BenchmarkKeyToScreen(b *testing.B) {
	for b.Loop() {
		var heard atomic.Int64
		floor := dialTerminal(b, startFloor(b).ssh, 0, "", &heard)
		p := startProgram(b, dataDir(b))
		player := dialTerminal(b, p.ssh, 0, "play tictactoe", &heard)
		calmed(&heard)
		other := dialTerminal(b, p.ssh, 1, "play tictactoe", &heard)
		calmed(&heard)
		if drain(player); !player.answers(right) {
			player = other
		}

		var keys, echoes times
		for i := range presses {
			drain(player)
			drain(floor)
			echoes = append(echoes, floor.press(b, "x"))
			<-time.After(pause)
			keys = append(keys, player.press(b, []string{left, right}[i%2]))
			<-time.After(pause)
		}
		b.ReportMetric(0, "ns/op")
		keys.report(b, "")
		echoes.report(b, "floor-")
	}
}

// BenchmarkAFloodOfKeys weighs what a terminal costs whose keys never end. The
// floor is a session that sends every byte back.
func BenchmarkAFloodOfKeys(b *testing.B) {
	for b.Loop() {
		var heard atomic.Int64
		floor := startFloor(b)
		least := flooded(b, floor, dialTerminal(b, floor.ssh, 0, "", &heard))
		floor.stop()

		p := startProgram(b, dataDir(b))
		player := dialTerminal(b, p.ssh, 0, "play go", &heard)
		calmed(&heard)
		dialTerminal(b, p.ssh, 1, "play go", &heard)
		calmed(&heard)
		each := flooded(b, p, player)
		p.stop()

		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(each.Microseconds())/1e3, "cpu-ms/s")
		b.ReportMetric(float64(least.Microseconds())/1e3, "floor-cpu-ms/s")
	}
}

// flooded is how long the process runs in each second while a terminal is
// flooded with keys.
func flooded(b *testing.B, p *process, t *terminal) time.Duration {
	b.Helper()
	const every = 10 * time.Millisecond
	keys := strings.Repeat(right+left, hammer/100/len(right+left))
	before := p.cpu(b)
	for range int(window / every) {
		if _, err := io.WriteString(t.in, keys); err != nil {
			b.Fatal(err)
		}
		<-time.After(every)
	}
	return time.Duration(float64(p.cpu(b)-before) / window.Seconds())
}

// drain forgets the output that has come.
func drain(t *terminal) {
	select {
	case <-t.came:
	default:
	}
}
