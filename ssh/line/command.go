package line

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/visit"
	"crossplay/words"
)

const tableHelp = `Type a move to play it, or:
say TEXT to talk, board to see the board, where to hear it piece by piece, moves for your choices, log for the
moves so far, who for the players and the score, invite for the ways in, sit, bot, begin, resign, rematch, claim,
rules, fair for the proof of the dice, back for the lobby, quit.`

// command does what was typed at the table. It reports whether the person goes
// back to the lobby.
func (t *table) command(line string) (back bool, err error) {
	s := t.seen
	if s == nil || line == "" {
		return false, nil
	}
	if t.sure != "" {
		return t.confirmed(strings.EqualFold(line, "yes"))
	}
	if c, ok := game.Match(s.View.Choices, line); ok {
		t.do(room.Command{Do: room.Move, Ply: s.Ply, Move: c.Move})
		return false, nil
	}
	switch verb, rest := split(line); verb {
	case "?", "help":
		t.say("%s", tableHelp)
		t.say("%s", t.info.Notation)
	case "rules":
		t.say("%s", t.info.HowTo)
	case "say", "s":
		t.do(room.Command{Do: room.Chat, Text: rest})
	case "board", "b":
		t.turn(s)
	case "where":
		t.where(s)
	case "moves", "choices":
		t.moves(s)
	case "log":
		t.log(s)
	case "who":
		t.who(s)
		t.score(s)
	case "invite":
		t.invite()
	case "sit":
		t.do(room.Command{Do: room.Sit})
	case "rematch":
		t.do(room.Command{Do: room.Rematch})
	case "bot":
		t.bot(rest)
	case "begin":
		t.do(room.Command{Do: room.Begin})
	case "fair":
		t.fair(s)
	case "claim":
		t.do(room.Command{Do: room.Claim})
	case "resign":
		if !words.CanResign(s) {
			t.sorry(room.ErrNotPlaying)
			break
		}
		t.sure = room.Resign
		t.say("Resign this game? %s Type yes or no.", words.Resigning(s))
	case "back", "leave", "lobby":
		return true, t.leave(s)
	case "quit", "exit", "q":
		return true, errLeft
	default:
		t.unknown(s)
	}
	return false, nil
}

func (t *table) confirmed(yes bool) (bool, error) {
	c := room.Command{Do: t.sure}
	t.sure = ""
	if yes {
		t.do(c)
	} else {
		t.say("All right, the game goes on.")
	}
	return false, nil
}

// leave gives up a seat that nobody waits for; in a game it is kept.
func (t *table) leave(s *rooms.Snapshot) error {
	switch {
	case s.You < 0:
	case s.Phase == room.Playing:
		t.say("Your seat is kept. Come back from the lobby, or type join %s.", t.code)
	default:
		t.do(room.Command{Do: room.Leave})
	}
	return nil
}

func (t *table) log(s *rooms.Snapshot) {
	if len(s.View.Log) == 0 {
		t.say("Nobody has moved yet.")
		return
	}
	t.steps(s, 0)
}

// bot lets a bot take a free seat.
func (t *table) bot(typed string) {
	level, err := visit.Level(t.Registry.Bots(), typed)
	if err != nil {
		t.sorry(err)
		return
	}
	t.do(room.Command{Do: room.Invite, Bot: level})
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
