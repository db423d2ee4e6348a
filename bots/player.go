package bots

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"crossplay/game/bot"
	"crossplay/pace"
	"crossplay/rooms"
)

// player is a bot in a room.
type player struct {
	house *House
	at    seat
	me    rooms.Person

	watch *rooms.Watch // the house's mutex guards it
	again bool         // the house's too: the room has asked for the bot since its watch was last looked at

	waits bool // for a worker; the queue's mutex guards it

	mu  sync.Mutex
	job *job // what it thinks about, waits to think about, or is about to play
}

// job is a position to think about.
type job struct {
	player *player
	snap   *rooms.Snapshot
	ctx    context.Context
	cancel context.CancelFunc
	begun  time.Time
	taken  bool // a worker has it; the player's mutex guards it
}

func (j *job) answers(s *rooms.Snapshot) bool {
	return j.snap.Round == s.Round && j.snap.Ply == s.Ply
}

// open begins to look at the room.
func (p *player) open() {
	h := p.house
	w, err := h.Registry.Watch(h.ctx, p.me, p.at.room, func() { h.wake(p) })
	if err != nil { // not again: the room may break each time that it is read back for us
		h.mu.Lock()
		delete(h.players, p.at)
		h.mu.Unlock()
		return
	}
	h.mu.Lock()
	p.watch = w
	if h.ctx.Err() != nil {
		p.close()
	}
	h.mu.Unlock()
	h.wake(p) // it could not be taken before
}

// close stops looking. The house's mutex must be held.
func (p *player) close() {
	if p.watch != nil {
		w := p.watch
		p.house.all.Go(w.Close) // which waits for the room, and the room may wait for come
	}
}

// look takes what the room has to show.
func (p *player) look() {
	h := p.house
	h.mu.Lock()
	w, asked := p.watch, p.again
	p.again = false
	h.mu.Unlock()
	if w == nil {
		return
	}
	s, err := w.Take()
	if s != nil {
		p.show(s)
	}
	if err != nil || s != nil && s.You < 0 {
		h.mu.Lock()
		p.again = p.again || asked
		h.mu.Unlock()
		h.forget(p)
	}
}

// show begins to think when it is the bot's turn, and stops thinking about what
// the room has left behind.
func (p *player) show(s *rooms.Snapshot) {
	mine := s.Phase == rooms.Playing && slices.Contains(s.Turn, s.You)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job != nil && (!mine || !p.job.answers(s)) {
		p.job.cancel()
		p.job = nil
	}
	if mine && p.job == nil {
		j := &job{player: p, snap: s, begun: time.Now()}
		j.ctx, j.cancel = context.WithCancel(p.house.ctx)
		p.job = j
		p.house.queue.put(p, host(s))
	}
}

// host is whom the bots of a room play for.
func host(s *rooms.Snapshot) string {
	i := slices.IndexFunc(s.Chairs, func(c rooms.Chair) bool { return c.Bot == "" })
	return s.Chairs[max(0, i)].Name
}

// take is what there is to think about, if nobody does yet.
func (p *player) take() *job {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job == nil || p.job.taken {
		return nil
	}
	p.job.taken = true
	return p.job
}

// rest stops thinking.
func (p *player) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job != nil {
		p.job.cancel()
		p.job = nil
	}
}

// think finds a move and plays it, not too soon. A bot whose game breaks gives
// up: whoever plays against it must not wait for ever.
func (h *House) think(j *job, others int) {
	p := j.player
	defer func() {
		if broken := recover(); broken != nil {
			pace.Incident(h.Log, "a bot broke", broken, "room", p.at.room, "game", j.snap.Game, "bot", p.me.Bot)
			j.sendAfter(0, rooms.Command{Do: rooms.Resign})
		}
	}()
	level := bot.Level(p.me.Bot)
	m, err := h.Mind.Think(j.ctx, bot.Problem{
		Game: j.snap.Game, Seat: j.snap.You, View: j.snap.View, Imagine: j.snap.Imagine,
		Level: level, Rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), Budget: h.thought(level, others),
	})
	switch {
	case j.ctx.Err() != nil:
	case err != nil:
		h.Log.Error("a bot found no move", "room", p.at.room, "game", j.snap.Game, "bot", p.me.Bot, "error", err)
		j.sendAfter(0, rooms.Command{Do: rooms.Resign})
	default:
		j.sendAfter(time.Until(j.begun.Add(leastPause)), rooms.Command{Do: rooms.Move, Ply: j.snap.Ply, Move: m})
	}
}

// sendAfter does something after a while, in a goroutine of its own, unless the
// room moves on before. Where the rules take no move, the bot gives up.
func (j *job) sendAfter(pause time.Duration, c rooms.Command) {
	h := j.player.house
	h.all.Go(func() {
		for {
			select {
			case <-time.After(pause):
			case <-j.ctx.Done():
				return
			}
			switch err := j.send(c); {
			case passes(err):
				pause = tryAgain
			case c.Do == rooms.Move && isBroken(err):
				h.Log.Error("a bot's move was refused", "room", j.player.at.room, "game", j.snap.Game, "error", err)
				c, pause = rooms.Command{Do: rooms.Resign}, 0
			default:
				return
			}
		}
	})
}

func (j *job) send(c rooms.Command) error {
	h := j.player.house
	ctx, cancel := context.WithTimeout(h.ctx, sendTimeout)
	defer cancel()
	return h.Registry.Do(ctx, j.player.me, j.player.at.room, c)
}
