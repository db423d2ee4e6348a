package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// contest is two games between the same two people. The first seat wins both.
type contest struct {
	game   string
	pieces [2]string // what lies on a cell, as it is read aloud, by seat
	first  []turn
	second []turn
	how    string // how they are won
}

// turn is a move: as it is typed, and the cell where its piece then lies.
type turn struct{ typed, cell string }

var ticTacToe = contest{
	game:   "tictactoe",
	pieces: [2]string{"cross", "ring"},
	first:  []turn{{"b2", "b2"}, {"a1", "a1"}, {"a3", "a3"}, {"c1", "c1"}, {"b1", "b1"}, {"b3", "b3"}, {"a2", "a2"}, {"c3", "c3"}, {"c2", "c2"}},
	second: []turn{{"a1", "a1"}, {"a2", "a2"}, {"b1", "b1"}, {"b2", "b2"}, {"c1", "c1"}},
	how:    "three in a row",
}

var connectFour = contest{
	game:   "connectfour",
	pieces: [2]string{"disc", "ring"},
	first:  []turn{{"4", "column 4, row 1"}, {"3", "column 3, row 1"}, {"4", "column 4, row 2"}, {"3", "column 3, row 2"}, {"4", "column 4, row 3"}, {"3", "column 3, row 3"}, {"4", "column 4, row 4"}},
	second: []turn{{"1", "column 1, row 1"}, {"7", "column 7, row 1"}, {"2", "column 2, row 1"}, {"7", "column 7, row 2"}, {"3", "column 3, row 1"}, {"6", "column 6, row 1"}, {"4", "column 4, row 1"}},
	how:    "four in a row",
}

// pair is two people at one board, one in a terminal and one on the page.
type pair struct {
	contest
	terminal  player
	page      *page
	pageFirst bool // the page has the first seat
}

// player is somebody who types moves.
type player interface {
	play(typed string)                       // once it is their turn
	end(won bool, how string, played []turn) // waits until the end of the game is told
}

func (x *terminal) play(typed string) {
	x.t.Helper()
	x.see("Your turn")
	x.press(typed + "\r")
	x.await("that "+typed+" is played", func(screen string) bool { return !strings.Contains(screen, "Your turn") })
}

func (x *terminal) end(won bool, how string, played []turn) {
	x.t.Helper()
	var moves []string
	for _, turn := range played {
		moves = append(moves, `\b`+turn.typed+`\b`)
	}
	list := regexp.MustCompile(`(?s)` + strings.Join(moves, ".*"))
	x.await("the end, and every move", func(screen string) bool {
		return strings.Contains(screen, verdict(won)+how) && list.MatchString(screen)
	})
}

// verdict is how a terminal begins to tell the end.
func verdict(won bool) string {
	if won {
		return "You won: "
	}
	return " won: "
}

// code reads the code of the room.
func (x *terminal) code() string {
	x.t.Helper()
	return aCode.FindString(x.await("a code", aCode.MatchString))
}

func (p *page) code() string {
	p.t.Helper()
	p.await("a room", `location.pathname.startsWith("/r/")`)
	return aCode.FindString(p.path())
}

func (x *line) code() string {
	x.t.Helper()
	return aCode.FindString(x.hear(aCode))
}

func (p *page) end(won bool, how string) {
	p.t.Helper()
	if won {
		p.see("You won", how)
	} else {
		p.see("Ann won", how)
	}
}

// turns plays some of a game's turns, the first of which is the n-th.
func (p *pair) turns(n int, turns []turn) {
	p.page.t.Helper()
	for i, turn := range turns {
		seat := (n + i) % 2
		if p.pageFirst == (seat == 0) {
			p.page.pick(turn.cell)
		} else {
			p.terminal.play(turn.typed)
		}
		p.page.holds(turn.cell, p.pieces[seat])
	}
}

// over waits until both windows tell the end of the game, and show all of it.
func (p *pair) over(played []turn) {
	p.page.t.Helper()
	p.page.end(p.pageFirst, p.how)
	for i, turn := range played {
		p.page.holds(turn.cell, p.pieces[i%2])
	}
	p.terminal.end(!p.pageFirst, p.how, played)
}

