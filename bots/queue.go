package bots

import "sync"

// queue holds the bots that wait for a worker, each once, however often its
// position changes. People take turns: the bots of one wait for each other.
type queue struct {
	mu     sync.Mutex
	more   *sync.Cond
	lines  map[string][]*player // by the people whom they play for; none is empty
	turns  []string             // those people, the next first
	closed bool
}

func (q *queue) init() {
	q.more = sync.NewCond(&q.mu)
	q.lines = make(map[string][]*player)
}

func (q *queue) put(p *player, host string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.waits {
		return
	}
	p.waits = true
	if len(q.lines[host]) == 0 {
		q.turns = append(q.turns, host)
	}
	q.lines[host] = append(q.lines[host], p)
	q.more.Signal()
}

// take waits for a bot, and says how many other people wait for theirs. It is
// not ok once the queue is closed.
func (q *queue) take() (p *player, others int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.turns) == 0 && !q.closed {
		q.more.Wait()
	}
	if q.closed {
		return nil, 0, false
	}
	host := q.turns[0]
	q.turns = q.turns[1:]
	others = len(q.turns)
	line := q.lines[host]
	p = line[0]
	p.waits = false
	if line = line[1:]; len(line) > 0 {
		q.lines[host] = line
		q.turns = append(q.turns, host)
	} else {
		delete(q.lines, host)
	}
	return p, others, true
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Broadcast()
}
