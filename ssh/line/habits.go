package line

import (
	"context"
	"fmt"
	"io"
	"strings"

	"crossplay/players"
	"crossplay/ssh/session"
	"crossplay/words"
)

// This file tells and sets how somebody makes their moves.

// meNow says who somebody is and how they make their moves, in lines.
func meNow(p players.Player) string {
	confirm, premove := p.Habits.Now()
	lines := []string{words.Say("line.me", words.Args{"name": p.Name})}
	for _, h := range [][2]string{{"confirm", confirm}, {"premove", premove}} {
		what, how := words.Habit(h[0], h[1])
		lines = append(lines, words.Say("habits.now", words.Args{"what": what, "how": how})+".")
	}
	return strings.Join(append(lines, habitUse()), "\n")
}

// habitUse says what to type to change them.
func habitUse() string {
	return words.Say("habits.use", words.Args{"confirm": strings.Join(players.Confirming, "|"), "premove": strings.Join(players.Premoving, "|")})
}

// printMe answers "me", of whoever has a key.
func printMe(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	if sess.Player.ID == "" {
		fmt.Fprintln(errs, words.Say("ssh.keyless"))
		return exitFailed
	}
	_, leave := sess.Players.Enter(sess.Player, sess.From) // who has never been here comes to stay
	defer leave()
	if typed != "" {
		if err := sess.SetHabits(ctx, typed); err != nil {
			fmt.Fprintln(errs, words.Sorry(err)+"\n"+habitUse())
			return exitFailed
		}
	}
	if _, err := fmt.Fprintln(out, meNow(sess.Me())); err != nil {
		return exitFailed
	}
	return exitDone
}

// habits does the same in line mode.
func (t *talk) habits(typed string) {
	if typed != "" {
		if err := t.SetHabits(t.ctx, typed); err != nil {
			t.sorry(err)
			t.tell(habitUse())
			return
		}
	}
	t.tell(meNow(t.Me()))
}
