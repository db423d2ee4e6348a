package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"crossplay/archive"
	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/wire"
	"crossplay/words"
)

// This file lists games that are over, and goes through one again.

// playEvery is how long each position of a game stays that is played by itself: long
// enough to be heard.
const playEvery = 2 * time.Second

// printHistory answers "history".
func printHistory(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	p, err := sess.ParsePast(typed)
	var page archive.Page
	switch {
	case err != nil:
	case p.Person == "":
		fmt.Fprintln(errs, words.Say("ssh.keylessGames"))
		return exitFailed
	default:
		page, err = past(ctx, sess, p)
	}
	var odd session.Unknown
	switch {
	case errors.As(err, &odd), errors.Is(err, room.ErrCommand):
		fmt.Fprintln(errs, words.Say("shell.takes", words.Args{"verb": "history", "word": strconv.Quote(text.Clean(typed, 40))}))
		return exitUsage
	case err != nil:
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	case p.JSON:
		err = printJSON(out, page)
	default:
		err = printPast(out, sess, typed, page)
	}
	if err != nil {
		return exitFailed
	}
	return exitDone
}

// past finds a page of games.
func past(ctx context.Context, sess *session.Session, p session.Past) (archive.Page, error) {
	if sess.Archive == nil {
		return archive.Page{}, nil
	}
	return sess.Archive.Search(ctx, p.Query)
}

