package term

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/time/rate"
)

// note is a model that writes down what it is told and shows the last of it.
type note struct {
	mu     sync.Mutex
	heard  []string
	answer map[string]tea.Cmd
	draws  int
	title  string
	broken bool // panics in Update
	blind  bool // panics in Draw
}

func (n *note) Update(m tea.Msg) tea.Cmd {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.broken {
		panic("update")
	}
	what := say([]tea.Msg{m})
	n.heard = append(n.heard, what)
	return n.answer[what]
}

func (n *note) Draw(c *Canvas) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.blind {
		panic("draw")
	}
	n.draws++
	c.Put(0, 0, Text, n.heard[len(n.heard)-1])
}

func (n *note) Title() string { return n.title }

// desk is a person in front of a model.
type desk struct {
	keys  *io.PipeWriter
	sizes chan Size
	term  *terminal
	log   *strings.Builder
	model *note
	wake  func()
	final string
	err   error
	ended chan struct{}
}

// laborious is a model whose pictures take long to draw.
type laborious struct {
	note
	takes time.Duration
}

func (s *laborious) Draw(c *Canvas) {
	<-time.After(s.takes)
	s.note.Draw(c)
}

// Whatever it is that makes a picture take long, those who share its budget are
// drawn less often, and the newest is drawn in the end.
func TestPicturesThatTakeLongAreDrawnLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		m := &laborious{takes: 6 * time.Millisecond}
		budget := rate.NewLimiter(250_000, 10_000) // a quarter of the time
		var wake func()
		ended := make(chan struct{})
		out := newTerminal(30, 3)
		go func() {
			defer close(ended)
			_, _ = Run(ctx, Config{
				In: in, Out: out, Size: Size{30, 3}, Log: slog.New(slog.DiscardHandler),
				Work: func(do func()) time.Duration {
					began := time.Now()
					do()
					took := time.Since(began)
					return budget.ReserveN(time.Now(), int(took.Microseconds())).Delay()
				},
				Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
			}, func(w func()) Model { wake = w; return m })
		}()
		synctest.Wait()
		began := time.Now()
		for range 400 {
			wake()
			<-time.After(10 * time.Millisecond)
		}
		m.mu.Lock()
		drawn, lasted := m.draws, time.Since(began)
		m.mu.Unlock()
		if spent := time.Duration(drawn) * m.takes; spent > lasted/4+20*time.Millisecond {
			t.Errorf("of %v, %v went into drawing", lasted, spent)
		}
		if drawn < 100 {
			t.Errorf("only %d pictures were drawn in %v", drawn, lasted)
		}
		if _, err := io.WriteString(keys, "x"); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Second)
		if got := out.text(); !strings.Contains(got, "x") {
			t.Errorf("the newest picture is not drawn: %q", got)
		}
		stop()
		_ = keys.Close()
		<-ended
	})
}

// eager is a model in which each key makes much to be done.
type eager struct {
	note
	takes time.Duration
	keys  int
}

func (e *eager) Update(m tea.Msg) tea.Cmd {
	if _, ok := m.(tea.KeyPressMsg); ok {
		<-time.After(e.takes)
		e.mu.Lock()
		e.keys++
		e.mu.Unlock()
	}
	return e.note.Update(m)
}

// Whatever it is that keys make to be done, those who share its budget get no more
// of it, and every key is heard in the end.
func TestKeysThatMakeMuchToBeDoneWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		m := &eager{takes: 20 * time.Millisecond}
		budget := rate.NewLimiter(250_000, 10_000) // a quarter of the time
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = Run(ctx, Config{
				In: in, Out: newTerminal(30, 3), Size: Size{30, 3}, Log: slog.New(slog.DiscardHandler),
				Work: func(do func()) time.Duration {
					began := time.Now()
					do()
					took := time.Since(began)
					return budget.ReserveN(time.Now(), min(int(took.Microseconds()), 10_000)).Delay()
				},
				Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
			}, func(func()) Model { return m })
		}()
		if _, err := io.WriteString(keys, strings.Repeat("x", 100)); err != nil {
			t.Fatal(err)
		}
		heard := func() int {
			m.mu.Lock()
			defer m.mu.Unlock()
			return m.keys
		}
		<-time.After(2 * time.Second)
		if n := heard(); n < 20 || n > 60 {
			t.Errorf("%d keys of %v each were heard in two seconds", n, m.takes)
		}
		<-time.After(10 * time.Second)
		if n := heard(); n != 100 {
			t.Errorf("%d of 100 keys were heard", n)
		}
		stop()
		_ = keys.Close()
		<-ended
	})
}

