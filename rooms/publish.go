package rooms

import (
	"slices"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file shows a room to whoever looks.

// publish shows a new version to everyone.
func (l *live) publish() {
	l.tellPresence()
	l.tellSilence()
	l.version++
	clear(l.shown)
	l.changed, l.published = time.Time{}, time.Now()
	l.runClocks(l.published)
	turn := l.room.Turn() // whose board has choices, and serves the others too
	var s *Snapshot
	l.calls(func() {
		for _, mine := range []bool{true, false} {
			for w := range l.watches {
				if seat := w.seat(); slices.Contains(turn, seat) == mine {
					s = l.snapshot(seat, s)
					w.box.put(s)
				}
			}
		}
	})
	l.weigh()
	if l.room.Phase == room.Closed {
		l.end(room.ErrGone)
		return
	}
	l.noteSeen()
}

// publishLine shows a new line to everyone, at once or talkDelay after the one
// before: a flood of lines must not become a flood of snapshots.
func (l *live) publishLine() {
	now := time.Now()
	next := l.talked.Add(talkDelay)
	if !now.Before(next) {
		l.talked = now
		l.publish()
		return
	}
	if l.changed.IsZero() {
		l.talked = next
	}
	l.showIn(next.Sub(now))
}

// drawn is the board as a seat may see it, drawn once for as long as it stays the
// same: the rules may take their time over it.
type drawn struct {
	game.View
	turn []game.Seat // who may move
	from int         // lines of the log that were left out before the first

	rehearses bool // the seat may set its next move up: see Snapshot.Rehearses
}

// missedSince is since when others are told that somebody is away: from a game that is
// put off, and from a daily one that has begun, nobody is missed.
func (l *live) missedSince(away time.Time) time.Time {
	if l.room.Adjourned || l.room.Daily() && l.room.Phase != room.Open {
		return time.Time{}
	}
	return away
}

// look asks the rules for the board as a seat sees it, unless that is known, and for
// what it may do, which often is what somebody could do just before.
func (l *live) look(seat game.Seat) drawn {
	v, known := l.views[seat]
	acts, at := l.acting[:0], l.now()
	l.call(func() {
		if !known {
			v = l.draw(seat)
		}
		acts = l.room.AppendActions(acts, seat, at)
	})
	if l.acting = acts; l.actions == nil || !slices.EqualFunc(acts, l.actions, room.Action.Same) {
		l.actions = append([]room.Action{}, acts...) // a list, not null
	}
	if !known {
		v = l.keep(seat, v)
	}
	return v
}

// keep keeps a board that was drawn just now.
func (l *live) keep(seat game.Seat, v drawn) drawn {
	if l.room.Phase != room.Playing || l.room.Adjourned {
		v.Choices, v.rehearses = nil, false
	}
	for _, other := range l.views { // what is the same is kept once
		if game.SameBoards(v.Boards, other.Boards) {
			v.Boards = other.Boards
		}
		if slices.Equal(v.Log, other.Log) {
			v.Log = other.Log
		}
	}
	if l.views == nil {
		l.views = make(map[game.Seat]drawn)
	}
	l.views[seat] = v
	return v
}

// draw asks the rules for the board, unless another seat sees the same and this one has
// nothing to choose.
func (l *live) draw(seat game.Seat) drawn {
	pos := l.room.Position
	turn := slices.Clone(pos.Turn())
	if !slices.Contains(turn, seat) {
		like := game.Like(pos, seat)
		for other, v := range l.views {
			if game.Like(pos, other) == like {
				v.Choices, v.rehearses = nil, false
				return v
			}
		}
	}
	v := drawn{View: pos.View(seat), turn: turn, rehearses: game.Rehearses(pos, seat)}
	v.Log, v.from = latest(v.Log)
	return v
}

// hear tells the readers of a seat what is new.
func (l *live) hear(seat game.Seat, v drawn) []room.News {
	var viewer room.PersonID // none in particular watches
	if seat >= 0 {
		viewer = l.room.Chairs[seat].ID
	}
	h := l.heard[viewer]
	if h == nil {
		if l.heard == nil {
			l.heard = make(map[room.PersonID]*room.Heard)
		}
		h = new(room.Heard)
		l.heard[viewer] = h
	}
	return h.Hear(viewer, l.room.News(), v.Log, v.from)
}

// snapshot is the room as the seat may know it, made once for each version. Another
// that was made in this moment, if any, has what is the same for all seats.
func (l *live) snapshot(seat game.Seat, other *Snapshot) *Snapshot {
	if s := l.shown[seat]; s != nil {
		return s
	}
	r := l.room
	v := l.look(seat)
	s := &Snapshot{
		Code: l.code, Version: l.versionOf(seat), Game: r.Created.Game, Options: r.Created.Options, Private: r.Created.Private, Final: r.Created.Final, Clock: r.Created.Clock,
		Adjourned: r.Adjourned, Plan: r.Plan(seat), Premove: r.Premove(seat),
		Stands: l.challenge(), Lot: r.Created.Lot && r.Round == 0,
		Phase: r.Phase, Round: r.Round, Ply: r.Ply, You: seat, Draws: r.Draws, Offer: r.Offer,
		View: v.View, LogFrom: v.from, Result: r.Result, Proof: r.Proof, Chat: r.Chat, News: l.hear(seat, v), pos: r.Position,
		Turn: []game.Seat{}, Actions: l.actions, Rehearses: v.rehearses,
	}
	if r.Phase == room.Playing && !r.Adjourned {
		s.Turn = v.turn
	}
	if other != nil {
		s.Chairs, s.Time, s.Spectators = other.Chairs, other.Time, other.Spectators
	} else {
		l.describe(s)
	}
	if seat >= 0 && r.Chairs[seat].IsBot() {
		s.host = l.host()
	}
	if l.shown == nil {
		l.shown = make(map[game.Seat]*Snapshot)
	}
	l.shown[seat] = s
	return s
}

// describe adds what is the same for all seats.
func (l *live) describe(s *Snapshot) {
	r := l.room
	s.Chairs, s.Time = make([]Chair, len(r.Chairs)), l.time()
	for i, c := range r.Chairs {
		since := l.away[c.ID]
		s.Chairs[i] = Chair{
			Name: c.Name, Guest: c.Guest, Bot: c.Bot, Present: since.IsZero() && !c.Free(), Away: l.missedSince(since),
			Wins: c.Wins, Left: c.Left, Offers: c.Offers, Out: c.Out,
		}
	}
	for id := range l.people {
		if r.SeatOf(id) < 0 {
			s.Spectators++
		}
	}
}
