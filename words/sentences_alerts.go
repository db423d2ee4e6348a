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

	"no.bad_webhook":               "That is no address that can be posted to, such as https://ntfy.sh/my-games.",
	"no.bad_webhook.long":          "That address is longer than any that is needed.",
	"no.bad_webhook.https":         "An address that is told needs https.",
	"no.bad_webhook.private":       "That address is not on the internet, and this server speaks to no others.",
	"no.bad_webhook.form":          "A form is json, discord, slack or ntfy.",
	"no.bad_subscription":          "That is no subscription of a browser.",
	"no.bad_hours":                 "Quiet hours are such as 22:00-07:30 Europe/Berlin.",
	"no.bad_hours.zone":            "There is no such time zone. One is Europe/Berlin.",
	"no.no_alerts":                 "You have no alerts yet. Say first where you want to be told.",
	"no.too_many_alerts":           "Nobody else can have alerts here just now.",
	"no.not_delivered":             "The alert was not delivered.",
	"no.not_delivered.status":      "The receiver refused the alert. It answered {status}.",
	"no.not_delivered.redirect":    "The receiver sends us elsewhere, and we do not follow. Name the address itself.",
	"no.not_delivered.late":        "The receiver took too long to answer.",
	"no.not_delivered.private":     "That address is not on the internet, and this server speaks to no others.",
	"no.not_delivered.unreachable": "The receiver cannot be reached there.",
}
