package bots

import (
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/watchdog"
)

// answer says yes or no to what somebody offers the bot, once, and not too soon. A
// bot lets others take back what they like and call a game off, and takes a draw
// when it is behind.
func (p *player) answer(s *rooms.Snapshot) {
	p.mu.Lock()
	known := p.answered == s.Offer
	p.answered = s.Offer
	p.mu.Unlock()
	if known {
		return
	}
	decline, ok := s.Action(room.Decline)
	if !ok || decline.Offer == 0 || decline.State != room.Theirs {
		return
	}
	r := p.runner
	r.all.Add(1)
	go func() {
		w := watchdog.New(thoughtTime, r.all.Done, func() {}) // who hangs is not waited for
		defer func() {
			if broken := recover(); broken != nil {
				r.Log.Error("a bot could not answer an offer", "room", p.at.code, "error", broken)
			}
			if !w.Lost() {
				r.all.Done()
			}
		}()
		do := room.Decline
		w.Do(func() {
			if s.Offer.Do != room.Draw || p.takesDraw(s) {
				do = s.Offer.Do
			}
		})
		j := &job{player: p, snap: s, ctx: r.ctx}
		j.insist(leastPause, room.Command{Do: do, Offer: s.Offer.N})
	}()
}
