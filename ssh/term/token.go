package term

import (
	"strings"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	partial  kind = iota // more is to come
	keys                 // text, a control, or an escape that is a key by itself
	sequence             // a control sequence that is whole
	scrap                // one that was broken off, or answers what we never ask
)

// token is how long the control sequence or run of text is that b begins with.
// Whatever the bytes, one that is not partial has at least one.
func token(b []byte) (n int, k kind) {
	switch c := b[0]; {
	case c == esc:
		return escape(b)
	case c < ' ' || c == 0x7f:
		return 1, keys
	}
	return text(b)
}

// text runs up to the next control. A character cut off at the end of the input
// is left for the next.
func text(b []byte) (int, kind) {
	n := 0
	for n < len(b) && b[n] >= ' ' && b[n] != 0x7f {
		if !utf8.FullRune(b[n:]) {
			break
		}
		_, size := utf8.DecodeRune(b[n:])
		n += size
	}
	if n == 0 {
		return 0, partial
	}
	return n, keys
}

// introduces reports whether the byte behind an escape begins a sequence.
func introduces(c byte) bool { return strings.IndexByte("[O]P_^X", c) >= 0 }

// escape measures a sequence. An escape that introduces none is a key, and what
// comes behind it another: no screen knows keys with alt, and over a slow line
// the two that a person pressed one after the other arrive together.
func escape(b []byte) (int, kind) {
	if len(b) == 1 {
		return 0, partial
	}
	switch b[1] {
	case '[':
		return csi(b)
	case 'O':
		return ss3(b)
	case ']':
		// The answers begin with a number, or with the l and L of titles.
		if len(b) > 2 && (b[2] < '0' || b[2] > '9') && b[2] != 'l' && b[2] != 'L' {
			return 1, keys
		}
		return str(b, sequence)
	case 'P':
		n, k := str(b, scrap)
		// The answers have a parameter first and no new line in them; a person who
		// presses escape and types a move with P has not.
		if len(b) > 2 && (b[2] < ' ' || b[2] > '?') || k == scrap && (b[n-1] == '\r' || b[n-1] == '\n') {
			return 1, keys
		}
		return n, k
	case '_', '^', 'X':
		return str(b, scrap)
	case '\\':
		return 2, scrap // the end of a string that was given up
	case esc:
		// Alt with a cursor key is, for some, an escape in front of its sequence.
		if len(b) == 2 {
			return 0, partial
		}
		if b[2] != '[' && b[2] != 'O' {
			return 1, keys
		}
		n, k := escape(b[1:])
		return n + 1, k
	}
	return 1, keys
}

// csi is ESC [ parameters final.
func csi(b []byte) (int, kind) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case i == 2 && c == 'M': // a click as X10 tells it, three bytes behind
			return exactly(b, 6)
		case i == 2 && c == '[': // a function key of the Linux console
			return exactly(b, 4)
		case c == '_': // a key as Windows counts it, up to 65,535 times; no terminal is asked for it
			return i + 1, scrap
		case c >= 0x40 && c < 0x7f:
			return i + 1, sequence
		case c < ' ' || c >= 0x7f:
			return breakOff(b, i), scrap
		}
	}
	return 0, partial
}

// exactly is a sequence of n bytes.
func exactly(b []byte, n int) (int, kind) {
	for i := 3; i < min(n, len(b)); i++ {
		if b[i] < ' ' {
			return breakOff(b, i), scrap
		}
	}
	if len(b) < n {
		return 0, partial
	}
	return n, sequence
}

// ss3 is ESC O parameters final. What is no such sequence a person has typed.
func ss3(b []byte) (int, kind) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9' || c == ';':
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			return i + 1, sequence
		case c == esc || c == etx:
			return i, scrap
		default:
			return 1, keys
		}
	}
	return 0, partial
}

// str is a string that ends with BEL or ESC \, and then is of the kind. No
// terminal sends another control within one.
func str(b []byte, k kind) (int, kind) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c == bel:
			return i + 1, k
		case c == esc && i+1 == len(b):
			return 0, partial
		case c == esc && b[i+1] == '\\':
			return i + 2, k
		case c < ' ':
			return breakOff(b, i), scrap
		}
	}
	return 0, partial
}

// breakOff is where a sequence ends that the control at i breaks off. The control
// goes with it, for nobody knows any more what it was pressed for, unless it
// begins another sequence or is ctrl+c.
func breakOff(b []byte, i int) int {
	if b[i] == esc || b[i] == etx {
		return i
	}
	return i + 1
}
