package alerts

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/alerts/alertstest"
	"crossplay/journal"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Nothing but a code goes to an address that nobody has confirmed, and the code is mailed
// without a word that a stranger wrote.
func TestAnAddressIsConfirmedFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		h.tells(bob)
		spammer := bob
		spammer.Name = "Win at evil.example"
		if _, err := h.Email(t.Context(), spammer, " Bob.B+games@Example.ORG "); err != nil {
			t.Fatal(err)
		}
		if h.Asked("bob") != "Bob.B+games@example.org" || h.Settings("bob").Email != nil {
			t.Errorf("asked at %q, %+v", h.Asked("bob"), h.Settings("bob"))
		}
		later(returning)
		h.move(ann, h.daily(), 0, "1")
		later(time.Hour - returning - time.Second)
		all := p.Mails()
		if len(all) != 1 || all[0].To != "Bob.B+games@example.org" || strings.Contains(all[0].Raw, "evil") {
			t.Fatalf("%+v", all)
		}
		code := all[0].Code()
		for _, wrong := range []string{"", "AAAAAAAA", code[1:], code + "A"} {
			if _, err := h.Confirm(t.Context(), bob, wrong); !errors.Is(err, ErrCode) {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		if _, err := h.Confirm(t.Context(), ann, code); !errors.Is(err, ErrCode) {
			t.Errorf("another's code: %v", err)
		}
		s, err := h.Confirm(t.Context(), bob, strings.ToLower(code[:4])+" - "+code[4:])
		if err != nil || s.Email.Address != "Bob.B+games@example.org" || h.Asked("bob") != "" {
			t.Errorf("%+v, %v", s, err)
		}
		h = h.restart()
		if s := h.settings("bob"); s.Email == nil {
			t.Error("a restart has forgotten it")
		}
	})
}

func TestCodesExpireAndAreSpent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		ask := func() string {
			t.Helper()
			if _, err := h.Email(t.Context(), bob, bobsMail); err != nil {
				t.Fatal(err)
			}
			return p.Mails()[0].Code()
		}
		old := ask()
		later(codeLasts + time.Second)
		if _, err := h.Confirm(t.Context(), bob, old); !errors.Is(err, ErrCode) || h.Asked("bob") != "" {
			t.Errorf("after an hour: %v", err)
		}
		code := ask()
		for range codeTries {
			_, _ = h.Confirm(t.Context(), bob, old)
		}
		if _, err := h.Confirm(t.Context(), bob, code); !errors.Is(err, ErrCode) {
			t.Errorf("after too many tries: %v", err)
		}
		again := ask()
		if _, err := h.Confirm(t.Context(), bob, code); !errors.Is(err, ErrCode) {
			t.Errorf("a code that another has replaced: %v", err)
		}
		if _, err := h.Confirm(t.Context(), bob, again); err != nil {
			t.Error(err)
		}
	})
}

// What becomes of an earlier mail says nothing of the code that was sent after it.
func TestAnEarlierCodeTakesNoLaterOneAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		if _, err := h.Email(t.Context(), bob, bobsMail); err != nil {
			t.Fatal(err)
		}
		first := h.asked["bob"].mark
		if _, err := h.Email(t.Context(), bob, bobsMail); err != nil {
			t.Fatal(err)
		}
		h.forgetAsked(t.Context(), "bob", first)
		if _, err := h.Confirm(t.Context(), bob, p.Mails()[1].Code()); err != nil {
			t.Errorf("the second code: %v", err)
		}
	})
}

