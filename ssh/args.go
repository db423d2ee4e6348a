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

// Of the verbs these need a code behind them, a game, or a word; those that list
// take --json.
var (
	coded   = []string{"join", "watch", "proof"}
	wordy   = []string{"alerts", "export", "history", "me", "vacation"}
	gaming  = []string{"play", "bot", "invite"}
	listing = []string{"games", "rooms", "mine"}
	aliases = map[string]string{"--help": "help", "-h": "help", "?": "help", "--version": "version"}
)

// verbs are all of them.
func verbs() []string {
	return slices.Concat(coded, gaming, []string{"return", "carry", "replay", "next", "plain", "api"}, session.Commands)
}

// mistake is a sentence for who asked for something that there is not.
type mistake string

func (m mistake) Error() string { return string(m) }

// mistaken says what is wrong with a command, and where to find the right ones.
func mistaken(key string, args ...words.Args) mistake {
	return mistake(words.Say(key, args...) + " " + words.Say("ssh.usage"))
}

// parse reads a command line. Its error is a mistake, or a refusal.
func parse(line string) (ask, error) {
	if len(line) > MaxCommand {
		return ask{}, mistaken("ssh.long")
	}
	fields := strings.Fields(line)
	var a ask
	if len(fields) > 0 && strings.EqualFold(fields[0], "plain") {
		a.plain, fields = true, fields[1:]
	}
	if len(fields) == 0 {
		return a, nil
	}
	verb, rest := strings.ToLower(text.Clean(fields[0], maxWord)), strings.Join(fields[1:], " ")
	if full, ok := aliases[verb]; ok {
		verb = full
	}
	named := words.Args{"verb": strconv.Quote(verb)}
	a.words = []string{verb}
	switch {
	case slices.Contains(coded, verb) && rest == "":
		return ask{}, mistaken("ssh.room")
	case slices.Contains(coded, verb):
		code, err := room.FindCode(rest) // as it was typed: a link is long
		if err != nil {
			return ask{}, err
		}
		a.words = append(a.words, string(code))
	case (slices.Contains(gaming, verb) || verb == "challenge") && rest == "":
		return ask{}, mistaken("ssh.game")
	case slices.Contains(gaming, verb), verb == "challenge":
		a.words = append(a.words, rest)
	case verb == "name" && rest == "":
		return ask{}, mistaken("ssh.name")
	case verb == "name":
		a.words = append(a.words, rest)
	case verb == "replay" && rest == "":
		return ask{}, mistaken("ssh.past")
	case verb == "replay":
		code, round, err := room.FindGame(rest)
		if err != nil {
			return ask{}, err
		}
		a.words = append(a.words, room.GameID(code, round))
	case slices.Contains(wordy, verb):
		if rest != "" {
			a.words = append(a.words, rest)
		}
	case (verb == "return" || verb == "carry") && len(fields) != 2:
		return ask{}, mistaken("ssh.oneWord", named)
	case verb == "return" || verb == "carry":
		a.words = append(a.words, text.Clean(rest, maxWord))
	case slices.Contains(listing, verb) && rest == "--json":
		a.words = append(a.words, rest)
	case !slices.Contains(verbs(), verb):
		return a.guessed(line, verb)
	case rest != "" || verb == "plain":
		return ask{}, mistaken("ssh.nothing", named)
	}
	return a, nil
}

// guessed is for a command that there is not: an invitation by itself is followed, and
// of a word the nearest right one is said.
func (a ask) guessed(line, verb string) (ask, error) {
	named := words.Args{"verb": strconv.Quote(verb)}
	if near := text.Nearest(verb, verbs()); len(near) == 1 {
		named["near"] = near[0]
		return ask{}, mistake(words.Say("ssh.near", named))
	}
	if code, err := room.FindCode(line); err == nil && (line != strings.ToLower(line) || strings.ContainsAny(line, "/0123456789")) {
		a.words = []string{"join", string(code)}
		return a, nil
	}
	return ask{}, mistaken("ssh.unknown", named)
}

// prints reports whether the command is one that prints and ends.
func (a ask) prints() bool {
	return len(a.words) > 0 && slices.Contains(session.Commands, a.words[0])
}

// is reports whether the verb is the one given.
func (a ask) is(verb string) bool { return len(a.words) > 0 && a.words[0] == verb }
