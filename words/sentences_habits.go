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
