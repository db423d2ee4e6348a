package words

// ofCarry and setCarry are what is said about going on in another window: in terminals, and
// on the page as well.
var (
	ofCarry = map[string]string{
		"key.carry":   "go on elsewhere",
		"help.carry":  "go on in another window, such as on a phone: a link, a QR code and a command",
		"carry.way":   "In a browser: {link}\nIn a terminal: {command}",
		"shell.carry": "go on as whoever made the code, where they were",
	}
	setCarry = map[string]string{
		"carry.about": "You go on there, on your phone or another machine. The link works once, for two minutes, and makes whoever opens it you: show it to nobody else.",
		"carry.is":    "You are {name} in another window.",
		"carry.at":    "You are {name} in another window, at a game of {game}.",
		"carry.ask":   "Go on here as {name}? That other window stays open, and this tab is {name} until you close it, for a day at most.",
		"carry.here":  "Go on here",
		"carry.not":   "Stay who I am",
		"carry.enter": "The link has no code. Make a new one in the other window.",
		"carry.made":  "Scan this with a phone, or open the link or type the command elsewhere.",
	}
)
