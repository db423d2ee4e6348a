// Package term runs a screen in a terminal at the other end of a connection.
//
// It has the shapes of Bubble Tea, messages and commands and a model, and its
// own loop, input reader and frame writer, made for many sessions in one
// process: an idle session runs nothing, holds one picture of eight bytes a
// cell, and its model never waits for the network.
package term

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/time/rate"
)

const (
	// InputRate and InputBurst are how many bytes a second are read, and how many
	// at once: ten times what the fastest hands send, and a paste of PasteCap. The
	// rest waits at the sender.
	InputRate  = 8 << 10
	InputBurst = 8 << 10
	// EscTimeout is how long after an escape the rest of a sequence is waited
	// for. A terminal sends both at once, so only a line that splits them needs it.
	EscTimeout = 100 * time.Millisecond
	// MaxCommands is how many commands of one session run at once; more wait.
	MaxCommands = 8

	// readSize suits key presses, of which a session sees little else.
	readSize = 256
	// burst is how many messages are handled before the screen is drawn again.
	burst = 64
)

// Size is the size of a terminal in character cells.
type Size struct{ W, H int }

// Config is what a program runs on.
type Config struct {
	In    io.Reader   // what the person types
	Out   io.Writer   // the terminal; it must give up by itself when stalled, see [Timed]
	Size  Size        // at the start
	Sizes <-chan Size // changes; only the newest needs to be in it
	Look  Look
	Log   *slog.Logger
	// Hangup is called when the program has ended and the terminal is as it was
	// before. It must make In return an error, for Run waits for its reader. Nil
	// is for an In that ends by itself.
	Hangup func(final string, err error)
}

// Run shows the model until it quits, the input ends or ctx is done. It returns
// the text given to [Quit], which it has also printed. The error is io.EOF when
// the input ended, the cause of ctx when that was done, an *[Incident] when the
// model panicked, or what writing returned.
//
// Build is given a function to call, from anywhere, when there is something to
// take; the model gets a [WakeMsg].
func Run(ctx context.Context, c Config, build func(wake func()) Model) (final string, err error) {
	p := &program{
		Config: c,
		input:  make(chan tea.Msg, 8),
		msgs:   make(chan tea.Msg, 8),
		wakes:  make(chan struct{}, 1),
		done:   make(chan struct{}),
	}
	p.screen = newScreen(c.Out, p.incident)
	var loop sync.WaitGroup
	loop.Go(func() { final, err = p.loop(ctx, build) })
	p.read(ctx)
	loop.Wait()
	return final, err
}

// program is one run of a model. Its loop owns the model; the reader, commands
// and the screen's writer have their own goroutines.
type program struct {
	Config
	input  chan tea.Msg // from the reader
	msgs   chan tea.Msg // from commands
	wakes  chan struct{}
	done   chan struct{} // closed when the loop no longer takes messages
	screen *screen
	keys   decoder

	model    Model
	size     Size
	tick     *time.Timer
	escape   *time.Timer
	waiting  []tea.Cmd // for one of MaxCommands
	held     []tea.Msg // of the reader, while too many commands wait
	heldSize int
	running  int
	commands sync.WaitGroup
	stops    int // ctrl+c pressed in a row
	over     *ending
}

// ending is how a program ended.
type ending struct {
	final string
	err   error
}

// Messages of the loop's own.
type (
	inputEnded struct{ err error }
	escaped    struct{}              // an escape is left over
	finished   struct{ msg tea.Msg } // a command returned msg
	broken     struct{ err *Incident }
)

// read decodes the input until it ends.
func (p *program) read(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			p.post(p.msgs, broken{p.incident(r)})
		}
	}()
	buf := make([]byte, readSize)
	limit := rate.NewLimiter(InputRate, InputBurst)
	for {
		n, err := p.In.Read(buf)
		if n > 0 && limit.WaitN(ctx, n) != nil {
			return // the loop sees that ctx is done
		}
		out, wait := p.keys.feed(buf[:n])
		for _, m := range out {
			p.post(p.input, m)
		}
		if wait {
			p.post(p.input, escaped{})
		}
		if err != nil {
			p.post(p.input, inputEnded{err})
			return
		}
	}
}

// post hands a message to the loop, waiting until there is room.
func (p *program) post(to chan<- tea.Msg, m tea.Msg) {
	select {
	case to <- m:
	case <-p.done:
	}
}

func (p *program) wake() {
	select {
	case p.wakes <- struct{}{}:
	default:
	}
}

// loop runs the model and gives the terminal back.
func (p *program) loop(ctx context.Context, build func(wake func()) Model) (string, error) {
	p.tick, p.escape = stopped(), stopped()
	p.guard(func() { p.run(ctx, build) })
	p.tick.Stop()
	p.escape.Stop()
	close(p.done)
	defer p.commands.Wait()
	if err := p.screen.close(p.over.final); p.over.err == nil {
		p.over.err = err
	}
	if p.Hangup != nil {
		p.Hangup(p.over.final, p.over.err)
	}
	return p.over.final, p.over.err
}