// A restart forgets neither a code that was sent nor how many were: nobody asks twice because
// of it, nor more often. The journal does not say to whom.
func TestARestartForgetsNoCode(t *testing.T) {
	for name, restart := range map[string]func(h *harness) *harness{
		"from a checkpoint": (*harness).restart,
		"from the journal": func(h *harness) *harness {
			h.end()
			if err := h.journal.(journal.Checkpoints).SaveCheckpoint(t.Context(), "alerts", 1, nil); err != nil {
				t.Fatal(err)
			}
			return open(h.t, h.journal, h.post, h.Mail)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := mailed(t)
				for range mailboxBurst {
					if _, err := h.Email(t.Context(), bob, bobsMail); err != nil {
						t.Fatal(err)
					}
				}
				all := p.Mails()
				for e := range h.journal.All(t.Context(), 0) {
					if e.Stream == stream && (strings.Contains(string(e.Record), "bob@") || strings.Contains(string(e.Record), all[0].Code())) {
						t.Errorf("the journal says %s", e.Record)
					}
				}
				h = restart(h)
				if h.Asked("bob") != bobsMail {
					t.Errorf("after a restart a code is waited for from %q", h.Asked("bob"))
				}
				if _, err := h.Email(t.Context(), ann, bobsMail); !errors.Is(err, ErrEmail.Because("often")) {
					t.Errorf("after a restart one more code is sent: %v", err)
				}
				if _, err := h.Confirm(t.Context(), bob, all[len(all)-1].Code()); err != nil {
					t.Errorf("after a restart the code is refused: %v", err)
				}
				h = restart(h)
				if h.Asked("bob") != "" || h.Settings("bob").Email == nil {
					t.Errorf("after another, %q is asked for, and confirmed is %+v", h.Asked("bob"), h.Settings("bob").Email)
				}
				later(codesCount)
				if _, err := h.Email(t.Context(), ann, bobsMail); err != nil {
					t.Errorf("days later: %v", err)
				}
			})
		})
	}
}

func TestWhatWaitsIsMailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		code := h.daily()
		h.confirms(p)
		later(returning)
		h.move(ann, code, 0, "1")
		later(mailWait)
		if n := len(p.Mails()); n != 0 {
			t.Errorf("%d mails came at once", n)
		}
		later(time.Minute)
		all := p.Mails()
		if len(all) != 1 {
			t.Fatalf("%d mails", len(all))
		}
		m := all[0]
		link := "https://play.example.org/r/" + string(code)
		if m.To != bobsMail || m.From != "FROM:<games@example.org> BODY=8BITMIME" || m.Header.Get("Subject") != "Your turn" || !strings.Contains(m.Text, "Ann") || !strings.Contains(m.Text, link+"\n") {
			t.Errorf("%+v", m)
		}
		for name, want := range map[string]string{
			"From": `"Games" <games@example.org>`, "To": "<" + bobsMail + ">", "Auto-Submitted": "auto-generated", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
			"Content-Type": "text/plain; charset=UTF-8", "User-Agent": "", "X-Mailer": "",
		} {
			if got := m.Header.Get(name); got != want {
				t.Errorf("%s: %q", name, got)
			}
		}
		if !strings.HasSuffix(m.Header.Get("Message-Id"), "@play.example.org>") || !h.Stoppable(token(m)) || !strings.Contains(m.Text, token(m)) {
			t.Errorf("%v", m.Header)
		}
	})
}

// However much happens, one mail comes in ten minutes, and none in quiet hours.
func TestMailsAreFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // it begins at midnight UTC
		h, p := mailed(t)
		h.confirms(p)
		later(returning)
		began, last := time.Now(), room.Code("")
		for time.Since(began) < time.Hour {
			code := h.daily()
			h.move(ann, code, 0, "1")
			later(time.Minute) // of two games one waits at any time
			if last != "" {
				h.do(bob, last, room.Command{Do: room.Resign})
				h.look(bob, last).Close()
			}
			last = code
			later(time.Minute)
		}
		if n := len(p.Mails()); n > 6 || n < 4 {
			t.Errorf("%d mails in an hour", n)
		}
		later(mailEvery)
		p.Mails()
		for range 3 {
			h.move(ann, h.daily(), 0, "1")
			later(10 * time.Second)
		}
		later(time.Hour)
		if all := p.Mails(); len(all) != 1 || all[0].Header.Get("Subject") != "3 games wait for you" {
			t.Errorf("%+v", all)
		}
		q, err := ParseQuiet("03:00-04:00", "UTC")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Hush(t.Context(), bob, q); err != nil {
			t.Fatal(err)
		}
		later(time.Until(began.Truncate(day).Add(3*time.Hour - time.Minute)))
		h.move(ann, h.daily(), 0, "1") // told before, and mailed after
		later(time.Hour)
		if n := len(p.Mails()); n != 0 {
			t.Errorf("%d mails in quiet hours", n)
		}
		later(2 * time.Minute)
		if n := len(p.Mails()); n != 1 {
			t.Errorf("%d mails after them", n)
		}
	})
}

