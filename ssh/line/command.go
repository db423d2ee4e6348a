package line

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
)

const tableHelp = `Type a move to play it, or:
say TEXT to talk, board to see the board, where to hear it piece by piece, moves for your choices, log for the
moves so far, who for the players and the score, invite for the ways in, sit, resign, rematch, claim, rules,
back for the lobby, quit.`

// command does what was typed at the table. It reports whether the person goes
// back to the lobby.
func (t *table) command(line string) (back bool, err error) {
	s := t.seen
	if s == nil || line == "" {
		return false, nil
	}
	if t.sure != "" {
		return t.confirmed(strings.EqualFold(line, "yes") || strings.EqualFold(line, "y"))
	}
	if c, ok := game.Match(s.View.Choices, line); ok {
		t.do(rooms.Command{Do: rooms.Move, Ply: s.Ply, Move: c.Move})
		return false, nil
	}
	switch verb, rest := split(line); verb {
	case "?", "help":
		t.say("%s", tableHelp)
		t.say("%s", t.info.Notation)
	case "rules":
		t.say("%s", t.info.HowTo)
	case "say", "s":
		t.do(rooms.Command{Do: rooms.Chat, Text: rest})
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
		t.do(rooms.Command{Do: rooms.Sit})
	case "rematch":
		t.do(rooms.Command{Do: rooms.Rematch})
	case "claim":
		t.do(rooms.Command{Do: rooms.Claim})
	case "resign":
		if s.You < 0 || s.Phase != rooms.Playing {
			t.sorry(rooms.ErrNotPlaying)
			break
		}
		t.sure = rooms.Resign
		t.say("Resign this game? Type yes or no.")
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
	c := rooms.Command{Do: t.sure}
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
	case s.Phase == rooms.Playing:
		t.say("Your seat is kept. Come back from the lobby, or type join %s.", t.code)
	default:
		t.do(rooms.Command{Do: rooms.Leave})
	}
	return nil
}

// moves tells the choices, the labels of those that have one.
func (t *table) moves(s *rooms.Snapshot) {
	if len(s.View.Choices) == 0 {
		t.say("There is nothing for you to play just now.")
		return
	}
	var all []string
	for _, c := range s.View.Choices {
		if c.Label != "" && c.Label != string(c.Move) {
			all = append(all, string(c.Move)+" ("+c.Label+")")
		} else {
			all = append(all, string(c.Move))
		}
	}
	t.say("You can play %s: %s.", plural(len(all)), strings.Join(all, ", "))
}

// where tells which pieces lie where, for whoever hears the board.
func (t *table) where(s *rooms.Snapshot) {
	empty := true
	for i := range s.View.Boards {
		b := &s.View.Boards[i]
		for _, p := range t.info.Pieces {
			var cells []string
			for _, c := range b.Cells {
				switch {
				case c.Piece != p.Name:
				case c.Has(game.Win):
					cells = append(cells, c.Label+" in the winning line")
				case c.Has(game.Last):
					cells = append(cells, c.Label+" just now")
				default:
					cells = append(cells, c.Label)
				}
			}
			if len(cells) > 0 {
				empty = false
				t.say("%s: %s.", strings.TrimSpace(b.Title+" "+p.Title), strings.Join(cells, "; "))
			}
		}
	}
	if empty {
		t.say("The board is empty.")
	}
}

func (t *table) log(s *rooms.Snapshot) {
	if len(s.View.Log) == 0 {
		t.say("Nobody has moved yet.")
		return
	}
	t.steps(s, 0)
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
	case s.Phase == rooms.Playing && s.You >= 0:
		t.say("It is not your turn, and that is no command. Type ? for help.")
	default:
		t.say("That is no command here. Type ? for help.")
	}
}
