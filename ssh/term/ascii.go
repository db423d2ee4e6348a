package term

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainGlyphs are the ASCII stand-ins of the signs that screens use.
var plainGlyphs = map[rune]string{
	'…': ".", '·': ".", '•': "*", '∙': "o", '◜': "+", '◝': "+", '◟': "+", '◞': "+", '●': "*", '○': "o", '◦': "o", '■': "#", '□': "-", '▪': "#",
	'─': "-", '│': "|", '╭': "+", '╮': "+", '╰': "+", '╯': "+", '┌': "+", '┐': "+", '└': "+", '┘': "+",
	'├': "+", '┤': "+", '┬': "+", '┴': "+", '┼': "+", '━': "=", '┃': "#", '╋': "#", '╂': "#", '┿': "=",
	'╱': "/", '╲': "\\", '╌': ".", '┊': ":", '▾': "v", '▴': "^", '◂': "<", '▹': ">", '◃': "<", '═': "=", '║': "|", '—': "-", '–': "-",
	'←': "<", '→': ">", '↑': "^", '↓': "v", '▲': "^", '▼': "v", '▸': ">", '▶': ">", '◀': "<", '›': ">", '‹': "<",
	'×': "x", '✕': "x", '✓': "+", '✗': "x", '★': "*", '☆': "*", '█': "#", '░': ".", '▒': ":", '▓': "#", '▌': "|", '▐': "|",
	'“': "\"", '”': "\"", '‘': "'", '’': "'", '«': "<", '»': ">", '½': "1",
}

// plain is the nearest that ASCII has to a grapheme: a stand-in, the letter
// without its marks, or a question mark.
func plain(grapheme string) string {
	r, _ := utf8.DecodeRuneInString(grapheme)
	if s, ok := plainGlyphs[r]; ok {
		return s
	}
	if r >= '─' && r <= '╿' { // any other meeting of lines
		return "+"
	}
	if d := norm.NFKD.String(grapheme); printable(d[0]) {
		return d[:1]
	}
	return "?"
}
