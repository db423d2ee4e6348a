package words

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
