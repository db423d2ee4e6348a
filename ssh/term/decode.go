package term

import (
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

const (
	// maxSequence is the longest control sequence that is waited for. Real ones,
	// colours and clicks, have some 40 bytes; what is longer is dropped as it comes.
	maxSequence = 256
	// PasteCap is how many bytes of a paste are taken: more than any chat line
	// or code, and little enough to hold.
	PasteCap = 4 << 10
)

const (
	esc   = 0x1b
	etx   = 0x03 // ctrl+c
	bel   = 0x07
	start = "\x1b[200~" // of a paste
	end   = "\x1b[201~"
)

// pasteCut tells the person about PasteCap.
const pasteCut NoticeMsg = "paste"

// How long is waited for the rest of what has begun. A line may hold back a part
// of what a terminal sent at once for as long as a lost packet takes to be sent
// again, two seconds and more; what comes later still is taken as it stands.
const (
	// EscTimeout is how long after an escape the rest of a sequence is waited
	// for before it is told as a key.
	EscTimeout = 100 * time.Millisecond
	// RestTimeout is how long an unfinished sequence is kept, and how long after
	// an escape that was told as a key its rest is still known.
	RestTimeout = 3 * time.Second
	// PasteTimeout is how long a paste may be silent before it counts as ended:
	// longer, for what comes after that are keys.
	PasteTimeout = 5 * time.Second
)

// Decoder turns the bytes of a terminal into messages. It finds where each
// sequence ends and leaves its meaning to ultraviolet, whose decoder alone
// would go through an unfinished sequence again with each byte.
//
// A terminal answers questions, and tells clicks and pastes, with bytes that
// are letters if they are read as keys. However the line cuts them, none of
// them becomes a key.
type Decoder struct {
	mu      sync.Mutex
	events  uv.EventDecoder
	pending []byte    // an unfinished sequence, less than maxSequence long
	told    bool      // the escape that pending begins with has been a key
	lone    time.Time // until when the rest of an escape that was a key may come
	due     time.Time // when what is unfinished is given up
	skip    bool      // inside a sequence that was too long
	cr      bool      // the last was a carriage return
	pasting bool
	matched int // how much of end has been seen
	paste   []byte
	cut     bool // the paste was longer than PasteCap
}

// Feed decodes what came in. If something is unfinished, wait is how long the
// rest is waited for: then call Expire.
func (d *Decoder) Feed(in []byte) (out []tea.Msg, wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	out = d.expire(now, nil)
	if len(in) > 0 && now.Before(d.lone) && introduces(in[0]) {
		d.pending, d.told = []byte{esc}, true
	}
	if len(in) > 0 {
		d.lone = time.Time{}
	}
	in = append(d.pending, in...)
	d.pending = nil
	for len(in) > 0 {
		switch {
		case d.pasting:
			in, out = d.takePaste(in, out)
		case d.skip:
			in = d.takeSkipped(in)
		default:
			in, out = d.takeToken(in, out)
		}
	}
	wait = d.patience()
	d.due = now.Add(wait)
	return out, wait
}

// Expire decodes what is left of something that nothing has followed for as
// long as Feed said.
func (d *Decoder) Expire() []tea.Msg {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.expire(time.Now(), nil)
}

func (d *Decoder) expire(now time.Time, out []tea.Msg) []tea.Msg {
	if d.patience() == 0 || now.Before(d.due) {
		return out
	}
	d.skip = false
	if d.pasting {
		out = d.endPaste(out)
	}
	switch n := len(d.pending); {
	case d.loneEscapes():
		for range n {
			out = append(out, tea.KeyPressMsg{Code: tea.KeyEscape})
		}
		d.lone = d.due.Add(RestTimeout)
	case n == 2 && d.told && unicode.IsLetter(rune(d.pending[1])):
		out = d.decode(d.pending[1:], keys, out) // a person's own, who pressed escape before
	}
	d.pending, d.told = nil, false
	return out
}

// patience is how long the rest of what is unfinished is waited for.
func (d *Decoder) patience() time.Duration {
	switch {
	case d.pasting:
		return PasteTimeout
	case d.loneEscapes():
		return EscTimeout
	case d.skip || len(d.pending) > 0:
		return RestTimeout
	}
	return 0
}

// loneEscapes reports that what is pending are keys if nothing follows: an
// escape, or two.
func (d *Decoder) loneEscapes() bool {
	p := string(d.pending)
	return !d.told && (p == "\x1b" || p == "\x1b\x1b")
}

// takeToken takes one token off the input, or keeps what there is of one.
func (d *Decoder) takeToken(in []byte, out []tea.Msg) ([]byte, []tea.Msg) {
	n, k := token(in)
	late := d.told
	d.told = false
	switch {
	case k == partial && len(in) < maxSequence:
		d.pending, d.told = in, late
		return nil, out
	case k == partial:
		d.skip = true
		return nil, out
	case late && string(in[:n]) != start:
		return in[n:], out // too late to be of use
	}
	return in[n:], d.decode(in[:n], k, out)
}

// takeSkipped drops the rest of a sequence that was too long.
func (d *Decoder) takeSkipped(in []byte) []byte {
	for i, b := range in {
		if b < ' ' {
			d.skip, d.cr = false, b == '\r'
			return in[breakOff(in, i):]
		}
	}
	return nil
}

// takePaste collects a paste up to its end. A ctrl+c is heard also within one
// that does not end, but what follows is still no key: it may have been pasted.
func (d *Decoder) takePaste(in []byte, out []tea.Msg) ([]byte, []tea.Msg) {
	for i, b := range in {
		if b == end[d.matched] {
			if d.matched++; d.matched == len(end) {
				return in[i+1:], d.endPaste(out)
			}
			continue
		}
		d.keep([]byte(end[:d.matched])...)
		d.matched = 0
		switch b {
		case end[0]:
			d.matched = 1
		case etx:
			out = append(out, tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl})
		default:
			d.keep(b)
		}
	}
	return nil, out
}

