package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
)

// move types the move.
func (x *terminal) move(v game.View, c game.Choice, typed string) {
	x.t.Helper()
	x.see("Your turn")
	x.before = x.picture()
	x.press(x.keys(v, typed))
}

// keys are what writes a move: a digit that is one by itself is played at once,
// and letters that do something else come behind a colon.
func (x *terminal) keys(v game.View, typed string) string {
	begun := 0
	for _, c := range v.Choices {
		if strings.HasPrefix(string(c.Move), typed) {
			begun++
		}
	}
	switch {
	case begun == 1 && len(typed) == 1 && typed >= "0" && typed <= "9":
		return typed
	case strings.ContainsAny(typed[:1], "hjklqR?"):
		return ":" + typed + "\r"
	}
	return typed + "\r"
}

// moved waits until the screen is another one, and the move no longer on its way.
func (x *terminal) moved() {
	x.t.Helper()
	x.await("what came of the move", func(screen string) bool {
		return x.screen.Render() != x.before && !strings.Contains(screen, "Playing ") && !strings.Contains(screen, "Move: ")
	})
}

// picture is the screen with its colours.
func (x *terminal) picture() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.Render()
}

func (x *terminal) told(r rooms.Result, you game.Seat) {
	x.t.Helper()
	x.see(outcome(r, you) + r.Reason)
}

// outcome is how the terminal begins to tell the end to a seat.
func outcome(r rooms.Result, you game.Seat) string {
	switch {
	case len(r.Winners) == 0:
		return "A draw: "
	case slices.Contains(r.Winners, you):
		return "You won: "
	default:
		return " won: "
	}
}

// move says the move, once line mode has asked for it.
func (x *line) move(_ game.View, _ game.Choice, typed string) {
	x.t.Helper()
	x.hear(regexp.MustCompile("Your turn"))
	x.say(typed)
}

func (x *line) moved() {} // the next turn is told again

func (x *line) told(r rooms.Result, you game.Seat) {
	x.t.Helper()
	x.hear(regexp.MustCompile(regexp.QuoteMeta(outcome(r, you) + r.Reason)))
}

// over is line mode's first word about a game that is over.
var over = regexp.MustCompile(`won: |A draw: `)

// list is a line of what lies where, with remarks behind the cells.
func list(piece string, cells []string) *regexp.Regexp {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = regexp.QuoteMeta(c)
	}
	return regexp.MustCompile(fmt.Sprintf(`(?m)^%s: %s[^;\n]*\.\r?$`, regexp.QuoteMeta(piece), strings.Join(quoted, `[^;\n]*; `)))
}
