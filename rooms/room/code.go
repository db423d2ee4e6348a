package room

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"crossplay/game"
)

// Code is the name of a room, short enough to say aloud.
type Code string

// Alphabet has one of each group that looks alike (0 O Q, 2 Z, 5 S, 8 B, U V)
// at most, and nothing that looks like 1.
const Alphabet = "34679ACDEFGHJKMNPQRTVWXY"

// The lengths of codes. That of a public room is in the list for everybody; that
// of a private one is all that keeps strangers out, and has 46 bits: see
// guessBurst. Private rooms of earlier versions have short ones.
const (
	CodeLength    = 6
	PrivateLength = 10
)

// maxPasted is how much of what somebody pastes is searched for a code, in bytes:
// more than a link or a command has, and done in three milliseconds at most.
const maxPasted = 512

// ParseCode reads a code as a person types it, in any case and with any spaces
// or dashes. It returns ErrNoRoom for what cannot be a code.
func ParseCode(typed string) (Code, error) {
	c := strings.ToUpper(gaps.Replace(typed))
	if len(c) != CodeLength && len(c) != PrivateLength || strings.Trim(c, Alphabet) != "" {
		return "", ErrNoRoom
	}
	return Code(c), nil
}

// FindCode finds a code in what people paste: a link, with whatever stands behind it,
// the command that joins, or words with the code among them. It returns ErrNoRoom
// where there is none, or several without anything that tells which.
//
// The page has the same in web/page/code.js; testdata/codes.json says what both find.
func FindCode(pasted string) (Code, error) {
	pasted = game.Plain(pasted[:min(len(pasted), maxPasted)])
	for _, text := range []string{pasted, game.Latin(pasted)} { // a keyboard may not have been changed
		if c, err := ParseCode(text); err == nil {
			return c, nil
		}
	}
	for _, where := range []*regexp.Regexp{inLink, inCommand} {
		if m := where.FindStringSubmatch(pasted); m != nil {
			return ParseCode(m[1])
		}
	}
	for _, likely := range []func(string) bool{isCapital, hasDigit, func(string) bool { return true }} {
		var found Code
		for _, m := range anywhere.FindAllStringSubmatch(pasted, -1) {
			c, _ := ParseCode(m[1])
			switch {
			case !likely(m[1]):
			case found != "" && found != c:
				return "", ErrNoRoom
			default:
				found = c
			}
		}
		if found != "" {
			return found, nil
		}
	}
	return "", ErrNoRoom
}

// Where codes stand in what people paste.
var (
	inLink    = regexp.MustCompile(`(?i)/r/` + written)
	inCommand = regexp.MustCompile(`(?i)\b(?:join|watch) +` + written)
	anywhere  = regexp.MustCompile(`(?i)\b` + written)
)

// written is a code in a text, in groups or not.
const written = `([` + Alphabet + `]{5}[ -]?[` + Alphabet + `]{5}|[` + Alphabet + `]{6})\b`

func isCapital(word string) bool { return word == strings.ToUpper(word) }

func hasDigit(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// gaps are left out of what is typed.
var gaps = strings.NewReplacer(" ", "", "-", "")

// Groups are the parts in which a code is shown where it is read aloud.
func (c Code) Groups() []string {
	if len(c) <= CodeLength {
		return []string{string(c)}
	}
	return []string{string(c[:len(c)/2]), string(c[len(c)/2:])}
}

// GameID is the name of a finished game: its room's code, and the how-manieth it was
// there; round 0 is its newest.
func GameID(code Code, round int) string {
	if round == 0 {
		return string(code)
	}
	return string(code) + "-" + strconv.Itoa(round)
}

// ParseGame reads the name of a finished game as a person types it. Without a number it is
// that of the room's newest, of round 0. It returns ErrNoReplay for what cannot be one.
func ParseGame(typed string) (code Code, round int, err error) {
	typed = strings.TrimSpace(typed)
	if i := strings.LastIndexByte(typed, '-'); i >= 0 {
		n, err := strconv.Atoi(strings.TrimSpace(typed[i+1:]))
		if code, wrong := ParseCode(typed[:i]); err == nil && wrong == nil && n > 0 {
			return code, n, nil
		}
	}
	if code, err = ParseCode(typed); err != nil {
		return "", 0, ErrNoReplay
	}
	return code, 0, nil
}

// FindGame finds the name of a finished game in what people paste: a link, or the command
// that replays. It returns ErrNoReplay where there is none.
func FindGame(pasted string) (code Code, round int, err error) {
	pasted = game.Plain(pasted[:min(len(pasted), maxPasted)])
	if code, round, err = ParseGame(pasted); err == nil {
		return code, round, nil
	}
	if m := inReplay.FindStringSubmatch(pasted); m != nil {
		return ParseGame(m[1])
	}
	return "", 0, ErrNoReplay
}

// inReplay is where the name of a game stands in what people paste.
var inReplay = regexp.MustCompile(`(?i)(?:/g/|\breplay +)([0-9a-z-]{6,24})`)
