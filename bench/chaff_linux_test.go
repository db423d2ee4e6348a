package bench

import (
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

const (
	// beat is how far apart pings are, and chaff how many follow a key: OpenSSH goes
	// on for one to three seconds after the last.
	beat  = 20 * time.Millisecond
	chaff = 50
)

// types presses keys, one each second, with so many pings after each.
func (c *chaffer) types(keys, pings int) error {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for range keys {
		key := []string{left, right}[c.arrow%2]
		c.arrow++
		if err := c.write(gossh.Marshal(struct {
			Channel uint32 `sshtype:"94"`
			Data    string
		}{0, key})); err != nil {
			return err
		}
		for i := range chaff {
			<-tick.C
			if i >= pings || !c.chaffs { // OpenSSH sends none to whoever does not ask for them
				continue
			}
			if err := c.write(ping); err != nil {
				return err
			}
		}
	}
	return nil
}

// BenchmarkAKeyAmongChaff weighs a key of people whose clients hide it among
// chaff. The floor is a key of the same people without any.
func BenchmarkAKeyAmongChaff(b *testing.B) {
	for _, crowd := range []struct {
		name          string
		persons, keys int
	}{{"persons=1", 1, 20}, {"persons=48", 48, 8}} {
		b.Run(crowd.name, func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b))
				var heard atomic.Int64
				all := make([]*chaffer, crowd.persons)
				for i := range all {
					all[i] = dialChaffer(b, p.ssh, i, "play tictactoe", &heard)
				}
				calmed(&heard)
				weigh := func(pings int) float64 {
					before := p.cpu(b)
					done := make(chan error)
					for i, c := range all {
						go func() {
							<-time.After(time.Duration(i) * beat / time.Duration(len(all))) // not in step
							done <- c.types(crowd.keys, pings)
						}()
					}
					for range all {
						if err := <-done; err != nil {
							b.Fatal(err)
						}
					}
					return float64((p.cpu(b) - before).Microseconds()) / 1e3 / float64(len(all)*crowd.keys)
				}
				plain, hidden := weigh(0), weigh(chaff)
				calmed(&heard)
				answered := int64(0)
				for _, c := range all {
					answered += c.pongs.Load()
				}
				want := int64(crowd.persons * crowd.keys * chaff)
				if !all[0].chaffs {
					want = 0
				}
				if answered != want {
					b.Errorf("%d pings were answered of %d", answered, want)
				}
				p.stop()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(hidden, "cpu-ms/key")
				b.ReportMetric(plain, "cpu-ms/floor")
			}
		})
	}
}
