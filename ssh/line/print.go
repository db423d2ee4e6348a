package line

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// Exit statuses, as everywhere: done, failed, not understood.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Print answers one of session.Commands. The result is the exit status.
func Print(ctx context.Context, sess *session.Session, out, errs io.Writer) int {
	verb, flags := sess.Args[0], sess.Args[1:]
	if verb == "proof" && len(flags) == 1 {
		return printProof(ctx, sess, flags[0], out, errs)
	}
	if verb == "name" && len(flags) == 1 {
		return printName(ctx, sess, flags[0], out, errs)
	}
	if verb == "history" {
		return printHistory(ctx, sess, strings.Join(flags, " "), out, errs)
	}
	if verb == "export" {
		return printExport(ctx, sess, strings.Join(flags, " "), out, errs)
	}
	if verb == "me" {
		return printMe(ctx, sess, strings.Join(flags, " "), out, errs)
	}
	if verb == "alerts" {
		return printAlerts(ctx, sess, strings.Join(flags, " "), out, errs)
	}
	if verb == "challenge" {
		return printChallenge(ctx, sess, out, errs)
	}
	if verb == "vacation" {
		return printOff(ctx, sess, strings.Join(flags, " "), out, errs)
	}
	asJSON := slices.Equal(flags, []string{"--json"})
	lists := verb == "games" || verb == "rooms" || verb == "mine"
	if len(flags) > 0 && !(asJSON && lists) {
		fmt.Fprintln(errs, words.Say("shell.takes", words.Args{"verb": verb, "word": strconv.Quote(text.Clean(flags[0], 40))}))
		return exitUsage
	}
	var err error
	switch {
	case verb == "help":
		err = printHelp(out, sess.Invite)
	case verb == "version":
		_, err = fmt.Fprintln(out, "crossplay", sess.Version)
	case verb == "games" && asJSON:
		err = printJSON(out, sess.Registry.Games())
	case verb == "mine" && sess.Player.ID == "":
		fmt.Fprintln(errs, words.Say("ssh.keylessGames"))
		return exitFailed
	case verb == "mine":
		sess.Registry.Learn(ctx, sess.Player.Person(sess.From))
		if mine := sess.Registry.Mine(sess.Player.ID); asJSON {
			err = printJSON(out, append([]rooms.Own{}, mine...)) // a list, not null
		} else {
			err = printMine(out, sess, mine)
		}
	case verb == "rooms" && asJSON:
		err = printJSON(out, sess.Registry.Rooms())
	case verb == "games":
		err = printGames(out, sess)
	case verb == "rooms":
		err = printRooms(out, sess)
	default:
		fmt.Fprintln(errs, words.Say("shell.unknown", words.Args{"verb": strconv.Quote(text.Clean(verb, 40))}))
		return exitUsage
	}
	if err != nil {
		return exitFailed
	}
	return exitDone
}