// Who has nobody any more is forgotten; who is refused for what the host does, or for now,
// is not, and is mailed once that is over.
func TestAnAddressThatIsGoneIsForgotten(t *testing.T) {
	for _, c := range []struct {
		answers map[string]string
		gone    bool
	}{
		{map[string]string{"RCPT": "550 5.1.1 no such user"}, true},
		{map[string]string{"RCPT": "550 no such user"}, true},
		{map[string]string{"RCPT": "553-5.1.3 what\r\n553 5.1.3 is that"}, true},
		{map[string]string{"RCPT": "550 5.7.1 relaying denied"}, false},
		{map[string]string{"RCPT": "550 5.4.5 that was enough for today"}, false},
		{map[string]string{"RCPT": "554 no"}, false},
		{map[string]string{"RCPT": "450 4.2.1 later"}, false},
		{map[string]string{"MAIL": "550 5.1.8 who are you"}, false},
		{map[string]string{"DATA": "554 5.6.0 no"}, false},
		{map[string]string{"end": "552 5.2.2 full"}, false},
		{map[string]string{"end": "451 4.3.0 later"}, false},
		{map[string]string{"greeting": "421 4.3.2 later"}, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			h, p := mailed(t)
			code := h.daily()
			h.confirms(p)
			later(returning)
			p.Answer(c.answers)
			h.move(ann, code, 0, "1")
			later(5 * time.Minute)
			if gone := h.Settings("bob").Email == nil; gone != c.gone {
				t.Fatalf("%v: gone is %v", c.answers, gone)
			}
			p.Answer(nil)
			h.restart()
			later(time.Hour)
			if n := len(p.Mails()); (n == 1) == c.gone {
				t.Errorf("%v: %d mails came in the end", c.answers, n)
			}
		})
	}
}

// What was taken is not sent again, whatever the server says afterwards.
func TestAMailThatWasTakenGoesOnce(t *testing.T) {
	for _, answers := range []map[string]string{{"RSET": "500 what"}, {"RSET": ""}, {"QUIT": ""}, {"QUIT": "garbage"}} {
		synctest.Test(t, func(t *testing.T) {
			h, p := mailed(t)
			code := h.daily()
			h.confirms(p)
			later(returning)
			p.Answer(answers)
			h.move(ann, code, 0, "1")
			later(6 * time.Hour)
			if n := len(p.Mails()); n != 1 {
				t.Errorf("%v: %d mails", answers, n)
			}
		})
	}
}

// A mail server that is slow, hostile or away holds up nothing else, and what waits for it
// comes when it is well.
func TestAHostileMailServer(t *testing.T) {
	endless := func(say string) func(net.Conn) {
		return func(line net.Conn) {
			for {
				if _, err := io.WriteString(line, say); err != nil {
					return
				}
			}
		}
	}
	for name, hostile := range map[string]func(net.Conn){
		"silent":  func(line net.Conn) { io.Copy(io.Discard, line) },
		"gone":    func(net.Conn) {},
		"garbage": endless("\x00\xff\r\n"),
		"endless": endless(strings.Repeat("220-", 1000)),
		"a web server": func(line net.Conn) {
			io.WriteString(line, "HTTP/1.1 400 Bad Request\r\n\r\n")
		},
		"dripping": func(line net.Conn) {
			for {
				<-time.After(time.Second)
				if _, err := io.WriteString(line, "2"); err != nil {
					return
				}
			}
		},
		"many words": func(line net.Conn) {
			io.WriteString(line, "220 hello\r\n")
			go io.Copy(io.Discard, line)
			endless("250-more\r\n")(line)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := mailed(t)
				code := h.daily()
				h.confirms(p)
				h.tells(bob)
				h.Hook(t.Context(), ann, "https://ann.example.com", "")
				later(returning)
				p.Hostile(hostile)
				h.move(ann, code, 0, "1")
				later(settle + 2*time.Second)
				h.wants("turn")
				later(mailWait)
				began := time.Now()
				h.move(bob, code, 1, "1")
				later(settle + 2*time.Second)
				h.wants("turn") // to Ann
				h.move(ann, code, 2, "1")
				later(30 * time.Second)
				h.wants("turn") // to Bob's webhook, beside his mail server
				if _, err := h.Email(t.Context(), ann, "ann@example.org"); !errors.Is(err, ErrEmail) {
					t.Errorf("a code: %v", err)
				}
				if took := time.Since(began); took > 2*time.Minute {
					t.Errorf("it took %v", took)
				}
				later(time.Hour)
				p.Hostile(nil)
				later(retryMost)
				if n := len(p.Mails()); n != 1 {
					t.Errorf("%d mails came in the end", n)
				}
			})
		})
	}
}

func TestFewConnectionsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		var all []rooms.Person
		for i := range 3 * maxMailing {
			who := rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i), From: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(i), 1}), 32)}
			if _, err := h.Email(t.Context(), who, fmt.Sprintf("p%d@example.org", i)); err != nil {
				t.Fatal(err)
			}
			if _, err := h.Confirm(t.Context(), who, p.Mails()[0].Code()); err != nil {
				t.Fatal(err)
			}
			all = append(all, who)
		}
		later(returning)
		p.Answer(map[string]string{"RCPT": ""})
		for _, who := range all {
			code, err := h.reg.Create(t.Context(), ann, "", rooms.New{Game: "connectfour", Clock: "3d"})
			if err != nil {
				t.Fatal(err)
			}
			h.do(who, code, room.Command{Do: room.Sit})
			h.move(ann, code, 0, "1")
		}
		later(10 * time.Minute)
		p.Answer(nil)
		later(4 * time.Hour)
		if n := len(p.Mails()); n != len(all) || p.Most > maxMailing {
			t.Errorf("%d mails, by %d connections at once", n, p.Most)
		}
	})
}

// A link ends what it says, for whoever has it, also when it is followed twice.
func TestALinkStopsMails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		code := h.daily()
		h.tells(bob)
		h.confirms(p)
		later(returning)
		h.move(ann, code, 0, "1")
		later(5 * time.Minute)
		token := token(p.Mails()[0])
		for _, forged := range []string{"", ".", "x.y", token[:len(token)-2], token + "A", "A" + token} {
			if err := h.Stop(t.Context(), forged); !errors.Is(err, ErrLink) || h.Stoppable(forged) {
				t.Errorf("%q: %v", forged, err)
			}
		}
		for range 2 {
			if err := h.Stop(t.Context(), token); err != nil || h.Settings("bob").Email != nil || h.Settings("bob").Webhook == nil {
				t.Errorf("%v: %+v", err, h.Settings("bob"))
			}
		}
		h.confirms(p) // they may want them again, and an old link is no link of that
		if err := h.Stop(t.Context(), token); err != nil || h.Settings("bob").Email == nil {
			t.Errorf("%v: %+v", err, h.Settings("bob"))
		}
	})
}

// Whoever is sent a code and has not asked for it has no more of them sent, by anybody.
func TestAStrangerStopsCodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		if _, err := h.Email(t.Context(), bob, bobsMail); err != nil {
			t.Fatal(err)
		}
		m := p.Mails()[0]
		for range 2 {
			if err := h.Stop(t.Context(), token(m)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := h.Confirm(t.Context(), bob, m.Code()); !errors.Is(err, ErrCode) {
			t.Errorf("the code is still good: %v", err)
		}
		h = h.restart()
		for _, address := range []string{bobsMail, "b.ob@example.org", "BOB+x@EXAMPLE.org"} {
			if _, err := h.Email(t.Context(), ann, address); !errors.Is(err, ErrEmail) {
				t.Errorf("%s is asked again: %v", address, err)
			}
		}
		if n := len(p.Mails()); n != 0 {
			t.Errorf("%d mails", n)
		}
		if h.unwanted[bobsMail] != (time.Time{}) {
			t.Error("the address itself is kept")
		}
		later(unwantedFor + time.Minute)
		if _, err := h.Email(t.Context(), ann, bobsMail); err != nil {
			t.Errorf("after a year: %v", err)
		}
	})
}

