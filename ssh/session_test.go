package ssh

import (
	"crypto/rsa"
	"errors"
	"io"
	"math/big"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/guard"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/words"
)

func TestAnybodyGetsInWithoutAPromptAndIsToldHowToComeBack(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().terminal()
		sess := h.session()
		if sess.Player.Kind != players.Guest || sess.Player.Name == "" || len(sess.Args) != 0 {
			t.Errorf("came as %+v for %q", sess.Player, sess.Args)
		}
		before, _, _ := strings.Cut(s.out.String(), "\x1b[?1049h")
		if want := "To come back to your seat: " + sess.ReturnCommand + "\r\n" + words.Say("ssh.dropped") + "\r\n"; before != want || !strings.HasPrefix(sess.ReturnCommand, "ssh -t play.example -p 2222 return ") {
			t.Errorf("before the screen: %q, want %q", before, want)
		}
		s.press("xq")
		if got := s.status(); got != 0 || !strings.HasSuffix(s.out.String(), "\x1b[?1049lGoodbye.\r\n") {
			t.Errorf("left with %d and %q", got, s.out.String())
		}
	})
}

func TestAKeyIsALastingPlayer(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for _, who := range []struct {
			key  byte
			user string
		}{{1, "ann"}, {1, "other"}, {2, "bob"}} {
			p, err := h.enter(&gossh.ClientConfig{User: who.user, Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, who.key))}})
			check(t, err)
			p.terminal()
			if sess := h.session(); sess.Player.Kind != players.Key || sess.ReturnCommand != "" {
				t.Errorf("%s: %+v", who.user, sess)
			}
		}
		if a, b, c := h.sessions[0].Player, h.sessions[1].Player, h.sessions[2].Player; a != b || a.ID == c.ID {
			t.Errorf("players %+v, %+v, %+v", a, b, c)
		}
	})
}

// Who comes with a known key and under another name than theirs is not renamed, but
// offered that name.
func TestAKnownKeyUnderAnotherNameIsOfferedIt(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		come := func(user string) *session.Session {
			p, err := h.enter(&gossh.ClientConfig{User: user, Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, 1))}})
			check(t, err)
			p.terminal()
			return h.session()
		}
		ann := come("ann")
		_, err := ann.Players.Keep(t.Context(), ann.Player.ID)
		check(t, err)
		for _, c := range []struct{ user, offered string }{{"ann", ""}, {"root", ""}, {"eve", "eve"}} {
			if sess := come(c.user); sess.Player.Name != "ann" || sess.Offered != c.offered {
				t.Errorf("%s is %q, and offered %q", c.user, sess.Player.Name, sess.Offered)
			}
		}
	})
}

// thief offers a public key and has no private one.
type thief struct{ gossh.Signer }

func (thief) Sign(io.Reader, []byte) (*gossh.Signature, error) {
	return nil, errors.New("this is not my key")
}

func TestOfferingAVictimsPublicKeyMakesNobodyTheVictim(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		p, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{
			gossh.PublicKeys(thief{newKey(t, 1)}), nothing(),
		}})
		check(t, err)
		p.terminal()
		if sess := h.session(); sess.Player.Kind != players.Guest {
			t.Errorf("the thief is %+v", sess.Player)
		}
	})
}

// heavy offers an RSA key of some size, and signs at random.
type heavy struct{ key gossh.PublicKey }

func newHeavy(t *testing.T, bits int) heavy {
	t.Helper()
	n := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
	key, err := gossh.NewPublicKey(&rsa.PublicKey{N: n.SetBit(n, 0, 1), E: 65537})
	check(t, err)
	return heavy{key}
}

func (s heavy) PublicKey() gossh.PublicKey { return s.key }

func (s heavy) Sign(rand io.Reader, data []byte) (*gossh.Signature, error) {
	return s.SignWithAlgorithm(rand, data, gossh.KeyAlgoRSASHA512)
}

func (s heavy) SignWithAlgorithm(_ io.Reader, _ []byte, algorithm string) (*gossh.Signature, error) {
	return &gossh.Signature{Format: algorithm, Blob: []byte("no signature")}, nil
}

