package term

import "unicode/utf8"

// token is how long the control sequence or run of text is that b begins with,
// and whether all of it is there. Whatever the bytes, a whole token has at
// least one.
func token(b []byte) (n int, whole bool) {
	switch c := b[0]; {
	case c == esc:
		return escape(b)
	case c < ' ' || c == 0x7f:
		return 1, true
	}
	return text(b)
}

// text runs up to the next control. A character cut off at the end of the input
// is left for the next.
func text(b []byte) (int, bool) {
	n := 0
	for n < len(b) && b[n] >= ' ' && b[n] != 0x7f {
		if !utf8.FullRune(b[n:]) {
			break
		}
		_, size := utf8.DecodeRune(b[n:])
		n += size
	}
	return n, n > 0
}

func escape(b []byte) (int, bool) {
	if len(b) == 1 {
		return 0, false
	}
	switch b[1] {
	case '[':
		return csi(b)
	case 'O':
		return ss3(b)
	case ']', 'P', '_', '^', 'X':
		return str(b)
	case esc:
		// Alt with a cursor key is, for some, an escape in front of its sequence.
		if len(b) == 2 {
			return 0, false
		}
		if b[2] != '[' && b[2] != 'O' {
			return 1, true
		}
		n, whole := escape(b[1:])
		return n + 1, whole
	}
	if b[1] < ' ' || b[1] == 0x7f {
		return 2, true
	}
	if !utf8.FullRune(b[1:]) {
		return 0, false
	}
	_, size := utf8.DecodeRune(b[1:])
	return 1 + size, true
}

// csi is ESC [ parameters final. A control in the middle breaks it off.
func csi(b []byte) (int, bool) {
	if len(b) > 2 && b[2] == '[' { // a function key of the Linux console
		return 4, len(b) >= 4
	}
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c == 'M' && i == 2: // a click as X10 tells it, three bytes behind
			return 6, len(b) >= 6
		case c >= 0x40 && c < 0x7f:
			return i + 1, true
		case c < ' ' || c >= 0x7f:
			return i, true
		}
	}
	return 0, false
}

// ss3 is ESC O parameters final.
func ss3(b []byte) (int, bool) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9' || c == ';':
		case c < ' ' || c >= 0x7f:
			return i, true
		default:
			return i + 1, true
		}
	}
	return 0, false
}

// str is a string that ends with BEL or ESC \. What no terminal sends within
// one breaks it off, ctrl+c above all.
func str(b []byte) (int, bool) {
	for i := 2; i < len(b); i++ {
		switch b[i] {
		case bel, can, sub:
			return i + 1, true
		case etx:
			return i, true
		case esc:
			if i+1 == len(b) {
				return 0, false
			}
			if b[i+1] == '\\' {
				return i + 2, true
			}
			return i, true
		}
	}
	return 0, false
}
