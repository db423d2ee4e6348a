package igo

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

var (
	games  = flag.Int("games", 2, "how many `games` a match has")
	tried  = flag.Int("playouts", 0, "how many `playouts` a move takes, instead of the time")
	budget = flag.Duration("budget", 2*time.Second, "the `time` to think about a move")
	level  = flag.Int("gnugo", 1, "the `level` of GNU Go")
	side   = flag.Int("side", 9, "the `lines` of the board")
	seed   = flag.Uint64("seed", 1, "the `number` that the games depend on")
)

// gnugo is GNU Go, the Debian package gnugo, as it is spoken to by the Go Text
// Protocol, version 2.
type gnugo struct {
	t   testing.TB
	in  io.Writer
	out *bufio.Scanner
}

func newGNUGo(t testing.TB, level, side int, seed uint64) *gnugo {
	t.Helper()
	path, err := exec.LookPath("gnugo")
	if err != nil {
		path, err = exec.LookPath("/usr/games/gnugo")
	}
	if err != nil {
		t.Skip("NOT MEASURED: GNU Go is not there; apt-get install gnugo")
	}
	c := exec.CommandContext(t.Context(), path, "--mode", "gtp", "--level", fmt.Sprint(level), "--chinese-rules", "--positional-superko", "--seed", fmt.Sprint(seed))
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); c.Wait() })
	g := &gnugo{t, in, bufio.NewScanner(out)}
	g.ask("boardsize %d", side)
	g.ask("komi %.1f", komi(newSize(side, side)))
	return g
}

// ask is the answer to a command.
func (g *gnugo) ask(command string, args ...any) string {
	g.t.Helper()
	fmt.Fprintf(g.in, command+"\n", args...)
	var answer []string
	for g.out.Scan() {
		line := strings.TrimSpace(g.out.Text())
		if line == "" && len(answer) > 0 {
			break
		} else if line != "" {
			answer = append(answer, line)
		}
	}
	text := strings.Join(answer, " ")
	if !strings.HasPrefix(text, "=") {
		g.t.Fatalf("GNU Go answers "+command+" with %q", append(args, text)...)
	}
	return strings.TrimSpace(text[1:])
}

// BenchmarkGNUGo is a match with GNU Go, which begins every other game:
//
//	go test ./game/bot/igo -run '^$' -bench GNUGo -benchtime 1x -games 100 -gnugo 10
func BenchmarkGNUGo(b *testing.B) {
	for b.Loop() {
		won := 0
		var took time.Duration
		moves := 0
		for i := range *games {
			score := versus(b, i, &took, &moves)
			if strings.HasPrefix(score, "BW"[i%2:i%2+1]) {
				won++
			}
			b.Logf("game %d: the bot is %s, and it ends %s; %d of %d won", i, []string{"Black", "White"}[i%2], score, won, i+1)
		}
		b.Logf("%d of %d won of GNU Go, level %d; %v a move", won, *games, *level, took/time.Duration(max(1, moves)))
	}
}

// versus plays a game and says how it ends, by GNU Go's own count.
func versus(b *testing.B, i int, took *time.Duration, moves *int) string {
	g := newGNUGo(b, *level, *side, *seed<<8+uint64(i))
	r := rand.New(rand.NewPCG(*seed, uint64(i)))
	s := begin(b, *side)
	me := game.Seat(i % 2)
	var log []string
	for len(s.Turn()) == 1 {
		seat := s.Turn()[0]
		if seat != me {
			m := g.ask("genmove %s", "bw"[seat:seat+1])
			if strings.EqualFold(m, "resign") {
				return "BW"[me:me+1] + "+Resign"
			}
			if strings.EqualFold(m, "pass") {
				m = "pass"
			}
			log = append(log, m)
			s = play(b, s, seat, game.Move(m))
			continue
		}
		p := problem(s, seat, bot.Hard)
		p.Rand, p.Budget = r, *budget
		start := time.Now()
		m, err := Engine{playouts: *tried}.Think(b.Context(), p)
		if err != nil {
			b.Fatal(err)
		}
		*took += time.Since(start)
		*moves++
		log = append(log, string(m))
		g.ask("play %s %s", "bw"[seat:seat+1], m)
		s = play(b, s, seat, m)
	}
	b.Log(strings.Join(log, " "))
	g.ask("level 10")
	return g.ask("final_score")
}
