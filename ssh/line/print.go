package line

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"crossplay/rooms"
	"crossplay/ssh/visit"
	"crossplay/ssh/words"
)

// Exit statuses, as everywhere: done, failed, not understood.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

const usage = `Crossplay: board games between terminals and browsers.

  ssh -t HOST                 play
  ssh -t HOST play GAME       a quick match
  ssh -t HOST join CODE       take a seat in a room
  ssh -t HOST watch CODE      watch a room
  ssh -t HOST return CODE     back to your seat, as a guest
  ssh -T HOST                 the same in plain lines; so does: ssh -t HOST plain
  ssh HOST games [--json]     the games
  ssh HOST rooms [--json]     who waits, and what is being played
  ssh HOST version            this server's version
  ssh HOST help               this text
`

// Print answers one of visit.Commands. The result is the exit status.
func Print(_ context.Context, v *visit.Visit, out, errs io.Writer) int {
	verb, flags := v.Args[0], v.Args[1:]
	asJSON := slices.Equal(flags, []string{"--json"})
	lists := verb == "games" || verb == "rooms"
	if len(flags) > 0 && !(asJSON && lists) {
		fmt.Fprintf(errs, "%s does not take %q. See: help\n", verb, rooms.Clean(flags[0], 40))
		return exitUsage
	}
	var err error
	switch {
	case verb == "help":
		_, err = io.WriteString(out, usage)
	case verb == "version":
		_, err = fmt.Fprintln(out, "crossplay", v.Version)
	case verb == "games" && asJSON:
		err = printJSON(out, v.Registry.Games())
	case verb == "rooms" && asJSON:
		err = printJSON(out, v.Registry.Rooms())
	case verb == "games":
		err = printGames(out, v)
	case verb == "rooms":
		err = printRooms(out, v)
	default:
		fmt.Fprintf(errs, "There is no command %q. See: help\n", rooms.Clean(verb, 40))
		return exitUsage
	}
	if err != nil {
		return exitFailed
	}
	return exitDone
}

func printJSON(out io.Writer, what any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(what)
}

func printGames(out io.Writer, v *visit.Visit) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, g := range v.Registry.Games() {
		fmt.Fprintf(t, "%s\t%s\t%s\n", g.Name, g.Title, g.Summary)
	}
	return t.Flush()
}

func printRooms(out io.Writer, v *visit.Visit) error {
	list := v.Registry.Rooms()
	if len(list.Open)+len(list.Playing) == 0 {
		_, err := fmt.Fprintln(out, "No public room is open just now.")
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, c := range slices.Concat(list.Open, list.Playing) {
		state := "waiting"
		if c.Phase == rooms.Playing {
			state = "playing"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", c.Code, state, words.Title(v.Registry.Games(), c.Game), words.Players(c), words.For(time.Since(c.Since)))
	}
	return t.Flush()
}
