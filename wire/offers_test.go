package wire_test

import (
	"fmt"
	"strings"
	"testing"
)

// Whoever speaks the protocol may send anything: nobody accepts an offer that is not
// theirs to accept, their own, another one than they were asked, or one of a game before,
// and nobody claims what they may not. What is refused changes nothing.
func TestOffersCannotBeCheated(t *testing.T) {
	r := replay{t: t, harness: open(t), dial: transports["websocket"], people: make(map[string]*actor), words: make(map[string]any)}
	n := 0
	say := func(who, command, answer string) {
		t.Helper()
		n++
		r.step(fmt.Sprintf(`%s> {"id": "c%d", "room": "$room", %s}`, who, n, command))
		r.step(fmt.Sprintf(`%s< {"type": "answer", "id": "c%d", %s}`, who, n, answer))
	}
	does := func(who, command string) {
		t.Helper()
		say(who, command, `"ok": true`)
	}
	fails := func(who, command, code string) {
		t.Helper()
		say(who, command, fmt.Sprintf(`"ok": false, "error": {"code": "%s", "...": "..."}`, code))
	}
	moves := func(who string, ply int, move string) {
		t.Helper()
		does(who, fmt.Sprintf(`"do": "move", "ply": %d, "move": "%s"`, ply, move))
	}
	is := func(what string) {
		t.Helper()
		n++
		r.step(fmt.Sprintf(`cat> {"id": "c%d", "do": "close", "room": "$room"}`, n))
		r.step(fmt.Sprintf(`cat< {"type": "answer", "id": "c%d", "ok": true}`, n))
		r.people["cat"].pushes = nil
		does("cat", `"do": "open"`)
		r.step(`cat< {"type": "room", "now": "$*", "fresh": true, "room": {` + what + `, "...": "..."}}`)
	}
	for _, who := range []string{"ann", "bob", "cat", "eve"} {
		r.step(who + " connects")
	}
	r.step(`ann> {"id": "make", "do": "create", "game": "connectfour"}`)
	r.step(`ann< {"type": "answer", "id": "make", "ok": true, "code": "$room"}`)
	does("bob", `"do": "sit"`)
	for _, who := range []string{"ann", "bob", "cat", "eve"} {
		does(who, `"do": "open"`)
	}

	// Before both have moved, and by people who do not sit there.
	fails("bob", `"do": "claim"`, "not_away")
	fails("bob", `"do": "call"`, "not_away")
	fails("ann", `"do": "takeback"`, "final")
	for _, verb := range strings.Fields("draw takeback abort adjourn rematch decline resume") {
		fails("eve", `"do": "`+verb+`", "offer": 1`, "not_seated")
	}
	for _, verb := range strings.Fields("claim call resign") {
		fails("eve", `"do": "`+verb+`"`, "not_seated")
	}
	moves("ann", 0, "4")
	moves("bob", 1, "4")
	moves("ann", 2, "4")

	// One's own offer, another kind, a number that there is not, and what is no number.
	does("ann", `"do": "takeback"`)             // the first
	does("ann", `"do": "takeback", "offer": 1`) // she has said so already
	is(`"phase": "playing", "ply": 3`)
	fails("bob", `"do": "draw"`, "offer_pending")
	fails("bob", `"do": "draw", "offer": 1`, "no_offer")
	fails("bob", `"do": "abort", "offer": 1`, "no_offer")
	fails("eve", `"do": "takeback", "offer": 1`, "not_seated")
	fails("eve", `"do": "decline", "offer": 1`, "not_seated")
	for _, id := range []string{"2", "-1", "999999999"} {
		fails("bob", `"do": "takeback", "offer": `+id, "no_offer")
		fails("bob", `"do": "decline", "offer": `+id, "no_offer")
	}
	fails("bob", `"do": "takeback", "offer": "1"`, "bad_command")

	// A late yes to an offer that another has taken the place of.
	does("ann", `"do": "decline", "offer": 1`) // withdrawn
	does("ann", `"do": "draw"`)                // the second
	fails("bob", `"do": "takeback", "offer": 1`, "no_offer")
	fails("bob", `"do": "draw", "offer": 1`, "no_offer")
	is(`"phase": "playing", "ply": 3`)

	// A yes after the move that was the no.
	moves("bob", 3, "4")
	fails("bob", `"do": "draw", "offer": 2`, "no_offer")

	// Claims on one's own turn, and from somebody who is there.
	fails("ann", `"do": "claim"`, "not_away")
	fails("ann", `"do": "call"`, "not_away")
	fails("bob", `"do": "claim"`, "not_away")
	is(`"phase": "playing", "ply": 4, "round": 1`)

	// After a rematch, what was offered in the game before is nothing any more.
	does("ann", `"do": "abort"`) // the third
	does("bob", `"do": "resign"`)
	fails("bob", `"do": "abort", "offer": 3`, "not_playing")
	does("ann", `"do": "rematch"`)                 // as before
	does("ann", `"do": "propose", "clock": "1+0"`) // the fourth: no, with a clock
	fails("ann", `"do": "rematch", "offer": 3`, "no_offer")
	fails("eve", `"do": "rematch", "offer": 4`, "not_seated")
	fails("bob", `"do": "rematch", "offer": 3`, "no_offer")
	does("bob", `"do": "rematch"`) // a late yes to the one as before: it is another wish, the fifth
	is(`"phase": "over", "round": 1`)
	fails("bob", `"do": "rematch", "offer": 4`, "no_offer")
	fails("ann", `"do": "rematch", "offer": 4`, "no_offer")
	does("ann", `"do": "rematch", "offer": 5`)
	is(`"phase": "playing", "round": 2, "ply": 0`)
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		fails("bob", `"do": "draw", "offer": `+id, "no_offer")
		fails("ann", `"do": "abort", "offer": `+id, "no_offer")
	}
	fails("ann", `"do": "move", "ply": 4, "move": "1"`, "stale")
	is(`"phase": "playing", "round": 2, "ply": 0`)
	r.finish()
}