func TestAnRSAKeyThatIsTooLargeIsNoIdentityAndItsOwnerAGuest(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		offering := func(bits int) (*person, error) {
			return h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{gossh.PublicKeys(newHeavy(t, bits)), nothing()}})
		}
		if _, err := offering(MaxRSABits); err == nil {
			t.Error("a signature of the largest key is not checked")
		}
		p, err := offering(MaxRSABits + 1)
		check(t, err)
		p.terminal()
		if sess := h.session(); sess.Player.Kind != players.Guest {
			t.Errorf("came in as %+v", sess.Player)
		}
	})
	if !tooLarge(&gossh.Certificate{Key: newHeavy(t, MaxRSABits+1).key}) {
		t.Error("a certificate hides the key")
	}
}

func TestAGuestReturnsToTheSeat(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		h.guest().terminal()
		was := h.session()
		code, err := h.server.Registry.Create(t.Context(), was.Person(), "c1", newRoom)
		check(t, err)
		s := h.guest().sit()
		check(t, s.RequestPty("xterm", 24, 80, nil))
		check(t, s.Start("return "+was.ReturnCommand[strings.LastIndex(was.ReturnCommand, " ")+1:]))
		if sess := h.session(); sess.Player.ID != was.Player.ID || strings.Join(sess.Args, " ") != "join "+string(code) || sess.ReturnCommand != was.ReturnCommand {
			t.Errorf("returned as %+v for %q", sess.Player, sess.Args)
		}
		s = h.guest().sit()
		check(t, s.Start("return nonsense"))
		if got := s.status(); got != exitFailed || s.errs.String() == "" {
			t.Errorf("a bad code: status %d, %q", got, s.errs.String())
		}
	})
}

// carried is somebody with a key at a room of theirs, and the command by which they go on.
func (h *harness) carried() (was *session.Session, code room.Code, command string) {
	t := h.t
	ann, err := h.enter(&gossh.ClientConfig{User: "ann", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, 1))}})
	check(t, err)
	ann.terminal()
	was = h.session()
	code, err = h.server.Registry.Create(t.Context(), was.Person(), "c1", newRoom)
	check(t, err)
	way, err := was.Carry(t.Context(), code)
	check(t, err)
	return was, code, way.Command[strings.Index(way.Command, "carry "):]
}

func TestSomebodyGoesOnInAnotherTerminal(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		was, code, verb := h.carried()
		s := h.guest().sit()
		check(t, s.RequestPty("xterm", 24, 80, nil))
		check(t, s.Start(verb))
		if sess := h.session(); sess.Player.ID != was.Player.ID || strings.Join(sess.Args, " ") != "join "+string(code) || sess.Offered != "" || sess.Back() != "" {
			t.Errorf("went on as %+v for %q", sess.Player, sess.Args)
		}
		s = h.guest().sit()
		check(t, s.Start(verb))
		if got := s.status(); got != exitFailed || s.errs.String() == "" {
			t.Errorf("the second time: status %d, %q", got, s.errs.String())
		}
	})
}

// What brings a guest back for ever is not left behind where they went on for a day.
func TestAGuestWhoGoesOnLeavesNoReturnCode(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		h.guest().terminal()
		was := h.session()
		way, err := was.Carry(t.Context(), "")
		check(t, err)
		s := h.guest().sit()
		check(t, s.RequestPty("xterm", 24, 80, nil))
		check(t, s.Start(way.Command[strings.Index(way.Command, "carry "):]))
		if sess := h.session(); sess.Player.ID != was.Player.ID || sess.ReturnCommand != "" || sess.Back() != "" {
			t.Errorf("%+v can come back by %q", sess.Player, sess.ReturnCommand)
		}
	})
}

func TestNobodyGoesOnAsTheirOpponent(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		_, code, verb := h.carried()
		bob, err := h.enter(&gossh.ClientConfig{User: "bob", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, 2))}})
		check(t, err)
		bob.terminal()
		other := h.session()
		check(t, h.server.Registry.Do(t.Context(), other.Person(), code, room.Command{ID: "s", Do: room.Sit}))
		s := bob.sit()
		check(t, s.Start(verb))
		if got := s.status(); got != exitFailed || !strings.Contains(s.errs.String(), words.Refused(room.ErrOpposed)) {
			t.Errorf("status %d, %q", got, s.errs.String())
		}
	})
}

