package screen

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// signal is a verb that no screen has heard of: the event says that somebody gave it.
func signal(do room.Verb, a room.Action) room.Rule {
	return room.Rule{
		Do: do, Seated: true,
		Offer: func(*room.Room, game.Seat, room.Circumstances) (room.Action, bool) { return a, true },
		Decide: func(_ *room.Room, a room.Ask) ([]room.Event, error) {
			return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: do}}}, nil
		},
	}
}

// withVerbs runs a test in rooms that know more verbs, with rows for them.
func withVerbs(t *testing.T, rules []room.Rule, rows []words.Verb, f func(t *testing.T, h *harness)) {
	t.Helper()
	all := words.Verbs
	words.Verbs = append(slices.Clip(all), rows...)
	defer func() { words.Verbs = all }()
	synctest.Test(t, func(t *testing.T) { f(t, openHarness(t, rules, ttt, four)) })
}

// A verb is a rule and a row of words: it needs nothing of the screens.
func TestAVerbThatNoScreenKnowsCanBeDone(t *testing.T) {
	row := words.Verb{Do: "wave", Label: "Wave", Key: "o", Commands: []string{"wave"}, Told: "{name} waves."}
	withVerbs(t, []room.Rule{signal("wave", room.Action{})}, []words.Verb{row}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.press("esc")
		alice.sees("Wave")
		alice.press("o")
		bob.sees("Alice waves.")
		alice.seesNot("waves")
		bob.press("right") // it is said until the next key
		bob.seesNot("waves")
		bob.clickHelp("esc o wave")
		alice.sees("Bob waves.")
		alice.press("?", "tab", "down", "down", "down", "down", "down", "down", "down")
		alice.sees("o             wave")
	})
}

func TestAVerbThatNoScreenKnowsHasItsKeyInFrontOfAnOpenRoom(t *testing.T) {
	row := words.Verb{Do: "wave", Label: "Wave", Key: "o", Commands: []string{"wave"}, Told: "{name} waves."}
	withVerbs(t, []room.Rule{signal("wave", room.Action{})}, []words.Verb{row}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		carol := sit(t, h.session(t, "Carol", "watch", string(alice.app.page.(*table).code)), normal, nil)
		pass(time.Second)
		alice.press("o")
		carol.sees("Alice waves.")
		carol.press("right")
		alice.clickHelp("o wave")
		carol.sees("Alice waves.")
	})
}

// What a row and an action say is all that a screen goes by: a list for what must be
// chosen, the chat's field for what must be written, and a question in the end.
func TestAVerbAsksForWhatItTakes(t *testing.T) {
	var asked []room.Command
	bet := room.Rule{
		Do: "bet", Seated: true,
		Offer: func(*room.Room, game.Seat, room.Circumstances) (room.Action, bool) {
			return room.Action{Confirm: true, Args: []room.Arg{{Name: "bot", Values: []string{"low", "high"}}, {Name: "text"}}}, true
		},
		Decide: func(_ *room.Room, a room.Ask) ([]room.Event, error) {
			asked = append(asked, a.Command)
			return nil, nil
		},
	}
	withVerbs(t, []room.Rule{bet}, nil, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		alice.press("esc")
		for !strings.Contains(alice.text(), "▸ Bet") {
			alice.press("down")
		}
		alice.press("enter", "2", "ten crowns", "enter")
		alice.sees("Bet?", "▸ No")
		pass(reactionTime)
		alice.press("down", "enter")
		if len(asked) != 1 || asked[0].Bot != "high" || asked[0].Text != "ten crowns" {
			t.Errorf("%+v", asked)
		}
		if alice.app.page.(*table).talking != nil {
			t.Error("letters still go to the chat")
		}
	})
}

func TestAKeyThatIsTakenStaysWhatItWas(t *testing.T) {
	var rules []room.Rule
	var rows []words.Verb
	for do, key := range map[room.Verb]string{"Abide": "q", "Bow": "R", "Call": "tab", "Dance": "?", "Éclat": "esc"} {
		rules = append(rules, signal(do, room.Action{}))
		rows = append(rows, words.Verb{Do: do, Label: string(do), Key: key, Commands: []string{string(do)}})
	}
	withVerbs(t, rules, rows, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		before := h.records(t)
		alice.press("esc")
		alice.sees("Abide", "Bow", "Call", "Dance", "Éclat")
		alice.press("R")
		alice.sees("The game is lost then.")
		alice.press("esc", "?")
		alice.sees("read on")
		alice.press("esc", "esc", "q")
		alice.sees("Your games")
		if after := h.records(t); after != before {
			t.Errorf("%d commands were given", after-before)
		}
	})
}

// clickHelp clicks on a part of the last line.
func (d *desk) clickHelp(text string) {
	d.t.Helper()
	lines := strings.Split(strings.TrimRight(d.text(), "\n"), "\n")
	line := lines[len(lines)-1]
	before, _, ok := strings.Cut(line, text)
	if !ok {
		d.t.Fatalf("the last line is %q", line)
	}
	d.press(click(term.Width(before), d.vt.Height()-1))
}

// clickOnText clicks on a text, wherever it is.
func (d *desk) clickOnText(text string) {
	d.t.Helper()
	for y, line := range strings.Split(d.text(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			d.press(click(term.Width(before), y))
			return
		}
	}
	d.t.Fatalf("%q is not to be seen", text)
}
