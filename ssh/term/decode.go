package term

import (
	"strings"
	"sync"
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
	can   = 0x18
	sub   = 0x1a
	start = "\x1b[200~" // of a paste
	end   = "\x1b[201~"
)

// pasteCut tells the person about PasteCap.
const pasteCut = NoticeMsg("Only the first 4 KB of what you pasted were taken.")

// decoder turns the bytes of a terminal into messages. It finds where each
// sequence ends and leaves its meaning to ultraviolet, whose decoder alone
// would go through an unfinished sequence again with each byte.
type decoder struct {
	mu      sync.Mutex
	events  uv.EventDecoder
	pending []byte // an unfinished sequence, at most maxSequence long
	skip    bool   // inside a sequence that was too long
	pasting bool
	matched int // how much of end has been seen
	paste   []byte
	cut     bool // the paste was longer than PasteCap
}

// feed decodes what came in. Wait reports that an escape is left over, which is
// a key if nothing follows soon: then call expire.
func (d *decoder) feed(in []byte) (out []tea.Msg, wait bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
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
	return out, d.waiting()
}

// expire decodes an escape that nothing followed. The beginning of a longer
// sequence is never taken for one.
func (d *decoder) expire() (out []tea.Msg) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.waiting() {
		return nil
	}
	switch {
	case len(d.pending) == 1:
		out = append(out, tea.KeyPressMsg{Code: tea.KeyEscape})
	case d.pending[1] == esc:
		out = append(out, tea.KeyPressMsg{Code: tea.KeyEscape}, tea.KeyPressMsg{Code: tea.KeyEscape})
	default:
		out = append(out, tea.KeyPressMsg{Code: rune(d.pending[1]), Mod: tea.ModAlt})
	}
	d.pending = d.pending[:0]
	return out
}

// waiting reports that what is pending may be keys: an escape, two, or one with
// the first byte of a sequence, which alt and that key look like.
func (d *decoder) waiting() bool {
	n := len(d.pending)
	return (n == 1 || n == 2 && d.pending[1] < utf8.RuneSelf) && d.pending[0] == esc
}

// takeToken takes one whole sequence or character off the input.
func (d *decoder) takeToken(in []byte, out []tea.Msg) ([]byte, []tea.Msg) {
	if len(d.pending) == 0 {
		n, whole := token(in)
		if !whole {
			return d.hold(in), out
		}
		return in[n:], d.decode(in[:n], out)
	}
	// Complete the pending sequence, and go no further than it.
	had := len(d.pending)
	d.pending = append(d.pending, in[:min(len(in), maxSequence-had)]...)
	n, whole := token(d.pending)
	if !whole {
		taken := len(d.pending) - had
		if len(d.pending) == maxSequence {
			d.pending, d.skip = d.pending[:0], true
		}
		return in[taken:], out
	}
	out = d.decode(d.pending[:n], out)
	if n < had { // of two escapes, the first was a key
		d.pending = append(d.pending[:0], d.pending[n:had]...)
		return in, out
	}
	d.pending = d.pending[:0]
	return in[n-had:], out
}

// hold keeps an unfinished sequence.
func (d *decoder) hold(in []byte) []byte {
	if len(in) >= maxSequence {
		d.skip = true
		return in[maxSequence:]
	}
	d.pending = append(d.pending[:0], in...)
	return nil
}

// takeSkipped drops the rest of a sequence that was too long.
func (d *decoder) takeSkipped(in []byte) []byte {
	for i, b := range in {
		switch b {
		case bel, can, sub:
			d.skip = false
			return in[i+1:]
		case esc, etx:
			d.skip = false
			return in[i:]
		}
	}
	return nil
}

// takePaste collects a paste up to its end. A ctrl+c, which no terminal pastes,
// breaks it off.
func (d *decoder) takePaste(in []byte, out []tea.Msg) ([]byte, []tea.Msg) {
	for i, b := range in {
		switch {
		case b == end[d.matched]:
			if d.matched++; d.matched == len(end) {
				return in[i+1:], d.endPaste(out)
			}
			continue
		case b == etx:
			return in[i:], d.endPaste(out)
		}
		d.keep([]byte(end[:d.matched])...)
		if d.matched = 0; b == end[0] {
			d.matched = 1
		} else {
			d.keep(b)
		}
	}
	return nil, out
}

func (d *decoder) keep(b ...byte) {
	room := PasteCap - len(d.paste)
	if len(b) > room {
		b, d.cut = b[:room], true
	}
	d.paste = append(d.paste, b...)
}

func (d *decoder) endPaste(out []tea.Msg) []tea.Msg {
	text := strings.ToValidUTF8(string(d.paste), "")
	out = append(out, tea.PasteMsg{Content: text})
	if d.cut {
		out = append(out, pasteCut)
	}
	d.pasting, d.cut, d.matched, d.paste = false, false, 0, nil
	return out
}

// decode turns one token into messages.
func (d *decoder) decode(b []byte, out []tea.Msg) []tea.Msg {
	switch string(b) {
	case start:
		d.pasting = true
		return out
	case end, "\x1b\\":
		return out
	case "\n":
		return append(out, tea.KeyPressMsg{Code: tea.KeyEnter})
	case "\b":
		return append(out, tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
	if isString(b) && (b[1] != ']' || !ended(b)) {
		return out // an answer to something we never ask, or one that was broken off
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

// isString reports whether a token is a control string, and not alt with its
// first letter.
func isString(b []byte) bool {
	return len(b) > 2 && b[0] == esc && strings.IndexByte("]P_^X", b[1]) >= 0
}

// ended reports whether a control string is whole.
func ended(b []byte) bool {
	return b[len(b)-1] == bel || string(b[len(b)-2:]) == "\x1b\\"
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
