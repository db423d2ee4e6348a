package line

import (
	"context"
	"fmt"
	"io"
	"strings"

	"crossplay/ssh/session"
	"crossplay/words"
)

// This file writes games that are over down for other programs.

// export is the game that was asked for, in a format or its usual one: "K7MPQX-2",
// "K7MPQX-2 pgn", "K7MPQX-2 --format pgn".
func export(ctx context.Context, sess *session.Session, typed string) ([]byte, error) {
	var named []string
	format := ""
	for i, word := range strings.Fields(typed) {
		_, value, is := strings.Cut(word, "=")
		switch {
		case is: // --format=pgn
			format = value
		case strings.HasPrefix(word, "-"): // the format is behind it
		case i == 0:
			named = append(named, word)
		default:
			format = word
		}
	}
	r, err := sess.Replay(ctx, strings.Join(named, " "))
	if err != nil {
		return nil, err
	}
	text, _, err := r.Export(strings.ToLower(format), sess.Invite.BaseURL)
	return text, err
}

// printExport answers "export".
func printExport(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	if strings.TrimSpace(typed) == "" {
		fmt.Fprintln(errs, words.Say("ssh.past"))
		return exitUsage
	}
	text, err := export(ctx, sess, typed)
	if err != nil {
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	if _, err := out.Write(text); err != nil {
		return exitFailed
	}
	return exitDone
}

// export tells a game in line mode.
func (t *talk) export(typed string) error {
	text, err := export(t.ctx, t.Session, typed)
	if err != nil {
		return t.refuse(err)
	}
	t.tell(strings.TrimRight(string(text), "\n"))
	return errSaid
}