// printProof prints a finished game with all that it takes to check its dice.
func printProof(ctx context.Context, sess *session.Session, typed string, out, errs io.Writer) int {
	code, err := room.ParseCode(typed)
	if err == nil {
		var game *room.Transcript
		if game, err = sess.Registry.Transcript(ctx, sess.Person(), code); err == nil {
			info, _ := sess.Registry.Game(game.Game)
			err = printJSON(out, words.RecordOf(game, info))
		}
	}
	if err != nil {
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	return exitDone
}

// printName gives whoever has a key another name.
func printName(ctx context.Context, sess *session.Session, name string, out, errs io.Writer) int {
	if sess.Player.ID == "" {
		fmt.Fprintln(errs, words.Say("ssh.keyless"))
		return exitFailed
	}
	_, leave := sess.Players.Enter(sess.Player, sess.From)
	defer leave()
	if err := sess.Rename(ctx, name); err != nil {
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	if _, err := fmt.Fprintln(out, words.Say("name.now", words.Args{"name": sess.Me().Name})); err != nil {
		return exitFailed
	}
	return exitDone
}

// printChallenge leaves a challenge to a daily game, of whoever has a key.
func printChallenge(ctx context.Context, sess *session.Session, out, errs io.Writer) int {
	if sess.Player.ID == "" {
		fmt.Fprintln(errs, words.Say("ssh.keyless"))
		return exitFailed
	}
	_, leave := sess.Players.Enter(sess.Player, sess.From)
	defer leave()
	o, ordered, err := sess.Ordered()
	if err == nil && !ordered {
		err = room.ErrNoGame
	}
	var code room.Code
	if err == nil {
		code, err = sess.Challenge(ctx, o)
	}
	if err != nil {
		fmt.Fprintln(errs, words.Sorry(err))
		return exitFailed
	}
	if _, err := fmt.Fprintln(out, words.Say("shell.stands", words.Args{"game": words.Title(sess.Registry.Games(), o.Game), "code": code})); err != nil {
		return exitFailed
	}
	return exitDone
}

func printJSON(out io.Writer, what any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(what)
}

func printHelp(out io.Writer, invite session.Invite) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, words.Say("shell.about"), "\n\n")
	type command struct{ args, sentence string }
	for _, c := range []command{
		{"", "shell.enter"},
		{"play GAME [CLOCK]", "shell.play"},
		{"bot GAME [LEVEL] [SIDE] [CLOCK]", "shell.bot"},
		{"invite GAME [SIDE] [CLOCK]", "shell.invite"},
		{"join CODE", "shell.join"},
		{"watch CODE", "shell.watch"},
		{"return CODE", "shell.return"},
		{"carry CODE", "shell.carry"},
		{"next", "shell.next"},
		{"replay GAME", "shell.replay"},
		{"plain", "shell.plain"},
	} {
		fmt.Fprintf(w, "%s\t%s\n", invite.Command(c.args), words.Say(c.sentence))
	}
	for _, c := range []command{
		{"games [--json]", "shell.games"},
		{"rooms [--json]", "shell.rooms"},
		{"mine [--json]", "shell.mine"},
		{"history [NAME] [--json]", "shell.history"},
		{"export GAME [--format NAME]", "shell.export"},
		{"proof CODE", "shell.proof"},
		{"name NAME", "shell.name"},
		{"me [HABIT HOW]", "shell.me"},
		{"alerts [HOW]", "shell.alerts"},
		{"challenge GAME [DAYS] [SIDE]", "shell.challenge"},
		{"vacation [DAYS]", "shell.vacation"},
		{"api", "shell.api"},
		{"version", "shell.version"},
		{"help", "shell.help"},
	} {
		// These need no terminal.
		fmt.Fprintf(w, "%s\t%s\n", invite.Print(c.args), words.Say(c.sentence))
	}
	fmt.Fprintf(w, "\n%s\n", words.Say("shell.browser", words.Args{"link": invite.BaseURL}))
	return w.Flush()
}

func printGames(out io.Writer, sess *session.Session) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, g := range sess.Registry.Games() {
		fmt.Fprintf(t, "%s\t%s\t%s\n", g.Name, g.Title, g.Summary)
	}
	return t.Flush()
}

// printMine prints a person's own games, those that wait for them first.
func printMine(out io.Writer, sess *session.Session, mine []rooms.Own) error {
	if len(mine) == 0 {
		_, err := fmt.Fprintln(out, words.Say("shell.noGames"))
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, o := range mine {
		fmt.Fprintf(t, "%s\t%s\t%s\n", o.Code, words.Titled(o, sess.Registry.Games()), words.Waits(o, time.Now()))
	}
	return t.Flush()
}

func printRooms(out io.Writer, sess *session.Session) error {
	list := sess.Registry.Rooms()
	if len(list.Open)+len(list.Playing) == 0 {
		_, err := fmt.Fprintln(out, words.Say("shell.noRooms"))
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, c := range slices.Concat(list.Open, list.Playing) {
		state := words.Say("shell.waiting")
		if c.Phase == room.Playing {
			state = words.Say("shell.playing")
		} else if c.Stands {
			state = words.Say("shell.challenged", words.Args{"clock": c.Clock})
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", c.Code, state, words.Title(sess.Registry.Games(), c.Game), words.Players(c), words.For(time.Since(c.Since)))
	}
	return t.Flush()
}
