package term

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// This file keeps what a session has under way in bounds while its commands take
// long: when the disk stalls, every one of them does.

const (
	// maxWaiting is how many commands may wait for one of MaxCommands before the
	// keys behind them do: somebody impatient for half a minute.
	maxWaiting = 32
	// maxHeld is how many bytes of keys are read ahead meanwhile, so that ctrl+c
	// among them gets one out. The rest waits at the sender.
	maxHeld = 8 << 10
	// heldKey is what a key counts for.
	heldKey = 32
)

// jammed reports whether no key is handled for now, because it may have more done.
func (p *program) jammed() bool { return len(p.waiting) >= maxWaiting }

// typed is where messages of the reader come from, as long as there is room.
func (p *program) typed() <-chan heard {
	if p.heldSize >= maxHeld {
		return nil
	}
	if wait := time.Until(p.resume); wait > 0 { // too much was done for this network
		p.rested.Reset(wait)
		return nil
	}
	return p.input
}

// heed takes a message of the reader, and counts the time that it takes like that of
// drawing.
func (p *program) heed(m heard) {
	p.work(func() { p.take(m) })
}

// work does something, and if it was too much for this network, there is nothing more
// to do for a while.
func (p *program) work(do func()) {
	if p.Work == nil {
		do()
		return
	}
	wait := p.Work(do)
	p.resume = time.Now().Add(wait)
}

// woken is where wakes come from. They are one at most, so they can wait longest.
func (p *program) woken() <-chan struct{} {
	if len(p.waiting) >= 2*maxWaiting {
		return nil
	}
	return p.wakes
}

// take handles a message of the reader in its turn: later, while keys are held.
func (p *program) take(m heard) {
	_, ended := m.msg.(inputEnded)
	_, rest := m.msg.(unfinished)
	if ended || rest || len(p.held) == 0 && !p.jammed() {
		p.hear(m)
		return
	}
	p.held = append(p.held, m)
	p.heldSize += size(m.msg)
	if n := len(p.held); n > 1 && isStop(p.held[n-1].msg) && isStop(p.held[n-2].msg) {
		p.end("", nil)
	}
}

// hear handles a message of the reader, of which a [Dater] is told first when it came.
func (p *program) hear(m heard) {
	if d, ok := p.model.(Dater); ok {
		d.Typed(m.at)
	}
	p.handle(m.msg)
}

// release handles what was held, as far as that goes.
func (p *program) release() {
	for len(p.held) > 0 && !p.jammed() && p.over == nil {
		m := p.held[0]
		p.held[0] = heard{}
		p.held = p.held[1:]
		p.heldSize -= size(m.msg)
		p.hear(m)
	}
}

func size(m tea.Msg) int {
	if paste, ok := m.(tea.PasteMsg); ok {
		return heldKey + len(paste.Content)
	}
	return heldKey
}

// isStop reports whether the message is ctrl+c.
func isStop(m tea.Msg) bool {
	key, ok := m.(tea.KeyPressMsg)
	return ok && key.Code == 'c' && key.Mod == tea.ModCtrl
}
