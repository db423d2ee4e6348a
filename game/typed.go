package game

import (
	"slices"
	"strings"
)

// This file reads moves as people write them: as the rules spell them, as our
// own log does, and as books and other servers do. The page has the same in
// web/page/typed.js, and both are held against testdata/typed.json.

// maxTyped is the longest text that may be a move, in bytes: twice a whole turn of
// backgammon with what people write around it. All choices are held against it.
const maxTyped = 128

// Match finds the choice that a person typed: its move, its label, what the log
// will say of it, or the spots that one picks for it. Case, spaces and the signs
// between are no part of it where it is plain without them, nor is what people
// write around a move: its number, a check, praise, a remark. It may say more of
// where the move begins than it needs to. A text that several moves may have
// names none of them: see [Meant].
func Match(choices []Choice, typed string) (Choice, bool) {
	if len(typed) > maxTyped {
		return Choice{}, false
	}
	typed = Plain(typed)
	if c, ok := match(choices, typed); ok || isASCII(typed) {
		return c, ok
	}
	return onlyOne(inLatin(choices, typed), func(Choice) bool { return true })
}

// inLatin are the moves that a text may be in letters of another script: by their keys,
// or by their looks.
func inLatin(choices []Choice, typed string) (found []Choice) {
	for _, letters := range []*strings.Replacer{sameKey, sameLook} {
		if c, ok := match(choices, letters.Replace(typed)); ok {
			found = append(found, c)
		}
	}
	return found
}

// Meant are the choices that a person may have meant by a text that [Match] does
// not know: those that it leaves open, like a promotion without the piece. It is
// empty for a text that says nothing of the kind.
func Meant(choices []Choice, typed string) []Choice {
	if len(typed) > maxTyped {
		return nil
	}
	typed = Plain(typed)
	if !isASCII(typed) {
		if found := inLatin(choices, typed); found != nil {
			return found
		}
		typed = Latin(typed)
	}
	for _, text := range trimmings(typed) {
		var meant []Choice
		for _, c := range choices {
			if c.isMeant(text) && !slices.ContainsFunc(meant, func(o Choice) bool { return o.Move == c.Move }) {
				meant = append(meant, c)
			}
		}
		if len(meant) > 0 {
			return meant
		}
	}
	return nil
}

// Written is a choice as the log will write it, or else as it is called.
func Written(c Choice) string {
	for _, name := range []string{c.Text, c.Label} {
		if name != "" {
			return name
		}
	}
	return string(c.Move)
}

// match is Match for a text that was folded.
func match(choices []Choice, typed string) (Choice, bool) {
	for _, c := range choices {
		if strings.EqualFold(string(c.Move), typed) {
			return c, true
		}
	}
	for _, text := range trimmings(typed) {
		for _, means := range []func(Choice, string) bool{Choice.isNamed, Choice.isSpelt} {
			for _, in := range []letters{asWritten, strings.ToLower} {
				if c, ok := onlyOne(choices, func(c Choice) bool { return means(c.in(in), in(text)) }); ok {
					return c, true
				}
			}
		}
		if c, ok := onlyOne(choices, func(c Choice) bool { return c.isBrief(text) }); ok {
			return c, true
		}
	}
	if rest, ok := withoutColour(typed); ok && !slices.ContainsFunc(choices, func(c Choice) bool { return len(c.Path) > 1 }) {
		return match(choices, rest)
	}
	return Choice{}, false
}

// onlyOne finds the choice that is meant, unless that may be several moves.
func onlyOne(choices []Choice, meant func(Choice) bool) (found Choice, ok bool) {
	for _, c := range choices {
		switch {
		case !meant(c):
		case ok && c.Move != found.Move:
			return Choice{}, false
		default:
			found, ok = c, true
		}
	}
	return found, ok
}

// letters says which letters count as the same. Capitals count first: to some
// games a bishop is a B and the second file a b.
type letters func(string) string

func asWritten(text string) string { return text }

func (c Choice) in(l letters) Choice {
	same := Choice{Move: Move(l(string(c.Move))), Label: l(c.Label), Text: l(c.Text), Path: make([]Spot, len(c.Path))}
	for i, s := range c.Path {
		same.Path[i] = Spot(l(string(s)))
	}
	return same
}

// isNamed reports whether the text is a name of the choice, letter by letter.
func (c Choice) isNamed(text string) bool {
	return text != "" && (text == string(c.Move) || text == c.Label || text == c.Text)
}

// isSpelt reports whether the text spells the choice, but for the signs between.
func (c Choice) isSpelt(text string) bool {
	k := key(text)
	if k == "" {
		return false
	}
	for _, name := range []string{string(c.Move), c.Label, c.Text, withoutRemark(c.Label), c.spots()} {
		if k == key(name) {
			return true
		}
	}
	for _, name := range []string{c.Label, c.Text} {
		if n, ok := c.anatomy(name); ok {
			if from, ok := n.origin(k); ok && (from != "" || n.from == "") {
				return true
			}
		}
	}
	return false
}

// isBrief reports whether the text names but the letters between which something takes,
// as books have it: "exd" or "ed" for "exd5".
func (c Choice) isBrief(text string) bool {
	for _, name := range []string{c.Label, c.Text} {
		n, ok := c.anatomy(name)
		if ok && strings.Contains(name, "x") && n.piece == "" && len(n.from) == 1 && key(text) == n.from+n.to[:1] {
			return true
		}
	}
	return false
}

