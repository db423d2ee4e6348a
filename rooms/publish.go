package rooms

import (
	"slices"
	"time"

	"crossplay/game"
)

// This file shows a room to whoever looks.

// publish shows a new version to everyone.
func (l *live) publish() {
	l.version++
	l.shown = nil
	l.changed = time.Time{}
	for w := range l.watches {
		w.box.put(l.snapshot(l.room.seatOf(w.by.ID)))
	}
	if l.room.phase == Closed {
		l.end(ErrGone)
	}
}

// onlyTalk reports whether events leave everything as it was but the chat.
func onlyTalk(events []event) bool {
	return !slices.ContainsFunc(events, func(e event) bool { return e.Said == nil })
}

// view is the board as the seat may see it, drawn once for as long as it stays
// the same: the rules may take their time over it.
func (l *live) view(seat game.Seat) game.View {
	if v, ok := l.views[seat]; ok {
		return v
	}
	v := l.room.pos.View(seat)
	if n := len(v.Log); n > MaxLog {
		v.Log = v.Log[n-MaxLog:]
	}
	if l.room.phase != Playing {
		v.Choices = nil
	}
	if l.views == nil {
		l.views = make(map[game.Seat]game.View)
	}
	l.views[seat] = v
	return v
}

// snapshot is the room as the seat may know it, made once for each version.
func (l *live) snapshot(seat game.Seat) *Snapshot {
	if s := l.shown[seat]; s != nil {
		return s
	}
	r := l.room
	s := &Snapshot{
		Code: l.code, Version: l.version, Board: l.board, Game: r.created.Game, Options: r.created.Options, Private: r.created.Private,
		Phase: r.phase, Round: r.round, Ply: r.ply, You: seat, Draws: r.draws,
		View: l.view(seat), Result: r.result, Proof: r.proof, Chat: r.chat, pos: r.pos,
		Chairs: make([]Chair, len(r.chairs)), Turn: []game.Seat{},
	}
	for i, c := range r.chairs {
		since := l.away[c.person.ID]
		s.Chairs[i] = Chair{
			Name: c.person.Name, Guest: c.person.Guest, Bot: c.person.Bot, Present: since.IsZero() && !c.free(), Away: since,
			Wins: c.wins, Ready: c.ready, Rematch: c.rematch, Out: c.out,
		}
	}
	for id := range l.people {
		if r.seatOf(id) < 0 {
			s.Spectators++
		}
	}
	if r.phase == Playing {
		s.Turn = slices.Clone(r.pos.Turn())
	}
	if at, ok := l.claimableAt(); ok && seat >= 0 && !r.chairs[seat].out && l.people[r.chairs[seat].person.ID] > 0 {
		s.Claimable = !time.Now().Before(at)
	}
	if l.shown == nil {
		l.shown = make(map[game.Seat]*Snapshot)
	}
	l.shown[seat] = s
	return s
}
