package players

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// looks are what a name can be taken for: the skeletons of UTS #39, without
// regard to case, marks and separators. Two names that share one look alike.
//
// Most have one. There are more where letters are compared as they are written
// and in lower case, because Ν is an N, and ν a v; and where symbols and raised
// letters are once left out and once read, because ™ adorns a name and Ⓥ begins
// one.
func looks(name string) []string {
	if l, ok := plain(name); ok {
		return []string{l}
	}
	if known, ok := looked.Get(name); ok {
		return known
	}
	all := skeletons(name)
	looked.Add(name, all)
	return all
}

// looked are the looks of the names that were asked for last: whoever names themselves
// has paid for them, and then they are known where others wait. With the longest
// names, each takes 4 KB.
var looked, _ = lru.New[string, []string](256)

// plain is the one look of most names: those of ASCII letters and digits, whose
// separators are read as nothing else.
func plain(name string) (string, bool) {
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf || r == '|' || readable[r] != "" }) {
		return "", false
	}
	return alike.Replace(strings.ToLower(letters(name))), true
}

func skeletons(name string) []string {
	var all []string
	for _, of := range readings(name) {
		written := norm.NFKD.String(shape(norm.NFD.String(of)))
		small := letters(norm.NFKD.String(fold.String(norm.NFKD.String(of))))
		for _, l := range []string{skeleton(written), skeleton(small)} {
			if !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

var fold = cases.Fold()

// names counts the names in use by what they look like. There can be several of
// one look: an earlier version of this program saw them as different.
type names map[string]int

func (n names) add(looksLike []string) {
	for _, l := range looksLike {
		n[l]++
	}
}

func (n names) remove(looksLike []string) {
	for _, l := range looksLike {
		if n[l]--; n[l] == 0 {
			delete(n, l)
		}
	}
}

// free reports whether no name has one of the looks, but that of who asks, which looks
// like these.
func (n names) free(looksLike, mine []string) bool {
	return !slices.ContainsFunc(looksLike, func(l string) bool {
		others := n[l]
		if slices.Contains(mine, l) {
			others--
		}
		return others > 0
	})
}

// letters is the text without spaces and what adorns it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || adorns(r) {
			return -1
		}
		return r
	}, text)
}

// maxRiddles is how many symbols that can be read as letters a name may have:
// two flags. Each doubles its looks.
const maxRiddles = 4

func riddle(r rune) bool { return adorns(r) && readAs(r) != "" }

func riddles(name string) int {
	n := 0
	for _, r := range name {
		if riddle(r) {
			n++
		}
	}
	return n
}

// readings are the letters of the name with each of those read or left out.
func readings(name string) []string {
	all := []string{""}
	for _, r := range name {
		switch {
		case riddle(r):
			if len(all) == 1<<maxRiddles {
				continue // a name of an earlier version
			}
			for _, before := range all {
				all = append(all, before+readAs(r))
			}
		case !unicode.IsSpace(r) && !adorns(r):
			for i := range all {
				all[i] += string(r)
			}
		}
	}
	return all
}

// adorns reports whether many would read a name without the character: symbols,
// punctuation, small raised and lowered letters and digits.
func adorns(r rune) bool {
	switch {
	case unicode.IsSymbol(r), unicode.IsPunct(r), r == 'ª', r == 'º':
		return true
	case unicode.Is(unicode.Lm, r):
		return r != 'ー' && unicode.In(r, unicode.Common, unicode.Latin, unicode.Greek, unicode.Cyrillic)
	}
	return unicode.Is(unicode.No, r) && norm.NFKD.String(string(r)) != string(r)
}

// readAs is what an adornment can be read as. Most are nothing but what they are.
func readAs(r rune) string {
	if s := readable[r]; s != "" {
		return s
	}
	for _, a := range alphabets {
		if n := r - a; n >= 0 && n < 26 {
			return string('a' + n)
		}
	}
	for _, s := range []string{string(r), norm.NFKD.String(string(r))} {
		s = unmarked(shape(s))
		if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isWord(r) || adorns(r) }) {
			return s
		}
	}
	return ""
}

// skeleton is what decomposed text looks like.
func skeleton(text string) string {
	return alike.Replace(toLatin.Replace(unmarked(fold.String(shape(text)))))
}

// shape puts the prototype of its class in place of each character: the skeleton
// of UTS #39.
func shape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if p, ok := prototypes()[r]; ok {
			b.WriteString(p)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFD.String(b.String())
}

// unmarked drops marks that people read over, like accents and vowel points.
func unmarked(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u3099' || r == '\u309a': // が is no か
			return r
		case unicode.Is(unicode.Inherited, r), unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Arabic, unicode.Cyrillic, unicode.Hebrew):
			return -1
		}
		return r
	}, text)
}

// confusables is Unicode's table of characters that look alike, shortened by
// scripts/confusables. Its licence is beside it.
//
//go:embed confusables.txt
var confusables string

// prototypes is the table by character, read when it is first needed.
var prototypes = sync.OnceValue(func() map[rune]string {
	table := make(map[rune]string)
	for line := range strings.Lines(confusables) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), ";")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var text strings.Builder
		for code := range strings.FieldsSeq(to) {
			text.WriteRune(hex(code))
		}
		table[hex(from)] = text.String()
	}
	return table
})

// hex is a character of the table. A table that cannot be read is a broken build.
func hex(code string) rune {
	n, err := strconv.ParseUint(code, 16, 21)
	if err != nil {
		panic(err)
	}
	return rune(n)
}