func printPast(out io.Writer, sess *session.Session, typed string, page archive.Page) error {
	if len(page.Games) == 0 && page.More == "" {
		_, err := fmt.Fprintln(out, words.Say("past.empty"))
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, g := range page.Games {
		c := pastCells(sess, &g)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", c["id"], c["game"], c["score"], c["with"], c["moves"], c["when"])
	}
	if err := t.Flush(); err != nil || page.More == "" {
		return err
	}
	before, _, _ := strings.Cut(typed, "--after")
	next := append(append([]string{"history"}, strings.Fields(before)...), "--after", page.More)
	_, err := fmt.Fprintln(out, words.Say("shell.more", words.Args{"command": sess.Invite.Print(strings.Join(next, " "))}))
	return err
}

// pastCells are what a list says of a game.
func pastCells(sess *session.Session, g *archive.Game) words.Args {
	return words.Args{
		"id": g.ID(), "game": words.Title(sess.Registry.Games(), g.Game), "score": words.Score(&g.Finished, g.Seat), "with": words.With(&g.Finished, g.Seat),
		"moves": words.Say("past.moves", words.Args{"n": g.Moves}), "when": words.Ago(g.Ended, time.Now()),
	}
}

// history lists games that are over, and goes through those that are named.
func (t *talk) history(typed string) error {
	p, err := t.ParsePast(typed)
	var odd session.Unknown
	switch {
	case errors.As(err, &odd):
		t.say("shell.takes", words.Args{"verb": "history", "word": strconv.Quote(text.Clean(string(odd), maxSaid))})
		return errSaid
	case err != nil:
		return t.refuse(err)
	}
	for {
		page, err := past(t.ctx, t.Session, p)
		if err != nil {
			return t.refuse(err)
		}
		if len(page.Games) == 0 && page.More == "" {
			t.say("past.empty")
			return nil
		}
		var lines []string
		for _, g := range page.Games {
			c := pastCells(t.Session, &g)
			lines = append(lines, words.Say("replay.line", words.Args{"id": c["id"], "game": c["game"], "score": c["score"], "with": c["with"], "moves": c["moves"], "when": c["when"]}))
		}
		t.list(lines)
		if again, err := t.pickPast(page); err != nil || !again {
			return err
		}
		p.After = page.More
	}
}

// pickPast goes through games of a page until the person goes back, or wants older ones.
func (t *talk) pickPast(page archive.Page) (older bool, err error) {
	for {
		t.say("replay.which")
		line, err := t.next()
		if err != nil {
			return false, err
		}
		n, isNumber := number(line)
		switch {
		case line == "" || strings.EqualFold(line, "back"):
			return false, nil
		case strings.EqualFold(line, "quit"):
			return false, errLeft
		case strings.EqualFold(line, "more") && page.More != "":
			return true, nil
		case isNumber && n >= 1 && n <= len(page.Games):
			err = t.replay(page.Games[n-1].ID())
		default:
			err = t.replay(line)
		}
		if err != nil && !errors.Is(err, errSaid) {
			return false, err
		}
	}
}

// replay goes through a game that is over.
func (t *talk) replay(typed string) error {
	r, err := t.Replay(t.ctx, typed)
	if err != nil {
		return t.refuse(err)
	}
	v := &replay{talk: t, of: r, side: r.You}
	title := r.Info.Title
	if o := words.Terms(r.Info, r.Options, r.Clock, r.Final); o != "" {
		title += ", " + o
	}
	t.tell("")
	moves := words.Say("past.moves", words.Args{"n": r.Moves})
	t.say("replay.title", words.Args{"id": r.ID(), "game": title, "names": words.With(&room.Finished{Seats: r.Seats}, game.Spectator), "moves": moves, "when": words.Ago(r.Ended, time.Now())})
	if err := v.show(); err != nil {
		return t.refuse(err)
	}
	t.say("replay.help")
	for {
		line, err := t.next()
		if err != nil {
			return err
		}
		if done, err := v.command(line); done || err != nil {
			return err
		}
	}
}

// replay is a game that somebody goes through.
type replay struct {
	*talk
	of   *archive.Replay
	ply  int
	side game.Seat
}

// command does what was typed, and reports whether the person is done.
func (v *replay) command(line string) (done bool, err error) {
	verb, _ := split(line)
	n, isNumber := number(line)
	switch {
	case isNumber:
		v.ply = n
	case verb == "" || verb == "forward" || verb == "next" || verb == "f" || verb == "n":
		v.ply++
	case verb == "back" || verb == "b":
		v.ply--
	case verb == "first":
		v.ply = 0
	case verb == "last" || verb == "end":
		v.ply = v.of.Plies()
	case verb == "side":
		if v.side++; int(v.side) >= len(v.of.Seats) {
			v.side = game.Spectator
		}
		v.tell(sentence(sideOf(v.of.Info, v.side)))
	case verb == "play":
		return false, v.play()
	case verb == "log":
		return false, v.log()
	case verb == "leave" || verb == "lobby" || verb == "done":
		return true, nil
	case verb == "quit" || verb == "exit" || verb == "q":
		return true, errLeft
	default:
		v.say("replay.help")
		return false, nil
	}
	v.ply = max(0, min(v.ply, v.of.Plies()))
	if err := v.show(); err != nil {
		return true, v.refuse(err)
	}
	return false, nil
}

// sideOf says from where a game is looked at.
func sideOf(info game.Info, side game.Seat) string {
	if side < 0 {
		return words.Say("past.all")
	}
	return words.Say("past.side", words.Args{"seat": words.Seat(info, side)})
}

// show tells the position.
func (v *replay) show() error {
	s, err := wire.Replayed(v.of, v.ply, v.side)
	if err != nil {
		return err
	}
	for i := range s.View.Boards {
		for line := range strings.Lines(board.Plain(v.of.Info, &s.View.Boards[i], words.Say("board.used"))) {
			v.tell(strings.TrimRight(line, "\n"))
		}
	}
	where := words.Position(v.ply, v.of.Plies())
	if n := len(s.View.Log); n > 0 && v.ply > 0 {
		v.say("replay.where", words.Args{"position": where, "step": sentence(words.Step(s, v.of.Info, s.View.Log[n-1]))})
	} else {
		v.tell(sentence(where))
	}
	if v.ply == v.of.Plies() {
		g := v.of.Listed()
		v.tell(sentence(words.Outcome(&g.Finished, v.of.You, v.of.Info)))
		if said := words.Fair(v.of.Info.Chance, v.of.Draws, v.of.Unfair); said != "" {
			v.tell(sentence(said))
		}
	}
	return nil
}

// play shows one position after another, until something is typed or the game is over.
func (v *replay) play() error {
	if v.ply == v.of.Plies() {
		v.ply = 0
	}
	for v.ply < v.of.Plies() {
		select {
		case <-time.After(playEvery):
			v.ply++
			if err := v.show(); err != nil {
				return v.refuse(err)
			}
		case _, ok := <-v.typed:
			if !ok {
				return errLeft
			}
			v.say("past.stop")
			return nil
		case <-v.ctx.Done():
			return v.ctx.Err()
		}
	}
	return nil
}

// log tells all moves, each with the number that leads to it.
func (v *replay) log() error {
	s, err := wire.Replayed(v.of, v.of.Plies(), v.side)
	if err != nil {
		return v.refuse(err)
	}
	lines := v.of.Lines()
	for i, step := range s.View.Log {
		v.say("replay.step", words.Args{"n": lines[min(i, len(lines)-1)], "step": words.Step(s, v.of.Info, step)})
	}
	return nil
}
