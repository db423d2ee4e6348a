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
	// and the next day. Who wants to stay for longer links the two.
	CarriedLife = 24 * time.Hour
	// CarryPath is where a browser goes with a code, which stands behind it: browsers tell no
	// server what is behind the "#", and nothing that looks at a link uses it up.
	CarryPath = "/carry#"
	// carrySize is the length of a code in bytes, which are eight characters. Of the 2^40,
	// one network gets 20 wrong and then one each ten seconds: see rooms.Guesses.
	carrySize = 5
)

// Carry is what a code leads to.
type Carry struct {
	Player Player
	Room   room.Code // where they were; empty: at no room
}

// carry is a code that has not been used yet.
type carry struct {
	by    room.PersonID
	at    room.Code
	until time.Time
}

// Carry makes a code by which the person goes on in another window, once and within
// [CarryLife], at the room where they are, if any. The one before is void, and a visitor
// stays. Codes are kept in memory alone: each is of another person who stays.
func (d *Directory) Carry(ctx context.Context, id room.PersonID, at room.Code) (string, error) {
	if _, err := d.Keep(ctx, id); err != nil {
		return "", err
	}
	raw := make([]byte, carrySize)
	_, _ = rand.Read(raw) // never fails
	code, now := returnAlphabet.EncodeToString(raw), time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	for other, c := range d.carries {
		if c.by == id || !now.Before(c.until) {
			delete(d.carries, other)
		}
	}
	d.carries[code] = carry{id, at, now.Add(CarryLife)}
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
	c, ok := d.carries[bareCarry(code)]
	p := d.all[c.by].Player
	d.mu.RUnlock()
	if !ok || p.ID == "" || !time.Now().Before(c.until) {
		d.guesses.Wrong(network)
		return Carry{}, errBadCarry
	}
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
	if _, ok := d.carries[bareCarry(code)]; !ok { // somebody else was quicker
		return Carry{}, errBadCarry
	}
	delete(d.carries, bareCarry(code))
	return c, nil
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
