package ssh

import (
	"slices"
	"strconv"
	"strings"

	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// ask is what a session was opened for, as its command line says.
type ask struct {
	words []string // the verb first, in lower case; empty to just come in
	plain bool     // line mode, whatever the terminal
}

// oneWord are the verbs that need exactly one word behind them; of the others
// those that list take --json.
var (
	oneWord = []string{"join", "watch", "play", "return"}
	listing = []string{"games", "rooms"}
	aliases = map[string]string{"--help": "help", "-h": "help", "--version": "version"}
)

// mistake is a sentence for who asked for something that there is not.
type mistake string

func (m mistake) Error() string { return string(m) }

// mistaken says what is wrong with a command, and what commands there are.
func mistaken(key string, args ...words.Args) mistake {
	return mistake(words.Say(key, args...) + " " + words.Say("ssh.usage"))
}

// parse reads a command line. Its error is a mistake, or a refusal.
func parse(line string) (ask, error) {
	if len(line) > MaxCommand {
		return ask{}, mistaken("ssh.long")
	}
	var a ask
	for _, w := range strings.Fields(line) {
		a.words = append(a.words, text.Clean(w, maxWord))
	}
	if len(a.words) > 0 && strings.EqualFold(a.words[0], "plain") {
		a.plain, a.words = true, a.words[1:]
	}
	if len(a.words) == 0 {
		return a, nil
	}
	verb := strings.ToLower(a.words[0])
	if full, ok := aliases[verb]; ok {
		verb = full
	}
	a.words[0] = verb
	rest := a.words[1:]
	switch {
	case verb == "join" || verb == "watch" || verb == "proof":
		fields := strings.Fields(line) // a link may be longer than maxWord
		code, err := room.FindCode(strings.Join(fields[len(fields)-len(rest):], " "))
		if len(rest) == 0 {
			return ask{}, mistaken("ssh.room")
		}
		if err != nil {
			return ask{}, err
		}
		a.words = []string{verb, string(code)}
	case verb == "bot" && (len(rest) < 1 || len(rest) > 3), verb == "invite" && (len(rest) < 1 || len(rest) > 2):
		return ask{}, mistaken("ssh.game")
	case verb == "bot" || verb == "invite":
	case slices.Contains(oneWord, verb) && len(rest) != 1:
		return ask{}, mistaken("ssh.oneWord", words.Args{"verb": strconv.Quote(verb)})
	case slices.Contains(listing, verb) && len(rest) == 1 && rest[0] == "--json":
	case (slices.Contains(session.Commands, verb) || verb == "api") && len(rest) > 0:
		return ask{}, mistaken("ssh.nothing", words.Args{"verb": strconv.Quote(verb)})
	case verb == "api":
	case !slices.Contains(oneWord, verb) && !slices.Contains(session.Commands, verb):
		return ask{}, mistaken("ssh.unknown", words.Args{"verb": strconv.Quote(verb)})
	}
	return a, nil
}

// prints reports whether the command is one that prints and ends.
func (a ask) prints() bool {
	return len(a.words) > 0 && slices.Contains(session.Commands, a.words[0])
}

// is reports whether the verb is the one given.
func (a ask) is(verb string) bool { return len(a.words) > 0 && a.words[0] == verb }
