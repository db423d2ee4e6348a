package line

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/text"
	"crossplay/words"
)

// own are the commands that look and do nothing to the room, and those that go.
var own = map[string]func(*table, *rooms.Snapshot){
	"?": (*table).help, "help": (*table).help,
	"rules": func(t *table, _ *rooms.Snapshot) { t.tell(t.info.HowTo) },
	"board": (*table).turn, "b": (*table).turn,
	"where": (*table).where,
	"moves": (*table).moves, "choices": (*table).moves,
	"log": (*table).log,
	"who": func(t *table, s *rooms.Snapshot) {
		t.who(s)
		t.result(s)
	},
	"score":  (*table).result,
	"invite": func(t *table, _ *rooms.Snapshot) { t.invite() },
	"fair":   (*table).fair,
	"time":   (*table).asksTime, "clock": (*table).asksTime,
}

// leaving are the commands that end being at a table.
var leaving = []string{"back", "lobby", "quit", "exit", "q"}

// command does what was typed at the table. It reports whether the person goes
// back to the lobby.
func (t *table) command(line string) (back bool, err error) {
	s := t.seen
	if s == nil || line == "" || t.confirmed(s, line) || t.answered(s, line) {
		return false, nil
	}
	if t.move(s, line) {
		return false, nil
	}
	verb, rest := split(line)
	if look := own[verb]; look != nil {
		look(t, s)
		return false, nil
	}
	switch verb {
	case "name":
		t.rename(rest)
		return false, nil
	case "me":
		t.habits(rest)
		return false, nil
	case "carry":
		t.carry(t.code)
		return false, nil
	}
	a, offered := words.Command(s, verb)
	if rest != "" && (offered && len(a.Args) == 0 || goes(verb)) { // "leave me alone" is said to nobody
		t.unknown(s, line)
		return false, nil
	}
	switch verb {
	case "back", "lobby":
		return true, t.leave(s)
	case "quit", "exit", "q":
		return true, errLeft
	}
	if !offered {
		a.Do, offered = words.Typed(verb)
		if !offered {
			t.unknown(s, line)
			return false, nil
		}
		if a.Do != room.Leave {
			t.refused(s, a.Do, rest)
			return false, nil
		}
	}
	if a.Do == room.Leave {
		return true, t.leave(s)
	}
	if a.Do == room.Premove {
		t.premove(s, rest)
		return false, nil
	}
	t.intend(s, a, rest)
	return false, nil
}

// premove sets up what was typed, to be played as soon as the other has.
func (t *table) premove(s *rooms.Snapshot, typed string) {
	all, err := t.Registry.Premoves(t.ctx, t.person(), t.code, s.Ply)
	if err != nil {
		t.sorry(err)
		return
	}
	c, ok := game.Match(all, typed)
	if !ok && len(all) > 0 {
		t.tell(words.Say("table.unplayed", words.Args{"move": typed}) + " " + t.info.Notation)
		return
	}
	t.do(room.Command{Do: room.Premove, Ply: s.Ply, Move: c.Move})
}

// move plays the move that was typed, and reports whether one was meant at all. Of a
// text that may be several moves it asks which.
func (t *table) move(s *rooms.Snapshot, line string) bool {
	which := t.which
	t.which = nil
	typed := line
	if n, isNumber := number(line); isNumber && n >= 1 && n <= len(which) {
		typed = string(which[n-1].Move)
	} else if one, ok := game.Match(which, line); ok {
		typed = string(one.Move)
	} else if which != nil && strings.EqualFold(line, "no") {
		t.say("ask.no")
		return true
	}
	if c, rest, ok := game.Begin(s.View.Choices, typed); ok {
		t.playAll(s, c, rest)
		return true
	}
	if verb, _ := split(line); own[verb] != nil {
		return false
	}
	if t.which = game.Meant(s.View.Choices, line); t.which == nil {
		return false
	}
	t.say("table.which")
	names := make([]string, len(t.which))
	for i, c := range t.which {
		names[i] = game.Written(c)
	}
	t.list(names)
	t.say("ask.number", words.Args{"n": len(names)})
	return true
}

