package rooms

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"sync/atomic"
	"time"

	"crossplay/rooms/room"

	"crossplay/game"
)

// This file deals with rules that do not return. A panic ends where it happens;
// an endless loop keeps its goroutine for ever.

// ruleset names rules as a room's record does.
type ruleset struct {
	game    string
	version int
}

// rulebook is the rules of a game, and how they behave.
type rulebook struct {
	game.Rules
	info  game.Info
	stuck atomic.Int32 // steps that have not returned, and may never
}

// Info is what the rules say of themselves, which they make anew each time.
func (b *rulebook) Info() game.Info { return b.info }

// rulebookFor finds the rules of a room.
func (reg *Registry) rulebookFor(made room.Created) (*rulebook, error) {
	b := reg.rules[ruleset{made.Game, made.Version}]
	if b == nil {
		return nil, room.ErrNoGame.Because("rules")
	}
	return b, b.closed()
}

// closed says why nothing may be done by these rules, or nil.
func (b *rulebook) closed() error {
	if b.stuck.Load() < maxStuck {
		return nil
	}
	return room.ErrInternal.Because("hangs").With("game", b.Info().Title)
}

// broken is a room that is not opened for a while, and why.
type broken struct {
	err   error
	until time.Time
}

// brokenLocked says why a room may not be opened now, or nil. There are never
// many, for maxStuck of a game close it.
func (reg *Registry) brokenLocked(code room.Code) error {
	b := reg.broken[code]
	if !time.Now().Before(b.until) {
		delete(reg.broken, code)
		return nil
	}
	return b.err
}

// call calls into the rules. It does not return when they do not.
func (l *live) call(f func()) {
	l.calls(func() { l.watchdog.Do(f) })
}

// calls has one turn for many calls into the rules.
func (l *live) calls(all func()) {
	if l.turn {
		all()
		return
	}
	l.caller = l.reg.calls.Fewest(l.interested())
	_ = l.reg.calls.Wait(context.Background(), l.caller)
	l.turn = true
	defer func() {
		if !l.watchdog.Lost() {
			l.turn = false
			l.reg.calls.Done(l.caller)
		}
	}()
	l.reg.work.Do(l.doing.from, all)
}

// interested are the networks for which the rules are called: of whoever asked, and of
// those who sit here and look. Somebody with many calls under way must hold up nobody
// else's game by looking on, and nobody who sits down in theirs.
func (l *live) interested() []netip.Prefix {
	if l.seated == nil {
		l.seated = []netip.Prefix{}
		for w := range l.watches {
			if w.counts() && w.seat() >= 0 && !slices.Contains(l.seated, w.by.From) {
				l.seated = append(l.seated, w.by.From)
			}
		}
	}
	if slices.Contains(l.seated, l.doing.from) {
		return l.seated
	}
	return append(slices.Clip(l.seated), l.doing.from)
}

// stuck ends the room because its rules have not returned. The goroutine that
// called them may still write to what l.room points to; all else of the room is
// now this one's.
func (l *live) stuck() {
	l.reg.calls.Done(l.caller)
	n := l.rulebook.stuck.Add(1)
	info := l.rulebook.Info()
	err := l.reg.incident("the rules of a game hang", fmt.Sprintf("a step took more than %v", stepTime),
		"room", l.code, "game", info.Name, "version", info.Version, "stuck", n, "closed", n >= maxStuck)
	l.reg.mu.Lock()
	l.reg.broken[l.code] = broken{err, time.Now().Add(brokenFor)}
	l.reg.mu.Unlock()
	if l.replay == nil {
		l.fail(err)
	} else {
		l.doing.fail(err)
		l.end(err)
	}
	l.leave()
}
