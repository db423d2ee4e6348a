package ssh

import (
	"fmt"
	"slices"
	"strings"

	"crossplay/rooms/room"
	"crossplay/ssh/visit"
	"crossplay/text"
)

// ask is what a session was opened for, as its command line says.
type ask struct {
	words []string // the verb first, in lower case; empty to just come in
	plain bool     // line mode, whatever the terminal
}

// usage is the one line for who asked for something else.
const usage = "Commands: join CODE, watch CODE, play GAME, bot GAME [LEVEL], return CODE, plain, games, rooms, proof CODE, api, help, version. Without one you just come in."

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

// parse reads a command line. Its error is a mistake, or a refusal.
func parse(line string) (ask, error) {
	if len(line) > MaxCommand {
		return ask{}, mistake("That command is too long. " + usage)
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
		code, err := room.ParseCode(strings.Join(rest, ""))
		if len(rest) == 0 {
			return ask{}, mistake("Which room? " + usage)
		}
		if err != nil {
			return ask{}, err
		}
		a.words = []string{verb, string(code)}
	case verb == "bot" && (len(rest) < 1 || len(rest) > 2):
		return ask{}, mistake("Against a bot at which game? " + usage)
	case verb == "bot":
	case slices.Contains(oneWord, verb) && len(rest) != 1:
		return ask{}, mistake(fmt.Sprintf("After %q comes one word. %s", verb, usage))
	case slices.Contains(listing, verb) && len(rest) == 1 && rest[0] == "--json":
	case (slices.Contains(visit.Commands, verb) || verb == "api") && len(rest) > 0:
		return ask{}, mistake(fmt.Sprintf("After %q comes nothing like that. %s", verb, usage))
	case verb == "api":
	case !slices.Contains(oneWord, verb) && !slices.Contains(visit.Commands, verb):
		return ask{}, mistake(fmt.Sprintf("There is no command %q. %s", verb, usage))
	}
	return a, nil
}

// prints reports whether the command is one that prints and ends.
func (a ask) prints() bool {
	return len(a.words) > 0 && slices.Contains(visit.Commands, a.words[0])
}

// is reports whether the verb is the one given.
func (a ask) is(verb string) bool { return len(a.words) > 0 && a.words[0] == verb }
