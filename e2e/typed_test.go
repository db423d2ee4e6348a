package e2e

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/weiqi"
)

// Three hundred legal moves, drawn by lot and typed into OpenSSH in all the ways in which
// people write them, lead where the rules say.
func TestThreeHundredTypedMovesLeadWhereTheyShould(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rules game.Rules
		moves int
		ways  func(game.Choice) []string
	}{
		{chess.Rules{}, 150, waysOfChess},
		{weiqi.Rules{}, 150, waysOfGo},
	} {
		name := c.rules.Info().Name
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			ann := s.terminal("Ann"+name, sshKey(t), "play", name)
			code := ann.code()
			bob := s.terminal("Bob"+name, sshKey(t), "join", code)
			m := newMatch(t, s, c.rules, code, ann, bob)
			lot := rand.New(rand.NewPCG(300, 1))
			for range c.moves {
				typed := m.byLot(lot, c.ways)
				m.play(m.state.Turn()[0], typed)
			}
			m.where(s, regexp.MustCompile(`'s turn`))
			log := m.state.View(game.Spectator).Log
			for _, x := range []*terminal{ann, bob} {
				x.see(log[len(log)-2].Text, log[len(log)-1].Text)
			}
		})
	}
}

// byLot is a move that does not end the game, as somebody may write it.
func (m *match) byLot(lot *rand.Rand, ways func(game.Choice) []string) string {
	m.t.Helper()
	seat := m.state.Turn()[0]
	choices := m.state.View(seat).Choices
	for _, i := range lot.Perm(len(choices)) {
		c := choices[i]
		next, err := m.state.Play(seat, c.Move)
		if err != nil {
			m.t.Fatal(err)
		}
		if _, over := next.Outcome(); over || len(c.Path) == 0 {
			continue
		}
		all := ways(c)
		typed := all[lot.IntN(len(all))]
		if read, _ := game.Match(choices, typed); read.Move != c.Move {
			m.t.Fatalf("%q is read as %q, not as %q", typed, read.Move, c.Move)
		}
		return typed
	}
	m.t.Fatalf("every move ends the game at ply %d", m.ply)
	return ""
}

func waysOfChess(c game.Choice) []string {
	uci, san := string(c.Move), game.Written(c)
	return []string{
		san, san, san, san + "+", san + "!?", "12. " + san, strings.ReplaceAll(san, "x", ""), strings.ReplaceAll(san, "O", "0"),
		uci, strings.ToUpper(uci), uci[:2] + "-" + uci[2:],
	}
}

func waysOfGo(c game.Choice) []string {
	point := string(c.Move)
	return []string{point, strings.ToLower(point), point[:1] + " " + point[1:], point + "."}
}
