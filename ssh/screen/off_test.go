package screen

import (
	"testing"
	"time"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// A vacation is begun, shown and ended by keys in windows of all sizes, and what cannot be is
// said where it was typed.
func TestDaysOffAreTakenOnTheFirstScreen(t *testing.T) {
	for _, size := range []term.Size{{W: 40, H: 15}, normal, {W: 120, H: 40}} {
		bubble(t, func(t *testing.T, h *harness) {
			sess := lasting(t, h, "Ann")
			ann := sit(t, sess, size, nil)
			pass(reactionTime)
			ann.press("v")
			ann.sees("Days off", "28 of 28")
			ann.press("b", "30", "enter")
			ann.sees("you have 28 left")
			ann.press("\x15", "much", "enter")
			ann.sees("Type a number of days")
			ann.press("\x15", "7", "enter")
			ann.sees("You are on vacation until", time.Now().Add(7*24*time.Hour).UTC().Format(time.DateOnly))
			ann.press("w", "down")
			ann.sees("Your weekends are free")
			ann.press("b")
			ann.sees("27 of 28")
			if off := sess.Off(); !off.Weekends || off.Left(time.Now()) != room.VacationDays-1 {
				t.Errorf("the days off are %+v", off)
			}
		})
	}
}
