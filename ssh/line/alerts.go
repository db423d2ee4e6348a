package line

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"crossplay/alerts"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// This file sets by typed lines how somebody is told who does not look.

// alertUse is something that can be typed behind "alerts".
type alertUse struct{ verb, args, what string }

var alertUses = []alertUse{
	{"webhook", "URL [FORM]", "alerts.useWebhook"},
	{"webhook", "off", "alerts.useNoWebhook"},
	{"quiet", "HOURS [ZONE]", "alerts.useQuiet"},
	{"quiet", "off", "alerts.useNoQuiet"},
	{"test", "", "alerts.useTest"},
	{"off", "", "alerts.useOff"},
}

// typed is the whole command.
func (u alertUse) typed() string {
	return strings.TrimSpace(strings.Join([]string{"alerts", u.verb, u.args}, " "))
}

// errAlerts is the answer to what is none of them.
var errAlerts = fmt.Errorf("not understood")

// setAlerts does what was typed behind "alerts", and says what came of it.
func setAlerts(ctx context.Context, s *session.Session, typed string) (said string, err error) {
	if s.Alerts == nil {
		return "", room.ErrInternal
	}
	verb, rest := split(typed)
	fields := strings.Fields(rest)
	at := func(i int) string {
		if i < len(fields) {
			return fields[i]
		}
		return ""
	}
	var set alerts.Settings
	switch n := len(fields); {
	case verb == "webhook" && n == 1 && strings.EqualFold(at(0), "off"):
		set, err = s.Alerts.Hook(ctx, s.Person(), "", "")
	case verb == "webhook" && (n == 1 || n == 2):
		set, err = s.Alerts.Hook(ctx, s.Person(), at(0), alerts.Form(strings.ToLower(at(1))))
	case verb == "quiet" && n == 1 && strings.EqualFold(at(0), "off"):
		set, err = s.Alerts.Hush(ctx, s.Person(), alerts.Quiet{})
	case verb == "quiet" && (n == 1 || n == 2):
		var q alerts.Quiet
		if q, err = alerts.ParseQuiet(at(0), at(1)); err == nil {
			set, err = s.Alerts.Hush(ctx, s.Person(), q)
		}
	case verb == "test" && n == 0:
		if err = s.Alerts.Test(ctx, s.Player.ID); err == nil {
			return words.Say("alerts.sent"), nil
		}
	case verb == "off" && n == 0:
		err = s.Alerts.Off(ctx, s.Person())
	default:
		return "", errAlerts
	}
	if err != nil {
		return "", err
	}
	return alertsNow(set), nil
}

// alertsNow says how somebody is told, in lines.
func alertsNow(s alerts.Settings) string {
	if !s.On() {
		return words.Say("alerts.none")
	}
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	row := func(key, value string) { fmt.Fprintf(t, "%s\t%s\n", words.Say(key), value) }
	shown := s.Show()
	if w := shown.Webhook; w != nil {
		row("alerts.webhook", text.Clean(w.URL, len(w.URL)))
		row("alerts.form", string(w.Form))
		row("alerts.secret", w.Secret)
	}
	if n := len(shown.Browsers); n > 0 {
		row("alerts.browsers", strconv.Itoa(n))
	}
	if q := shown.Quiet; q != nil {
		row("alerts.quiet", q.Hours+" "+q.Zone)
	}
	_ = t.Flush()
	return strings.TrimRight(b.String(), "\n")
}

// printAlerts answers "alerts", of whoever has a key.
func printAlerts(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	if sess.Player.ID == "" {
		fmt.Fprintln(errs, words.Say("ssh.keyless"))
		return exitFailed
	}
	var err error
	switch said := ""; {
	case sess.Alerts == nil:
		err = room.ErrInternal
	case typed == "":
		fmt.Fprintf(out, "%s\n\n", alertsNow(sess.Alerts.Settings(sess.Player.ID)))
		err = printAlertUses(out, sess.Invite)
	case typed == "--json":
		err = printJSON(out, sess.Alerts.Settings(sess.Player.ID).Show())
	default:
		_, leave := sess.Players.Enter(sess.Player, sess.From) // who has never been here comes to stay
		defer leave()
		if said, err = setAlerts(ctx, sess, typed); err == nil {
			_, err = fmt.Fprintln(out, said)
		}
	}
	switch {
	case err == errAlerts:
		_ = printAlertUses(errs, sess.Invite)
		return exitUsage
	case err != nil:
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	return exitDone
}

func printAlertUses(out io.Writer, invite session.Invite) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, use := range alertUses {
		fmt.Fprintf(t, "%s\t%s\n", invite.Print(use.typed()), words.Say(use.what))
	}
	return t.Flush()
}

// alerts does the same in line mode.
func (t *talk) alerts(typed string) {
	if typed != "" {
		said, err := setAlerts(t.ctx, t.Session, typed)
		switch {
		case err == nil:
			t.tell(said)
			return
		case err != errAlerts:
			t.sorry(err)
			return
		}
	} else if t.Alerts != nil {
		t.tell(alertsNow(t.Alerts.Settings(t.Player.ID)))
	}
	for _, use := range alertUses {
		t.say("alerts.use", words.Args{"command": use.typed(), "what": words.Say(use.what)})
	}
}
