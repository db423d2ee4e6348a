package words

// setDaysOff is what all windows say where challenges are left and days off taken.
var setDaysOff = map[string]string{
	"challenge.game":  "Game",
	"challenge.about": "A daily game that waits for anybody, for two weeks. You need not be here: it is among your games once somebody takes it.",

	"off.about":    "In daily games your days do not count while you are on vacation, and on weekends if you like. Both players see it. Games at one sitting know no days off.",
	"off.none":     "You are not on vacation.",
	"off.on":       "You are on vacation until {date}.",
	"off.planned":  "You will be on vacation from {from} to {date}.",
	"off.left":     "{n} of {all} days of vacation are left, within any 365 days.",
	"off.free":     "Your weekends are free: Saturdays and Sundays, by UTC, in turns that begin from now on.",
	"off.count":    "Your weekends count.",
	"off.begin":    "Go on vacation",
	"off.back":     "Be back",
	"off.cancel":   "Do not go",
	"off.freeThem": "Have weekends free",
	"off.useThem":  "Let weekends count",
	"off.days":     "Days",
	"off.from":     "From",
}

// ofDaysOff is what terminals say of them, and refusals.
var ofDaysOff = map[string]string{
	"off.number":           "Type a number of days, such as 7.",
	"off.goBack":           "Back to the days off",
	"off.enter":            "For how many days, from now on? A date can stand behind it, such as 7 2026-12-24.",
	"off.useBegin":         "be on vacation for so many days, from now or a date on",
	"off.useBack":          "be back, or do not go",
	"off.useWeekends":      "have Saturdays and Sundays free",
	"status.vacation":      "{names} is on vacation until {date}.",
	"no.no_vacation":       "That is no vacation.",
	"no.no_vacation.days":  "A vacation has whole days, and you have {n} left within a year.",
	"no.no_vacation.taken": "You are on vacation, or plan one. Be back first.",
	"no.no_vacation.date":  "A vacation begins today or within a year, such as on 2026-12-24.",
	"no.no_vacation.none":  "You are not on vacation, and plan none.",
}
