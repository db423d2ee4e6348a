package e2e

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

const (
	kills      = 100
	killsShort = 10
	duels      = 6
	// most is how many moves may be acknowledged between two kills.
	most = 60
	// backWithin is how soon after a crash everyone must be in their seat.
	backWithin = 10 * time.Second
)

// Scripted clients play without a pause while the server is killed again and
// again: every move that was acknowledged is there, none twice, and everybody
// is back in their seat.
func TestKilledUnderLoad(t *testing.T) {
	n := kills
	if testing.Short() {
		n = killsShort
	}
	s := newServer(t)
	all := make([]*duel, duels)
	for i := range all {
		all[i] = &duel{t: t, pair: [2]*socket{newSocket(s), newSocket(s)}, games: make(map[where]*record)}
	}
	for range n {
		// One life of the server: everybody comes back, plays, and is cut off.
		life := &life{back: make(chan struct{}, duels), moves: make(chan struct{}, duels*most), broken: make(chan struct{}, duels)}
		var playing sync.WaitGroup
		for _, d := range all {
			playing.Go(func() { d.live(life) })
		}
		life.await(t, life.back, duels, backWithin)
		life.await(t, life.moves, 1+rand.IntN(most), patience)
		s.kill()
		playing.Wait()
		if t.Failed() {
			return
		}
		s.start()
	}

	var played, games, moves int
	for _, d := range all {
		d.review()
		played += len(d.rooms)
		games += len(d.games)
		for _, g := range d.games {
			moves += g.acked
		}
	}
	t.Logf("%d kills, %d rooms, %d games, %d acknowledged moves", n, played, games, moves)
}

// life is what happens between two kills.
type life struct {
	back   chan struct{} // hears of each pair that is in its seats
	moves  chan struct{} // hears of each acknowledged move
	broken chan struct{} // hears of each pair that was treated wrongly
}

func (l *life) await(t *testing.T, events <-chan struct{}, n int, limit time.Duration) {
	late := time.After(limit)
	for i := range n {
		select {
		case <-events:
		case <-l.broken:
			return
		case <-late:
			t.Errorf("after %v: %d of %d", limit, i, n)
			return
		}
	}
}

// duel is two people who play one game after the other.
type duel struct {
	t     *testing.T
	pair  [2]*socket
	room  room.Code // where they play; empty before the first
	rooms []room.Code
	games map[where]*record
}

// where names a game.
type where struct {
	room  room.Code
	round int
}

// record is what the clients know of a game.
type record struct {
	sent  []string // by ply
	acked int      // how many of them were acknowledged
}

func (d *duel) game(code room.Code, round int) *record {
	w := where{code, round}
	if d.games[w] == nil {
		d.games[w] = new(record)
	}
	return d.games[w]
}

// errWrong is what must never happen.
var errWrong = errors.New("the server forgot, or made something up")

// live plays until the server is gone.
func (d *duel) live(l *life) {
	defer func() {
		for _, c := range d.pair {
			if c.conn != nil {
				c.conn.Close()
			}
		}
	}()
	if err := d.comeBack(); err != nil {
		d.t.Errorf("a pair is not back: %v", err)
		l.broken <- struct{}{}
		return
	}
	l.back <- struct{}{}
	for {
		acked, err := d.step()
		if errors.Is(err, errWrong) || refused(err) {
			d.t.Error(err)
			l.broken <- struct{}{}
		}
		if err != nil {
			return
		}
		if acked {
			select {
			case l.moves <- struct{}{}:
			default: // there were enough
			}
		}
	}
}

// comeBack connects both and finds everything as it was.
func (d *duel) comeBack() error {
	for _, c := range d.pair {
		if err := c.dial(); err != nil {
			return err
		}
		if d.room == "" {
			continue
		}
		if err := c.enter(d.room); err != nil {
			return err
		}
		if err := d.check(c.room); err != nil {
			return err
		}
	}
	return nil
}

