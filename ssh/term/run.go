// Package term runs a screen in a terminal at the other end of a connection.
//
// It has the shapes of Bubble Tea, messages and commands and a model, and its
// own loop, input reader and frame writer, made for many sessions in one
// process: an idle session runs nothing, holds one picture, folded after a
// while, and its model never waits for the network.
package term

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/time/rate"

	"crossplay/pace"
)

const (
	// InputRate and InputBurst are how many bytes a second are read, and how many
	// at once: ten times what the fastest hands send, and a paste of PasteCap. The
	// rest waits at the sender.
	InputRate  = 8 << 10
	InputBurst = 8 << 10
	// KeyRate and KeyBurst are how many keys, clicks and pastes a second reach the
	// model, and how many at once. A key that is held down repeats 30 times a
	// second, a wheel turns faster; the burst is a line of text that is pasted where
	// the terminal does not tell it from typing. The rest waits at the sender too.
	KeyRate  = 200
	KeyBurst = 256
	// FrameRate and FrameBurst are how many pictures a second are drawn, and how
	// many at once: together never more than 30 within a second. The first after a
	// pause is drawn at once, and so is what a key and the answer to it change.
	FrameRate  = 27
	FrameBurst = 3
	// FrameTime is the time between two pictures of many.
	FrameTime = time.Second / FrameRate
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
	In io.Reader // what the person types
	// Came is when what In has given last came from the network. Nil is for when it
	// was given.
	Came  func() time.Time
	Out   io.Writer   // the terminal; it must give up by itself when stalled, see [Timed]
	Size  Size        // at the start
	Sizes <-chan Size // changes; only the newest needs to be in it
	// Fit says how much of a terminal's size may be drawn on, from then on, and is
	// asked at the start and at each change. Nil is for all of it.
	Fit func(Size) Size
	// Owe is told how many bytes were written, and says how long to write nothing
	// more. It may be nil, and comes on top of OutputRate.
	Owe func(bytes int) time.Duration
	// Work draws a picture, or does what a key does, and says how long to do neither
	// from then on. It may be nil.
	Work func(do func()) time.Duration
	// Crew writes the pictures. It may be nil.
	Crew *pace.Crew
	Look Look
	Name string // the terminal's, as TERM says; may be empty
	Log  *slog.Logger
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
		input:  make(chan heard, 8),
		msgs:   make(chan tea.Msg, 8),
		wakes:  make(chan struct{}, 1),
		frames: rate.NewLimiter(FrameRate, FrameBurst),
	}
	p.screen = newScreen(c.Out, c.Owe, p.incident)
	p.screen.crew = c.Crew
	c.Crew.Join()
	defer c.Crew.Leave()
	var reading context.Context
	reading, p.deaf = context.WithCancel(ctx)
	p.done = reading.Done()
	var loop sync.WaitGroup
	loop.Go(func() { final, err = p.loop(ctx, build) })
	p.read(reading)
	loop.Wait()
	return final, err
}

// program is one run of a model. Its loop owns the model; the reader, commands
// and the screen's writer have their own goroutines.
type program struct {
	Config
	input  chan heard   // from the reader
	msgs   chan tea.Msg // from commands
	wakes  chan struct{}
	done   <-chan struct{} // closed when the loop no longer takes messages
	deaf   func()          // closes done
	screen *screen
	keys   Decoder
	// hearing says that something has been typed that was not all passed on yet.
	hearing atomic.Bool

	model    Model
	size     Size
	frames   *rate.Limiter
	resume   time.Time   // when there may be another picture, and another key
	rested   *time.Timer // until then, while there is none
	frame    *time.Timer // for the next picture
	changed  bool        // since the last picture
	anew     bool        // by more than a Toucher draws
	soon     bool        // frame runs
	granted  bool        // frame has run, and the picture it was for is not drawn
	tick     *time.Timer
	rest     *time.Timer // until what is unfinished is given up
	waiting  []tea.Cmd   // for one of MaxCommands
	held     []heard     // of the reader, while too many commands wait
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
	unfinished struct{ wait time.Duration } // something is left over
	finished   struct{ msg tea.Msg }        // a command returned msg
	broken     struct{ err *Incident }
)

// heard is a message of the reader, and when what it tells of came.
type heard struct {
	msg tea.Msg
	at  time.Time
}

// read decodes the input until it ends or ctx does.
func (p *program) read(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			post(p, p.msgs, tea.Msg(broken{p.incident(r)}))
		}
	}()
	buf := make([]byte, readSize)
	bytes, keys := rate.NewLimiter(InputRate, InputBurst), rate.NewLimiter(KeyRate, KeyBurst)
	for {
		p.hearing.Store(false)
		n, err := p.In.Read(buf)
		at := p.came()
		p.hearing.Store(true)
		if n > 0 && bytes.WaitN(ctx, n) != nil {
			return // the loop sees to it
		}
		out, wait := p.keys.Feed(buf[:n])
		for _, m := range out {
			if keys.Wait(ctx) != nil {
				return
			}
			post(p, p.input, heard{m, at})
		}
		if wait > 0 {
			post(p, p.input, heard{unfinished{wait}, at})
		}
		if err != nil {
			post(p, p.input, heard{inputEnded{err}, at})
			return
		}
	}
}

