package players

import (
	"regexp"
	"strings"
	"unicode"
)

// Return codes in what people paste: with other dashes or spaces between the groups, in
// quotes, behind the command, or in a sentence.
//
// The page has the same in web/page/code.js; testdata/returns.json says what both find.
var writtenReturns = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b` + returnCharacters + `(?:\p{Pd}` + returnCharacters + `){3}\b`),
	regexp.MustCompile(`(?i)\b` + returnCharacters + `(?:[\s\p{Pd}]*` + returnCharacters + `){3}\b`), // words of eight letters may stand before it
}

// returnCharacters are a group of a code: see returnAlphabet.
const returnCharacters = `[a-kmnp-z2-9]{8}`

// findReturns lists what may be return codes, the most likely first.
func findReturns(pasted string) []string {
	found := []string{bareReturn(pasted)} // whatever stands between its characters
	for _, written := range writtenReturns {
		if code := written.FindString(pasted); code != "" {
			found = append(found, bareReturn(code))
		}
	}
	return found
}

// bareReturn is a code without what stands between its groups.
func bareReturn(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, code)
}
