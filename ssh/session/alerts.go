package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"crossplay/alerts"
	"crossplay/rooms/room"
)

// This file sets by typed words how somebody is told who does not look.

// AlertUse is something that can be typed behind "alerts": a verb, and what it takes. What
// is the key of the sentence that says what it is for.
type AlertUse struct{ verb, args, What string }

// AlertUses are all of them that this server can do.
func (s *Session) AlertUses() []AlertUse {
	if s.Alerts != nil && s.Alerts.Mails() {
		return slices.Insert(slices.Clone(alertUses), len(alertUses)-4, mailUses...)
	}
	return alertUses
}

var alertUses = []AlertUse{
	{"webhook", "URL [FORM]", "alerts.useWebhook"},
	{"webhook", "off", "alerts.useNoWebhook"},
	{"quiet", "HOURS [ZONE]", "alerts.useQuiet"},
	{"quiet", "off", "alerts.useNoQuiet"},
	{"test", "", "alerts.useTest"},
	{"off", "", "alerts.useOff"},
}

var mailUses = []AlertUse{
	{"email", "ADDRESS", "email.useEmail"},
	{"confirm", "CODE", "email.useConfirm"},
	{"email", "off", "email.useNoEmail"},
}

// Typed is the whole command.
func (u AlertUse) Typed() string {
	return strings.TrimSpace(strings.Join([]string{"alerts", u.verb, u.args}, " "))
}

// ErrAlerts is the answer to what is none of [Session.AlertUses].
var ErrAlerts = errors.New("not understood")

// SetAlerts does what was typed behind "alerts". Tried reports whether that was to send a
// trial.
func (s *Session) SetAlerts(ctx context.Context, typed string) (tried bool, err error) {
	if s.Alerts == nil {
		return false, room.ErrInternal
	}
	fields := strings.Fields(typed)
	if len(fields) == 0 {
		return false, ErrAlerts
	}
	verb, args := strings.ToLower(fields[0]), append(fields[1:], "", "")
	off := strings.EqualFold(args[0], "off")
	switch n := len(fields) - 1; {
	case verb == "webhook" && n == 1 && off:
		_, err = s.Alerts.Hook(ctx, s.Person(), "", "")
	case verb == "webhook" && (n == 1 || n == 2):
		_, err = s.Alerts.Hook(ctx, s.Person(), args[0], alerts.Form(strings.ToLower(args[1])))
	case verb == "email" && n == 1 && s.Alerts.Mails():
		if off {
			args[0] = ""
		}
		_, err = s.Alerts.Email(ctx, s.Person(), args[0])
	case verb == "confirm" && n > 0 && s.Alerts.Mails():
		_, err = s.Alerts.Confirm(ctx, s.Person(), strings.Join(fields[1:], ""))
	case verb == "quiet" && n == 1 && off:
		_, err = s.Alerts.Hush(ctx, s.Person(), alerts.Quiet{})
	case verb == "quiet" && (n == 1 || n == 2):
		var q alerts.Quiet
		if q, err = alerts.ParseQuiet(args[0], args[1]); err == nil {
			_, err = s.Alerts.Hush(ctx, s.Person(), q)
		}
	case verb == "test" && n == 0:
		return true, s.Alerts.Test(ctx, s.Person())
	case verb == "off" && n == 0:
		err = s.Alerts.Off(ctx, s.Person())
	default:
		err = ErrAlerts
	}
	return false, err
}
