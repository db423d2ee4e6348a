package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// enemy is the first of the attackers' addresses.
	enemy = 40_000
	// gang is how many sockets an attacker opens, each as somebody else: a few
	// less than one address may.
	gang = 56
	// watched is how many moves of a bystander are timed, and pages, before a
	// flood and during it.
	watched = 200
)

// flood is somebody at one address, or few, who does what is allowed as fast as
// it can until over is closed.
type flood struct {
	name string
	run  func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils)
}

// spoils are what the attacker got.
type spoils struct{ bytes, answers, refusals atomic.Int64 }

var floods = []flood{
	{"lobby", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		attack(b, p, gang, over, got, nil, func(i int) string {
			return []string{`"lobby"`, `"unlobby"`}[i%2]
		})
	}},
	{"rooms", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		attack(b, p, gang, over, got, nil, func(i int) string {
			return fmt.Sprintf([]string{`"open", "room": %q`, `"close", "room": %q`}[i%2], m.code)
		})
	}},
	{"pings", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		attack(b, p, gang, over, got, nil, func(int) string { return `"ping"` })
	}},
	{"chat", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		attack(b, p, gang, over, got, []string{m.code}, func(i int) string {
			return fmt.Sprintf(`"chat", "room": %q, "text": "line %d"`, m.code, i)
		})
	}},
	{"boards", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		var codes []string
		var all sync.WaitGroup
		for i := range 4 {
			code, play := largeBoard(b, p, enemy+1+i, over, new(spoils))
			codes = append(codes, code)
			all.Go(play)
		}
		attack(b, p, gang-8, over, got, codes, func(i int) string { return `"ping"` })
		all.Wait()
	}},
	{"pages", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		pageRequests(p, over, got, "/static/board.js")
	}},
	{"pictures", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		pageRequests(p, over, got, "/qr/K7MPQX.svg")
	}},
	{"idle", func(b *testing.B, p *process, m *match, over <-chan struct{}, got *spoils) {
		var held []net.Conn
		for i := range 8 * 1024 {
			c, err := dialer(enemy+i%8).Dial("tcp", p.http)
			if err != nil {
				b.Error(err)
				return
			}
			held = append(held, c)
			if i%2 == 0 {
				io.WriteString(c, "GET / HTTP/1.1\r\nX-Slow: ")
			} else {
				fmt.Fprintf(c, "GET /robots.txt HTTP/1.1\r\nHost: %s\r\n\r\n", p.http)
			}
			got.answers.Add(1)
		}
		<-over
		for _, c := range held {
			c.Close()
		}
	}},
}

// BenchmarkFlood times a bystander's moves and pages before a flood and during
// it, and says what the attacker got.
func BenchmarkFlood(b *testing.B) {
	for _, f := range floods {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b))
				m := meet(b, p.http, 0)
				stand := func(what string) {
					pages, moves := times{}, times{}
					for range watched {
						m.again(b)
						moves = append(moves, m.move(b))
						pages = append(pages, page(b, p))
						<-time.After(thought)
					}
					b.ReportMetric(moves.quantile(0.99)/1e3, what+"-move-p99-ms")
					b.ReportMetric(pages.quantile(0.99)/1e3, what+"-page-p99-ms")
				}
				stand("before")
				over, got := make(chan struct{}), new(spoils)
				var raging sync.WaitGroup
				raging.Go(func() { f.run(b, p, m, over, got) })
				<-time.After(calm)
				drawn, answers, cpu, begun := got.bytes.Load(), got.answers.Load(), p.cpu(b), time.Now()
				stand("during")
				took := time.Since(begun).Seconds()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(got.bytes.Load()-drawn)/took/1e6, "MB/s-drawn")
				b.ReportMetric(float64(got.answers.Load()-answers)/took, "answers/s")
				b.ReportMetric(float64(got.refusals.Load()), "refusals")
				b.ReportMetric((p.cpu(b)-cpu).Seconds()/took*100, "%-of-a-core")
				close(over)
				raging.Wait()
				p.stop()
			}
		})
	}
}

// page loads the page from the bystander's address, on a connection of its own,
// and returns how long that took.
func page(b *testing.B, p *process) time.Duration {
	b.Helper()
	begun := time.Now()
	c, err := dialer(0).Dial("tcp", p.http)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", p.http)
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatal(err, resp)
	}
	io.Copy(io.Discard, resp.Body)
	return time.Since(begun)
}