// sit runs the model in the bubble of a test.
func sit(t *testing.T, ctx context.Context, out io.Writer, answer map[string]tea.Cmd) *desk {
	in, keys := io.Pipe()
	d := &desk{
		keys: keys, sizes: make(chan Size, 1), term: newTerminal(30, 3), log: new(strings.Builder),
		model: &note{answer: answer}, ended: make(chan struct{}),
	}
	if out == nil {
		out = d.term
	}
	go func() {
		defer close(d.ended)
		d.final, d.err = Run(ctx, Config{
			In: in, Out: out, Size: Size{30, 3}, Sizes: d.sizes, Log: slog.New(slog.NewTextHandler(d.log, nil)),
			Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
		}, func(wake func()) Model { d.wake = wake; return d.model })
	}()
	synctest.Wait()
	return d
}

func (d *desk) press(keys string) {
	_, _ = io.WriteString(d.keys, keys)
	synctest.Wait()
}

func (d *desk) heard() string {
	d.model.mu.Lock()
	defer d.model.mu.Unlock()
	return strings.Join(d.model.heard, " ")
}

func (d *desk) draws() int {
	d.model.mu.Lock()
	defer d.model.mu.Unlock()
	return d.model.draws
}

// pass lets time go by in the bubble.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestAModelHearsItsSizeThenKeysAndIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, map[string]tea.Cmd{"q": Quit("Bye.\nCome back.")})
		d.press("a\x1b[A")
		if got := d.heard(); got != "tea.WindowSizeMsg a up" {
			t.Errorf("heard %s", got)
		}
		if got := d.term.text(); got != "up\n\n\n" {
			t.Errorf("shows %q", got)
		}
		d.press("q")
		<-d.ended
		if d.err != nil || d.final != "Bye.\nCome back." {
			t.Errorf("ended with %q, %v", d.final, d.err)
		}
		if got := d.term.text(); d.term.vt.IsAltScreen() || got != "Bye.\nCome back.\n\n" {
			t.Errorf("left behind: %q", got)
		}
	})
}

func TestALoneEscapeIsHeardAfterAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		d.press("\x1b")
		if got := d.heard(); got != "tea.WindowSizeMsg" {
			t.Errorf("at once: heard %s", got)
		}
		pass(EscTimeout)
		if got := d.heard(); got != "tea.WindowSizeMsg esc" {
			t.Errorf("heard %s", got)
		}
		d.press("\x1b")
		d.press("[A")
		pass(EscTimeout)
		if got := d.heard(); got != "tea.WindowSizeMsg esc up" {
			t.Errorf("split: heard %s", got)
		}
		_ = d.keys.Close()
		<-d.ended
		if d.err != io.EOF {
			t.Errorf("ended with %v", d.err)
		}
	})
}

func TestWakesAndTicksAreHeardAndAnIdleScreenDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, map[string]tea.Cmd{"t": Tick(time.Minute)})
		d.press("t")
		draws := d.draws()
		d.wake()
		synctest.Wait()
		if got := d.heard(); got != "tea.WindowSizeMsg t term.WakeMsg" {
			t.Errorf("heard %s", got)
		}
		pass(24 * time.Hour)
		if got := d.heard(); got != "tea.WindowSizeMsg t term.WakeMsg term.TickMsg" || d.draws() != draws+2 {
			t.Errorf("heard %s and drew %d times", got, d.draws()-draws)
		}
		_ = d.keys.Close()
		<-d.ended
	})
}

func TestTheNewestSizeIsPaintedWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		d.term.vt.Resize(12, 2)
		d.sizes <- Size{12, 2}
		synctest.Wait()
		if got := d.term.text(); got != "tea.WindowSi\n\n" {
			t.Errorf("shows %q", got)
		}
		d.sizes <- Size{1 << 30, -5}
		synctest.Wait()
		_ = d.keys.Close()
		<-d.ended
	})
}

// Whatever has been written over the picture, it is painted anew, and the terminal
// tells clicks and pastes again.
func TestCtrlLPaintsAllAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		d.press("a")
		pass(time.Second)
		_, _ = d.term.Write([]byte("\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[1;1HBroadcast message\r\n from root"))
		draws := d.draws()
		d.press("\x0c")
		pass(time.Second)
		if got := d.term.text(); got != "a\n\n\n" || d.draws() != draws+1 {
			t.Errorf("shows %q after %d pictures", got, d.draws()-draws)
		}
		if got := d.heard(); got != "tea.WindowSizeMsg a" {
			t.Errorf("heard %s", got)
		}
		_ = d.keys.Close()
		<-d.ended
	})
}

func TestCtrlCGetsOutOfAModelThatIgnoresIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		d.press("\x03x\x03")
		select {
		case <-d.ended:
			t.Fatal("one ctrl+c, ignored, ended it")
		default:
		}
		d.press("\x03")
		<-d.ended
		if d.err != nil || d.term.vt.IsAltScreen() {
			t.Errorf("ended with %v", d.err)
		}
	})
}

func TestAPanicEndsTheSessionWithAnIncidentThatIsLoggedOnce(t *testing.T) {
	boom := func() tea.Msg { panic("command") }
	for name, spoil := range map[string]func(*note){
		"update":    func(n *note) { n.broken = true },
		"draw":      func(n *note) { n.blind = true },
		"a command": func(n *note) { n.answer["x"] = boom },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := sit(t, t.Context(), nil, map[string]tea.Cmd{})
				d.model.mu.Lock()
				spoil(d.model)
				d.model.mu.Unlock()
				d.press("x")
				<-d.ended
				var i *Incident
				if !errors.As(d.err, &i) || d.term.vt.IsAltScreen() {
					t.Fatalf("ended with %v", d.err)
				}
				if log := d.log.String(); strings.Count(log, "\n") != 1 || !strings.Contains(log, i.ID) {
					t.Errorf("logged %q", log)
				}
			})
		})
	}
}

// faulty panics when it is to write what has the word in it.
type faulty struct {
	io.Writer
	word string
}

func (f faulty) Write(p []byte) (int, error) {
	if strings.Contains(string(p), f.word) {
		panic("write")
	}
	return f.Writer.Write(p)
}

func TestAPanicOfTheWriterEndsOnlyItsSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := newTerminal(30, 3)
		d := sit(t, t.Context(), faulty{term, "x"}, map[string]tea.Cmd{})
		d.press("x")
		<-d.ended
		var i *Incident
		if !errors.As(d.err, &i) || term.vt.IsAltScreen() {
			t.Fatalf("ended with %v", d.err)
		}
		if log := d.log.String(); strings.Count(log, "\n") != 1 || !strings.Contains(log, i.ID) {
			t.Errorf("logged %q", log)
		}
	})
}

func TestWhenTheContextEndsItsCauseIsReturned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		d := sit(t, ctx, nil, nil)
		restart := errors.New("restarting")
		cancel(restart)
		<-d.ended
		if d.err != restart || d.term.vt.IsAltScreen() {
			t.Errorf("ended with %v", d.err)
		}
	})
}

// wall is a terminal that takes nothing until it is cut.
type wall struct {
	once sync.Once
	cut  chan struct{}
}

