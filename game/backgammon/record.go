package backgammon

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "mat", Write: writeMAT}} }

// column is how many characters the player on the left has in a line.
const column = 34

// writeMAT writes a game as Jellyfish and GNU Backgammon write a match: one player beside
// the other, each with the points counted from their own side.
func writeMAT(r game.Record) string {
	var s strings.Builder
	fmt.Fprintf(&s, "; [Site \"%s\"]\n; [EventDate \"%s\"]\n\n 0 point match\n\n Game 1\n", r.Site, strings.ReplaceAll(r.Date, "-", "."))
	fmt.Fprintf(&s, " %-*s%s : 0\n", column, colonless.Replace(r.Players[0])+" : 0", colonless.Replace(r.Players[1]))
	all := turns(r.Plies)
	if won := r.Won(); won >= 0 {
		all = append(all, turn{won, "Wins " + points(r.Reason)})
	}
	n, left := 0, ""
	end := func(right string) {
		n++
		s.WriteString(strings.TrimRight(fmt.Sprintf("%3d) %-*s%s", n, column-4, left, right), " ") + "\n")
		left = ""
	}
	for _, t := range all {
		switch {
		case t.seat != 0:
			end(t.text)
		case left != "": // whoever is on the left goes twice, as behind a double that was taken
			end("")
			fallthrough
		default:
			left = t.text
		}
	}
	if left != "" {
		end("")
	}
	return s.String()
}

// turn is what a player did in one cell of a line.
type turn struct {
	seat game.Seat
	text string
}

// turns are those of a game, each with its roll.
func turns(plies []game.Ply) (all []turn) {
	dice, stake := "", 1
	for _, p := range plies {
		switch m := string(p.Move); {
		case p.Seat == game.Chance:
			dice = strings.NewReplacer("opening ", "", "-", "").Replace(m) + ":"
		case p.Move == roll:
		case p.Move == double:
			stake *= 2
			all = append(all, turn{p.Seat, fmt.Sprintf("Doubles => %d", stake)})
		case p.Move == take:
			all = append(all, turn{p.Seat, "Takes"})
		case p.Move == drop:
			all = append(all, turn{p.Seat, "Drops"})
		case p.Move == pass && dice != "":
			all = append(all, turn{p.Seat, dice})
			dice = ""
		case p.Move == pass:
		case dice != "":
			all = append(all, turn{p.Seat, dice + " " + step25.Replace(m)})
			dice = ""
		default:
			all[len(all)-1].text += " " + step25.Replace(m)
		}
	}
	return all
}

// step25 writes the bar and the tray as numbers.
var step25 = strings.NewReplacer("bar", "25", "off", "0")

// colonless leaves out of a name what stands before the score.
var colonless = strings.NewReplacer(":", ";")

// points is what the game was worth, as Outcome says it: one point where it ended early.
func points(reason string) string {
	if _, worth, ok := strings.Cut(reason, " for "); ok {
		return worth
	}
	return "1 point"
}
