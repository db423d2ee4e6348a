package e2e

import (
	"crossplay/game/all"

	"math/rand/v2"
	"regexp"
	"testing"

	"crossplay/game"
	"crossplay/rooms"
)

// Three people, each in front of another window, agree to begin in a room for
// four. One gives up, and the others play on.
func TestThreePlayAndOneGivesUp(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("several windows, many moves")
	}
	s := newServer(t)
	info := all.Rules("dots").Info()
	ann := s.page("/")
	room := ann.create(info, "3x3", "4")
	bob := s.terminal("Bob", sshKey(t), "join", room)
	bob.see("begin with 2")
	cleo := s.line("Cleo", sshKey(t), "join", room)
	ann.press("Begin with 3")
	bob.see("begin with 3")
	bob.press("g")
	cleo.hear(regexp.MustCompile("Bob wants to begin"))
	cleo.say("begin")
	m := newMatch(t, s, all.Rules("dots"), room, ann, bob, cleo)

	r := rand.New(rand.NewPCG(3, 3))
	atRandom := func(moves []game.Move) game.Move { return moves[r.IntN(len(moves))] }
	for range 8 {
		seat := m.state.Turn()[0]
		m.play(seat, string(atRandom(game.Moves(m.state, seat))))
	}
	cleo.say("resign")
	cleo.hear(regexp.MustCompile("Type yes"))
	cleo.say("yes")
	m.resign(2)
	ann.see("gave up")
	bob.see("gave up")
	m.playOut(atRandom)
	m.over()
}

// Whoever gives up in a game of three with clocks is told so for as long as it goes on,
// however the clocks run.
func TestWhoGaveUpIsToldWhileTheClocksRun(t *testing.T) {
	s := newServer(t)
	p := s.page("/")
	me, bob, cleo := p.person(), newSocket(s), newSocket(s)
	bob.anew()
	cleo.anew()
	code := me.must(command{Do: "create", Game: "dots", Seats: 3, Clock: "10+5"})
	bob.must(command{Do: "sit", Room: code})
	cleo.must(command{Do: "sit", Room: code})
	playOn(t, code, []*socket{me, bob, cleo}, 4)
	p.at(code)
	p.see("10:")
	me.anew()
	me.must(command{Do: "resign", Room: code})
	p.await("what became of oneself, under the board", `document.querySelector(".stage .note").textContent.includes("You gave up.")`)
}

// resign waits until the seat has given up and is played past.
func (m *match) resign(seat game.Seat) {
	m.t.Helper()
	next, err := m.state.(game.Resigner).Resign(seat)
	if err != nil {
		m.t.Fatal(err)
	}
	m.until(func(s *rooms.Snapshot) bool { return s.Chairs[seat].Out })
	m.state = next
	m.ply++
	m.catchUp()
}
