package session

import (
	"context"
	"errors"
	"strings"

	"crossplay/alerts"
	"crossplay/rooms/room"
)

// This file sets by typed words how somebody is told who does not look.

// AlertUse is something that can be typed behind "alerts": a verb, and what it takes. What
// is the key of the sentence that says what it is for.
type AlertUse struct{ verb, args, What string }

// AlertUses are all of them.
var AlertUses = []AlertUse{
	{"webhook", "URL [FORM]", "alerts.useWebhook"},
	{"webhook", "off", "alerts.useNoWebhook"},
	{"quiet", "HOURS [ZONE]", "alerts.useQuiet"},
	{"quiet", "off", "alerts.useNoQuiet"},
	{"test", "", "alerts.useTest"},
	{"off", "", "alerts.useOff"},
}

// Typed is the whole command.
func (u AlertUse) Typed() string {
	return strings.TrimSpace(strings.Join([]string{"alerts", u.verb, u.args}, " "))
}

// ErrAlerts is the answer to what is none of [AlertUses].
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
