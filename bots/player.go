package bots

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// player is a bot in a room.
type player struct {
	runner *Runner
	at     seat
	me     rooms.Person

	watch *rooms.Watch // the runner's mutex guards it
	again bool         // the runner's too: the room has asked for the bot since its watch was last looked at

	waits bool // for a worker; the queue's mutex guards it

	mu       sync.Mutex
	answered room.Offer // what it has answered last, or is about to
	judged   judged     // what it thought last
	job      *job       // what it thinks about, waits to think about, or is about to play
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
	r := p.runner
	w, err := r.Registry.Watch(r.ctx, p.me, p.at.code, func() { r.wake(p) })
	if err != nil { // not again: the room may break each time that it is read back for us
		r.mu.Lock()
		delete(r.players, p.at)
		r.mu.Unlock()
		return
	}
	r.mu.Lock()
	p.watch = w
	if r.ctx.Err() != nil {
		p.close()
	}
	r.mu.Unlock()
	r.wake(p) // it could not be taken before
}

// close stops looking. The runner's mutex must be held.
func (p *player) close() {
	if p.watch != nil {
		w := p.watch
		p.runner.all.Go(w.Close) // which waits for the room, and the room may wait for come
	}
}

// look takes what the room has to show.
func (p *player) look() {
	r := p.runner
	r.mu.Lock()
	w, asked := p.watch, p.again
	p.again = false
	r.mu.Unlock()
	if w == nil {
		return
	}
	s, err := w.Take()
	if s != nil {
		p.show(s)
		p.answer(s)
	}
	if err != nil || s != nil && s.You < 0 {
		r.mu.Lock()
		p.again = p.again || asked
		r.mu.Unlock()
		r.forget(p)
	}
}

// show begins to think when it is the bot's turn, and stops thinking about what
// the room has left behind.
func (p *player) show(s *rooms.Snapshot) {
	mine := s.Phase == room.Playing && slices.Contains(s.Turn, s.You)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job != nil && (!mine || !p.job.answers(s)) {
		p.job.cancel()
		p.job = nil
	}
	if mine && p.job == nil {
		j := &job{player: p, snap: s, begun: time.Now()}
		j.ctx, j.cancel = context.WithCancel(p.runner.ctx)
		p.job = j
		p.runner.queue.put(p, s.Host())
	}
}

func (p *player) level() bot.Level { return bot.Level(p.me.Bot) }

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

// problem is the position as the mind is asked about it.
func (j *job) problem(budget time.Duration) bot.Problem {
	return bot.Problem{
		Game: j.snap.Game, Seat: j.snap.You, View: j.snap.View, Imagine: j.snap.Imagine,
		Level: j.player.level(), Rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), Budget: afford(j.snap, budget, time.Now()),
		Judge: func(worth float64, drawn bool) {
			if j.ctx.Err() == nil { // else it has thought for too short
				j.player.judge(j.snap, worth, drawn)
			}
		},
	}
}

// play sends the move, not too soon. Where the rules do not take it, the bot
// gives up.
func (j *job) play(m game.Move) {
	j.player.runner.all.Go(func() {
		pause := time.Until(j.begun.Add(afford(j.snap, leastPause, j.begun)))
		if err := j.insist(pause, room.Command{Do: room.Move, Ply: j.snap.Ply, Move: m}); isBroken(err) {
			j.giveUp("a bot's move was refused", err)
		}
	})
}

// resign gives a lost game up, not sooner than a move would come.
func (j *job) resign() {
	j.player.runner.all.Go(func() {
		_ = j.insist(time.Until(j.begun.Add(leastPause)), room.Command{Do: room.Resign})
	})
}

// giveUp logs what broke under an id, tells the id to whoever plays against the
// bot, and resigns.
func (j *job) giveUp(what string, cause any) {
	r := j.player.runner
	id := pace.Incident(r.Log, what, cause, "room", j.player.at.code, "game", j.snap.Game, "bot", j.player.me.Bot)
	r.all.Go(func() {
		_ = j.send(room.Command{Do: room.Chat, Text: "I give up: something broke in me. (Incident " + id + ")"}) // a courtesy
		j.insist(0, room.Command{Do: room.Resign})
	})
}

// insist does something after a while, unless the room moves on before, and
// again as long as it cannot be saved.
func (j *job) insist(pause time.Duration, c room.Command) error {
	for {
		select {
		case <-time.After(pause):
		case <-j.ctx.Done():
			return nil
		}
		err := j.send(c)
		if !passes(err) {
			return err
		}
		pause = tryAgain
	}
}

func (j *job) send(c room.Command) error {
	r := j.player.runner
	ctx, cancel := context.WithTimeout(r.ctx, sendTimeout)
	defer cancel()
	return r.Registry.Do(ctx, j.player.me, j.player.at.code, c)
}
