package ssh

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

func TestSilentConnectionsAreClosedAfterTenSeconds(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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

// Sixty-four addresses with as many silent connections as they may have used to
// close the server for ten seconds.
func TestSilentCrowdsShutNobodyOut(t *testing.T) {
	open(t, guard.Limits{PerAddress: 8, Total: 64}, func(t *testing.T, h *harness) {
		var crowd []net.Conn
		for i := range 64 {
			crowd = append(crowd, h.call(fmt.Sprint("203.0.113.", i%8)))
		}
		began := time.Now()
		s := h.guest().terminal()
		if took := time.Since(began); took > 0 {
			t.Errorf("a bystander got in after %v", took)
		}
		for i := range 64 {
			crowd = append(crowd, h.call(fmt.Sprint("203.0.113.", i%8)))
		}
		s.press("x")
		if got := strings.Join(h.typed, ""); got != "x" {
			t.Errorf("the bystander typed %q", got)
		}
		left := 0
		for _, c := range crowd {
			if !gone(c) {
				left++
			}
		}
		if left != 16 || len(h.log.lines("made room for others")) == 0 {
			t.Errorf("%d of the crowd are left", left)
		}
	})
}

func TestOfAThousandConnectionsFromOneAddressMostAreClosedBeforeAByte(t *testing.T) {
	open(t, guard.Limits{PerAddress: 64, Total: 4096}, func(t *testing.T, h *harness) {
		left, silent := 0, 0
		var crowd []net.Conn
		for range 1000 {
			crowd = append(crowd, h.call("203.0.113.1"))
		}
		h.guest().terminal()
		for _, c := range crowd {
			if !gone(c) {
				left++
				continue
			}
			if b, err := io.ReadAll(c); err == nil && len(b) == 0 {
				silent++
			}
		}
		if left != 64 || silent != 1000-KnockBurst || len(h.log.lines("ssh connection refused")) == 0 {
			t.Errorf("%d are left, %d were closed before a byte", left, silent)
		}
		pass(time.Second)
		if again := h.call("203.0.113.1"); gone(again) {
			t.Error("the address is shut out for good")
		}
	})
}

func TestAFullServerSaysSoInOneLine(t *testing.T) {
	open(t, guard.Limits{PerAddress: 1, Total: 2}, func(t *testing.T, h *harness) {
		first := h.guest()
		first.terminal()
		refused := func(want string) {
			t.Helper()
			for _, pty := range []bool{true, false} {
				s := h.guest().sit()
				if pty {
					check(t, s.RequestPty("xterm", 24, 80, nil))
				}
				check(t, s.Shell())
				status := s.status()
				if got := strings.TrimRight(s.errs.String(), "\r\n"); status != exitFailed || got != want || s.out.String() != "" {
					t.Errorf("status %d, %q and %q", status, s.out.String(), got)
				}
			}
		}
		refused("Too many people play from your address. Close a window, or try again in a minute.")
		h.from = "198.51.100.8"
		h.guest().terminal()
		h.from = "198.51.100.9"
		refused("The server is full. Try again in a few minutes.")
		_ = first.Close()
		synctest.Wait()
		h.guest().terminal()
		h.session()
		if got := len(h.sessions); got != 3 {
			t.Errorf("%d came in", got)
		}
	})
}

func TestWhoReturnsToAGameComesIntoAFullServer(t *testing.T) {
	open(t, guard.Limits{PerAddress: 8, Total: 16}, func(t *testing.T, h *harness) {
		key := &gossh.ClientConfig{Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, 1))}}
		ann, err := h.enter(key)
		check(t, err)
		ann.terminal()
		code, err := h.server.Registry.Create(t.Context(), h.session().Person(), "c1", newRoom)
		check(t, err)
		bob := h.guest()
		bob.terminal()
		back := h.session().ReturnCommand
		check(t, h.server.Registry.Do(t.Context(), h.session().Person(), code, room.Command{Do: room.Sit}))
		_, _ = ann.Close(), bob.Close()
		for i := range 16 {
			h.from = fmt.Sprint("203.0.113.", i%2)
			h.guest().terminal()
		}
		for _, from := range []string{"203.0.113.1", "198.51.100.7"} { // of full addresses, and of others
			h.from = from
			s := h.guest().sit()
			check(t, s.Shell())
			if got := s.status(); got != exitFailed {
				t.Errorf("a newcomer got in with status %d", got)
			}
		}
		h.from = "203.0.113.1"
		ann, err = h.enter(key)
		check(t, err)
		ann.terminal()
		if sess := h.session(); sess.Player.Kind != players.Key {
			t.Errorf("came in as %+v", sess.Player)
		}
		h.from = "198.51.100.7"
		s := h.guest().sit()
		check(t, s.Start("return "+back[strings.LastIndex(back, " ")+1:]))
		if sess := h.session(); sess.Player.Kind != players.Guest || sess.Args[0] != "join" {
			t.Errorf("came in as %+v", sess.Player)
		}
	})
}