// Nobody's mailbox is flooded with codes: not by one, not by a crowd, not by spelling it
// otherwise.
func TestCodesAreFew(t *testing.T) {
	from := func(i int) rooms.Person {
		return rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), From: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i >> 8), byte(i), 1}), 32)}
	}
	for name, c := range map[string]struct {
		ask  func(i int) (rooms.Person, string)
		most int
	}{
		"by a person": {func(i int) (rooms.Person, string) { p := from(0); return p, fmt.Sprintf("a%d@example.org", i) }, askBurst},
		"from a network": {func(i int) (rooms.Person, string) {
			p := from(i)
			p.From = from(0).From
			return p, fmt.Sprintf("a%d@example.org", i)
		}, networkAskBurst},
		"to a mailbox":     {func(i int) (rooms.Person, string) { return from(i), "ann@example.org" }, mailboxBurst},
		"to its spellings": {func(i int) (rooms.Person, string) { return from(i), fmt.Sprintf("A.nn+%d@Example.org", i) }, mailboxBurst},
		"in all":           {func(i int) (rooms.Person, string) { return from(i), fmt.Sprintf("a%d@example%d.org", i, i) }, allAskBurst},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := mailed(t)
				for i := range 2 * allAskBurst {
					who, address := c.ask(i)
					_, _ = h.Email(t.Context(), who, address)
				}
				if n := len(p.Mails()); n != c.most {
					t.Errorf("%d mails", n)
				}
			})
		})
	}
}

func TestTrialsByMailAreFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		h.confirms(p)
		for range 30 {
			_ = h.Test(t.Context(), bob)
			later(trialEvery)
		}
		if n := len(p.Mails()); n < mailTrialBurst || n > mailTrialBurst+1 {
			t.Errorf("%d mails in ten minutes", n)
		}
		p.Answer(map[string]string{"RCPT": "550 5.1.1 nobody"})
		later(time.Hour)
		if err := h.Test(t.Context(), bob); !errors.Is(err, ErrFailed) || h.Settings("bob").Email != nil {
			t.Errorf("%v, %+v", err, h.Settings("bob"))
		}
	})
}

// Without TLS nothing is said but good day, unless the host wants it so.
func TestMailNeedsTLS(t *testing.T) {
	for name, c := range map[string]struct {
		has, implicit bool
		cert          string
		ok            bool
	}{
		"STARTTLS":           {true, false, "mail.example.org", true},
		"from the beginning": {true, true, "mail.example.org", true},
		"none":               {false, false, "mail.example.org", false},
		"of another":         {true, false, "mail.evil.example", false},
		"of another at once": {true, true, "mail.evil.example", false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := mailed(t)
				cert, roots := certified(t, c.cert)
				if p.Implicit = c.implicit; c.has {
					p.TLS = cert
				}
				h.Mail.Plain, h.Mail.Implicit, h.Mail.Roots = false, c.implicit, roots
				h.Mail.User, h.Mail.Password = "ann@example.org", "pass word"
				_, err := h.Email(t.Context(), bob, bobsMail)
				heard := p.Heard()
				if (err == nil) != c.ok || len(p.Mails()) > 0 != c.ok || strings.Contains(heard, "AUTH") != c.ok {
					t.Errorf("%v after %s", err, heard)
				}
				if !c.ok && (h.Asked("bob") != "" || strings.Contains(heard, "MAIL")) {
					t.Errorf("it went on after %s", heard)
				}
			})
		})
	}
}

func TestAWrongPasswordIsSaidToTheHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		cert, roots := certified(t, "mail.example.org")
		p.TLS = cert
		h.Mail.Plain, h.Mail.Roots, h.Mail.User, h.Mail.Password = false, roots, "ann@example.org", "se-cret"
		var log strings.Builder
		h.Log = logTo(&log)
		if _, err := h.Email(t.Context(), bob, bobsMail); !errors.Is(err, ErrEmail) {
			t.Error(err)
		}
		if said := log.String(); !strings.Contains(said, "535") || strings.Contains(said, "se-cret") || strings.Contains(said, bobsMail) {
			t.Errorf("the log says %s", said)
		}
	})
}

// A host that sends no more mail says nothing of it, and loses nobody's address.
func TestWithoutAMailServerThereIsNoEmail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := mailed(t)
		h.confirms(p)
		h = h.restartWith(nil)
		if h.Mails() || h.Settings("bob").On() {
			t.Errorf("%+v", h.Settings("bob"))
		}
		if _, err := h.Email(t.Context(), bob, "b@example.org"); !errors.Is(err, ErrEmail) {
			t.Error(err)
		}
		h.tells(bob)
		later(returning)
		for range maxOwn + 2 {
			code := h.daily()
			h.move(ann, code, 0, "1")
			later(2 * time.Minute)
		}
		if n := len(h.post.take()); n < maxOwn { // what cannot be mailed fills nothing up
			t.Errorf("%d messages", n)
		}
		h = h.restartWith(by(p))
		if h.Settings("bob").Email == nil {
			t.Error("the address is lost")
		}
	})
}

func TestWhereMailsGoIsChecked(t *testing.T) {
	for typed, want := range map[string]string{
		"ann@example.org": "ann@example.org", " Ann.B+c@EXAMPLE.Org": "Ann.B+c@example.org", "a!#$%&'*+-/=?^_`{|}~@x.example": "a!#$%&'*+-/=?^_`{|}~@x.example",
		"ann@bücher.example": "ann@xn--bcher-kva.example", "ann@BÜCHER.example": "ann@xn--bcher-kva.example", "ann@例え.テスト": "ann@xn--r8jz45g.xn--zckzah",
		"ann@xn--bcher-kva.example": "ann@xn--bcher-kva.example", "ann@пример.рф": "ann@xn--e1afmkfd.xn--p1ai",
		strings.Repeat("a", 64) + "@example.org": strings.Repeat("a", 64) + "@example.org",

		"": "", "ann": "", "@example.org": "", "ann@": "", "ann@example": "", "ann@localhost": "", "ann@127.0.0.1": "", "ann@[127.0.0.1]": "", "a@b@example.org": "",
		"ann@example.org, bob@example.org": "", "Ann <ann@example.org>": "", "ann@example.org\r\nBcc: bob@example.org": "", "ann\r\nRCPT TO:<b@c.de>@example.org": "",
		"ann\x00@example.org": "", "ann@exam\u200bple.org": "", "ann@exa mple.org": "", "äön@example.org": "", `"a b"@example.org`: "", ".a@example.org": "", "a..b@example.org": "", "a.@example.org": "",
		"ann@-a.org": "", "ann@a-.org": "", "ann@a..org": "", "ann@.org": "", "ann@org.": "", "ann@\xff.org": "", "ann@a_b.org": "",
		strings.Repeat("a", 65) + "@example.org": "", "ann@" + strings.Repeat("a", 64) + ".org": "", "ann@" + strings.Repeat("a.", 125) + "org": "", strings.Repeat("ä", 1<<20) + "@example.org": "",
		"ann@" + strings.Repeat("ö", 60) + ".org": "",
	} {
		got, err := readEmail(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.60q is %q, %v", typed, got, err)
		}
	}
}

