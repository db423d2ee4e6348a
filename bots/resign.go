package bots

import (
	"math/rand/v2"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
	"crossplay/rooms"
)

// lostFor is how many times in a row a position must look lost before a bot resigns, as
// for programs on lichess and for KataGo: what looks lost once may be an exchange.
const lostFor = 3

// judged is what a bot thought of its last positions in a game.
type judged struct {
	round int
	ply   int
	worth float64
	drawn bool // for certain
	lost  int  // so many in a row looked lost
}

// judge takes in what the bot's last thought came to.
func (p *player) judge(s *rooms.Snapshot, worth float64, drawn bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := judged{round: s.Round, ply: s.Ply, worth: worth, drawn: drawn}
	if worth <= bot.Lost {
		now.lost = 1
		if p.judged.round == s.Round {
			now.lost += p.judged.lost
		}
	}
	p.judged = now
}

// takesDraw reports whether the bot is glad of a draw, by its last thought of the game
// or, before that, by how the position looks.
func (p *player) takesDraw(s *rooms.Snapshot) bool {
	p.mu.Lock()
	j := p.judged
	p.mu.Unlock()
	if j.round != s.Round {
		return bot.TakesDraw(s.Imagine(anyhow()), s.You)
	}
	return j.drawn || j.worth <= bot.Behind
}

// anyhow draws what is hidden, where it is of no matter how.
func anyhow() *rand.Rand { return rand.New(rand.NewPCG(0, 0)) }

// resigns reports whether the bot gives up instead of playing a move: at the higher
// levels, when the game of two has looked lost for long, and neither chance nor what is
// hidden can turn it. Whoever can win with the next move does so; and whoever is short
// of time may lose yet.
func (p *player) resigns(s *rooms.Snapshot, m game.Move) bool {
	p.mu.Lock()
	j := p.judged
	p.mu.Unlock()
	info, known := p.runner.Registry.Game(s.Game)
	if p.level() == bot.Easy || j.round != s.Round || j.ply != s.Ply || j.lost < lostFor || !known || info.Chance || info.Hidden || len(s.Chairs) != 2 {
		return false
	}
	if s.Time != nil && s.Time.Low(1-s.You, time.Now()) {
		return false
	}
	return !bot.Finishes(s.Imagine(anyhow()), s.You, m)
}
