package ssh

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
	"crossplay/ssh/term"
	"crossplay/ssh/visit"
)

func TestSilentConnectionsAreClosedAfterTenSeconds(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		var silent []net.Conn
		for range 50 {
			silent = append(silent, h.call("198.51.100.9"))
		}
		pass(HelloTimeout - time.Second)
		if gone(silent[0]) {
			t.Error("closed too soon")
		}
		pass(time.Second)
		for _, c := range silent {
			if !gone(c) {
				t.Fatal("still open")
			}
		}
		if got := h.log.lines("took too long"); len(got) == 0 || len(got) > 10 {
			t.Errorf("%d log records", len(got))
		}
		if got := h.log.lines("handshake failed"); len(got) > 0 {
			t.Errorf("it is said twice: %q", got)
		}
	})
}

func TestAPersonMayTakeTheirTimeOverTheHostKey(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		slowly := func(d time.Duration) error {
			p, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{nothing()}, HostKeyCallback: func(string, net.Addr, gossh.PublicKey) error {
				pass(d)
				return nil
			}})
			if err == nil {
				p.terminal()
			}
			return err
		}
		if err := slowly(50 * time.Second); err != nil {
			t.Errorf("in 50 seconds: %v", err)
		}
		if err := slowly(LoginTimeout + time.Second); err == nil {
			t.Error("nobody has so much time")
		}
	})
}

func TestOverTheQuotaConnectionsAreClosedBeforeAByte(t *testing.T) {
	open(t, guard.Limits{PerAddress: 2, Total: 3}, func(t *testing.T, h *house) {
		one, two := h.call("203.0.113.1"), h.call("203.0.113.1")
		third := h.call("203.0.113.1")
		if b, err := io.ReadAll(third); err != nil || len(b) > 0 || gone(one) || gone(two) {
			t.Errorf("got %q, %v", b, err)
		}
		other := h.call("203.0.113.2")
		var hello [8]byte
		if _, err := io.ReadFull(other, hello[:]); err != nil || string(hello[:]) != "SSH-2.0-" {
			t.Errorf("another address got %q, %v", hello, err)
		}
		if full := h.call("203.0.113.3"); !gone(full) || len(h.log.lines("ssh connection refused")) != 2 {
			t.Errorf("the server is full, and logged %q", h.log.lines("refused"))
		}
		_ = one.Close()
		synctest.Wait()
		if again := h.call("203.0.113.1"); gone(again) {
			t.Error("a place that was given back is lost")
		}
	})
}

func TestFourSessionsShareAConnectionAndAFloodOfThemClosesIt(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
		open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
		<-time.After(term.FrameTime)
		synctest.Wait()
		if got := h.sizes[len(h.sizes)-1]; got != "80×24" {
			t.Errorf("after it: %s", got)
		}
	})
}

func TestTheEnvironmentIsBounded(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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
		if look := h.visit().Look; look != (term.Look{Profile: term.NoColour, ASCII: true}) {
			t.Errorf("looks like %+v", look)
		}
		if s.Setenv("LATE", "x") == nil {
			t.Error("a late variable was taken")
		}
	})
}

func TestAFloodOfRequestsWaitsAtItsSender(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
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

func TestASessionThatIsNeverStartedIsClosed(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		p := h.guest()
		p.sit()
		pass(StartTimeout)
		pass(StartTimeout)
		if !gone(p.line) {
			t.Error("still open")
		}
	})
}

// forger signs with a key that is not the one it offers.
type forger struct {
	gossh.Signer
	victim gossh.PublicKey
}

func (f forger) PublicKey() gossh.PublicKey { return f.victim }

func TestWhoPlaysTricksWithKeysIsDisconnected(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		_, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{
			gossh.PublicKeys(forger{newKey(t, 2), newKey(t, 1).PublicKey()}), nothing(),
		}})
		if err == nil {
			t.Error("got in with a forged signature")
		}
		c := conn{}
		for range MaxKeys {
			if !c.offer() {
				t.Fatal("an honest agent holds more keys")
			}
		}
		if c.offer() {
			t.Error("keys can be tried for ever")
		}
	})
}