func TestWhoOnlyLooksLeavesNothingAndReturnsAsTheSame(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().terminal()
		was := h.session()
		s.press("q")
		s.status()
		s = h.guest().sit()
		check(t, s.RequestPty("xterm", 24, 80, nil))
		check(t, s.Start("return "+was.ReturnCommand[strings.LastIndex(was.ReturnCommand, " ")+1:]))
		if sess := h.session(); sess.Player != was.Player || !sess.Player.Provisional || sess.ReturnCommand != was.ReturnCommand {
			t.Errorf("%+v returned as %+v", was.Player, sess.Player)
		}
		s.press("q")
		s.status()
		pass(time.Second)
		if _, ok := h.server.Players.Player(was.Player.ID); ok {
			t.Error("somebody who has gone is in memory")
		}
	})
}

func TestANewKeyTwiceAtOnceIsOnePerson(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		var sessions []*session.Session
		for range 2 {
			p, err := h.enter(&gossh.ClientConfig{User: "ann", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t, 1))}})
			check(t, err)
			p.terminal()
			sessions = append(sessions, h.session())
		}
		one, two := sessions[0], sessions[1]
		if one.Player != two.Player || one.Player.Name != "ann" || !one.Person().Provisional {
			t.Errorf("%+v and %+v", one.Player, two.Player)
		}
		code, err := h.server.Registry.Create(t.Context(), one.Person(), "c1", newRoom)
		check(t, err)
		if p := two.Person(); p.Provisional || p.ID != one.Player.ID || p.Guest {
			t.Errorf("the other window is %+v", p)
		}
		if err := h.server.Registry.Do(t.Context(), two.Person(), code, room.Command{Do: room.Sit}); !errors.Is(err, room.ErrSeated) {
			t.Errorf("the other window sits down: %v", err)
		}
	})
}

func TestWithoutATerminalThereIsLineMode(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		s := h.guest().sit()
		check(t, s.Shell())
		s.press("hello\n")
		s.press("bye\n")
		if got := s.status(); got != 0 || !strings.HasSuffix(s.out.String(), "\nLine mode.\nYou said hello\n") {
			t.Errorf("status %d, %q", got, s.out.String())
		}
	})
}

func TestADumbTerminalAndThePlainCommandGetLineModeWithEcho(t *testing.T) {
	for _, how := range []struct{ term, command, args string }{{"dumb", "", ""}, {"", "", ""}, {"xterm", "plain", ""}, {"xterm", "Plain play coin", "play coin"}} {
		open(t, guard.Limits{}, func(t *testing.T, h *harness) {
			s := h.guest().sit()
			check(t, s.RequestPty(how.term, 0, 0, nil))
			if how.command == "" {
				check(t, s.Shell())
			} else {
				check(t, s.Start(how.command))
			}
			if got := strings.Join(h.session().Args, " "); got != how.args {
				t.Errorf("came for %q", got)
			}
			s.press("hex\x7fllo\r")
			s.press("\x03")
			if got := s.out.String(); s.status() != 0 || !strings.HasSuffix(got, "\r\nLine mode.\r\nhex\b \bllo\r\nYou said hello\r\n^C\r\n") || strings.Contains(got, "\x1b") {
				t.Errorf("%+v: printed %q", how, got)
			}
		})
	}
}

