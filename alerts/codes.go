package alerts

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"crossplay/rooms/room"
)

// This file remembers which codes were sent, so that a restart asks nobody to ask again, and
// lets nobody ask more often. Whose address it is nobody reads in the journal: it is sealed
// until they have confirmed it.

// asking is a code that was sent.
type asking struct {
	At      time.Time     `json:"at,omitzero"` // in a checkpoint; else the record says it
	ID      room.PersonID `json:"person"`
	Mailbox string        `json:"mailbox,omitempty"` // see nameless
	// Sealed are the address and the code. Without them, none is waited for any more.
	Sealed []byte `json:"sealed,omitempty"`
	// Gone is the mark of the one for which nobody waits any more; empty: of all.
	Gone []byte `json:"gone,omitempty"`
}

// markSize is how many bytes tell a code from others: they are drawn for each.
const markSize = 12

// mark tells a code from others of the same person.
func (q asking) mark() []byte { return q.Sealed[:min(len(q.Sealed), markSize)] }

// is reports whether a code is the one of a mark.
func (q asking) is(mark []byte) bool { return len(mark) == 0 || bytes.Equal(q.mark(), mark) }

// codesCount is for how long codes are remembered that were sent: so long they count for
// the limits.
const codesCount = mailboxBurst * mailboxEvery

// ask takes in a code that was sent, or that none is waited for any more. The mutex must be held.
func (a *Alerts) ask(q asking) {
	if len(q.Sealed) == 0 {
		for i := range a.codes {
			if a.codes[i].ID == q.ID && a.codes[i].is(q.Gone) {
				a.codes[i].Sealed = nil
			}
		}
		if now := a.asked[q.ID]; now != nil && (len(q.Gone) == 0 || bytes.Equal(now.mark, q.Gone)) {
			delete(a.asked, q.ID)
		}
		return
	}
	delete(a.asked, q.ID)
	a.codes = slices.DeleteFunc(a.codes, func(old asking) bool { return q.At.Sub(old.At) > codesCount })
	a.codes = append(a.codes, q)
	a.await(q)
}

// await lets a code be confirmed.
func (a *Alerts) await(q asking) {
	address, code, ok := strings.Cut(a.unseal(q), "\n")
	if ok {
		a.asked[q.ID] = &asked{address, code, q.At.Add(codeLasts), q.mark(), codeTries}
	}
}

// recount counts what was sent before the start for the limits. Those of networks begin anew:
// addresses are kept nowhere.
func (a *Alerts) recount() {
	for _, q := range a.codes {
		a.asks.Was(q.ID, q.At)
		a.mailboxAsks.Was(q.Mailbox, q.At)
		a.allAsks.AllowN(q.At, 1)
	}
}

// newAsking is a code for an address.
func (a *Alerts) newAsking(id room.PersonID, address, code string) asking {
	q := asking{ID: id, Mailbox: a.nameless(address)}
	box := a.box()
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce) // never fails
	q.Sealed = box.Seal(nonce, nonce, []byte(address+"\n"+code), []byte(id))
	return q
}

func (a *Alerts) unseal(q asking) string {
	box := a.box()
	if len(q.Sealed) < box.NonceSize() {
		return ""
	}
	text, err := box.Open(nil, q.Sealed[:box.NonceSize()], q.Sealed[box.NonceSize():], []byte(q.ID))
	if err != nil {
		return "" // of another secret
	}
	return string(text)
}

func (a *Alerts) box() cipher.AEAD {
	mac := hmac.New(sha256.New, a.Secret)
	mac.Write([]byte("alerts codes"))
	block, err := aes.NewCipher(mac.Sum(nil))
	if err == nil {
		if box, err := cipher.NewGCM(block); err == nil {
			return box
		}
	}
	panic("the size of a key is a constant")
}