func TestPasswordsAreNotAsked(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		_, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{gossh.Password("secret")}})
		if err == nil || strings.Contains(err.Error(), "attempted methods [none password]") {
			t.Errorf("%v", err)
		}
	})
}

func TestAVanishedClientIsNoticedWithin45Seconds(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		p := h.guest()
		p.terminal()
		v := h.visit()
		pass(10 * time.Minute)
		if gone(p.line) {
			t.Fatal("a client that answers is cut")
		}
		p.line.(*end).vanish()
		began := time.Now()
		<-v.Context.Done()
		if took := time.Since(began); took > 45*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestAClientThatNeverReadsIsCut(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		h.lines = func(_ context.Context, _ *visit.Visit, _ io.Reader, out io.Writer) int {
			for {
				if _, err := out.Write(make([]byte, 32<<10)); err != nil {
					return 1
				}
			}
		}
		bystander := h.guest().terminal()
		// This client answers keepalives, but takes no output from its session.
		ch, requests, err := h.guest().OpenChannel("session", nil)
		check(t, err)
		go gossh.DiscardRequests(requests)
		_, err = ch.SendRequest("shell", true, nil)
		check(t, err)
		began := time.Now()
		<-h.visit().Context.Done()
		fills := 2 << 20 / term.OutputRate * time.Second // its window, at our pace
		if took := time.Since(began); took > term.WriteTimeout+fills || len(h.log.lines("took no output")) != 1 {
			t.Errorf("took %v", took)
		}
		bystander.press("x")
		if got := strings.Join(h.typed, ""); got != "x" {
			t.Errorf("the bystander typed %q", got)
		}
	})
}

func TestWhoPressesNoKeyForTwoHoursIsLetGo(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		s := h.guest().terminal()
		pass(IdleTimeout - time.Minute)
		s.press("x")
		pass(IdleTimeout - time.Minute)
		if h.visit().Context.Err() != nil {
			t.Fatal("let go too soon")
		}
		pass(time.Minute)
		if got := s.status(); got != 0 || !strings.HasSuffix(s.out.String(), "To come back to your seat: "+h.visit().ReturnCommand+"\r\n") {
			t.Errorf("status %d, %q", got, s.out.String())
		}
	})
}

func TestRandomBytesAreClosedAndLoggedInOneQuotedLine(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		c := h.call("203.0.113.5")
		go func() { _, _ = io.Copy(io.Discard, c) }()
		_, _ = c.Write([]byte("GET / HTTP/1.1\r\nHost: \x1b[31m\nlevel=ERROR\r\n\r\n" + strings.Repeat("\x00\xff", 300)))
		if !gone(c) {
			t.Error("still open")
		}
		if got := h.log.lines("203.0.113.5"); len(got) != 1 || strings.ContainsAny(h.log.String(), "\x1b\x00") {
			t.Errorf("logged %q", got)
		}
	})
}

func TestAUserNameCannotForgeARecordOrReachAScreen(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		p, err := h.enter(&gossh.ClientConfig{
			User: "ann\nlevel=ERROR msg=forged \x1b[31m\u202e", ClientVersion: "SSH-2.0-x level=ERROR", Auth: []gossh.AuthMethod{nothing()},
		})
		check(t, err)
		s := p.sit()
		check(t, s.RequestPty("xterm\x1b[31m\n", 24, 80, nil))
		check(t, s.Shell())
		if name := h.visit().Player.Name; strings.ContainsAny(name, "\n\x1b\u202e") {
			t.Errorf("came in as %q", name)
		}
		if got := h.log.lines("came in"); len(got) != 1 || strings.ContainsAny(h.log.String(), "\x1b\u202e") || len(h.log.lines("level=ERROR")) > 1 {
			t.Errorf("logged %q", h.log.String())
		}
	})
}

