package term

import (
	"cmp"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

const (
	// enter takes the terminal over: alternate screen, title kept on its stack,
	// no wrapping (a picture made for a larger window must not scroll), no
	// cursor, mouse clicks, bracketed paste.
	enter = "\x1b[?1049h\x1b[22;2t" + modes
	// modes are those of them that something else may have switched off.
	modes = "\x1b[?7l\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h"
	// leave gives it back as it was.
	leave = "\x1b[0m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?7h\x1b[?25h\x1b[23;2t\x1b[?1049l"
	// askBackground asks for the background's colour. Nobody waits for an answer.
	askBackground = "\x1b]11;?\x1b\\"
)

const (
	// maxAside bounds what waits to be written beside the picture; more is dropped.
	maxAside = 8 << 10
	// maxCopy bounds what is put on a clipboard: an invitation, not a book.
	maxCopy = 2 << 10
	// maxTitle is how many columns of a title or a notification are sent.
	maxTitle = 80
)

// OutputRate and OutputBurst are how many bytes a second a terminal gets, and how
// many at once: fifty whole pictures of an ordinary size, and one of the largest.
// While it has had too many, no picture is drawn, and the next shows the newest.
const (
	OutputRate  = 256 << 10
	OutputBurst = 1 << 20
	// leastOutput is what a small piece of output counts as: to draw and to send it
	// takes as long as so many bytes.
	leastOutput = 4 << 10
)

// screen writes frames. It has a goroutine only while there is something to
// write, so whoever draws never waits for the network.
type screen struct {
	out      io.Writer
	owe      func(bytes int) time.Duration
	incident func(any) *Incident // logs a panic
	crew     *pace.Crew          // writes
	job      func()              // what it does: write
	failed   chan struct{}       // closed when writing failed; err says why
	ready    chan struct{}       // has something when the screen may have become free
	closing  chan struct{}

	mu      sync.Mutex
	next    *Canvas // not taken yet
	aside   []byte
	title   string
	stale   bool // the terminal may show something else than kept
	writing bool
	awaited bool // somebody waits for ready
	err     error
	wg      sync.WaitGroup

	// The terminal's picture, in one of these: see shown.
	kept   *Canvas
	folded *folded
	still  *time.Timer // until it is folded
}

func newScreen(out io.Writer, owe func(int) time.Duration, incident func(any) *Incident) *screen {
	s := &screen{
		out: out, owe: Paced(leastOutput, owe), incident: incident,
		failed: make(chan struct{}), ready: make(chan struct{}, 1), closing: make(chan struct{}),
	}
	s.job = s.write
	s.still = time.AfterFunc(foldAfter, s.fold)
	return s
}

// buffers are for the bytes of a frame; an idle session has none.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4<<10); return &b }}

// keptBuffer is the largest buffer that goes back to the pool.
const keptBuffer = 64 << 10

// free reports whether a picture would be written at once. When it is not, ready
// says when to ask again.
func (s *screen) free() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.awaited = s.awaited || s.writing
	return !s.writing && s.err == nil
}

// show writes a picture. The screen must be free, or else an older picture that
// was not taken is dropped.
func (s *screen) show(c *Canvas, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != nil {
		s.next.Free()
	}
	s.next = c
	if title != s.title {
		s.title = title
		s.say("\x1b]2;" + oneLine(title, maxTitle) + "\x07")
	}
	s.start()
}

// forget has the next picture painted anew, whatever the terminal shows.
func (s *screen) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stale = true
	s.say(modes)
}

// tell writes something beside the picture.
func (s *screen) tell(seq string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.say(seq)
	s.start()
}

// say is tell for who holds the lock and calls start.
func (s *screen) say(seq string) {
	if len(s.aside)+len(seq) <= maxAside {
		s.aside = append(s.aside, seq...)
	}
}

func (s *screen) start() {
	if !s.writing && s.err == nil {
		s.writing = true
		s.wg.Add(1)
		s.crew.Do(s.job)
	}
}