// stopped is a timer that is not running. It costs nothing until it is reset.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

func (p *program) run(ctx context.Context, build func(wake func()) Model) {
	p.screen.tell(enter)
	if p.Look.Profile != NoColour && !p.Look.ASCII {
		p.screen.tell(askBackground)
	}
	p.model = build(p.wake)
	p.resize(p.Size)
	p.draw()
	for p.over == nil {
		select {
		case m := <-p.msgs:
			p.handle(m)
		case m := <-p.typed():
			p.take(m)
		case <-p.woken():
			p.update(WakeMsg{})
		case s, ok := <-p.Sizes:
			if !ok {
				p.Sizes = nil
				continue
			}
			p.resize(s)
		case t := <-p.tick.C:
			p.update(TickMsg(t))
		case <-p.escape.C:
			for _, m := range p.keys.expire() {
				p.take(m)
			}
		case <-p.screen.failed:
			p.end("", p.screen.err)
		case <-ctx.Done():
			p.end("", context.Cause(ctx))
		}
		p.drain()
		if p.over == nil {
			p.draw()
		}
	}
}

// drain handles what has come in meanwhile, so that many messages cost one
// picture.
func (p *program) drain() {
	for range burst {
		if p.over != nil {
			return
		}
		select {
		case m := <-p.msgs:
			p.handle(m)
		case m := <-p.typed():
			p.take(m)
		default:
			return
		}
	}
}

// handle takes the messages that are for the loop and passes on the rest.
func (p *program) handle(m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case finished:
		p.running--
		if len(p.waiting) > 0 {
			next := p.waiting[0]
			p.waiting = p.waiting[1:]
			p.start(next)
		}
		p.handle(m.msg)
		p.release()
	case tea.BatchMsg:
		for _, c := range m {
			p.start(c)
		}
	case inputEnded:
		p.end("", m.err)
	case broken:
		p.end("", m.err)
	case escaped:
		p.escape.Reset(EscTimeout)
	case tickCmd:
		p.tick.Reset(m.after)
	case quitCmd:
		p.end(m.text, nil)
	case bellCmd:
		p.screen.tell("\a")
	case copyCmd:
		p.screen.tell(copySequence(m.text))
	case notifyCmd:
		p.screen.tell(notifySequence(m.text))
	case tea.BackgroundColorMsg:
		p.Look.Light = !m.IsDark()
		p.update(m)
	case tea.KeyPressMsg:
		p.key(m)
	default:
		p.update(m)
	}
}

// key passes a key on, and sees to it that ctrl+c always gets one out: pressed
// twice in a row, it ends a program that does nothing about it.
func (p *program) key(m tea.KeyPressMsg) {
	if !isStop(m) {
		p.stops = 0
		p.update(m)
		return
	}
	p.stops++
	answered := p.update(m)
	if p.stops > 2 || p.stops == 2 && !answered {
		p.end("", nil)
	}
}

func (p *program) resize(s Size) {
	p.size = Size{min(max(s.W, 1), MaxWidth), min(max(s.H, 1), MaxHeight)}
	p.update(tea.WindowSizeMsg{Width: p.size.W, Height: p.size.H})
}

// update reports whether the model answered with a command.
func (p *program) update(m tea.Msg) bool {
	c := p.model.Update(m)
	p.start(c)
	return c != nil
}

// start runs a command as soon as there is room.
func (p *program) start(c tea.Cmd) {
	if c == nil {
		return
	}
	if p.running == MaxCommands {
		p.waiting = append(p.waiting, c)
		return
	}
	p.running++
	p.commands.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				p.post(p.msgs, broken{p.incident(r)})
			}
		}()
		p.post(p.msgs, finished{c()})
	})
}

func (p *program) draw() {
	c := NewCanvas(p.size.W, p.size.H)
	c.look, c.ASCII = p.Look, p.Look.ASCII
	p.model.Draw(c)
	p.screen.show(c, p.model.Title())
}

func (p *program) end(final string, err error) {
	if p.over == nil {
		p.over = &ending{final, err}
	}
}

// guard ends the program, and nothing else, when f panics.
func (p *program) guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			p.over = &ending{err: p.incident(r)}
		}
	}()
	f()
}

// incident logs a panic under an id that its victim is told.
func (p *program) incident(r any) *Incident {
	i := &Incident{ID: rand.Text()[:8]}
	p.Log.Error("a session panicked", "incident", i.ID, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
	return i
}

// Incident is a panic that ended a session. The log has the rest under its id.
type Incident struct{ ID string }

func (i *Incident) Error() string { return "incident " + i.ID }
