package bench

import (
	"context"
	"encoding/binary"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

const (
	// attacker is the address, as dialer counts them, that sshFloods come from.
	attacker = 200
	// each is how many connections the server lets one address have.
	each = 64
)

// sshFlood attacks the SSH port until the context ends. It counts what it got.
type sshFlood struct {
	name string
	run  func(ctx context.Context, ssh string, got *atomic.Int64)
}

var sshFloods = []sshFlood{
	{"connects", func(ctx context.Context, ssh string, got *atomic.Int64) {
		swarm(ctx, each, 50*time.Millisecond, func(int) {
			if c, err := dialer(attacker).DialContext(ctx, "tcp", ssh); err == nil {
				got.Add(1)
				c.Close()
			}
		})
	}},
	{"silence", func(ctx context.Context, ssh string, got *atomic.Int64) {
		swarm(ctx, each*each, 4*time.Second, func(i int) {
			c, err := dialer(attacker+i%each).DialContext(ctx, "tcp", ssh)
			if err != nil {
				return
			}
			defer c.Close()
			got.Add(1)
			defer context.AfterFunc(ctx, func() { c.Close() })()
			io.Copy(io.Discard, c) // until the server has had enough
		})
	}},
	{"keys", func(ctx context.Context, ssh string, got *atomic.Int64) {
		swarm(ctx, each, time.Millisecond, func(int) {
			if askForKeys(ctx, ssh) {
				got.Add(1)
			}
		})
	}},
	{"logins", func(ctx context.Context, ssh string, got *atomic.Int64) {
		swarm(ctx, each, time.Millisecond, func(int) {
			if c := login(ctx, ssh, attacker, gossh.Config{}); c != nil {
				got.Add(1)
				c.Close()
			}
		})
	}},
	{"new-keys", func(ctx context.Context, ssh string, got *atomic.Int64) {
		requests(ctx, ssh, gossh.Config{RekeyThreshold: 256}, make([]byte, 256), got)
	}},
	{"requests", func(ctx context.Context, ssh string, got *atomic.Int64) {
		requests(ctx, ssh, gossh.Config{}, nil, got)
	}},
}

// BenchmarkMoveBesideFlood times moves between people in browsers as
// BenchmarkMoveToOpponent does, before and while one address (in "silence",
// sixty-four) does the worst to the SSH port that it can; and how long somebody
// else then takes to come in.
func BenchmarkMoveBesideFlood(b *testing.B) {
	for _, f := range sshFloods {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b), "--max-connections=4096")
				m := meet(b, p.http, 0)
				play := func() times {
					return pace{rooms: 1, thought: thought, moves: 200}.times(b, 1, func(int) time.Duration {
						m.again(b)
						return m.move(b)
					})
				}
				idle, calm := p.cpu(b), time.Now()
				before := play()
				least := (p.cpu(b) - idle).Seconds() / time.Since(calm).Seconds()

				ctx, end := context.WithCancel(b.Context())
				var got atomic.Int64
				var attack sync.WaitGroup
				attack.Go(func() { f.run(ctx, p.ssh, &got) })
				<-time.After(2 * time.Second) // what may be had at once is spent
				cpu, had, begun := p.cpu(b), got.Load(), time.Now()
				during := play()
				var heard atomic.Int64
				came := time.Now()
				dialTerminal(b, p.ssh, 100, "", &heard)
				entry := time.Since(came)
				seconds := time.Since(begun).Seconds()
				cpu, had = p.cpu(b)-cpu, got.Load()-had
				end()
				attack.Wait()
				p.stop()

				b.ReportMetric(0, "ns/op")
				before.report(b, "before-")
				during.report(b, "during-")
				b.ReportMetric(float64(entry.Microseconds())/1e3, "entry-ms")
				b.ReportMetric(float64(had)/seconds, "got/s")
				b.ReportMetric(least*1e3, "before-cpu-ms/s")
				b.ReportMetric(cpu.Seconds()/seconds*1e3, "during-cpu-ms/s")
			}
		})
	}
}

// swarm does something over and over, so many times at once. It pauses in between,
// for it shares its processors with the server and with whom it disturbs.
func swarm(ctx context.Context, n int, pause time.Duration, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			for ctx.Err() == nil {
				do(i)
				select {
				case <-time.After(pause):
				case <-ctx.Done():
				}
			}
		})
	}
	all.Wait()
}

// login gets in from the i-th address, or returns nil.
func login(ctx context.Context, ssh string, i int, config gossh.Config) gossh.Conn {
	conn, err := dialer(i).DialContext(ctx, "tcp", ssh)
	if err != nil {
		return nil
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	c, chans, reqs, err := gossh.NewClientConn(conn, ssh, &gossh.ClientConfig{
		Config: config,
		Auth: []gossh.AuthMethod{gossh.KeyboardInteractive(
			func(string, string, []string, []bool) ([]string, error) { return nil, nil })},
		HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		stop()
		conn.Close()
		return nil
	}
	go gossh.DiscardRequests(reqs)
	go func() {
		for ch := range chans {
			ch.Reject(gossh.Prohibited, "")
		}
	}()
	return c
}

// requests has all the connections that there may be, and sends requests that
// have to be answered as fast as they are.
func requests(ctx context.Context, ssh string, config gossh.Config, payload []byte, got *atomic.Int64) {
	swarm(ctx, each, time.Millisecond, func(int) {
		c := login(ctx, ssh, attacker, config)
		if c == nil {
			return
		}
		defer c.Close()
		for {
			if _, _, err := c.SendRequest("x", true, payload); err != nil {
				return
			}
			got.Add(1)
		}
	})
}

// askForKeys makes the server compute keys, without computing anything, and
// reports whether it did.
func askForKeys(ctx context.Context, ssh string) bool {
	c, err := dialer(attacker).DialContext(ctx, "tcp", ssh)
	if err != nil {
		return false
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	point := make([]byte, 32)
	point[0] = 9
	io.WriteString(c, "SSH-2.0-flood\r\n"+
		plain(gossh.Marshal(struct {
			Cookie                                           [16]byte `sshtype:"20"`
			Kex, HostKey, Up, Down, UpMAC, DownMAC           []string
			UpCompression, DownCompression, UpLang, DownLang []string
			Follows                                          bool
			Reserved                                         uint32
		}{
			Kex: []string{"curve25519-sha256"}, HostKey: []string{"ssh-ed25519"},
			Up: []string{"aes128-gcm@openssh.com"}, Down: []string{"aes128-gcm@openssh.com"},
			UpMAC: []string{"hmac-sha2-256"}, DownMAC: []string{"hmac-sha2-256"},
			UpCompression: []string{"none"}, DownCompression: []string{"none"},
		}))+
		plain(gossh.Marshal(struct {
			Point []byte `sshtype:"30"`
		}{point})))
	// The version, the algorithms and then the answer.
	var head [6]byte
	var line [1]byte
	for line[0] != '\n' {
		if _, err := io.ReadFull(c, line[:]); err != nil {
			return false
		}
	}
	for head[5] != 31 {
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return false
		}
		if _, err := io.CopyN(io.Discard, c, int64(binary.BigEndian.Uint32(head[:]))-2); err != nil {
			return false
		}
	}
	return true
}

// plain is a packet that is not encrypted (RFC 4253, section 6).
func plain(payload []byte) string {
	padding := 8 - (5+len(payload))%8
	if padding < 4 {
		padding += 8
	}
	p := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	p = append(p, byte(padding))
	p = append(p, payload...)
	return string(append(p, make([]byte, padding)...))
}