func TestCommandsPrintAndEnd(t *testing.T) {
	for _, tt := range []struct {
		command   string
		status    int
		out, errs string // the beginnings
	}{
		{"help", 0, "The answer to help.\n", ""},
		{"rooms --json", 0, "The answer to rooms --json.\n", ""},
		{"name Ann  Bee", 0, "The answer to name Ann Bee.\n", ""},
		{"name", 2, "", "Which name? "},
		{"VERSION", 0, "The answer to version.\n", ""},
		{"frobnicate", 2, "", "There is no command \"frobnicate\". The command help lists what there is."},
		{"jion K7MPQX", 2, "", "There is no command \"jion\". Did you mean join?"},
		{"Gmaes", 2, "", "There is no command \"gmaes\". Did you mean games?"},
		{"scp -t /tmp", 2, "", "There is no command \"scp\". "},
		{"join", 2, "", "Which room? "},
		{"join hello!", 1, "", "There is no room with that code."},
		{"proof k7m pqx", 0, "The answer to proof K7MPQX.\n", ""},
		{"proof", 2, "", "Which room? "},
		{"bot", 2, "", "Which game? "},
		{"play", 2, "", "Which game? "},
		{"bot coin hard now", 1, "", "A side is first, second or lot."},
		{"invite", 2, "", "Which game? "},
		{"bot chess", 1, "", "There is no game called \"chess\" here. The command games lists them."},
		{"bot cion hard", 1, "", "There is no game called \"cion\" here. Did you mean coin?"},
		{"bot coin perfect", 1, "", "There is no bot of that level here. Try one of: easy, medium, hard."},
		{"play conn", 1, "", "There is no game called \"conn\" here. Did you mean coin?"},
		{"play \x1b[31mche\u202ess", 1, "", "There is no game called \"chess\" here. "},
		{strings.Repeat("x", MaxCommand+1), 2, "", "That command is too long. "},
		{"help \x1b[31m\u202e", 2, "", "After \"help\" comes nothing like that. "},
	} {
		open(t, guard.Limits{}, func(t *testing.T, h *harness) {
			s := h.guest().sit()
			check(t, s.Start(tt.command))
			status := s.status()
			if out, errs := s.out.String(), s.errs.String(); status != tt.status || out != tt.out || !strings.HasPrefix(errs, tt.errs) ||
				strings.Count(errs, "\n") > 1 || strings.ContainsAny(errs, "\x1b\u202e") {
				t.Errorf("%.30q: status %d, out %q, errs %q", tt.command, status, out, errs)
			}
		})
	}
}

func TestThereAreNoFilesToFetch(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		ch, requests, err := h.guest().OpenChannel("session", nil)
		check(t, err)
		ok, err := ch.SendRequest("subsystem", true, gossh.Marshal(struct{ Name string }{"sftp"}))
		if !ok || err != nil {
			t.Fatalf("%v, %v", ok, err)
		}
		exit := <-requests
		if exit.Type != "exit-status" || string(exit.Payload) != "\x00\x00\x00\x02" {
			t.Errorf("%s %x", exit.Type, exit.Payload)
		}
		go gossh.DiscardRequests(requests)
		errs, err := io.ReadAll(ch.Stderr())
		check(t, err)
		_ = ch.Close()
		if strings.Count(string(errs), "\n") != 1 {
			t.Errorf("printed %q", errs)
		}
	})
}

func TestWhatIsJoinedIsTold(t *testing.T) {
	for command, want := range map[string]string{"join k7m-pqx": "join K7MPQX", "Watch k7m pqx": "watch K7MPQX", "join (http://a-host-with-quite-a-long-name.games.example.org:8080/r/k7mpqx/?a=b).": "join K7MPQX",
		"JOIN ssh -t play.example.org -p 2222 join k7mpqx": "join K7MPQX", "play Coin": "play coin", "play flip a COIN": "play coin", "k7mpqx": "join K7MPQX", "https://play.example.org/r/k7mpqx/": "join K7MPQX",
		"bot coin": "bot coin medium", "bot Flip-a-coin Easy": "bot coin easy", "plain bot coin HARD": "bot coin hard"} {
		open(t, guard.Limits{}, func(t *testing.T, h *harness) {
			s := h.guest().sit()
			check(t, s.RequestPty("xterm", 24, 80, nil))
			check(t, s.Start(command))
			sess := h.session()
			got := strings.Join(sess.Args, " ")
			if o, ok, err := sess.Ordered(); ok && err == nil {
				got = strings.TrimSpace(sess.Args[0] + " " + o.Game + " " + o.Level)
			}
			if got != want {
				t.Errorf("%q: %q", command, got)
			}
		})
	}
}

func TestACommandKnowsWhoHasAKey(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for want, auth := range map[players.Kind]gossh.AuthMethod{players.Key: gossh.PublicKeys(newKey(t, 1)), "": nothing()} {
			p, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{auth}})
			check(t, err)
			s := p.sit()
			check(t, s.Start("proof K7MPQX"))
			if sess := h.session(); s.status() != exitFine || sess.Player.Kind != want {
				t.Errorf("%q asks as %+v", want, sess.Player)
			}
		}
	})
}
