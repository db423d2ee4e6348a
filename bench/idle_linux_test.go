package bench

import (
	"net"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// callers are how many connections are weighed together that have no session.
const callers = 1000

// BenchmarkIdleConnection weighs connections that do nothing: before their
// first word, before their person has said yes to the host's key, and without a
// session.
func BenchmarkIdleConnection(b *testing.B) {
	for _, stage := range []string{"silent", "undecided", "idle"} {
		b.Run(stage, func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b))
				var there atomic.Int64
				yes := make(chan struct{})
				call := func(i int) {
					conn, err := dialer(i).Dial("tcp", p.ssh)
					if err != nil {
						b.Fatal(err)
					}
					b.Cleanup(func() { conn.Close() })
					if stage == "silent" {
						return
					}
					go func() {
						_, _, _, err := gossh.NewClientConn(conn, p.ssh, &gossh.ClientConfig{
							Auth: []gossh.AuthMethod{gossh.KeyboardInteractive(
								func(string, string, []string, []bool) ([]string, error) { return nil, nil })},
							HostKeyCallback: func(string, net.Addr, gossh.PublicKey) error {
								if stage == "undecided" {
									there.Add(1)
									<-yes
								}
								return nil
							},
						})
						if err == nil {
							there.Add(1)
						}
					}()
				}
				for i := range warm {
					call(i)
				}
				calmed(&there)
				before := p.memory(b)
				for i := range callers {
					call(warm + i)
				}
				calmed(&there)
				each := (p.memory(b) - before) / callers
				close(yes)
				p.stop()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(each/1024, "KB/connection")
			}
		})
	}
}

// BenchmarkLogin weighs what letting somebody in costs the server, from the first
// byte to the last of a connection.
func BenchmarkLogin(b *testing.B) {
	for _, kex := range []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519} {
		b.Run(kex, func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b))
				var before time.Duration
				for i := range warm + callers {
					if i == warm {
						before = p.cpu(b)
					}
					c := login(b.Context(), p.ssh, i, gossh.Config{KeyExchanges: []string{kex}})
					if c == nil {
						b.Fatal("not let in")
					}
					c.Close()
				}
				each := (p.cpu(b) - before) / callers
				p.stop()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(each.Microseconds()), "cpu-µs/login")
			}
		})
	}
}
