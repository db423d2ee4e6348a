package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// This file writes games that are over down for other programs.

// export is the game that was asked for, in a format or its usual one: "K7MPQX-2",
// "K7MPQX-2 pgn", "K7MPQX-2 --format pgn". Its error may be a session.Unknown.
func export(ctx context.Context, sess *session.Session, typed string) ([]byte, error) {
	var plain []string
	format := ""
	all := strings.Fields(typed)
	for i := 0; i < len(all); i++ {
		switch value, is := strings.CutPrefix(all[i], formatFlag+"="); {
		case is:
			format = value
		case all[i] == formatFlag && i+1 < len(all):
			i++
			format = all[i]
		case strings.HasPrefix(all[i], "-"):
			return nil, session.Unknown(all[i])
		default:
			plain = append(plain, all[i])
		}
	}
	if len(plain) == 2 && format == "" {
		format, plain = plain[1], plain[:1]
	}
	r, err := sess.Replay(ctx, strings.Join(plain, " "))
	if err != nil {
		return nil, err
	}
	text, _, err := r.Export(strings.ToLower(format), sess.Invite.BaseURL)
	return text, err
}

// formatFlag says in which format.
const formatFlag = "--format"

// printExport answers "export".
func printExport(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	if strings.TrimSpace(typed) == "" {
		fmt.Fprintln(errs, words.Say("ssh.past"))
		return exitUsage
	}
	written, err := export(ctx, sess, typed)
	var odd session.Unknown
	switch {
	case errors.As(err, &odd):
		fmt.Fprintln(errs, words.Say("shell.takes", words.Args{"verb": "export", "word": strconv.Quote(text.Clean(string(odd), 40))}))
		return exitUsage
	case err != nil:
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	if _, err := out.Write(written); err != nil {
		return exitFailed
	}
	return exitDone
}

// export tells a game in line mode.
func (t *talk) export(typed string) error {
	written, err := export(t.ctx, t.Session, typed)
	var odd session.Unknown
	switch {
	case errors.As(err, &odd):
		return t.refuse(room.ErrNoReplay)
	case err != nil:
		return t.refuse(err)
	}
	t.tell(strings.TrimRight(string(written), "\n"))
	return errSaid
}