// aCode is the code of a room, wherever it stands.
var aCode = regexp.MustCompile(`\b[34679ACDEFGHJKMNPQRTVWXY]{6}(?:[34679ACDEFGHJKMNPQRTVWXY]{4})?\b`)

// The whole way from a keypress to the other player's screen: a game, the
// rematch, a crash in the middle of it, and the same two finish it in the same
// seats.
func TestATerminalAsXAgainstAPageAsO(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	key := sshKey(t)
	ann := s.terminal("Ann", key, "play", ticTacToe.game)
	room := ann.code()
	bob := s.page("/r/" + room)
	bob.see("A seat is free", "Ann")
	bob.press("Sit down")
	p := &pair{contest: ticTacToe, terminal: ann, page: bob}

	p.turns(0, p.first)
	p.over(p.first)
	p.rematch(s, key, room, ann)
}

// The same, with the other game and the other side.
func TestAPageAsDiscAgainstATerminalAsRing(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	key := sshKey(t)
	bob := s.page("/")
	bob.press("Play Connect Four")
	room := bob.code()
	ann := s.terminal("Ann", key, "join", room)
	p := &pair{contest: connectFour, terminal: ann, page: bob, pageFirst: true}

	p.turns(0, p.first)
	p.over(p.first)
	p.rematch(s, key, room, ann)
}

// rematch plays the second game, with sides changed and through a crash.
func (p *pair) rematch(s *server, key, room string, ann *terminal) {
	s.t.Helper()
	ann.menu("r")
	p.page.see("Ann wants a rematch.")
	p.page.rematch()
	p.pageFirst = !p.pageFirst
	half := len(p.second) / 2
	p.turns(0, p.second[:half])

	s.kill()
	ann.awaitEnd()
	p.page.see("Reconnecting")
	s.start()

	ann = s.terminal("Ann", key, "join", room)
	p.terminal = ann
	for i, turn := range p.second[:half] {
		p.page.holds(turn.cell, p.pieces[i%2])
	}
	p.turns(half, p.second[half:])
	p.over(p.second)
}

// A whole game without a screen.
func TestLineModeAgainstAPage(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.line("Ann", sshKey(t), "play", ticTacToe.game)
	room := ann.code()
	bob := s.page("/r/" + room)
	bob.press("Sit down")
	p := &pair{contest: ticTacToe, terminal: ann, page: bob}

	p.turns(0, p.first)
	p.over(p.first)
}

func (x *line) play(typed string) {
	x.t.Helper()
	x.hear(regexp.MustCompile("Your turn"))
	x.say(typed)
}

func (x *line) end(won bool, how string, _ []turn) {
	x.t.Helper()
	x.hear(regexp.MustCompile(verdict(won) + how))
}

// Who is playing when the server is stopped is told so, and comes back to the
// same seat.
func TestStoppingWhilePeoplePlay(t *testing.T) {
	s := newServer(t)
	key := sshKey(t)
	ann := s.terminal("Ann", key, "play", ticTacToe.game)
	room := ann.code()
	bob := s.page("/r/" + room)
	bob.press("Sit down")
	p := &pair{contest: ticTacToe, terminal: ann, page: bob}
	p.turns(0, p.second[:2])

	s.stop()
	if last := ann.awaitEnd(); !strings.Contains(last, "Restarting, your game is saved") {
		t.Errorf("the terminal was left with:\n%s", last)
	}
	bob.see("Restarting, your game is saved")
	s.start()

	p.terminal = s.terminal("Ann", key, "join", room)
	p.turns(2, p.second[2:])
	p.over(p.second)
}

// Both pages can be used by everyone, in both schemes.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	key := sshKey(t)
	ann := s.terminal("Ann", key, "play", ticTacToe.game)
	room := ann.code()
	bob := s.page("/")
	bob.see("Ann")
	bob.schemes("the lobby")
	bob.press("Sit down: Tic-tac-toe, Ann")
	p := &pair{contest: ticTacToe, terminal: ann, page: bob}
	p.turns(0, p.first[:3])
	bob.schemes("a game at " + room)
	p.turns(3, p.first[3:])
	p.over(p.first)
	bob.schemes("the end of a game")
	bob.press("Invite")
	bob.schemes("the invitation")
}
