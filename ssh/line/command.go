package line

import (
	"slices"
	"strconv"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

const tableHelp = `At any time: board to see the board, where to hear it piece by piece, moves for your choices, log for the moves so
far, who for the players and the score, score for the score alone, invite for the ways in, rules, fair for the proof
of the dice, back for the lobby, quit.`

// own are the commands that look and do nothing to the room, and those that go.
var own = map[string]func(*table, *rooms.Snapshot){
	"?": (*table).help, "help": (*table).help,
	"rules": func(t *table, _ *rooms.Snapshot) { t.say("%s", t.info.HowTo) },
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
}

// command does what was typed at the table. It reports whether the person goes
// back to the lobby.
func (t *table) command(line string) (back bool, err error) {
	s := t.seen
	if s == nil || line == "" || t.answered(s, line) {
		return false, nil
	}
	if c, ok := game.Match(s.View.Choices, line); ok {
		t.do(room.Command{Do: room.Move, Ply: s.Ply, Move: c.Move})
		return false, nil
	}
	verb, rest := split(line)
	if look := own[verb]; look != nil {
		look(t, s)
		return false, nil
	}
	a, offered := words.Command(s, verb)
	if rest != "" && (offered && len(a.Args) == 0 || goes(verb)) { // "leave me alone" is said to nobody
		t.unknown(s)
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
			t.unknown(s)
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
	t.intend(s, a, rest)
	return false, nil
}

// goes reports whether a verb ends being at the table.
func goes(verb string) bool {
	do, _ := words.Typed(verb)
	return do == room.Leave || slices.Contains([]string{"back", "lobby", "quit", "exit", "q"}, verb)
}

// help lists what can be done now.
func (t *table) help(s *rooms.Snapshot) {
	if len(s.View.Choices) > 0 {
		t.say("Type a move to play it. %s", t.info.Notation)
	}
	var can []string
	for _, a := range s.Actions {
		can = append(can, phrase(words.VerbFor(s, a), a))
	}
	if len(can) > 0 {
		t.say("Now you can type %s.", either(can))
	}
	t.say("%s", tableHelp)
}

// leave gives up a seat that nobody waits for; in a game it is kept.
func (t *table) leave(s *rooms.Snapshot) error {
	if _, free := s.Action(room.Leave); free {
		t.do(room.Command{Do: room.Leave})
	} else if s.You >= 0 {
		t.say("Your seat is kept. Come back from the lobby, or type join %s.", t.code)
	}
	return nil
}

func (t *table) log(s *rooms.Snapshot) {
	if len(s.View.Log) == 0 {
		t.say("Nobody has moved yet.")
		return
	}
	for _, said := range words.Lines(s, t.info, 0, s.LogFrom+len(s.View.Log)) {
		t.say("%s", said)
	}
}

// fair tells how to check the dice.
func (t *table) fair(s *rooms.Snapshot) {
	switch {
	case s.Proof == nil:
		t.say("There are no dice here that could be checked.")
	case s.Proof.Secret == "":
		t.say("All dice were settled before the first move. The SHA-256 of their secret is %s. The secret is told when the game is over.", s.Proof.Hash)
	default:
		t.say("All dice were settled before the first move. The SHA-256 of their secret is %s.", s.Proof.Hash)
		t.say("The secret is %s.", s.Proof.Secret)
		t.say("To check every roll: %s", t.Invite.Print("proof "+string(t.code)+" > game.json"))
		t.say("and then: crossplay verify game.json")
	}
}

func plural(n int) string {
	if n == 1 {
		return "one move"
	}
	return strconv.Itoa(n) + " moves"
}

// unknown says why what was typed did nothing.
func (t *table) unknown(s *rooms.Snapshot) {
	switch {
	case len(s.View.Choices) > 0:
		t.say("That is not a move, nor a command. %s Type moves for your choices, ? for help.", t.info.Notation)
	case s.Phase == room.Playing && s.You >= 0:
		t.say("It is not your turn, and that is no command. Type ? for help.")
	default:
		t.say("That is no command here. Type ? for help.")
	}
}