func (d *Decoder) keep(b ...byte) {
	room := PasteCap - len(d.paste)
	if len(b) > room {
		b, d.cut = b[:room], true
	}
	d.paste = append(d.paste, b...)
}

func (d *Decoder) endPaste(out []tea.Msg) []tea.Msg {
	text := strings.ToValidUTF8(string(d.paste), "")
	out = append(out, tea.PasteMsg{Content: text})
	if d.cut {
		out = append(out, pasteCut)
	}
	d.pasting, d.cut, d.matched, d.paste = false, false, 0, nil
	return out
}

// decode turns one token into messages.
func (d *Decoder) decode(b []byte, k kind, out []tea.Msg) []tea.Msg {
	cr := d.cr
	d.cr = b[len(b)-1] == '\r'
	switch string(b) {
	case start:
		d.pasting = true
		return out
	case end:
		return out
	case "\x00", "\n":
		switch {
		case cr: // one enter, as some clients send it
			return out
		case b[0] == '\n':
			return append(out, tea.KeyPressMsg{Code: tea.KeyEnter})
		}
	case "\b":
		return append(out, tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
	switch k {
	case scrap:
		return out
	case sequence: // what may be left of it has no meaning of its own
		_, e := d.events.Decode(b)
		return appendEvent(out, e)
	}
	for len(b) > 0 {
		if b[0] >= utf8.RuneSelf && !validStart(b) {
			b = b[1:]
			continue
		}
		n, e := d.events.Decode(b)
		if n <= 0 {
			break
		}
		out = appendEvent(out, e)
		b = b[n:]
	}
	return out
}

func validStart(b []byte) bool {
	r, n := utf8.DecodeRune(b)
	return r != utf8.RuneError || n > 1
}

// appendEvent keeps what screens know of.
func appendEvent(out []tea.Msg, e uv.Event) []tea.Msg {
	switch e := e.(type) {
	case uv.KeyPressEvent:
		return append(out, tea.KeyPressMsg(e))
	case uv.MouseClickEvent:
		return append(out, tea.MouseClickMsg(e))
	case uv.MouseWheelEvent:
		return append(out, tea.MouseWheelMsg(e))
	case uv.BackgroundColorEvent:
		if e.Color != nil {
			return append(out, tea.BackgroundColorMsg(e))
		}
	case uv.MultiEvent:
		for _, part := range e {
			out = appendEvent(out, part)
		}
	}
	return out
}