func TestAPanicEndsOneSessionAndNothingElse(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		boom := func() int { panic("boom") }
		h.lines = func(context.Context, *visit.Visit, io.Reader, io.Writer) int { return boom() }
		h.answer = func(context.Context, *visit.Visit, io.Writer, io.Writer) int { return boom() }
		p := h.guest()
		bystander := p.terminal()
		for _, command := range []string{"plain", "help"} {
			s := p.sit()
			check(t, s.Start(command))
			if got := s.status(); got != exitFailed || !strings.HasPrefix(s.errs.String(), "Something broke here") {
				t.Errorf("%s: status %d, %q", command, got, s.errs.String())
			}
		}
		h.mu.Lock()
		h.broken = true
		h.mu.Unlock()
		s := p.terminal()
		s.press("x")
		if got := s.status(); got != exitFailed || !strings.Contains(s.out.String(), "\x1b[?1049lSomething broke here") {
			t.Errorf("screen: status %d, %q", got, s.out.String())
		}
		if got := h.log.lines("panicked"); len(got) != 3 {
			t.Errorf("%d records", len(got))
		}
		h.mu.Lock()
		h.broken = false
		h.mu.Unlock()
		bystander.press("y")
		if got := strings.Join(h.typed, ""); got != "y" {
			t.Errorf("the bystander typed %q", got)
		}
	})
}

func TestAtShutdownEveryoneIsToldHowToComeBack(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		screen := h.guest().terminal()
		back := h.visit().ReturnCommand
		line := h.guest().sit()
		check(t, line.Shell())
		h.visit()
		silent := h.call("203.0.113.1")
		idle := h.guest()
		began := time.Now()
		go h.server.Shutdown(t.Context(), farewellNotice)
		want := "\x1b[?1049l" + farewellNotice + "\r\nTo come back to your seat: " + back + "\r\n"
		if got := screen.status(); got != 0 || !strings.HasSuffix(screen.out.String(), want) {
			t.Errorf("screen: status %d, %q", got, screen.out.String())
		}
		if got := line.status(); got != 0 || !strings.Contains(line.out.String(), "\n"+farewellNotice+"\nTo come back to your seat: ssh -T play.example") {
			t.Errorf("line mode: status %d, %q", got, line.out.String())
		}
		if !gone(silent) || !gone(idle.line) || time.Since(began) > time.Second {
			t.Errorf("after %v: silent %v, idle %v", time.Since(began), gone(silent), gone(idle.line))
		}
	})
}

func TestAShutdownDoesNotWaitForWhoDoesNotGo(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		p := h.guest()
		p.terminal()
		p.line.(*end).vanish()
		brief, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		h.server.Shutdown(brief, farewellNotice)
		if took := time.Since(began); took > 4*time.Second || !gone(p.line) {
			t.Errorf("took %v", took)
		}
	})
}

func TestOnlyModernAlgorithmsAreSpokenThePostQuantumOneFirst(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *house) {
		p := h.guest()
		if got := p.Conn.(gossh.AlgorithmsConnMetadata).Algorithms().KeyExchange; got != gossh.KeyExchangeMLKEM768X25519 {
			t.Errorf("agreed on %s", got)
		}
		old := gossh.InsecureAlgorithms()
		for _, c := range []gossh.Config{{KeyExchanges: old.KeyExchanges}, {KeyExchanges: []string{gossh.KeyExchangeECDHP256}}, {Ciphers: old.Ciphers}, {Ciphers: []string{gossh.CipherAES128CTR}, MACs: []string{gossh.HMACSHA1}}} {
			if _, err := h.enter(&gossh.ClientConfig{Config: c, Auth: []gossh.AuthMethod{nothing()}}); err == nil {
				t.Errorf("%+v was agreed on", c)
			}
		}
		c := h.call("203.0.113.9")
		_, _ = c.Write([]byte("SSH-2.0-test\r\n"))
		b := make([]byte, 1024)
		_, _ = io.ReadFull(c, b)
		if hello := string(b); !strings.HasPrefix(hello, "SSH-2.0-Crossplay\r\n") || !strings.Contains(hello, "kex-strict-s-v00@openssh.com") || strings.Contains(hello, "sha1") {
			t.Errorf("it says %q", hello)
		}
	})
}
