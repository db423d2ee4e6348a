package words

// habits are what is said where people set how they make their moves: those of terminals,
// and those that the page has as well.
var (
	habits = map[string]string{
		"habits.now":        "{what}: {how}",
		"habits.whyConfirm": "What you pick is shown first, and played when you press enter.",
		"habits.whyPremove": "While the other thinks you set your next move up, for your eyes only.",
		"habits.use":        "To change it: me confirm {confirm}, or me premove {premove}.",
		"habits.leave":      "Leave it so",
	}
	setHabits = map[string]string{
		"habits.title":   "Your moves",
		"habits.confirm": "Confirm moves",
		"habits.daily":   "in daily games",
		"habits.never":   "never",
		"habits.always":  "always",
		"habits.premove": "Set moves up in advance",
		"habits.on":      "on",
		"habits.off":     "off",
	}
)

// Habit says what one of somebody's habits is called, and what it is now or would be.
func Habit(name, value string) (what, how string) {
	what = Say("habits.premove")
	if name == "confirm" {
		what = Say("habits.confirm")
	}
	switch value {
	case "daily":
		how = Say("habits.daily")
	case "never":
		how = Say("habits.never")
	case "always":
		how = Say("habits.always")
	case "on":
		how = Say("habits.on")
	case "off":
		how = Say("habits.off")
	}
	return what, how
}