// playAll plays a move and what else of a turn was typed behind it: all of that, or nothing.
func (t *table) playAll(s *rooms.Snapshot, first game.Choice, rest string) {
	moves, typed := []game.Move{first.Move}, game.Written(first)
	for rest != "" {
		look, err := t.Registry.Rehearse(t.ctx, t.person(), t.code, s.Ply, moves)
		if err != nil {
			t.sorry(err)
			return
		}
		c, more, ok := game.Begin(look.View.Choices, rest)
		if !ok {
			t.tell(words.Say("table.unplayed", words.Args{"move": rest}) + " " + t.info.Notation)
			return
		}
		moves, rest, typed = append(moves, c.Move), more, typed+" "+game.Written(c)
	}
	t.play(s, turn{s.Round, s.Ply, moves, typed})
}

// goes reports whether a verb ends being at the table.
func goes(verb string) bool {
	do, _ := words.Typed(verb)
	return do == room.Leave || slices.Contains(leaving, verb)
}

// help lists what can be done now.
func (t *table) help(s *rooms.Snapshot) {
	if len(s.View.Choices) > 0 {
		t.tell(words.Say("hear.helpMove") + " " + t.info.Notation)
	}
	var can []string
	for _, a := range s.Actions {
		if a.Do != room.Premove || !slices.Contains(s.Turn, s.You) { // else one plays
			can = append(can, phrase(words.VerbFor(s, a), a))
		}
	}
	if len(can) > 0 {
		t.say("hear.helpCan", words.Args{"commands": either(can)})
	}
	t.say("hear.help")
}

// leave gives up a seat that nobody waits for; in a game it is kept.
func (t *table) leave(s *rooms.Snapshot) error {
	if _, free := s.Action(room.Leave); free {
		t.do(room.Command{Do: room.Leave})
	} else if s.You >= 0 {
		t.say("hear.kept", words.Args{"code": t.code})
	}
	return nil
}

func (t *table) log(s *rooms.Snapshot) {
	if len(s.View.Log) == 0 {
		t.say("hear.unmoved")
		return
	}
	for _, said := range words.Lines(s, t.info, 0, s.LogFrom+len(s.View.Log)) {
		t.tell(said)
	}
}

// fair tells how to check the dice.
func (t *table) fair(s *rooms.Snapshot) {
	switch {
	case s.Proof == nil:
		t.say("hear.diceless")
	case s.Proof.Secret == "":
		t.tell(words.Say("hear.hash", words.Args{"hash": s.Proof.Hash}) + " " + words.Say("hear.later"))
	default:
		t.say("hear.hash", words.Args{"hash": s.Proof.Hash})
		t.say("hear.secret", words.Args{"secret": s.Proof.Secret})
		t.say("hear.check", words.Args{"command": t.Invite.Print("proof " + string(t.code) + " > game.json")})
		t.say("hear.verify")
	}
}

// unknown says why what was typed did nothing, and what is nearest to it of what would.
func (t *table) unknown(s *rooms.Snapshot, line string) {
	verb, rest := split(line)
	if near := text.Nearest(verb, t.can(s)); len(near) == 1 && !strings.EqualFold(near[0], verb) && len(strings.Fields(rest)) < 2 {
		t.say("hear.near", words.Args{"verb": strconv.Quote(text.Clean(verb, maxSaid)), "near": near[0]})
		return
	}
	switch {
	case len(s.View.Choices) > 0:
		t.say("hear.noMove", words.Args{"notation": t.info.Notation})
	case s.Phase == room.Playing && s.You >= 0:
		t.say("hear.notYours")
	default:
		t.say("hear.unknown")
	}
}

// can are the words that one can type now: commands, and moves that have no place on
// the board.
func (t *table) can(s *rooms.Snapshot) []string {
	all := slices.Concat(slices.Sorted(maps.Keys(own)), leaving, []string{"name", "me"})
	for _, a := range s.Actions {
		all = append(all, words.VerbFor(s, a).Command())
	}
	for _, c := range s.View.Choices {
		if len(c.Path) == 0 {
			all = append(all, string(c.Move))
		}
	}
	return all
}
