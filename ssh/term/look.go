package term

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Profile is how many colours a terminal shows.
type Profile int

// The profiles.
const (
	NoColour Profile = iota
	Colours16
	Colours256
	TrueColour
)

// Look is what a session's terminal can show.
type Look struct {
	Profile Profile
	Light   bool // the background is light
	ASCII   bool // anything but ASCII would come out wrong
}

// poorFonts are the terminals, by the beginning of their name, that have few
// characters besides ASCII whatever their locale says.
var poorFonts = []string{"linux", "vt", "ansi", "cons25", "sun", "wy", "cygwin"}

// DetectLook reads a session's TERM and environment ("KEY=value"), those that
// its client sent. The server's own environment is never looked at.
func DetectLook(termName string, env []string) Look {
	// What Env reads decides over nothing but this session. It runs no program
	// and opens no file, unlike colorprofile.Detect.
	look := Look{}
	switch colorprofile.Env(append(env[:len(env):len(env)], "TERM="+termName)) {
	case colorprofile.TrueColor:
		look.Profile = TrueColour
	case colorprofile.ANSI256:
		look.Profile = Colours256
	case colorprofile.ANSI:
		look.Profile = Colours16
	}
	vars := make(map[string]string, len(env))
	for _, kv := range env {
		if k, v, ok := strings.Cut(kv, "="); ok {
			vars[k] = v
		}
	}
	// The convention is that any value counts, where colorprofile wants a true one.
	if vars["NO_COLOR"] != "" {
		look.Profile = NoColour
	}
	look.ASCII = !utf8Locale(vars) || hasAnyPrefix(termName, poorFonts)
	if fgbg := vars["COLORFGBG"]; fgbg != "" {
		bg := fgbg[strings.LastIndex(fgbg, ";")+1:]
		look.Light = bg == "7" || bg == "15"
	}
	return look
}

// Dumb reports whether a terminal of that name cannot move its cursor, so that
// only line mode works on it.
func Dumb(termName string) bool {
	return termName == "" || termName == "dumb" || termName == "unknown" || termName == "network"
}

// utf8Locale reads the locale as POSIX does. Clients that send none use UTF-8.
func utf8Locale(vars map[string]string) bool {
	for _, k := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(vars[k]); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
