package othello

import (
	"fmt"
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format {
	return []game.Format{{Name: "sgf", Write: writeSGF}, {Name: "ggf", Write: writeGGF}}
}

// writeSGF writes a game as SGF. Its places are written as everybody writes them.
func writeSGF(r game.Record) string {
	t := record.NewSGF(r, "2", "8", 0, 1)
	t.Put("RE", record.Result(r, 0, margin(r)))
	for _, p := range r.Plies {
		at := string(p.Move)
		if at == "pass" {
			at = ""
		}
		t.Move(p.Seat == 0, at, p.Left)
	}
	return t.String()
}

// start is the first position as GGF writes it, from the top.
const start = "8 ---------------------------O*------*O--------------------------- *"

// writeGGF writes a game in the format of the Generic Game Server, in which Othello
// programs keep their games.
func writeGGF(r game.Record) string {
	var s strings.Builder
	fmt.Fprintf(&s, "(;GM[Othello]PC[Crossplay]DT[%s]PB[%s]PW[%s]TY[8]", r.Date, bracketless.Replace(r.Players[0]), bracketless.Replace(r.Players[1]))
	if !r.Void {
		fmt.Fprintf(&s, "RE[%s]", lead(r))
	}
	fmt.Fprintf(&s, "BO[%s]", start)
	for _, p := range r.Plies {
		colour := "B"
		if p.Seat == 1 {
			colour = "W"
		}
		fmt.Fprintf(&s, "%s[%s]", colour, strings.ToUpper(string(p.Move)))
	}
	return s.String() + ";)\n"
}

// bracketless leaves out of a name what GGF cannot say.
var bracketless = strings.NewReplacer("[", "(", "]", ")")

// lead is by how many discs Black is ahead, and why the game ended earlier if it did.
func lead(r game.Record) string {
	sign := map[game.Seat]string{0: "+", 1: "-"}[r.Won()]
	switch r.Reason {
	case "resigned":
		return sign + "64.000:r"
	case "time":
		return sign + "64.000:t"
	case "away", "silent":
		return sign + "64.000:l"
	}
	if sign == "" {
		return "0.000"
	}
	return sign + margin(r) + ".000"
}

// margin is how many discs the winner has more.
func margin(r game.Record) string {
	var more, less int
	_, _ = fmt.Sscanf(r.Reason, "%d discs to %d", &more, &less) // as Outcome writes it
	return strconv.Itoa(more - less)
}
