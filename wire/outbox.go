package wire

import (
	"sync"
	"time"

	"crossplay/rooms/room"
)

const (
	// maxReplies is how many replies wait to be sent before nothing more is read.
	maxReplies = 32
	// writeTime is how long the peer may take to make room for a message.
	writeTime = 10 * time.Second

	// News of a peer take newsBurst bytes at once and then newsRate bytes a
	// second; each costs newsCost more, for the work that it is. So a flood of
	// lines or of moves comes to 32 messages a second, and one of the largest
	// boards, of 25 KB, to 4; a person plays a move or two a second.
	newsRate  = 128 << 10
	newsBurst = 1 << 20
	newsCost  = 4 << 10
)

// outbox is what a peer has yet to send: the replies, in order, and the feeds
// with news. News are not made before they can be sent, so that a slow peer
// gets fewer and newer ones.
type outbox struct {
	mu      sync.Mutex
	space   *sync.Cond // replies went out, or the conversation ended
	replies [][]byte
	due     []*feed
	looks   map[room.Code]bool // at these rooms
	self    feed               // who the player is
	known   person             // what the peer was told of the player; the writer's
	owed    time.Duration      // for how long no news are to be made after these; the writer's
	job     func()             // what the crew does: write
	pinging bool               // a ping is due
	last    *Reason            // once the conversation is being closed
	by      time.Time          // when it must have been sent
	closed  bool               // the writer has taken it
	parted  bool               // it was sent
	writing bool               // the writer runs
	resting bool               // a timer runs until news may be sent again
	after   time.Time          // when they may
	ended   bool
	lost    bool // the writer never returned, or too late
	writer  sync.WaitGroup
}

// reply sends a message in its turn. It waits for space: who does not read
// answers is not read either.
func (k *Peer) reply(message []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.replies) >= maxReplies && !k.ended {
		k.space.Wait()
	}
	if k.last == nil && !k.ended {
		k.replies = append(k.replies, message)
		k.wake()
	}
}

// news says that the feed has something to send. It never waits.
func (k *Peer) news(f *feed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f.started && !f.queued && !f.ended {
		f.queued = true
		k.due = append(k.due, f)
		if !k.resting {
			k.wake()
		}
	}
}

// rests reports whether news must wait until others that were sent are paid
// for. Meanwhile nothing is made, so what comes then is the newest. It needs the
// lock.
func (k *Peer) rests() bool {
	if wait := time.Until(k.after); wait > 0 && !k.resting {
		k.resting = true
		time.AfterFunc(wait, k.rested)
	}
	return k.resting
}

func (k *Peer) rested() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.resting = false
	if len(k.due) > 0 {
		k.wake()
	}
}

// work makes news, and charges the peer's network for it: the next wait until all of its
// work is paid for. A delta, which is often made before, for others, costs hardly more
// than to measure it would: what it has in bytes is charged.
func (k *Peer) work(do func()) {
	k.owed = max(k.owed, k.server.conf.Registry.Work().Show(k.network, do, func() {
		k.server.Incident("news are never written", "it takes too long", "player", k.id)
		k.lose()
	}))
}

// pay charges the peer and its address for news, before the next are sent.
func (k *Peer) pay(messages [][]byte) {
	cost := 0
	for _, m := range messages {
		cost += newsCost + len(m)
	}
	now := time.Now()
	wait := max(k.owed, k.budget.ReserveN(now, min(cost, newsBurst)).DelayFrom(now), k.server.budgets.Delay(k.network, cost))
	k.owed = 0
	k.mu.Lock()
	defer k.mu.Unlock()
	k.after = now.Add(wait)
}

// rename tells the peer what the player is called now, if that is news.
func (k *Peer) rename() { k.news(&k.self) }

// mute has the peer told of another name later, behind the answer that it waits for.
func (k *Peer) mute(now bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.self.started = !now
}

// Ping has a sign of life sent in its turn.
func (k *Peer) Ping() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pinging = true
	k.wake()
}

// Close ends the conversation after the replies that wait.
func (k *Peer) Close(why Reason) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil {
		k.finally(why)
	}
}

// finally needs the lock. The reason goes out behind the replies that wait.
func (k *Peer) finally(why Reason) {
	k.last, k.by = &why, time.Now().Add(writeTime)
	k.wake()
}

