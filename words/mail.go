package words

// This file words what goes by e-mail, and what its links say.

// CodeMail is what is mailed to an address of which nobody knows yet whose it is.
func CodeMail(url, code, stop string) (subject, text, below string) {
	return Say("email.code"), Say("email.confirm", Args{"url": url, "code": code}), Say("email.stranger", Args{"stop": stop})
}

// WhyMail is what stands below every mail that tells somebody what waits for them.
func WhyMail(url, stop string) string { return Say("email.why", Args{"url": url, "stop": stop}) }

// StopMail is what a link of a mail asks: whether to stop, and with which button.
func StopMail() (title, text, do string) {
	return Say("email.stopTitle"), Say("email.stopAsk"), Say("email.stopDo")
}

// StoppedMail is what it says then.
func StoppedMail() string { return Say("email.stopped") }