func (w *wall) Write([]byte) (int, error) { <-w.cut; return 0, io.ErrClosedPipe }
func (w *wall) close()                    { w.once.Do(func() { close(w.cut) }) }

func TestATerminalThatTakesNothingIsCutAndItsModelNeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{cut: make(chan struct{})}
		began := time.Now()
		d := sit(t, t.Context(), Timed(w, w.close), nil)
		for range 100 {
			d.press("x")
			d.wake()
			synctest.Wait()
		}
		if d.heard() == "" || len(d.model.heard) != 201 || time.Since(began) != 0 {
			t.Errorf("the model heard %d messages in %v", len(d.model.heard), time.Since(began))
		}
		<-d.ended
		if took := time.Since(began); !errors.Is(d.err, io.ErrClosedPipe) || took != WriteTimeout {
			t.Errorf("ended after %v with %v", took, d.err)
		}
	})
}

func TestASlowLineIsNotAStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := Timed(slow{}, func() { t.Error("cut") })
		if n, err := out.Write(make([]byte, 10*writePiece+1)); n != 10*writePiece+1 || err != nil {
			t.Errorf("wrote %d: %v", n, err)
		}
	})
}

// slow takes a piece of output just before it would be cut.
type slow struct{}

func (slow) Write(p []byte) (int, error) {
	<-time.After(WriteTimeout - time.Second)
	return len(p), nil
}

func TestInputBeyondTheRateWaitsAtTheSender(t *testing.T) {
	for what, in := range map[string]string{
		"bytes": "\x1b]" + strings.Repeat("1", InputBurst+10*InputRate-2),
		"keys":  strings.Repeat("\x1b[A", KeyBurst+10*KeyRate),
	} {
		synctest.Test(t, func(t *testing.T) {
			d := sit(t, t.Context(), nil, nil)
			began := time.Now()
			d.press(in)
			if took := time.Since(began).Round(time.Second); took < 9*time.Second || took > 10*time.Second {
				t.Errorf("%s: took %v", what, took)
			}
			pass(2 * time.Second)
			if n := len(d.model.heard); what == "keys" && n != 1+KeyBurst+10*KeyRate {
				t.Errorf("heard %d of the keys", n)
			}
			_ = d.keys.Close()
			<-d.ended
		})
	}
}

// Whoever leaves in the middle of a flood of keys is not held up by the rest of it.
func TestNobodyWaitsForKeysThatAreTooMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, map[string]tea.Cmd{"q": Quit("")})
		began := time.Now()
		go d.keys.Write([]byte(strings.Repeat("x", KeyBurst-1) + "q" + strings.Repeat("x", 10*KeyBurst)))
		<-d.ended
		if took := time.Since(began); took != 0 {
			t.Errorf("took %v", took)
		}
	})
}

func TestOneTerminalNeverGetsMoreThanThirtyPicturesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		pass(time.Second)
		before := d.draws()
		began := time.Now()
		d.press("a")
		if d.draws() != before+1 || time.Since(began) != 0 {
			t.Error("the first key after a pause is not seen at once")
		}
		for i := 0; time.Since(began) < time.Second; i++ { // keys, sizes and news, a thousand of each
			d.press(string(rune('a' + i%26)))
			d.sizes <- Size{30 + i%2, 3}
			d.wake()
			pass(time.Millisecond)
		}
		if n := d.draws() - before; n < FrameRate || n > 30 {
			t.Errorf("%d pictures in a second", n)
		}
		d.press("z")
		pass(FrameTime)
		if !strings.Contains(d.term.text(), "z") && !strings.Contains(d.heard(), " z") {
			t.Errorf("the last key is not seen: %q", d.term.text())
		}
		_ = d.keys.Close()
		<-d.ended
	})
}

// meter is a terminal that takes everything and counts it.
type meter struct {
	mu    sync.Mutex
	bytes int
}

func (m *meter) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bytes += len(p)
	return len(p), nil
}

// noise is a model that fills the screen with something new each time.
type noise struct{ n int }

