package text

import (
	"strings"
	"unicode/utf8"
)

const esc = 0x1b

// escape is the length of the terminal's control sequence that the text starts
// with (ECMA-48, in its 7-bit and its 8-bit form), or zero. A control string
// that nothing ends reaches to the end of the text, as in a terminal.
func escape(text string) int {
	r, n := utf8.DecodeRuneInString(text)
	if r == esc {
		n = span(text, n, 0x20, 0x2f)
		if n == len(text) {
			return n
		}
		switch c := text[n]; {
		case n == 1 && c >= 0x40 && c <= 0x5f: // the 7-bit form of a control
			r, n = rune(c)+0x40, n+1
		case c >= 0x30 && c <= 0x7e: // such as ESC ( B
			return n + 1
		default:
			return n
		}
	}
	switch r {
	case 0x9b: // CSI, as in ESC [ 3 1 m
		n = span(text, n, 0x30, 0x3f)
		n = span(text, n, 0x20, 0x2f)
		if n < len(text) && 0x40 <= text[n] && text[n] <= 0x7e {
			n++
		}
		return n
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f: // DCS, SOS, OSC, PM, APC
		return controlString(text, n)
	}
	if r >= 0x80 && r <= 0x9f && r != 0x85 { // a next line is a space
		return n
	}
	return 0
}

// span is where the bytes from lo to hi end that start at n.
func span(text string, n int, lo, hi byte) int {
	for n < len(text) && lo <= text[n] && text[n] <= hi {
		n++
	}
	return n
}

// controlString is where the control string ends whose content starts at n:
// behind a string terminator or a bell.
func controlString(text string, n int) int {
	end := len(text)
	for _, st := range []string{"\a", "\x1b\\", "\u009c"} {
		if i := strings.Index(text[n:end], st); i >= 0 {
			end = n + i + len(st)
		}
	}
	return end
}