// soldier is a socket of an attacker. It sends one command after the other and
// awaits its answer, and nothing else.
type soldier struct {
	ws   *websocket.Conn
	sent int
	got  *spoils
}

// enlist opens a socket from the i-th address, which ends with the flood.
func enlist(b *testing.B, p *process, i int, over <-chan struct{}, got *spoils) *soldier {
	d := websocket.Dialer{NetDialContext: dialer(i).DialContext}
	ws, _, err := d.Dial("ws://"+p.http+"/ws", http.Header{"Origin": {"http://" + p.http}})
	if err != nil {
		b.Errorf("a socket of the attacker: %v", err)
		return nil
	}
	go func() {
		<-over
		ws.Close()
	}()
	return &soldier{ws: ws, got: got}
}

// ask returns the answer, or nothing when the flood is over.
func (s *soldier) ask(format string, args ...any) string {
	s.sent++
	if s.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"id": "e%d", "do": %s}`, s.sent, fmt.Sprintf(format, args...))) != nil {
		return ""
	}
	for {
		_, answer, err := s.ws.ReadMessage()
		if err != nil {
			return ""
		}
		s.got.bytes.Add(int64(len(answer)))
		if !bytes.HasPrefix(answer, []byte(`{"type":"answer"`)) {
			continue
		}
		if bytes.Contains(answer, []byte(`"ok":true`)) {
			s.got.answers.Add(1)
		} else {
			s.got.refusals.Add(1)
		}
		return string(answer)
	}
}

// attack has so many sockets of one address look at rooms, and command as fast
// as they can.
func attack(b *testing.B, p *process, sockets int, over <-chan struct{}, got *spoils, codes []string, command func(i int) string) {
	var all sync.WaitGroup
	for range sockets {
		s := enlist(b, p, enemy, over, got)
		if s == nil {
			break
		}
		all.Go(func() {
			for _, code := range codes {
				s.ask(`"open", "room": %q`, code)
			}
			for i := 0; s.ask("%s", command(i)) != ""; i++ {
			}
		})
	}
	all.Wait()
}

// pageRequests asks for a path again and again, on as many connections as a browser
// has for each of many people.
func pageRequests(p *process, over <-chan struct{}, got *spoils, path string) {
	client := &http.Client{Transport: &http.Transport{DialContext: dialer(enemy).DialContext, MaxIdleConnsPerHost: gang}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for range gang {
		all.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				resp, err := client.Get("http://" + p.http + path)
				if err != nil {
					continue
				}
				n, _ := io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				got.bytes.Add(n)
				if resp.StatusCode == http.StatusOK {
					got.answers.Add(1)
				} else {
					got.refusals.Add(1)
				}
			}
		})
	}
	all.Wait()
}

// columns are those of a large board.
const columns = "ABCDEFGHJKLMNOPQRST"

// largeBoard seats two at the largest board. They play as fast as they may, one
// below and the other above, and begin anew when there is no more room.
func largeBoard(b *testing.B, p *process, i int, over <-chan struct{}, got *spoils) (code string, play func()) {
	sides := []*soldier{enlist(b, p, i, over, got), enlist(b, p, i, over, got)}
	answer := sides[0].ask(`"create", "game": "go", "options": {"board": "19x19"}`)
	if _, err := fmt.Sscanf(answer[strings.Index(answer, `"code":`)+len(`"code":`):], "%q", &code); err != nil {
		b.Errorf("%s: %v", answer, err)
	}
	sides[1].ask(`"sit", "room": %q`, code)
	return code, func() {
		for round := 0; ; round++ {
			for ply := range 2 * 8 * len(columns) {
				row := 1 + ply/2/len(columns) + ply%2*10
				move := fmt.Sprintf(`"move", "room": %q, "ply": %d, "move": "%c%d"`, code, ply, columns[ply/2%len(columns)], row)
				for answer := ""; !strings.Contains(answer, `"ok":true`); {
					if answer = sides[(round+ply)%2].ask("%s", move); answer == "" {
						return
					}
				}
			}
			sides[0].ask(`"resign", "room": %q`, code)
			for _, s := range sides {
				s.ask(`"rematch", "room": %q`, code)
			}
		}
	}
}
