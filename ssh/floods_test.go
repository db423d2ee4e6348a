package ssh

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
	"crossplay/ssh/line"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

func TestFourSessionsShareAConnectionAndAFloodOfThemClosesIt(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		for range MaxSessions {
			p.terminal()
		}
		for i := range MaxRefused {
			_, _, err := p.OpenChannel("session", nil)
			var no *gossh.OpenChannelError
			if i < MaxRefused-1 && (!errors.As(err, &no) || no.Reason != gossh.ResourceShortage) {
				t.Fatalf("session %d: %v", MaxSessions+1+i, err)
			}
		}
		if !gone(p.line) {
			t.Error("still open")
		}
	})
}

func TestASessionThatEndsMakesRoomForAnother(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		for range 3 * MaxSessions {
			s := p.terminal()
			s.press("q")
			if got := s.status(); got != 0 {
				t.Fatalf("status %d", got)
			}
		}
		pass(StartTimeout)
		if !gone(p.line) {
			t.Error("a connection without sessions is kept")
		}
	})
}

func TestForwardingAgentsAndX11AreRefused(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "tun@openssh.com", "x11"} {
			_, _, err := p.OpenChannel(kind, gossh.Marshal(struct {
				Host  string
				Port  uint32
				Host2 string
				Port2 uint32
			}{"127.0.0.1", 22, "127.0.0.1", 1}))
			var no *gossh.OpenChannelError
			if !errors.As(err, &no) || no.Reason != gossh.Prohibited {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if ok, _, err := p.SendRequest("tcpip-forward", true, gossh.Marshal(struct {
			Host string
			Port uint32
		}{"", 0})); ok || err != nil {
			t.Errorf("tcpip-forward: %v, %v", ok, err)
		}
		s := p.sit()
		for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req"} {
			if ok, err := s.SendRequest(kind, true, nil); ok || err != nil {
				t.Errorf("%s: %v, %v", kind, ok, err)
			}
		}
	})
}

func TestAHugeTerminalGetsAScreenOfTheLargestSize(t *testing.T) {
	for ask, want := range map[[2]int]string{{20000, 20000}: "500×200", {0, 0}: "80×24", {1, 1}: "1×1", {1 << 31, 5}: "500×5"} {
		open(t, guard.Limits{}, func(t *testing.T, h *harness) {
			s := h.guest().sit()
			check(t, s.RequestPty("xterm", ask[1], ask[0], nil))
			check(t, s.Shell())
			synctest.Wait()
			if got := strings.Join(h.sizes, " "); got != want {
				t.Errorf("%v: %s", ask, got)
			}
		})
	}
}

func TestOfAFloodOfResizesTheLastOneWins(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().sit()
		check(t, s.RequestPty("xterm", 24, 80, nil))
		for i := range 500 {
			check(t, s.WindowChange(20, 100+i%7))
		}
		check(t, s.WindowChange(30, 90))
		check(t, s.Shell())
		synctest.Wait()
		if got := h.sizes[len(h.sizes)-1]; got != "90×30" {
			t.Errorf("before the shell: %s", got)
		}
		for i := range 500 {
			check(t, s.WindowChange(1<<20, 100+i%7))
		}
		check(t, s.WindowChange(0, 0))
		pass(5 * time.Second) // for so many at once
		if got := h.sizes[len(h.sizes)-1]; got != "80×24" {
			t.Errorf("after it: %s", got)
		}
	})
}

func TestTheEnvironmentIsBounded(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().sit()
		taken := 0
		for i := range 2 * MaxEnv {
			if s.Setenv(fmt.Sprintf("V%d", i), "x") == nil {
				taken++
			}
		}
		if got := h.log.lines("environment cut off"); taken != MaxEnv || len(got) == 0 || len(got) > 10 {
			t.Errorf("%d variables were taken, and %q logged", taken, got)
		}
		s = h.guest().sit()
		if s.Setenv("BIG", strings.Repeat("x", MaxEnvBytes)) == nil {
			t.Error("a big variable was taken")
		}
		check(t, s.Setenv("NO_COLOR", "1"))
		check(t, s.Setenv("LC_ALL", "C"))
		check(t, s.RequestPty("xterm-256color", 24, 80, nil))
		check(t, s.Shell())
		if look := h.session().Look; look != (term.Look{Profile: term.NoColour, ASCII: true}) {
			t.Errorf("looks like %+v", look)
		}
		if s.Setenv("LATE", "x") == nil {
			t.Error("a late variable was taken")
		}
	})
}