// came is when what was read last came.
func (p *program) came() time.Time {
	if p.Came == nil {
		return time.Now()
	}
	return p.Came()
}

// post hands something to the loop, waiting until there is room.
func post[T any](p *program, to chan<- T, m T) {
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
	p.tick, p.rest, p.frame, p.rested = stopped(), stopped(), stopped(), stopped()
	p.guard(func() { p.run(ctx, build) })
	p.tick.Stop()
	p.rest.Stop()
	p.frame.Stop()
	p.deaf()
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
	p.present()
	for p.over == nil {
		sizes, wakes := p.Sizes, p.woken()
		if p.soon { // of these the newest is enough: they come just before the picture
			sizes, wakes = nil, nil
		}
		select {
		case m := <-p.msgs:
			p.handle(m)
		case m := <-p.typed():
			p.heed(m)
		case <-wakes:
			p.update(WakeMsg{})
		case s, ok := <-sizes:
			p.resized(s, ok)
		case t := <-p.tick.C:
			p.update(TickMsg(t))
		case <-p.rest.C:
			if p.hearing.Load() {
				break // more has come since
			}
			for _, m := range p.keys.Expire() {
				p.take(heard{m, time.Now()})
			}
		case <-p.frame.C:
			p.soon, p.granted = false, true
			p.newest()
		case <-p.rested.C:
		case <-p.screen.ready:
		case <-p.screen.failed:
			p.end("", p.screen.err)
		case <-ctx.Done():
			p.end("", context.Cause(ctx))
		}
		p.drain()
		if p.over == nil {
			p.present()
		}
	}
}

// newest takes what has waited for the picture.
func (p *program) newest() {
	select {
	case s, ok := <-p.Sizes:
		p.resized(s, ok)
	default:
	}
	select {
	case <-p.woken():
		p.update(WakeMsg{})
	default:
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
			p.heed(m)
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
	case unfinished:
		p.rest.Reset(m.wait)
	case tickCmd:
		p.tick.Reset(m.after)
	case quitCmd:
		p.end(m.text, nil)
	case bellCmd:
		p.screen.tell("\a")
	case copyCmd:
		p.screen.tell(copySequence(m.text))
	case notifyCmd:
		p.screen.tell(notifySequence(m.text, p.Name))
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
	if m.String() == "ctrl+l" { // something else has written on the terminal, whatever is shown here
		p.stops = 0
		p.screen.forget()
		p.changed = true
		return
	}
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

// resized takes a change of size, or the end of all changes.
func (p *program) resized(s Size, ok bool) {
	if !ok {
		p.Sizes = nil
		return
	}
	p.resize(s)
}

// smaller tells the person about [Config.Fit].
const smaller NoticeMsg = "smaller"

func (p *program) resize(s Size) {
	whole := Size{min(max(s.W, 1), MaxWidth), min(max(s.H, 1), MaxHeight)}
	p.size = whole
	if p.Fit != nil {
		p.size = p.Fit(whole)
	}
	p.update(tea.WindowSizeMsg{Width: p.size.W, Height: p.size.H})
	if p.size != whole {
		p.update(smaller)
	}
}

// update reports whether the model answered with a command.
func (p *program) update(m tea.Msg) bool {
	p.changed = true
	c := p.model.Update(m)
	if t, ok := p.model.(Toucher); !ok || !t.Slight() {
		p.anew = true
	}
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
				post(p, p.msgs, tea.Msg(broken{p.incident(r)}))
			}
		}()
		post(p, p.msgs, tea.Msg(finished{c()}))
	})
}

// present draws what has changed, once the terminal has taken the picture before
// and unless there were many just now: then a little later.
func (p *program) present() {
	if !p.changed || p.soon || !p.screen.free() {
		return
	}
	if !p.granted {
		if wait := max(p.frames.Reserve().Delay(), time.Until(p.resume)); wait > 0 {
			p.soon = true
			p.frame.Reset(wait)
			return
		}
	}
	p.changed, p.granted = false, false
	p.draw()
}

func (p *program) draw() {
	if p.touch() {
		return
	}
	p.anew = false
	if m, ok := p.model.(Sharer); ok {
		if shared := m.Share(p.size.W, p.size.H, p.Look); shared != nil {
			p.screen.show(shared.picture(p.size.W, p.size.H, p.Look, p.model.Draw), p.model.Title())
			return
		}
	}
	c := p.Look.Canvas(p.size.W, p.size.H)
	p.work(func() { p.model.Draw(c) })
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
	return &Incident{ID: pace.Incident(p.Log, "a session panicked", r)}
}

// Incident is a panic that ended a session. The log has the rest under its id.
type Incident struct{ ID string }

func (i *Incident) Error() string { return "incident " + i.ID }