// Part ends the conversation as the peer wishes, once what was asked before is
// answered, and returns when the reason was sent.
func (k *Peer) Part(why Reason) {
	k.Close(why)
	k.mu.Lock()
	defer k.mu.Unlock()
	for !k.parted && !k.ended {
		k.space.Wait()
	}
}

// Farewell ends the conversation because the server stops, with a sentence for
// people.
func (k *Peer) Farewell(notice string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil {
		k.replies = append(k.replies, Bye(notice))
		k.finally(Restarting)
	}
}

// Open calls f, unless the conversation is being closed, and reports which.
func (k *Peer) Open(f func()) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil {
		f()
	}
	return k.last == nil
}

// stop ends the writer, and lets the reader go should it wait for space.
func (k *Peer) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ended = true
	k.replies, k.due = nil, nil
	k.space.Broadcast()
}

// lose ends the conversation of a writer that never returns: nobody waits for it.
func (k *Peer) lose() {
	k.stop()
	k.conn.Cut(nil)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.lost = true
	k.writer.Done()
}

// wrote says that the writer has ended, unless nobody waits for that any more.
func (k *Peer) wrote() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.lost {
		k.writer.Done()
	}
}

// wake needs the lock. Whoever reads lives until the conversation has ended,
// and waits for the writer too.
func (k *Peer) wake() {
	if !k.writing && !k.ended {
		k.writing = true
		k.writer.Add(1)
		k.server.crew.Do(k.job)
	}
}

// write sends until nothing is left.
func (k *Peer) write() {
	defer k.wrote()
	defer k.survive()
	for {
		next := k.take()
		var err error
		switch {
		case next.close != nil:
			err = k.conn.Close(*next.close, k.deadline())
			k.part()
		case next.ping:
			err = k.conn.Ping(k.deadline())
		case next.news != nil:
			messages := k.ask(next.news)
			k.pay(messages)
			err = k.send(append(next.replies, messages...))
		case next.replies != nil:
			err = k.send(next.replies)
		default:
			return
		}
		if err != nil {
			k.stop()
			k.conn.Cut(err) // which ends the reader
			return
		}
	}
}

func (k *Peer) send(messages [][]byte) error {
	if len(messages) == 0 {
		return nil
	}
	return k.conn.Send(messages, k.deadline())
}

// deadline is when messages must have gone out. Of a conversation that is
// being closed all must be gone in the time of one.
func (k *Peer) deadline() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil {
		return k.by
	}
	return time.Now().Add(writeTime)
}

// part says that the reason was sent.
func (k *Peer) part() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.parted = true
	k.space.Broadcast()
}

// due is what is to be sent next: one of these, or nothing. Replies and news go
// together, in this order.
type due struct {
	replies [][]byte
	news    *feed // to be asked for them
	close   *Reason
	ping    bool
}

// take returns what to send next. When that is nothing, the writer has ended.
func (k *Peer) take() due {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.ended || k.closed:
	case len(k.replies) > 0:
		next := due{replies: k.replies}
		k.replies = nil
		k.space.Broadcast()
		if k.last == nil {
			next.news = k.nextNews()
		}
		return next
	case k.last != nil:
		k.closed = true
		return due{close: k.last}
	case k.pinging:
		k.pinging = false
		return due{ping: true}
	default:
		if news := k.nextNews(); news != nil {
			return due{news: news}
		}
	}
	if len(k.due) == 0 {
		k.due = nil
	}
	k.writing = false
	return due{}
}

// nextNews takes a feed that has news to be sent now, or nil. It needs the lock.
func (k *Peer) nextNews() *feed {
	if len(k.due) == 0 || k.rests() {
		return nil
	}
	news := k.due[0]
	k.due, news.queued = k.due[1:], false
	return news
}

// ask makes the news of a feed. When that breaks, only this conversation ends.
func (k *Peer) ask(f *feed) (messages [][]byte) {
	defer func() {
		if broken := recover(); broken != nil {
			k.Close(broke(k.server.Incident("a conversation broke", broken, "player", k.id)))
		}
	}()
	return f.next()
}

// survive cuts the peer off, and harms nothing else, when its writer panics where
// nothing better can be done.
func (k *Peer) survive() {
	if broken := recover(); broken != nil {
		k.server.Incident("a conversation broke", broken, "player", k.id)
		k.stop()
		k.conn.Cut(nil)
	}
}
