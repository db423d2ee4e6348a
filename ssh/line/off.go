package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/words"
)

// This file tells and sets on which days somebody need not move in daily games.

// offNow says what days off somebody has, in lines.
func offNow(off room.Off) string {
	vacation, left, weekends := words.Off(off, time.Now())
	return vacation + "\n" + left + "\n" + weekends
}

// printOff answers "vacation", of whoever has a key.
func printOff(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	if sess.Player.ID == "" {
		fmt.Fprintln(errs, words.Say("ssh.keyless"))
		return exitFailed
	}
	off, err := sess.Players.Off(sess.Player.ID), error(nil)
	switch typed {
	case "":
		fmt.Fprintf(out, "%s\n\n", offNow(off))
		err = printOffUses(out, sess.Invite)
	case "--json":
		err = printJSON(out, off.Show(time.Now()))
	default:
		_, leave := sess.Players.Enter(sess.Player, sess.From) // who has never been here comes to stay
		defer leave()
		if off, err = sess.SetOff(ctx, typed); err == nil {
			_, err = fmt.Fprintln(out, offNow(off))
		}
	}
	switch {
	case errors.Is(err, session.ErrOff):
		_ = printOffUses(errs, sess.Invite)
		return exitUsage
	case err != nil:
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	return exitDone
}

func printOffUses(out io.Writer, invite session.Invite) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, use := range session.OffUses {
		fmt.Fprintf(t, "%s\t%s\n", invite.Print(use.Typed()), words.Say(use.What))
	}
	return t.Flush()
}

// daysOff does the same in line mode.
func (t *talk) daysOff(typed string) {
	if typed != "" {
		off, err := t.SetOff(t.ctx, typed)
		switch {
		case err == nil:
			t.tell(offNow(off))
			return
		case !errors.Is(err, session.ErrOff):
			t.sorry(err)
			return
		}
	} else {
		t.tell(offNow(t.Players.Off(t.Player.ID)))
	}
	for _, use := range session.OffUses {
		t.say("alerts.use", words.Args{"command": use.Typed(), "what": words.Say(use.What)})
	}
}
