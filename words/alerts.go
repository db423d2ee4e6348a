package words

import (
	"encoding/json"
	"time"

	"crossplay/game"
	"crossplay/rooms"
)

// This file words what people are told who do not look.

// AlertsJSON is what the page says where alerts are set and days off taken, and, where the host
// sends any, of e-mail: few need it.
func AlertsJSON(mails bool) []byte {
	said := together(setAlerts, setDaysOff)
	if mails {
		said = together(said, setMail)
	}
	b, err := json.Marshal(said)
	if err != nil {
		panic(err) // texts can be encoded
	}
	return b
}

// AlertTitle is what somebody is told who is away, in few words: what there is in one room, or
// how many there are that wait.
func AlertTitle(what string, rooms int) string {
	if rooms > 1 {
		return Say("away.several", Args{"n": rooms})
	}
	return Say("away." + what)
}

// More says how many games there are besides.
func More(n int) string { return Say("tell.more", Args{"n": n}) }

// Trial is what is told to try whether somebody can be.
func Trial() (title, text string) { return Say("away.trial"), Say("tell.trial") }

// AlertedOffer tells somebody what another offers them.
func AlertedOffer(do, name, of string, games []game.Info) string {
	what := "offer_" + do
	if Sentences["tell."+what] == "" {
		what = "offer"
	}
	return Say("tell."+what, Args{"name": name, "game": Title(games, of)})
}

// Alerted tells somebody of a room of theirs.
func Alerted(what string, o rooms.Own, games []game.Info, now time.Time) string {
	args := Args{"game": Titled(o, games), "names": Opponents(o)}
	if !o.Due.IsZero() {
		args["time"] = Remaining(o.Due.Sub(now))
		if what == "turn" {
			what = "turnFor"
		}
	}
	if what == "began" || what == "sat" {
		args["game"] = Title(games, o.Game)
	}
	return Say("tell."+what, args)
}