func TestAConnectionWithoutSessionsMakesRoom(t *testing.T) {
	open(t, guard.Limits{PerAddress: 1, Total: 100}, func(t *testing.T, h *harness) {
		p := h.guest()
		s := p.terminal()
		s.press("q")
		check(t, s.Wait())
		h.guest().terminal()
		if !gone(p.line) {
			t.Error("it holds on to its place")
		}
	})
}

func TestASessionThatIsNeverStartedIsClosed(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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

func TestAProgramThatKnowsOnlyPasswordsIsAGuest(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for _, auth := range [][]gossh.AuthMethod{
			{gossh.Password("secret")},
			{gossh.Password("")},
			{gossh.PublicKeys(thief{newKey(t, 1)}), gossh.Password("secret")}, // the key was only offered
		} {
			p, err := h.enter(&gossh.ClientConfig{Auth: auth})
			check(t, err)
			p.terminal()
			if sess := h.session(); sess.Player.Kind != players.Guest {
				t.Errorf("came in as %+v", sess.Player)
			}
		}
		if strings.Contains(h.log.String(), "secret") {
			t.Error("the log knows the password")
		}
	})
}

func TestAVanishedClientIsNoticedWithin45Seconds(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		p.terminal()
		sess := h.session()
		pass(10 * time.Minute)
		if gone(p.line) {
			t.Fatal("a client that answers is cut")
		}
		p.line.(*end).vanish()
		began := time.Now()
		<-sess.Context.Done()
		if took := time.Since(began); took > 45*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestAClientThatNeverReadsIsCut(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		h.lines = func(_ context.Context, _ *session.Session, _ io.Reader, out io.Writer) int {
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
		<-h.session().Context.Done()
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().terminal()
		pass(IdleTimeout - time.Minute)
		s.press("x")
		pass(IdleTimeout - time.Minute)
		if h.session().Context.Err() != nil {
			t.Fatal("let go too soon")
		}
		pass(time.Minute)
		if got := s.status(); got != 0 || !strings.HasSuffix(s.out.String(), "To come back to your seat: "+h.session().ReturnCommand+"\r\n") {
			t.Errorf("status %d, %q", got, s.out.String())
		}
	})
}

func TestRandomBytesAreClosedAndLoggedInOneQuotedLine(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p, err := h.enter(&gossh.ClientConfig{
			User: "ann\nlevel=ERROR msg=forged \x1b[31m\u202e", ClientVersion: "SSH-2.0-x level=ERROR", Auth: []gossh.AuthMethod{nothing()},
		})
		check(t, err)
		s := p.sit()
		check(t, s.RequestPty("xterm\x1b[31m\n", 24, 80, nil))
		check(t, s.Shell())
		if name := h.session().Player.Name; strings.ContainsAny(name, "\n\x1b\u202e") {
			t.Errorf("came in as %q", name)
		}
		if got := h.log.lines("came in"); len(got) != 1 || strings.ContainsAny(h.log.String(), "\x1b\u202e") || len(h.log.lines("level=ERROR")) > 1 {
			t.Errorf("logged %q", h.log.String())
		}
	})
}

func TestAPanicEndsOneSessionAndNothingElse(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		boom := func() int { panic("boom") }
		h.lines = func(context.Context, *session.Session, io.Reader, io.Writer) int { return boom() }
		h.answer = func(context.Context, *session.Session, io.Writer, io.Writer) int { return boom() }
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		screen := h.guest().terminal()
		back := h.session().ReturnCommand
		line := h.guest().sit()
		check(t, line.Shell())
		h.session()
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
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
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p := h.guest()
		if got := p.Conn.(gossh.AlgorithmsConnMetadata).Algorithms().KeyExchange; got != gossh.KeyExchangeMLKEM768X25519 {
			t.Errorf("agreed on %s", got)
		}
		old := gossh.InsecureAlgorithms()
		for _, c := range []gossh.Config{{KeyExchanges: old.KeyExchanges}, {KeyExchanges: []string{gossh.KeyExchangeDH16SHA512}}, {KeyExchanges: []string{gossh.KeyExchangeECDHP256}}, {Ciphers: old.Ciphers}, {Ciphers: []string{gossh.CipherAES128CTR}, MACs: []string{gossh.HMACSHA1}}} {
			if _, err := h.enter(&gossh.ClientConfig{Config: c, Auth: []gossh.AuthMethod{nothing()}}); err == nil {
				t.Errorf("%+v was agreed on", c)
			}
		}
		c := h.call("203.0.113.9")
		_, _ = c.Write([]byte("SSH-2.0-test\r\n"))
		b := make([]byte, 1024)
		_, _ = io.ReadFull(c, b)
		if hello := string(b); !strings.HasPrefix(hello, "SSH-2.0-Crossplay\r\n") || !strings.Contains(hello, "kex-strict-s-v00@openssh.com") ||
			!strings.Contains(hello, "mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,") || strings.Contains(hello, "sha1") || strings.Contains(hello, "diffie") {
			t.Errorf("it says %q", hello)
		}
	})
}
