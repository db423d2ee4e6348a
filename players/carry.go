package players

import (
	"context"
	"crypto/rand"
	"net/netip"
	"strings"
	"time"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// This file lets somebody go on in another window, in the middle of a game if need be.

const (
	// CarryLife is how long a code can be used: as long as finding the phone takes.
	CarryLife = 2 * time.Minute
	// CarriedLife is how long a window can come back that was entered by one: an evening,
	// and the next day. Whoever goes on from there has what is left of it.
	CarriedLife = 24 * time.Hour
	// carrySize is the length of a code in bytes, which are eight characters. Of the 2^40,
	// one network gets 20 wrong and then one each ten seconds: see rooms.Guesses.
	carrySize = 5
)

// Carry is what a code leads to.
type Carry struct {
	Player Player    // whose window ends at Player.Until
	Room   room.Code // where they were; empty: at no room
}

// carry is a code that has not been used yet.
type carry struct {
	code  string
	at    room.Code
	until time.Time // it can be used
	ends  time.Time // the window does that is entered by it
}

// Carry makes a code by which the person goes on in another window, once and within
// [CarryLife], at the room where they are, if any, and for how long: for [CarriedLife], or where the window of the
// person has itself an end, until then. The one before is void, and a visitor stays. Codes are kept in memory alone, one of a person.
func (d *Directory) Carry(ctx context.Context, id room.PersonID, at room.Code, ends time.Time) (string, error) {
	if _, err := d.Keep(ctx, id); err != nil {
		return "", err
	}
	raw := make([]byte, carrySize)
	_, _ = rand.Read(raw) // never fails
	code, now := returnAlphabet.EncodeToString(raw), time.Now()
	if ends.IsZero() {
		ends = now.Add(CarriedLife)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.carriers, d.carries[id].code)
	d.carries[id], d.carriers[code] = carry{code, at, now.Add(CarryLife), ends}, id
	return code[:carryGroup] + "-" + code[carryGroup:], nil
}

// errBadCarry is an ErrBadCode.
var errBadCarry = ErrBadCode.Because("carry")

// carryGroup is how many characters stand before the dash.
const carryGroup = 4

// Carrying is what a code leads to, which is not used up by that. It fails as Carried does.
func (d *Directory) Carrying(code string, from netip.Addr) (Carry, error) {
	network := pace.Network(from)
	if d.guesses.Spent(network) {
		return Carry{}, room.ErrGuesses
	}
	d.mu.RLock()
	p := d.all[d.carriers[bareCarry(code)]].Player
	c := d.carries[p.ID]
	d.mu.RUnlock()
	if p.ID == "" || !time.Now().Before(c.until) {
		d.guesses.Wrong(network)
		return Carry{}, errBadCarry
	}
	p.Until = c.ends
	return Carry{p, c.at}, nil
}

// Carried uses a code up: whoever has it goes on as the person who made it. It returns
// ErrBadCode for one that was used, is too old or never was, to a network that has tried
// too many room.ErrGuesses, and what may says of it, which leaves it as it was.
func (d *Directory) Carried(code string, from netip.Addr, may func(Carry) error) (Carry, error) {
	c, err := d.Carrying(code, from)
	if err == nil {
		err = may(c)
	}
	if err != nil {
		return Carry{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.carriers[bareCarry(code)]; !ok { // somebody else was quicker
		return Carry{}, errBadCarry
	}
	delete(d.carriers, bareCarry(code))
	delete(d.carries, c.Player.ID)
	return c, nil
}

// forgetCarries forgets codes that nobody used in time.
func (d *Directory) forgetCarries() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, c := range d.carries {
		if !time.Now().Before(c.until) {
			delete(d.carries, id)
			delete(d.carriers, c.code)
		}
	}
}

// bareCarry finds a code in what people paste: the link, the command or the code itself,
// in any case, with or without its dash.
func bareCarry(pasted string) string {
	if len(pasted) > maxCode {
		return ""
	}
	pasted = strings.TrimRight(strings.TrimSpace(pasted), ".,;)>]\"'”")
	if at := strings.LastIndexAny(pasted, "# "); at >= 0 {
		pasted = pasted[at+1:]
	}
	return bareReturn(pasted)
}