// isMeant reports whether the text leaves the choice open: it is the label of
// several, or says less of where the move begins, or not how it ends.
func (c Choice) isMeant(text string) bool {
	c, k := c.in(strings.ToLower), key(strings.ToLower(text))
	if k == "" {
		return false
	}
	if k == key(c.Label) || k == key(c.Text) || k == key(c.spots()) {
		return true
	}
	for _, name := range []string{c.Label, c.Text} {
		n, ok := c.anatomy(name)
		if !ok {
			continue
		}
		for _, to := range []string{n.to, n.to[:len(n.to)-n.tail]} {
			if n.to = to; to != "" {
				if _, ok := n.origin(k); ok {
					return true
				}
			}
		}
	}
	return false
}

// spots are those of the path, as one who types picks them.
func (c Choice) spots() string {
	var all []string
	for _, s := range c.Path {
		all = append(all, string(s))
	}
	return strings.Join(all, " ")
}

// anatomy is a name that ends where the path does, taken apart: "Nge2" is the
// piece N, from g, to e2. Only places that begin with a letter can be found in a
// name; those that are numbers run into each other.
type anatomy struct {
	piece, from, to string
	tail            int    // how much of to stands behind the last spot: a promotion
	spot            string // where the path begins
}

func (c Choice) anatomy(name string) (n anatomy, ok bool) {
	if len(c.Path) < 2 {
		return anatomy{}, false
	}
	name = key(name)
	last := key(string(c.Path[len(c.Path)-1]))
	at := strings.LastIndex(name, last)
	if at < 0 || last == "" || isDigit(last[0]) {
		return anatomy{}, false
	}
	n = anatomy{to: name[at:], tail: len(name) - at - len(last), spot: key(string(c.Path[0]))}
	head := name[:at]
	for i := range len(head) + 1 {
		if within(head[i:], n.spot) {
			n.piece, n.from = head[:i], head[i:]
			break
		}
	}
	return n, true
}

// origin is what a text says of where the move begins, if it is one of that piece
// to that place.
func (n anatomy) origin(k string) (from string, ok bool) {
	from, ok = strings.CutSuffix(k, n.to)
	if !ok {
		return "", false
	}
	from, ok = strings.CutPrefix(from, n.piece)
	return from, ok && within(from, n.spot)
}

// within reports whether the letters of a part stand in the whole, in their order.
func within(part, whole string) bool {
	for i := range len(part) {
		at := strings.IndexByte(whole, part[i])
		if at < 0 {
			return false
		}
		whole = whole[at+1:]
	}
	return true
}

// trimmings are the text, and what is left of it without what people write around
// a move: "12... Nf6+!" is Nf6, and "b7: hit" is b7.
func trimmings(text string) []string {
	all := []string{text}
	for _, trim := range []func(string) string{bare, withoutRemark} {
		if last := all[len(all)-1]; trim(last) != last {
			all = append(all, trim(last))
		}
	}
	return all
}

// annotations are what people write behind a move without changing it: "Qxf7#".
const annotations = "+#!?.†‡=± "

// bare is a move without its number, signs of check, praise, and "e.p.".
func bare(text string) string {
	rest := strings.TrimLeft(text, "0123456789")
	if move := strings.TrimLeft(rest, ". "); strings.HasPrefix(strings.TrimSpace(rest), ".") && move != "" {
		text = move
	}
	text = strings.TrimRight(text, annotations)
	for _, passing := range []string{"e.p", "ep"} {
		if move, ok := strings.CutSuffix(text, passing); ok && move != "" {
			text = strings.TrimRight(move, annotations)
		}
	}
	if strings.EqualFold(text, "swap-pieces") { // as files of Hex have it
		return "swap"
	}
	return castling(text)
}

// colours stand before a move where programs tell each other who played it.
var colours = []string{"b ", "w ", "black ", "white "}

// withoutColour is a move without the colour before it, where there is one: "B E5" is E5. In
// a game whose pieces go from place to place, it may be a piece.
func withoutColour(text string) (rest string, ok bool) {
	for _, c := range colours {
		if len(text) > len(c) && strings.EqualFold(text[:len(c)], c) {
			return strings.TrimLeft(text[len(c):], " "), true
		}
	}
	return text, false
}

// castling has an O for each zero, in a text that has nothing else.
func castling(text string) string {
	if k := strings.NewReplacer("0", "O", "o", "O", "О", "O", "о", "O", "-", "", " ", "").Replace(text); k == "OO" || k == "OOO" {
		return strings.Join(strings.Split(k, ""), "-")
	}
	return text
}

// withoutRemark is a text up to what is said of it: "3, again".
func withoutRemark(text string) string {
	for i := 1; i+1 < len(text); i++ {
		if (text[i] == ',' || text[i] == ':') && text[i+1] == ' ' {
			return text[:i]
		}
	}
	return text
}

// signs stand between the parts of a move, and say nothing that the parts do not.
const signs = " -xX/:=(),.*>_|;'\""

// key is a text without the signs, but for one between two numbers.
func key(text string) string {
	var b []byte
	apart := false
	for i := range len(text) {
		c := text[i]
		if strings.IndexByte(signs, c) >= 0 {
			apart = true
			continue
		}
		if apart && len(b) > 0 && isDigit(b[len(b)-1]) && isDigit(c) {
			b = append(b, '-')
		}
		b, apart = append(b, c), false
	}
	return string(b)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
