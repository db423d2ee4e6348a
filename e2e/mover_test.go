package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"crossplay/game"
	"crossplay/rooms/room"
)

// move types the move.
func (x *terminal) move(_ game.View, _ game.Choice, typed string) {
	x.t.Helper()
	x.see("Your turn")
	x.before = x.picture()
	x.press(typed + "\r")
}

// moved waits until the screen is another one, and the move no longer on its way.
func (x *terminal) moved() {
	x.t.Helper()
	x.await("what came of the move", func(screen string) bool {
		return x.screen.Render() != x.before && !strings.Contains(screen, "Playing ") && !strings.Contains(screen, "Move: ")
	})
}

// finish plays the turn that was set up.
func (x *terminal) finish() {
	x.t.Helper()
	x.see("Enter plays the turn")
	x.press("done\r") // Enter alone might belong to the move before
}

// picture is the screen with its colours.
func (x *terminal) picture() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.Render()
}

// menu gives an order of the table's menu.
func (x *terminal) menu(key string) {
	x.t.Helper()
	x.press("\x1b")
	x.see("Back to the board")
	x.press(key)
}

func (x *terminal) told(r room.Result, you game.Seat) {
	x.t.Helper()
	x.see(outcome(r, you) + r.Reason)
}

// outcome is how the terminal begins to tell the end to a seat.
func outcome(r room.Result, you game.Seat) string {
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

func (x *line) told(r room.Result, you game.Seat) {
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