func (n *noise) Update(tea.Msg) tea.Cmd { n.n++; return nil }
func (n *noise) Title() string          { return "" }
func (n *noise) Draw(c *Canvas) {
	for y := range c.H {
		for x := range c.W {
			c.Put(x, y, First+Style((x+y)%2), string(rune('a'+(x+y+n.n)%26)))
		}
	}
}

func TestOutputIsBoundedAndTheNewestPictureIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		out, sizes, network := &meter{}, make(chan Size, 1), 0
		ended := make(chan struct{})
		model := &noise{}
		go func() {
			defer close(ended)
			_, _ = Run(t.Context(), Config{
				In: in, Out: out, Size: Size{MaxWidth, MaxHeight}, Sizes: sizes, Look: Look{Profile: TrueColour}, Log: slog.New(slog.DiscardHandler),
				Owe:    func(n int) time.Duration { network += n; return 0 },
				Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
			}, func(func()) Model { return model })
		}()
		const seconds = 30
		for i := range seconds * 100 {
			_, _ = keys.Write([]byte("x"))
			if i%10 == 0 {
				select {
				case sizes <- Size{MaxWidth - i/10%2, MaxHeight}:
				default:
				}
			}
			pass(10 * time.Millisecond)
		}
		// A picture that is begun is written, and may be larger than the burst.
		if most := 4*OutputBurst + seconds*OutputRate; out.bytes > most || network < out.bytes/2 {
			t.Errorf("%d bytes in %d seconds, %d at most; the network was told of %d", out.bytes, seconds, most, network)
		}
		began := time.Now()
		_ = keys.Close()
		<-ended
		if time.Since(began) != 0 {
			t.Errorf("closing took %v", time.Since(began))
		}
	})
}

func TestASmallerPictureIsExplained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &note{}
		in, keys := io.Pipe()
		screen := newTerminal(60, 4)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = Run(t.Context(), Config{
				In: in, Out: screen, Size: Size{60, 4}, Log: slog.New(slog.DiscardHandler),
				Fit:    func(s Size) Size { return Size{min(s.W, 50), min(s.H, 2)} },
				Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
			}, func(func()) Model { return m })
		}()
		synctest.Wait()
		if got := strings.Join(m.heard, " "); got != "tea.WindowSizeMsg "+say([]tea.Msg{smaller}) {
			t.Errorf("heard %s", got)
		}
		_ = keys.Close()
		<-ended
	})
}

func TestCommandsOfOneSessionAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		var running, most, all int
		var mu sync.Mutex
		work := func() tea.Msg {
			mu.Lock()
			running++
			most, all = max(most, running), all+1
			mu.Unlock()
			<-hold
			mu.Lock()
			running--
			mu.Unlock()
			return nil
		}
		d := sit(t, t.Context(), nil, map[string]tea.Cmd{"w": work, "b": tea.Batch(work, work)})
		d.press(strings.Repeat("w", 5*MaxCommands) + "b")
		close(hold)
		synctest.Wait()
		if most != MaxCommands || all != 5*MaxCommands+2 {
			t.Errorf("%d of %d ran at once", most, all)
		}
		_ = d.keys.Close()
		<-d.ended
	})
}

func TestTheTitleCopiesBellsAndNoticesReachTheTerminalAndCarryNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		evil := "\a\x1b\\x;y\n"
		d := sit(t, t.Context(), &out, map[string]tea.Cmd{"b": Bell, "c": Copy("hi" + evil), "n": Notify("go" + evil), "q": Quit("")})
		d.model.title = "● your turn" + evil
		d.press("b")
		d.press("c")
		d.press("n")
		d.press("q")
		<-d.ended
		for _, want := range []string{"\x1b]2;● your turn\\x;y\x07", "\x1b]52;c;aGkHG1x4O3kK\x07", "\x1b]9;go\\x,y\x07", "\x1b]777;notify;Crossplay;go\\x,y\x07", "\a"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in %q", want, out.String())
			}
		}
	})
}