func TestAFloodOfRequestsWaitsAtItsSender(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		p.terminal()
		began := time.Now()
		const flood = 2 << 20
		for range flood / (32 << 10) {
			if _, _, err := p.SendRequest("flood", true, make([]byte, 32<<10)); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < (flood-ConnBurst)/ConnRate*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// What one connection may send, an address may not send sixty-four times over.
func TestFloodsOnManyConnectionsShareALimit(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		const flood = ConnBurst
		var sent sync.WaitGroup
		var all []*person
		for range 32 {
			all = append(all, h.guest())
		}
		h.from = "198.51.100.8"
		bystander := h.guest().terminal()
		began := time.Now()
		for _, p := range all {
			sent.Go(func() {
				for range flood / (32 << 10) {
					_, _, _ = p.SendRequest("flood", true, make([]byte, 32<<10))
				}
			})
		}
		bystander.press("x")
		if took := time.Since(began); took > 0 || strings.Join(h.typed, "") != "x" {
			t.Errorf("a bystander waited %v", took)
		}
		sent.Wait()
		if took := time.Since(began); took < (32*flood-NetworkBurst)/NetworkRate*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// The library would keep stderr data for somebody who reads it: it gives the window
// back, which is 2 MB, only for what was read.
func TestStderrDataOfAClientIsReadAndForgotten(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		bystander := p.terminal() // shares the connection
		ch, requests, err := p.OpenChannel("session", nil)
		check(t, err)
		go gossh.DiscardRequests(requests)
		_, err = ch.SendRequest("shell", true, nil)
		check(t, err)
		const flood, piece = 4 << 20, 32 << 10
		var sent atomic.Int64
		go func() {
			for range flood / piece {
				n, err := ch.Stderr().Write(make([]byte, piece))
				sent.Add(int64(n))
				if err != nil {
					return
				}
				<-time.After(piece / ConnRate * time.Second) // so that keepalives are answered in between
			}
		}()
		pass(2 * flood / ConnRate * time.Second)
		if got := sent.Load(); got != flood {
			t.Errorf("%d bytes were taken of %d", got, flood)
		}
		bystander.press("x")
		if got := strings.Join(h.typed, ""); got != "x" {
			t.Errorf("the bystander typed %q", got)
		}
	})
}

// Input that a session does not take waits at its sender, but for one packet. It
// holds up nothing else on the connection, nor makes anybody look as if they had gone.
func TestInputThatIsNotTakenWaitsAtItsSender(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		take := make(chan int)
		h.lines = func(ctx context.Context, _ *session.Session, in io.Reader, out io.Writer) int {
			for n := range take {
				_, _ = io.ReadFull(in, make([]byte, n))
			}
			return 0
		}
		p := h.guest()
		bystander := p.terminal() // shares the connection
		s := p.sit()
		check(t, s.Shell())
		const flood, packet = 256 << 10, 32 << 10
		var sent atomic.Int64
		go func() {
			for range flood / 512 {
				n, _ := s.keys.Write(make([]byte, 512))
				sent.Add(int64(n))
			}
		}()
		take <- 1024
		pass(10 * time.Minute)
		if gone(p.line) {
			t.Fatal("cut off")
		}
		if got := sent.Load(); got > packet+1024 {
			t.Errorf("%d bytes were sent", got)
		}
		bystander.press("x")
		if got := strings.Join(h.typed, ""); got != "x" {
			t.Errorf("the bystander typed %q", got)
		}
		take <- flood - 1024
		pass(time.Minute)
		if got := sent.Load(); got != flood {
			t.Errorf("%d bytes were sent in the end", got)
		}
		close(take)
	})
}

// However much of what they have typed waits.
func TestWhoHasGoneIsNoticedWhileTheirInputWaits(t *testing.T) {
	for name, leave := range map[string]func(p *person){
		"hung up":     func(p *person) { _ = p.line.Close() },
		"disappeared": func(p *person) { p.line.(*end).vanish() },
	} {
		t.Run(name, func(t *testing.T) {
			open(t, guard.Limits{}, func(t *testing.T, h *harness) {
				h.lines = func(ctx context.Context, _ *session.Session, in io.Reader, _ io.Writer) int {
					_, _ = io.ReadFull(in, make([]byte, 1<<10))
					<-ctx.Done() // and takes nothing more
					return 0
				}
				p := h.guest()
				s := p.sit()
				check(t, s.Shell())
				sess := h.session()
				go func() { _, _ = s.keys.Write(make([]byte, 128<<10)) }()
				pass(time.Minute)
				if sess.Context.Err() != nil {
					t.Fatal("gone before the end")
				}
				began := time.Now()
				leave(p)
				<-sess.Context.Done()
				if took := time.Since(began); took > 45*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

// A screen takes keys more slowly than they come.
func TestWhoHasGoneLeavesTheScreenHoweverMuchTheyHaveTyped(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		s := p.terminal()
		gone := h.session().Context
		go func() { _, _ = s.keys.Write(bytes.Repeat([]byte("x"), 128<<10)) }()
		pass(5 * time.Second)
		if gone.Err() != nil {
			t.Fatal("gone before the end")
		}
		began := time.Now()
		_ = p.line.Close()
		<-gone.Done()
		if took := time.Since(began); took > 45*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// Line mode used to answer each line of who had gone, for minutes.
func TestWhoHasGoneLeavesAtOnceHoweverMuchTheyHaveTyped(t *testing.T) {
	open(t, guard.Limits{PerAddress: 1}, func(t *testing.T, h *harness) {
		h.lines = line.Run
		p := h.guest()
		s := p.sit()
		check(t, s.Start("plain"))
		gone := h.session().Context
		go func() { _, _ = s.keys.Write(bytes.Repeat([]byte("\n"), 64<<10)) }()
		pass(5 * time.Second)
		if gone.Err() != nil {
			t.Fatal("gone before the end")
		}
		began := time.Now()
		_ = p.line.Close()
		<-gone.Done()
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %v", took)
		}
		h.lines = nil
		h.guest().terminal()
		if got := len(h.sessions); got != 2 {
			t.Errorf("%d came in", got)
		}
	})
}

// A key that had to wait here was typed when it came.
func TestAKeyIsStampedWhenItComes(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().terminal()
		pass(time.Minute)
		s.press("x")
		if h.late != 0 {
			t.Errorf("a key alone waited %v", h.late)
		}
		s.press(strings.Repeat("x", term.KeyBurst+term.KeyRate))
		pass(2 * time.Second)
		if got := len(h.typed); got != 1+term.KeyBurst+term.KeyRate {
			t.Fatalf("%d keys were taken", got)
		}
		if h.late < time.Second/2 || h.late > 2*time.Second {
			t.Errorf("of many keys the last waited %v", h.late)
		}
	})
}
