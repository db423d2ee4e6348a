package screen

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/alerts"
	"crossplay/ssh/term"
	"crossplay/text"
	"crossplay/words"
)

// This file shows how somebody is told who does not look, and changes it, on every page.

// maxAlert is how many bytes are taken: an address, and a word behind it.
const maxAlert = 1100

// alertsKey opens it on the first screen.
const alertsKey = "a"

// askAlerts shows how one is told, and what can be done about it.
func (a *app) askAlerts() tea.Cmd {
	s := a.session.Alerts.Settings(a.session.Player.ID)
	shown := s.Show()
	d := &dialog{app: a, name: words.Say("alerts.title"), firm: true}
	hook := answer{key: "w", label: words.Say("alerts.toWebhook"), act: func() tea.Cmd { return a.enterAlert("webhook", words.Say("alerts.enterWebhook"), "") }}
	if w := shown.Webhook; w != nil {
		hook.more = words.Say("alerts.atHook", words.Args{"url": text.Clean(w.URL, len(w.URL)), "form": string(w.Form)})
		if w.Form == alerts.JSON {
			hook.more += " " + words.Say("alerts.signed") + " " + w.Secret
		}
	}
	hours, quiet := "", answer{key: "h", label: words.Say("alerts.toQuiet")}
	if q := shown.Quiet; q != nil {
		hours = strings.Join([]string{q.Hours, q.Zone}, " ")
		quiet.more = words.Say("alerts.inHours", words.Args{"hours": q.Hours, "zone": q.Zone})
	}
	mails := a.mailAnswers(shown.Email)
	quiet.act = func() tea.Cmd { return a.enterAlert("quiet", words.Say("alerts.enterQuiet"), hours) }
	d.answers = append([]answer{hook}, mails...)
	if s.On() {
		d.answers = append(d.answers, quiet,
			answer{key: "t", label: words.Say("alerts.try"), act: func() tea.Cmd { return a.setAlerts(nil, "test") }},
			answer{key: "o", label: words.Say("alerts.stop"), act: func() tea.Cmd { return a.setAlerts(nil, "off") }})
	}
	d.answers = append(d.answers, answer{label: words.Say("alerts.leave")})
	switch n := len(shown.Browsers); {
	case !s.On():
		d.text = words.Say("alerts.none")
	case n > 0:
		d.text = words.Say("alerts.byBrowsers", words.Args{"n": n})
	}
	a.front = d
	return nil
}

// mailAnswers are what can be done about e-mail, which is sent to an address, if any; where
// there is none, nothing.
func (a *app) mailAnswers(address string) []answer {
	if !a.session.Alerts.Mails() {
		return nil
	}
	to := answer{key: "e", label: words.Say("email.title"), act: func() tea.Cmd { return a.enterAlert("email", words.Say("email.enterAddress"), address) }}
	if address != "" {
		to.more = words.Say("email.at", words.Args{"address": address})
	}
	asked := a.session.Alerts.Asked(a.session.Player.ID)
	if asked == "" {
		return []answer{to}
	}
	return []answer{to, {key: "c", label: words.Say("email.given"), more: words.Say("email.asked", words.Args{"address": asked}), act: a.enterCode}}
}

// enterCode asks for the code that was sent.
func (a *app) enterCode() tea.Cmd {
	return a.enterAlert("confirm", words.Say("email.enterCode", words.Args{"address": a.session.Alerts.Asked(a.session.Player.ID)}), "")
}

// alertsSet is the answer to a change.
type alertsSet struct {
	asked *alerting // nil: nothing was entered
	tried bool
	err   error
}

// setAlerts does what could be typed behind "alerts".
func (a *app) setAlerts(asked *alerting, typed string) tea.Cmd {
	a.say(words.Say("app.moment"))
	return a.ask(func(ctx context.Context) tea.Msg {
		tried, err := a.session.SetAlerts(ctx, typed)
		return alertsSet{asked, tried, err}
	})
}

// alertsSet takes the answer in.
func (a *app) alertsSet(m alertsSet) {
	open := m.asked != nil && a.front == overlay(m.asked)
	a.say("")
	switch {
	case m.err != nil && open:
		m.asked.sent, m.asked.why = false, words.Sorry(m.err)
	case m.err != nil: // it may be longer than a notice
		a.front = &dialog{app: a, name: words.Say("alerts.title"), text: words.Sorry(m.err), firm: true, answers: []answer{{label: words.Say("alerts.goBack"), act: a.askAlerts}}}
	case m.tried:
		a.say(words.Say("alerts.sent"))
	case open && m.asked.verb == "email" && a.session.Alerts.Asked(a.session.Player.ID) != "":
		a.enterCode()
	case open || a.front == nil:
		a.askAlerts()
	}
}

// alerting asks for one thing.
type alerting struct {
	*app
	verb  string
	about string
	text  field
	why   string // it could not be
	sent  bool   // and is not answered yet
}

func (a *app) enterAlert(verb, about, now string) tea.Cmd {
	e := &alerting{app: a, verb: verb, about: about, text: field{max: maxAlert}}
	e.text.insert(now)
	a.front = e
	return nil
}

func (e *alerting) key(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case e.sent:
	case k.String() == "enter":
		typed := strings.TrimSpace(e.text.text)
		if typed == "" {
			typed = "off"
		}
		e.sent, e.why = true, ""
		return e.setAlerts(e, strings.Join([]string{e.verb, typed}, " "))
	default:
		e.text.key(k)
	}
	return nil
}

func (e *alerting) paste(text string) { e.text.insert(strings.TrimSpace(text)) }

func (e *alerting) help() []hint {
	return []hint{hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (e *alerting) draw(c *term.Canvas) {
	w := min(64, c.W-2)
	about, why := wrap(e.about, w-6), wrap(e.why, w-6)
	h := len(about) + 6 + max(2, len(why))
	x, y := (c.W-w)/2, max(0, (c.H-1-h)/2)
	drawBox(c, x, y, w, h, words.Say("alerts.title"))
	y += 2
	for _, line := range about {
		c.Put(x+3, y, term.Muted, line)
		y++
	}
	c.Put(x+3, y+1, term.Accent|term.Bold, ">")
	e.text.draw(c, x+5, y+1, w-8)
	for i, line := range why {
		c.Put(x+3, y+2+i, term.Bad, line)
	}
}
