package words

// ofMail are what people are mailed, and what terminals and refusals say of e-mail. Nobody
// reads them where a host sends none.
var ofMail = map[string]string{
	"email.why":      "You get this because you asked Crossplay at {url} to tell you what waits for you. To get no more of it: {stop}",
	"email.code":     "A code for Crossplay",
	"email.confirm":  "Somebody who plays at {url} wants to be told by e-mail, at this address, what waits for them. If that is you, enter this code where you entered the address:\n\n    {code}\n\nIt is good for an hour. If it is not you, do nothing, and nothing more comes.",
	"email.stranger": "To have nobody ask here any more: {stop}",

	"email.enterAddress": "The address that is mailed. A code goes there first. Leave it empty to be mailed no more.",
	"email.enterCode":    "The code that was sent to {address}.",
	"email.useEmail":     "be told by e-mail; a code goes there first",
	"email.useNoEmail":   "no e-mail any more",
	"email.useConfirm":   "enter the code that came",
	"email.askedLine":    "A code was sent to {address}. Confirm it: alerts confirm CODE.",

	"email.stopTitle": "No more mail?",
	"email.stopAsk":   "You will get no more mail of this kind at this address.",
	"email.stopDo":    "Stop it",
	"email.stopped":   "Done. No more mail of this kind comes to this address.",

	"no.bad_email":            "That is no address that can be mailed, such as ann@example.org.",
	"no.bad_email.long":       "That address is longer than any that there is.",
	"no.bad_email.often":      "That address has had codes enough for now. Look whether one came, also among what was filtered out, or ask tomorrow.",
	"no.bad_email.unwanted":   "Whoever reads mail at that address wants none from here.",
	"no.bad_email.refused":    "Nobody is there: the mail server refuses that address.",
	"no.bad_email.unsent":     "The code could not be sent just now. Try again later.",
	"no.bad_email.none":       "This server sends no e-mail.",
	"no.bad_email_code":       "That is not the code that was sent to you.",
	"no.bad_email_code.none":  "No code waits to be confirmed: those that were sent are good for an hour. Ask for another.",
	"no.bad_email_code.spent": "Too many codes were wrong. Ask for another.",
	"no.bad_link":             "That link is not one of ours, or it was cut short. Copy all of it.",
	"no.throttled.mails":      "Too many mails are asked for just now. Try again in some minutes.",
	"no.not_delivered.mail":   "The mail server of this host takes no mail just now.",
}

// setMail is what all windows say where e-mail is set.
var setMail = map[string]string{
	"email.title":     "E-mail",
	"email.at":        "You are told at {address}, in one mail in ten minutes at most.",
	"email.off":       "A code goes to the address first. Mail comes once in ten minutes at most.",
	"email.address":   "Your address",
	"email.example":   "ann@example.org",
	"email.send":      "Send a code",
	"email.asked":     "A code was sent to {address}.",
	"email.given":     "The code",
	"email.confirmed": "Confirm",
	"email.stop":      "No e-mail any more",
}
