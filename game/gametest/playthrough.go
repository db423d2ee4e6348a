package gametest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/game"
)

var update = flag.Bool("update", false, "write the playthroughs in testdata anew")

// Playthrough plays the moves in the file and compares what everybody sees with
// what the file says. Run the test with -update to write that part of the file
// anew, and read it before it is committed.
//
// A person writes four kinds of lines, and the rest follows from them:
//
//	# a remark
//	players: 2                   and so on, for each option: a value
//	> X b2                       a seat and a move, which may be one that the rules refuse
//	>> X b2                      the same on the way to what is of interest: without a picture
//
// In the boards, [X] is what the last move touched and X* is part of what won;
// see drawBoard.
func Playthrough(t *testing.T, r game.Rules, file string) {
	t.Helper()
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got string
	if err := safely(func() (err error) { got, err = playthrough(r, string(old)); return err }); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := sameLines(string(old), got); err != nil {
		t.Errorf("%s, %v\nIf the change is meant, run the test with -update.", file, err)
	}
}

// playthrough is the whole file as it should be.
func playthrough(r game.Rules, file string) (string, error) {
	p := &reader{info: r.Info()}
	lines := strings.Split(file, "\n")
	start := slices.IndexFunc(lines, isMove)
	if start < 0 {
		return "", errors.New("it has no moves")
	}
	// Remarks right before the first move belong to it; a blank line or the
	// picture of the board keeps them apart from those at the top.
	head := start
	for head > 0 && strings.HasPrefix(lines[head-1], "#") {
		head--
	}
	if err := p.header(lines[:head]); err != nil {
		return "", err
	}
	state, err := r.Start(p.setup)
	if err != nil {
		return "", err
	}
	p.state = state
	p.look()
	for _, l := range lines[head:] {
		switch {
		case strings.HasPrefix(l, "#"):
			p.remark(l)
		case isMove(l):
			if err := p.move(l); err != nil {
				return "", err
			}
		}
	}
	return p.out.String(), nil
}

func isMove(line string) bool { return strings.HasPrefix(line, "> ") || strings.HasPrefix(line, ">> ") }

// reader goes through a playthrough and writes it anew.
type reader struct {
	info    game.Info
	setup   game.Setup
	state   game.State
	out     strings.Builder
	remarks bool // the last line was a remark
	quick   bool // the last line was a move without a picture
}

func (p *reader) header(lines []string) error {
	p.setup = game.Setup{Seats: p.info.MinSeats, Options: make(map[string]string)}
	for _, l := range lines {
		key, value, found := strings.Cut(l, ": ")
		switch {
		case strings.HasPrefix(l, "#"):
			p.remark(l)
		case !found || key == "game":
		case key == "players":
			n, err := strconv.Atoi(value)
			if err != nil {
				return fmt.Errorf("players: %w", err)
			}
			p.setup.Seats = n
		case slices.ContainsFunc(p.info.Options, func(o game.Option) bool { return o.Name == key }):
			p.setup.Options[key] = value
		}
	}
	full, err := p.info.Check(p.setup)
	if err != nil {
		return err
	}
	p.setup = full
	p.gap()
	fmt.Fprintf(&p.out, "game: %s, version %d\nplayers: %d\n", p.info.Title, p.info.Version, p.setup.Seats)
	for _, o := range p.info.Options {
		fmt.Fprintf(&p.out, "%s: %s\n", o.Name, p.setup.Options[o.Name])
	}
	return nil
}

// gap puts a blank line between what was written and what follows, except
// between remarks and what they are about.
func (p *reader) gap() {
	if p.out.Len() > 0 && !p.remarks && !p.quick {
		p.out.WriteByte('\n')
	}
	p.remarks = false
}

func (p *reader) remark(line string) {
	if !p.remarks {
		p.quick = false
		p.gap()
	}
	p.out.WriteString(line + "\n")
	p.remarks = true
}

func (p *reader) move(line string) error {
	text, quick := strings.CutPrefix(line, ">> ")
	seat, m, err := p.parse(strings.TrimPrefix(text, "> "))
	if err != nil {
		return err
	}
	p.quick = p.quick && quick
	p.gap()
	p.quick = quick
	p.out.WriteString(line + "\n")
	next, err := p.state.Play(seat, m)
	if err != nil {
		fmt.Fprintf(&p.out, "refused: %v\n", err)
		return nil
	}
	p.state = next
	if !quick {
		p.look()
	}
	return nil
}

// parse reads a seat's name and a move.
func (p *reader) parse(text string) (game.Seat, game.Move, error) {
	for seat := game.Chance; int(seat) < p.setup.Seats; seat++ {
		if m, ok := strings.CutPrefix(text, name(p.info, seat)+" "); ok {
			return seat, game.Move(m), nil
		}
	}
	return 0, "", fmt.Errorf("%q does not begin with a seat: %v, Chance or Spectator", text, p.info.Seats)
}

// look writes what there is to see.
func (p *reader) look() {
	all := p.state.View(game.Spectator)
	public := drawView(p.info, all)
	p.out.WriteString("\n" + public)
	for seat := range game.Seat(p.setup.Seats) {
		if own := drawView(p.info, p.state.View(seat)); own != public {
			fmt.Fprintf(&p.out, "\nas %s sees it:\n%s", name(p.info, seat), own)
		}
	}
	p.out.WriteByte('\n')
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			p.out.WriteString("Chance is to move\n")
			continue
		}
		fmt.Fprintf(&p.out, "%s may play: %s\n", name(p.info, seat), spellChoices(p.state.View(seat).Choices))
	}
	if out, over := p.state.Outcome(); over {
		fmt.Fprintf(&p.out, "over: %s, %s\n", spellWinners(p.info, out.Winners), out.Reason)
	}
}

func spellWinners(info game.Info, winners []game.Seat) string {
	if len(winners) == 0 {
		return "a draw"
	}
	var names []string
	for _, seat := range winners {
		names = append(names, name(info, seat))
	}
	return "won by " + strings.Join(names, " and ")
}

// spellChoices lists moves, with their labels where they have any.
func spellChoices(choices []game.Choice) string {
	var all []string
	for _, c := range choices {
		s := string(c.Move)
		if c.Label != "" {
			s += " (" + c.Label + ")"
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

// sameLines says where the texts first differ.
func sameLines(want, got string) error {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			return fmt.Errorf("line %d: the file says\n\t%s\nand the game says\n\t%s", i+1, lineAt(w, i), lineAt(g, i))
		}
	}
	return nil
}

func lineAt(lines []string, i int) string {
	if i >= len(lines) {
		return "nothing more"
	}
	return strconv.Quote(lines[i])
}