// write writes until there is nothing left.
func (s *screen) write() {
	defer s.wg.Done()
	defer func() {
		if r := recover(); r != nil {
			s.fail(s.incident(r))
		}
	}()
	for {
		s.mu.Lock()
		next, aside := s.next, s.aside
		s.next, s.aside = nil, nil
		if s.stale {
			s.drop()
		}
		s.stale = false
		if next == nil && aside == nil || s.err != nil {
			awaited := s.awaited
			s.writing, s.awaited = false, false
			s.still.Reset(foldAfter)
			s.mu.Unlock()
			if next != nil {
				next.Free()
			}
			if awaited {
				select {
				case s.ready <- struct{}{}:
				default:
				}
			}
			return
		}
		s.mu.Unlock()

		buf := buffers.Get().(*[]byte)
		b := append((*buf)[:0], aside...)
		if next != nil {
			b = s.appendPicture(b, next)
			s.drop()
			s.kept = next
		}
		var err error
		if len(b) > 0 {
			_, err = s.out.Write(b)
		}
		if *buf = b; cap(b) <= keptBuffer {
			buffers.Put(buf)
		}
		if err != nil {
			s.fail(err)
		}
		s.rest(len(b))
	}
}

// appendPicture appends what turns the terminal's picture into the next.
func (s *screen) appendPicture(b []byte, next *Canvas) []byte {
	old := s.shown()
	if next.shared != nil && old != nil && old.shared != nil {
		return append(b, next.shared.after(old)...)
	}
	return appendFrame(b, old, next)
}

// Paced adds the budget of one terminal to another one, or to nil. Each piece of
// output counts as so many bytes at least.
func Paced(least int, owe func(bytes int) time.Duration) func(bytes int) time.Duration {
	limit := rate.NewLimiter(OutputRate, OutputBurst)
	return func(bytes int) (wait time.Duration) {
		bytes = max(bytes, least)
		for left := bytes; left > 0; left -= OutputBurst { // more than a burst cannot be reserved together
			wait = limit.ReserveN(time.Now(), min(left, OutputBurst)).Delay()
		}
		if owe != nil {
			wait = max(wait, owe(bytes))
		}
		return wait
	}
}

// rest waits after so many bytes until there may be more, or the screen closes.
func (s *screen) rest(bytes int) {
	wait := s.owe(bytes)
	if wait == 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.closing:
	}
}

// fail is called once: nothing is written after it but the farewell, and that
// only when the terminal is not to blame.
func (s *screen) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	close(s.failed)
}

// close waits for what is being written, gives the terminal back and prints
// text on it.
func (s *screen) close(text string) error {
	close(s.closing)
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.still.Stop()
	s.drop()
	var ours *Incident
	if s.err != nil && !errors.As(s.err, &ours) {
		return s.err
	}
	if text = strings.TrimRight(text, "\n"); text != "" {
		text = strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"
	}
	_, err := io.WriteString(s.out, leave+text)
	return cmp.Or(s.err, err)
}

// copySequence is OSC 52 for text.
func copySequence(text string) string {
	if len(text) > maxCopy {
		return ""
	}
	return "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"
}

// notifySequence is OSC 9 and 777, of which most terminals know one at most, or what
// a terminal of that name takes: those that know both would notify twice, and tmux
// passes on nothing else, where it is allowed to.
func notifySequence(text, name string) string {
	text = strings.ReplaceAll(oneLine(text, maxTitle), ";", ",")
	nine, more := "\x1b]9;"+text+"\x07", "\x1b]777;notify;Crossplay;"+text+"\x07"
	switch {
	case hasAnyPrefix(name, []string{"xterm-kitty", "xterm-ghostty", "ghostty", "foot", "wezterm"}):
		return nine
	case strings.HasPrefix(name, "rxvt"):
		return more
	case strings.HasPrefix(name, "tmux"):
		return "\x1bPtmux;" + strings.ReplaceAll(nine, "\x1b", "\x1b\x1b") + "\x1b\\"
	}
	return nine + more
}

// oneLine is text without anything that could end or leave a sequence.
func oneLine(text string, columns int) string {
	var b strings.Builder
	for cut := clustersOf(text); len(cut.rest) > 0; {
		first, w := cut.next()
		if w > 0 {
			b.WriteString(first)
		}
	}
	return Cut(b.String(), columns)
}
