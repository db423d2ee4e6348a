package e2e

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/all"
)

// whole is a game from the first move to the last.
type whole struct {
	name    string
	game    string
	chosen  []string // values of the game's options that are not the first; the page makes the room then
	moves   string   // by turns, as people write them
	play    func(*match)
	typical bool // played with -short too
}

var wholeGames = []whole{
	{name: "tictactoe", game: "tictactoe", moves: "b2 a1 a3 c1 b1 b3 a2 c3 c2"},
	{name: "connectfour", game: "connectfour", chosen: []string{"8x7"}, moves: "4 5 4 5 4 5 4"},
	{name: "gomoku", game: "gomoku", moves: "h8 i9 h9 i8 h7 i7 h10 h6 h11"},
	{name: "othello with a pass", game: "othello", play: random(passes)},
	{name: "chess", game: "chess", moves: "e4 e5 Bc4 Nc6 Qh5 Nf6 Qxf7"},
	{name: "chess with rare moves", game: "chess", play: rareChess},
	{name: "draughts", game: "draughts", play: random(nil), typical: true},
	{name: "go", game: "go", moves: walls},
	{name: "backgammon", game: "backgammon", play: race, typical: true},
	{name: "hex", game: "hex", chosen: []string{"7x7"}, play: random(swaps)},
	{name: "morris", game: "morris", play: random(nil)},
	{name: "kalah", game: "kalah", chosen: []string{"3"}, play: random(nil)},
	{name: "battleship", game: "battleship", play: battle, typical: true},
	{name: "dots", game: "dots", chosen: []string{"3x3"}, play: random(nil)},
	{name: "ultimate", game: "ultimate", play: random(nil)},
}

// walls is a game of Go in which each builds a wall and something dies on both
// sides of it, once before the count and once in it.
const walls = "E1 F1 E2 F2 E3 F3 E4 F4 E5 F5 E6 F6 E7 F7 E8 F8 E9 F9 " +
	"H5 A1 A2 J9 B1 pass pass 1:dead_H5 0:agree 1:agree"

// One whole game of each between a terminal and a page. Where the page makes the
// room, it begins.
func TestWholeGames(t *testing.T) {
	t.Parallel()
	for _, g := range wholeGames {
		t.Run(strings.ReplaceAll(g.name, " ", "-"), func(t *testing.T) {
			if testing.Short() && !g.typical {
				t.Skip("one of many")
			}
			s := newServer(t)
			key := sshKey(t)
			m := meet(t, s, key, all.Rules(g.game), g.chosen)
			if g.moves != "" {
				m.playAll(g.moves)
			} else {
				g.play(m)
			}
			m.over()
			m.where(s, over)
			if m.info.Chance {
				m.fair(s)
			}
			for _, p := range m.players {
				if p, ok := p.(*page); ok && os.Getenv(axeFile) != "" {
					p.schemes("the end")
				}
			}
		})
	}
}

// meet brings a terminal and a page to one board. The page begins where options
// are chosen.
func meet(t *testing.T, s *server, key string, rules game.Rules, chosen []string) *match {
	t.Helper()
	info := rules.Info()
	if chosen != nil {
		bob := s.page("/")
		room := bob.create(info, chosen...)
		ann := s.terminal("Ann", key, "join", room)
		return newMatch(t, s, rules, room, bob, ann)
	}
	ann := s.terminal("Ann", key, "play", info.Name)
	room := ann.code()
	bob := s.page("/r/" + room)
	bob.press("Sit down")
	return newMatch(t, s, rules, room, ann, bob)
}

// create makes a room with values of the game's options.
func (p *page) create(info game.Info, chosen ...string) string {
	p.t.Helper()
	p.press("New room for " + info.Title)
	for _, value := range chosen {
		p.choose(value)
	}
	p.press("Create the room")
	return p.code()
}

// Every game that the server has is played.
func TestEveryGameIsPlayedWhole(t *testing.T) {
	s := newServer(t)
	var names []string
	for _, g := range wholeGames {
		names = append(names, g.game)
	}
	list := s.line("Ann", sshKey(t), "games", "--json")
	<-list.ended
	var listed []game.Info
	if err := json.Unmarshal(list.out.Bytes(), &listed); err != nil || len(listed) == 0 {
		t.Fatalf("%v: %s", err, list.out.String())
	}
	for _, info := range listed {
		if !slices.Contains(names, info.Name) {
			t.Errorf("%s is not played", info.Name)
		}
	}
}

// random plays the shortest of some games at random that are of the kind wanted.
func random(kind func([]game.Move) bool) func(*match) {
	const games = 200
	return func(m *match) {
		m.t.Helper()
		var best []game.Move
		for seed := range uint64(games) {
			if moves := atRandom(m.state, rand.New(rand.NewPCG(seed, 0))); (best == nil || len(moves) < len(best)) && (kind == nil || kind(moves)) {
				best = moves
			}
		}
		m.t.Logf("%d moves", len(best))
		for _, move := range best {
			m.play(m.state.Turn()[0], string(move))
		}
	}
}

// atRandom is a game that two play who know nothing but the rules.
func atRandom(p game.State, r *rand.Rand) []game.Move {
	var played []game.Move
	for turn := p.Turn(); len(turn) > 0; turn = p.Turn() {
		moves := game.Moves(p, turn[0])
		move := moves[r.IntN(len(moves))]
		p, _ = p.Play(turn[0], move)
		played = append(played, move)
	}
	return played
}

func passes(moves []game.Move) bool { return slices.Contains(moves, "pass") }

func swaps(moves []game.Move) bool { return moves[1] == "swap" }

// race plays backgammon by running home: never hit, and move what is last.
func race(m *match) {
	m.t.Helper()
	m.playOut(func(moves []game.Move) game.Move {
		for _, move := range moves {
			if !strings.HasSuffix(string(move), "*") {
				return move
			}
		}
		return moves[0]
	})
	m.t.Logf("%d moves", m.ply)
}

// fair checks what chance drew in a game that is over, as anybody can, against the
// hash that was shown when it began.
func (m *match) fair(s *server) {
	m.t.Helper()
	x := s.line("Cleo", sshKey(m.t), "proof", string(m.eye.room.Code))
	<-x.ended
	verify := exec.Command(binary, "verify", "-")
	verify.Env = environ()
	verify.Stdin = &x.out
	out, err := verify.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "Fair: ") || !strings.Contains(string(out), m.hash) {
		m.t.Errorf("verify: %v\n%s", err, out)
	}
}
