package alerts

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"time"

	"crossplay/rooms/room"
)

// This file makes the links by which whoever has a mail ends such mails, and follows them:
// the link says all, and nobody has to be logged in.

// StopPath is where the links lead, with a token behind it.
const StopPath = "/stop/"

// stopAlerts is the link in the alerts that somebody is sent at an address.
func (a *Alerts) stopAlerts(id room.PersonID, e *Email) string {
	return a.stopLink("alerts." + string(id) + "." + e.ID)
}

// stopAsking is the link in a mail with a code.
func (a *Alerts) stopAsking(address string) string {
	return a.stopLink("asking." + a.nameless(address))
}

func (a *Alerts) stopLink(what string) string {
	return a.BaseURL + StopPath + base64.RawURLEncoding.EncodeToString([]byte(what)) + "." + a.seal("stop", what)
}

// seal shows that a text is ours.
func (a *Alerts) seal(purpose, text string) string {
	mac := hmac.New(sha256.New, a.Secret)
	mac.Write([]byte("alerts " + purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:sealSize])
}

// nameless stands for a mailbox where nobody is to read whose it is.
func (a *Alerts) nameless(address string) string { return a.seal("mailbox", mailbox(address)) }

// Stoppable reports whether a token is of a link that we made.
func (a *Alerts) Stoppable(token string) bool {
	_, ok := a.stopped(token)
	return ok
}

func (a *Alerts) stopped(token string) (what string, ok bool) {
	text, seal, ok := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	return string(raw), ok && err == nil && hmac.Equal([]byte(seal), []byte(a.seal("stop", string(raw))))
}

// Stop follows a link. That of an alert ends those; that of a code has nothing sent to the
// mailbox any more by whoever asks, for a year. It may be followed again.
func (a *Alerts) Stop(ctx context.Context, token string) error {
	what, ok := a.stopped(token)
	if !ok {
		return ErrLink
	}
	kind, rest, _ := strings.Cut(what, ".")
	if kind == "alerts" {
		id, email, _ := strings.Cut(rest, ".")
		return a.noEmail(ctx, room.PersonID(id), func(e *Email) bool { return e.ID == email })
	}
	theirs := func(e *Email) bool { return a.nameless(e.Address) == rest }
	a.mu.Lock()
	var have []room.PersonID
	for id, who := range a.people {
		if who.settings.Email != nil && theirs(who.settings.Email) {
			have = append(have, id)
		}
	}
	a.mu.Unlock()
	for _, id := range have {
		if err := a.noEmail(ctx, id, theirs); err != nil {
			return err
		}
	}
	return a.write(ctx, func() (record, error) {
		if a.unwants(rest) {
			return record{}, nil
		}
		return record{Unwanted: []string{rest}}, nil
	})
}

// noEmail has somebody told by e-mail no more, if it is that one.
func (a *Alerts) noEmail(ctx context.Context, id room.PersonID, that func(*Email) bool) error {
	return a.write(ctx, func() (record, error) {
		s := a.settings(id)
		if s.Email == nil || !that(s.Email) {
			return record{}, nil
		}
		return record{Set: &set{id, s.without(s.Email.ID)}}, nil
	})
}

// isUnwanted reports whether a mailbox wants no codes.
func (a *Alerts) isUnwanted(address string) bool { return a.unwants(a.nameless(address)) }

func (a *Alerts) unwants(nameless string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	since, ok := a.unwanted[nameless]
	return ok && time.Since(since) < unwantedFor
}

// unwant takes in that a mailbox wants no codes. The mutex must be held.
func (a *Alerts) unwant(nameless string, at time.Time) {
	for i := range a.codes {
		if q := &a.codes[i]; q.Mailbox == nameless {
			q.Sealed = nil
			if asked := a.asked[q.ID]; asked != nil && a.nameless(asked.address) == nameless {
				delete(a.asked, q.ID)
			}
		}
	}
	if a.unwanted == nil {
		a.unwanted = make(map[string]time.Time)
	}
	a.unwanted[nameless] = at
	if len(a.unwanted) <= maxUnwanted {
		return
	}
	oldest := slices.MinFunc(slices.Collect(maps.Keys(a.unwanted)), func(x, y string) int { return a.unwanted[x].Compare(a.unwanted[y]) })
	delete(a.unwanted, oldest)
}
