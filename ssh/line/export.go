package line

import (
	"context"
	"fmt"
	"io"
	"strings"

	"crossplay/ssh/session"
	"crossplay/words"
)

// printExport answers "export": a game that is over, for the programs of others.
func printExport(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	name, format, _ := strings.Cut(strings.ReplaceAll(typed, "--format=", "--format "), "--format")
	if strings.TrimSpace(name) == "" {
		fmt.Fprintln(errs, words.Say("ssh.past"))
		return exitUsage
	}
	r, err := sess.Replay(ctx, name)
	var text []byte
	if err == nil {
		text, _, err = r.Export(strings.ToLower(strings.TrimSpace(format)), sess.Invite.BaseURL)
	}
	if err != nil {
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	if _, err := out.Write(text); err != nil {
		return exitFailed
	}
	return exitDone
}

// export tells a game that is over in its usual format, in line mode.
func (t *talk) export(typed string) error {
	name, format, _ := strings.Cut(typed, " ")
	r, err := t.Replay(t.ctx, name)
	if err != nil {
		return t.refuse(err)
	}
	text, _, err := r.Export(strings.ToLower(strings.TrimPrefix(format, "--format ")), t.Invite.BaseURL)
	if err != nil {
		return t.refuse(err)
	}
	t.tell(strings.TrimRight(string(text), "\n"))
	return errSaid
}
