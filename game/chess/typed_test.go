package chess

import (
	"math/rand/v2"
	"strings"
	"testing"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// Whatever may stand in a book or a log of another server is the move that it says,
// in hundreds of positions of random games.
func TestEveryWayToWriteAMoveIsReadAsThatMove(t *testing.T) {
	const games, plies = 3, 150
	written := 0
	for seed := range uint64(games) {
		r := rand.New(rand.NewPCG(seed, 7))
		var state game.State = opening
		for ply := range plies {
			p := state.(*position)
			if len(p.Turn()) == 0 {
				break
			}
			choices := p.View(p.mover()).Choices
			for _, i := range r.Perm(len(p.legal))[:min(4, len(p.legal))] {
				m := p.legal[i]
				for _, text := range p.ways(m) {
					written++
					if c, _ := game.Match(choices, text); c.Move != m.spell() {
						t.Fatalf("game %d, ply %d: %q is read as %q, not as %q", seed, ply, text, c.Move, m.spell())
					}
				}
			}
			next, err := state.Play(p.mover(), p.legal[r.IntN(len(p.legal))].spell())
			if err != nil {
				t.Fatal(err)
			}
			state = next
		}
	}
	if written < 5_000 {
		t.Errorf("only %d texts were read", written)
	}
}

// ways are the move as people write it.
func (p *position) ways(m move) []string {
	san, uci := p.san(m), string(m.spell())
	all := []string{san, san + "+", san + "#", san + "!?", "17. " + san, "17..." + san, " " + san + ".", uci, strings.ToUpper(uci), uci[:2] + "-" + uci[2:]}
	if strings.HasPrefix(san, "O") {
		return append(all, strings.ToLower(san), strings.ReplaceAll(san, "O", "0"), strings.ReplaceAll(san, "-", ""))
	}
	kind, from, to := p.board[m.from].Type(), m.from.String(), m.to.String()
	all = append(all, strings.ReplaceAll(san, "x", ""), strings.ReplaceAll(san, "x", ":"), wide(san))
	for _, between := range []string{"", "-", "x", " "} {
		end := to
		if m.promo != lib.NoPieceType {
			end += "=" + kindLetters[m.promo]
		}
		all = append(all, kindLetters[kind]+from+between+end)
	}
	if m.promo != lib.NoPieceType {
		all = append(all, strings.Replace(san, "=", "", 1), strings.ToLower(strings.Replace(san, "=", "/", 1)))
	}
	return all
}

// wide has the characters that some keyboards of the East write.
func wide(text string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, text)
}
