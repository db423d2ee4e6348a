package pace

import "sync"

// maxResting is how many goroutines of a crew wait for more to do.
const maxResting = 64

// Crew does what takes a deep stack, for conversations that would keep it for as
// long as they live. To grow a new one each time is a twentieth of all the work, and an
// eighth of that of a terminal that watches; so a goroutine that is done rests, and does
// what comes next. They go home when the last conversation has ended. The nil Crew has a
// new one for everything. It is safe for concurrent use.
type Crew struct {
	mu      sync.Mutex
	serves  int           // conversations
	resting []chan func() // who has rested least is at the end; nothing to do: go home
}

// Join begins a conversation.
func (c *Crew) Join() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.serves++
}

// Leave ends one.
func (c *Crew) Leave() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.serves--; c.serves > 0 {
		return
	}
	for _, w := range c.resting {
		close(w)
	}
	c.resting = nil
}

// Do has the job done by one of the crew. It does not wait.
func (c *Crew) Do(job func()) {
	if c == nil {
		go job()
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if last := len(c.resting) - 1; last >= 0 {
		c.resting[last] <- job
		c.resting = c.resting[:last]
		return
	}
	go c.work(job)
}

func (c *Crew) work(job func()) {
	next := make(chan func(), 1)
	for job != nil {
		job()
		if !c.rest(next) {
			return
		}
		job = <-next
	}
}

// rest reports whether there is a place to.
func (c *Crew) rest(next chan func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.serves == 0 || len(c.resting) == maxResting {
		return false
	}
	c.resting = append(c.resting, next)
	return true
}
