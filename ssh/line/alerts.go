package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// This file tells and sets how somebody is told who does not look.

// setAlerts does what was typed behind "alerts", and says what came of it.
func setAlerts(ctx context.Context, s *session.Session, typed string) (said string, err error) {
	tried, err := s.SetAlerts(ctx, typed)
	if err != nil {
		return "", err
	}
	if tried {
		return words.Say("alerts.sent"), nil
	}
	return alertsNow(s), nil
}

// alertsNow says how somebody is told, in lines.
func alertsNow(sess *session.Session) string {
	s := sess.Alerts.Settings(sess.Player.ID)
	waits := ""
	if asked := sess.Alerts.Asked(sess.Player.ID); asked != "" {
		waits = words.Say("email.askedLine", words.Args{"address": asked})
	}
	if !s.On() {
		if waits != "" {
			return waits
		}
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
	if shown.Email != "" {
		row("email.title", shown.Email)
	}
	if q := shown.Quiet; q != nil {
		row("alerts.quiet", q.Hours+" "+q.Zone)
	}
	_ = t.Flush()
	b.WriteString(waits)
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
		fmt.Fprintf(out, "%s\n\n", alertsNow(sess))
		err = printAlertUses(out, sess)
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
	case errors.Is(err, session.ErrAlerts):
		_ = printAlertUses(errs, sess)
		return exitUsage
	case err != nil:
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	return exitDone
}

func printAlertUses(out io.Writer, sess *session.Session) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, use := range sess.AlertUses() {
		fmt.Fprintf(t, "%s\t%s\n", sess.Invite.Print(use.Typed()), words.Say(use.What))
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
		case !errors.Is(err, session.ErrAlerts):
			t.sorry(err)
			return
		}
	} else if t.Alerts != nil {
		t.tell(alertsNow(t.Session))
	}
	for _, use := range t.AlertUses() {
		t.say("alerts.use", words.Args{"command": use.Typed(), "what": words.Say(use.What)})
	}
}