// check compares a room with what was sent and acknowledged.
func (d *duel) check(s *rooms.Snapshot) error {
	g := d.game(s.Code, s.Round)
	log := s.View.Log
	if len(log) < g.acked || len(log) > len(g.sent) || len(log) != s.Ply && s.Phase != room.Open {
		return fmt.Errorf("%w: room %s, game %d: %d moves were sent, %d acknowledged; it has %d at ply %d", errWrong, s.Code, s.Round, len(g.sent), g.acked, len(log), s.Ply)
	}
	for ply, step := range log {
		if step.Text != g.sent[ply] {
			return fmt.Errorf("%w: room %s, game %d: move %d was %s and is %s", errWrong, s.Code, s.Round, ply, g.sent[ply], step.Text)
		}
	}
	for w, g := range d.games {
		if w.room == s.Code && w.round > s.Round && g.acked > 0 {
			return fmt.Errorf("%w: room %s is at game %d although there was game %d", errWrong, s.Code, s.Round, w.round)
		}
	}
	return nil
}

// step does what comes next, and reports whether it was a move that the server
// acknowledged.
func (d *duel) step() (bool, error) {
	ann, bob := d.pair[0], d.pair[1]
	for _, c := range d.pair {
		if c.due != nil { // cut off by the crash: the same command again
			return d.do(c, *c.due)
		}
	}
	if d.room == "" {
		return d.do(ann, command{Do: "create", Game: connectFour.game})
	}
	for _, c := range d.pair {
		if err := c.enter(d.room); err != nil {
			return false, err
		}
	}
	switch now := ann.room; now.Phase {
	case room.Open:
		return d.do(bob, command{Do: "sit", Room: d.room})
	case room.Playing:
		mover := ann
		if now.Turn[0] != now.You {
			mover = bob
		}
		choices := mover.room.View.Choices
		move := string(choices[rand.IntN(len(choices))].Move)
		g := d.game(d.room, now.Round)
		g.sent = append(g.sent[:now.Ply], move) // what is not on the board was never due
		return d.do(mover, command{Do: "move", Room: d.room, Ply: &now.Ply, Move: move, round: now.Round})
	default:
		for _, c := range d.pair {
			if !c.room.Chairs[c.room.You].Offered(room.Rematch) && rand.IntN(4) > 0 {
				return d.do(c, command{Do: "rematch", Room: d.room, round: c.room.Round, seat: c.room.You})
			}
		}
		return d.do(ann, command{Do: "create", Game: connectFour.game})
	}
}

// do asks, and waits until both see what has come of it.
func (d *duel) do(c *socket, what command) (moved bool, err error) {
	code, err := c.ask(what)
	if err != nil {
		return false, err
	}
	var seen func(*rooms.Snapshot) bool
	switch what.Do {
	case "create":
		d.room = code
		d.rooms = append(d.rooms, code)
		return false, nil
	case "sit":
		seen = func(s *rooms.Snapshot) bool { return s.Phase != room.Open }
	case "rematch":
		seen = func(s *rooms.Snapshot) bool { return s.Round > what.round || s.Chairs[what.seat].Offered(room.Rematch) }
	case "move":
		g := d.game(what.Room, what.round)
		g.acked = max(g.acked, *what.Ply+1)
		seen = func(s *rooms.Snapshot) bool { return s.Round > what.round || s.Ply > *what.Ply }
	}
	for _, c := range d.pair {
		if err := c.until(seen); err != nil {
			return false, err
		}
		if err := d.check(c.room); err != nil {
			return false, err
		}
	}
	return what.Do == "move", nil
}

// review reads every room once more.
func (d *duel) review() {
	c := d.pair[0]
	if err := c.dial(); err != nil {
		d.t.Fatal(err)
	}
	defer c.conn.Close()
	c.due = nil
	for _, code := range d.rooms {
		err := c.enter(code)
		if err == nil {
			err = d.check(c.room)
		}
		if err != nil {
			d.t.Errorf("room %s: %v", code, err)
		}
	}
}