// The examples of RFC 3492, section 7.1.
func TestPunycode(t *testing.T) {
	for label, want := range map[string]string{
		"ليهمابتكلموشعربي؟": "egbpdaj6bu4bxfgehfvwxn", "他们为什么不说中文": "ihqwcrb4cv8a8dqg056pqjye", "他們爲什麽不說中文": "ihqwctvzc91f659drss3x8bo0yb",
		"pročprostěnemluvíčesky": "proprostnemluvesky-uyb24dma41a", "למההםפשוטלאמדבריםעברית": "4dbcagdahymbxekheh6e0a7fei0b", "почемужеонинеговорятпорусски": "b1abfaaepdrnnbgefbadotcwatmq2g4l",
		"tạisaohọkhôngthểchỉnóitiếngviệt": "tisaohkhngthchnitingvit-kjcr8268qyxafd2f1b9g", "3年b組金八先生": "3b-ww4c5e180e575a65lsy2b",
	} {
		if label == "ليهمابتكلموشعربي؟" {
			label = "ليهمابتكلموشعربي؟"
		}
		if got := punycode(label); got != want {
			t.Errorf("%s is %s, not %s", label, got, want)
		}
	}
}

func TestTheMailServerIsRead(t *testing.T) {
	for _, c := range []struct {
		url, from string
		plain     bool
		want      string // host, port and user, or the error
	}{
		{"smtps://ann%40example.org@mail.example.org", "Games <games@example.org>", false, "mail.example.org 465 ann@example.org"},
		{"smtp://mail.example.org", "games@bücher.example", false, "mail.example.org 587 "},
		{"smtp://localhost:25", "games@example.org", true, "localhost 25 "},
		{"smtp://[::1]:2525/", "games@example.org", true, "::1 2525 "},
		{"https://mail.example.org", "games@example.org", false, "not an address"},
		{"mail.example.org:25", "games@example.org", false, "not an address"},
		{"smtp://", "games@example.org", false, "not an address"},
		{"smtp://mail.example.org?x=y", "games@example.org", false, "not an address"},
		{"smtps://ann:secret@mail.example.org", "games@example.org", false, "belongs into a file"},
		{"smtp://mail.example.org:0", "games@example.org", false, "not a port"},
		{"smtps://mail.example.org", "games@example.org", true, "smtps is TLS"},
		{"smtp://ann@mail.example.org", "games@example.org", true, "without TLS"},
		{"smtp://mail.example.org", "", false, "that they are from"},
		{"smtp://mail.example.org", "games@example.org\r\nBcc: all@example.org", false, "that they are from"},
	} {
		m, err := NewMail(c.url, c.from, c.plain)
		got := fmt.Sprint(err)
		if err == nil {
			got = fmt.Sprint(m.Host, " ", m.Port, " ", m.User)
		}
		if err == nil && got != c.want || !strings.Contains(got, c.want) || strings.Contains(got, "secret") {
			t.Errorf("%s from %q: %s", c.url, c.from, got)
		}
	}
}

// What people are called cannot reach the head of a mail.
func TestNamesStayInTheText(t *testing.T) {
	h, p := &harness{t: t}, new(alertstest.Office)
	h.Alerts = &Alerts{Config: Config{Log: slog.Default(), BaseURL: "https://play.example.org", Secret: []byte("x"), Mail: by(p)}, mailing: make(chan struct{}, 1)}
	name := "Eve\r\nBcc: all@example.org\r\n.\r\nMAIL FROM:<eve@example.org>"
	l := Letter{ID: "alert_1", At: time.Now(), Title: "Your turn", Games: []About{{Text: "Chess with " + name, URL: "https://play.example.org/r/K7MPQX"}}}
	if err := h.mail(t.Context(), h.letterMail(l, bobsMail, "https://play.example.org/stop/x")); err != nil {
		t.Fatal(err)
	}
	all := p.Mails()
	if len(all) != 1 || all[0].Header.Get("Bcc") != "" || !strings.Contains(all[0].Text, "Bcc: all@example.org\n.\nMAIL") || strings.Count(p.Heard(), "MAIL") != 1 {
		t.Errorf("%s: %+v", p.Heard(), all)
	}
	l.Title = name // the library would not let it through either
	if err := h.mail(t.Context(), h.letterMail(l, bobsMail, "https://play.example.org/stop/x")); err == nil {
		if m := p.Mails()[0]; m.Header.Get("Bcc") != "" || len(m.Header) != len(all[0].Header) {
			t.Errorf("%v", m.Header)
		}
	}
}
