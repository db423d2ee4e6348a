package words

// ofAlerts are what people are told who do not look, and how that is set.
var ofAlerts = map[string]string{
	"away.turn":    "Your turn",
	"away.low":     "Little time is left",
	"away.began":   "A game has begun",
	"away.sat":     "Somebody sat down",
	"away.over":    "A game is over",
	"away.trial":   "Alerts work",
	"away.several": "{n} games wait for you",

	"tell.turn":    "It is your turn: {game}.",
	"tell.turnFor": "It is your turn: {game}. You have {time}.",
	"tell.low":     "Little time is left for your move: {time}. {game}.",
	"tell.began":   "{names} {names|has|have} come, and the game has begun: {game}.",
	"tell.sat":     "{names} {names|has|have} sat down at your table: {game}.",
	"tell.over":    "{game}: the game is over. Look how it ended.",

	"tell.trial": "This is how Crossplay tells you what waits for you.",
}
