package alerts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file has people confirm that an address is theirs, before anything else is sent
// there.

// asked is an address that a code was sent to.
type asked struct {
	address string
	code    string
	until   time.Time
	mark    []byte // which code it is: see asking.mark
	tries   int    // that are left
}

// Mails reports whether there can be e-mail at all. If not, nothing speaks of it.
func (a *Alerts) Mails() bool { return a.Mail != nil }

// Asked is the address that somebody has been sent a code at and has not confirmed; empty:
// none.
func (a *Alerts) Asked(id room.PersonID) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if q := a.asked[id]; q != nil && time.Now().Before(q.until) {
		return q.address
	}
	return ""
}

// Email sends a code to an address: see [Alerts.Confirm]. An empty one ends e-mail.
func (a *Alerts) Email(ctx context.Context, by rooms.Person, typed string) (Settings, error) {
	if typed == "" {
		a.forgetAsked(ctx, by.ID, nil)
		return a.change(ctx, by, func(s Settings) (Settings, error) {
			s.Email = nil
			return s, nil
		})
	}
	if a.Mail == nil {
		return a.Settings(by.ID), ErrEmail.Because("none")
	}
	address, err := readEmail(typed)
	now := a.Settings(by.ID)
	switch {
	case err != nil:
		return now, err
	case now.Email != nil && now.Email.Address == address:
		return now, nil
	case a.isUnwanted(address):
		return now, ErrEmail.Because("unwanted")
	case !a.asks.Allow(by.ID) || !a.networkAsks.Allow(by.From):
		return now, room.ErrThrottled
	case !a.mailboxAsks.Allow(a.nameless(address)):
		return now, ErrEmail.Because("often")
	case !a.allAsks.Allow():
		return now, room.ErrThrottled.Because("mails")
	}
	code := rand.Text()[:codeLength]
	q := a.newAsking(by.ID, address, code)
	if err := a.write(ctx, func() (record, error) { return record{Asked: &q}, nil }); err != nil {
		return now, err
	}
	mailing, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	if err := a.mail(mailing, a.codeMail(address, code)); err != nil {
		a.forgetAsked(ctx, by.ID, q.mark())
		var f *failure
		if errors.As(err, &f) && f.gone {
			return now, ErrEmail.Because("refused")
		}
		return now, ErrEmail.Because("unsent")
	}
	return now, nil
}

// codeMail has nothing in it that a stranger wrote: it goes to somebody who has not asked for
// it, as far as we know.
func (a *Alerts) codeMail(address, code string) envelope {
	stop := a.stopAsking(address)
	subject, text, below := words.CodeMail(a.BaseURL, code, stop)
	return envelope{id: "code_" + rand.Text(), at: time.Now(), to: address, stop: stop, subject: subject, text: text + "\n" + signature(below)}
}

// Confirm has somebody told at the address that they were sent the code at.
func (a *Alerts) Confirm(ctx context.Context, by rooms.Person, typed string) (Settings, error) {
	q, err := a.try(by.ID, typed)
	if err != nil {
		return a.Settings(by.ID), err
	}
	s, err := a.change(ctx, by, func(s Settings) (Settings, error) {
		if s.Email == nil || s.Email.Address != q.address {
			s.Email = &Email{newID(), q.address}
		}
		return s, nil
	})
	if err == nil {
		a.forgetAsked(ctx, by.ID, q.mark)
	}
	return s, err
}

// try compares a code with the one that was sent. Each has few tries.
func (a *Alerts) try(id room.PersonID, typed string) (*asked, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	q := a.asked[id]
	switch {
	case q == nil || time.Now().After(q.until):
		return nil, ErrCode.Because("none")
	case q.tries == 0:
		return nil, ErrCode.Because("spent")
	case subtle.ConstantTimeCompare([]byte(plain(typed)), []byte(q.code)) != 1:
		q.tries--
		return nil, ErrCode
	}
	return q, nil
}

// plain is a code without what people put between and around its letters.
func plain(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -.", r) {
			return -1
		}
		return r
	}, strings.ToUpper(typed))
}

// forgetAsked forgets a code that somebody was sent, or all without a mark. If that cannot be saved, it can be
// confirmed for as long as it lasts.
func (a *Alerts) forgetAsked(ctx context.Context, id room.PersonID, mark []byte) {
	if a.Asked(id) != "" {
		_ = a.write(ctx, func() (record, error) { return record{Asked: &asking{ID: id, Gone: mark}}, nil })
	}
}
