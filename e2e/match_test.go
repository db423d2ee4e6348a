package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// match is a game that people play through their windows, while the test knows
// the rules and plays along, and a spectator watches through a socket.
type match struct {
	t       *testing.T
	info    game.Info
	state   game.State
	ply     int
	players []mover // by seat
	eye     *socket
	hash    string // of what chance draws from, where it has a part
}

// mover is somebody in front of a window.
type mover interface {
	// move plays a choice of the view, once it is the person's turn. Typed is how
	// somebody writes it.
	move(v game.View, c game.Choice, typed string)
	// moved waits until the window shows what has come of it.
	moved()
	// told waits until the window tells how the game ended.
	told(r room.Result, you game.Seat)
}

// newMatch is a match in a room where the game has just begun.
func newMatch(t *testing.T, s *server, rules game.Rules, code string, players ...mover) *match {
	t.Helper()
	m := &match{t: t, info: rules.Info(), players: players, eye: newSocket(s)}
	m.eye.keep = true
	if err := m.eye.dial(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.eye.conn.Close() })
	if err := m.eye.enter(room.Code(code)); err != nil {
		t.Fatal(err)
	}
	m.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Playing })
	var err error
	if m.state, err = rules.Start(game.Setup{Seats: len(m.eye.room.Chairs), Options: m.eye.room.Options}); err != nil {
		t.Fatal(err)
	}
	if m.info.Chance {
		m.hash = m.eye.room.Proof.Hash
	}
	m.catchUp()
	return m
}

func (m *match) until(wanted func(*rooms.Snapshot) bool) {
	m.t.Helper()
	if err := m.eye.until(wanted); err != nil {
		m.t.Fatalf("the spectator: %v", err)
	}
}

// playAll plays moves as people write them, with _ for a space. Where several
// may move, the seat stands before the move: "1:agree".
func (m *match) playAll(moves string) {
	m.t.Helper()
	for _, typed := range strings.Fields(moves) {
		seat := m.state.Turn()[0]
		if by, move, ok := strings.Cut(typed, ":"); ok {
			seat, typed = game.Seat(by[0]-'0'), move
		}
		m.play(seat, strings.ReplaceAll(typed, "_", " "))
	}
}

// play lets the seat play a move in its window.
func (m *match) play(seat game.Seat, typed string) {
	m.t.Helper()
	v := m.state.View(seat)
	c, ok := game.Match(v.Choices, typed)
	if !ok {
		m.t.Fatalf("%s cannot play %q at ply %d", m.info.Seats[seat], typed, m.ply)
	}
	m.by(seat, c.Move, func() { m.players[seat].move(v, c, typed) })
}

// by lets the seat play a move in whatever way.
func (m *match) by(seat game.Seat, move game.Move, way func()) {
	m.t.Helper()
	next, err := m.state.Play(seat, move)
	if err != nil {
		m.t.Fatal(err)
	}
	way()
	before := m.state
	m.state = next
	m.ply++
	if x, ok := m.players[seat].(*terminal); ok && game.Rehearses(before, seat) {
		if game.Rehearses(next, seat) { // a terminal plays the turn when it is complete
			x.moved()
			return
		}
		x.finish()
	}
	m.catchUp()
	m.players[seat].moved()
}

// catchUp waits until the server is where the test is, learns what chance drew,
// and sees to it that a spectator is shown exactly the position of the rules.
func (m *match) catchUp() {
	m.t.Helper()
	m.until(func(s *rooms.Snapshot) bool {
		return s.Ply >= m.ply && !slices.Contains(s.Turn, game.Chance)
	})
	seen := m.eye.room
	if drawn := seen.Ply - m.ply; drawn > 0 {
		m.draw(drawn, seen.View)
	}
	if have, want := encoded(seen.View), encoded(m.state.View(game.Spectator)); have != want {
		m.t.Fatalf("at ply %d a spectator sees\n%s\nand not\n%s", m.ply, have, want)
	}
}

// draw finds the draws that lead to the view, by drawing until it looks the same.
func (m *match) draw(n int, view game.View) {
	m.t.Helper()
	const tries = 100_000
	want := encoded(view)
	r := rand.New(rand.NewPCG(1, 1))
	for range tries {
		p := m.state
		for range n {
			if !slices.Equal(p.Turn(), []game.Seat{game.Chance}) {
				m.t.Fatalf("chance drew %d times at ply %d", n, m.ply)
			}
			var err error
			if p, err = p.Play(game.Chance, p.Draw(r)); err != nil {
				m.t.Fatal(err)
			}
		}
		if encoded(p.View(game.Spectator)) == want {
			m.state, m.ply = p, m.ply+n
			return
		}
	}
	m.t.Fatalf("no %d draws lead from ply %d to %s", n, m.ply, want)
}

func encoded(v game.View) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// playOut plays the moves that next picks until the game is over.
func (m *match) playOut(next func([]game.Move) game.Move) {
	m.t.Helper()
	for turn := m.state.Turn(); len(turn) > 0; turn = m.state.Turn() {
		m.play(turn[0], string(next(game.Moves(m.state, turn[0]))))
	}
}

// over waits until every window tells the end, and compares what each shows of
// the last position.
func (m *match) over() {
	m.t.Helper()
	out, ok := m.state.Outcome()
	if !ok {
		m.t.Fatalf("the game is not over at ply %d", m.ply)
	}
	m.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
	r := *m.eye.room.Result
	if !slices.Equal(r.Winners, out.Winners) || r.Reason != out.Reason {
		m.t.Errorf("the room says %+v, the rules %+v", r, out)
	}
	for seat, p := range m.players {
		p.told(r, game.Seat(seat))
		if p, ok := p.(*page); ok {
			p.shows(m.info, m.state.View(game.Seat(seat)))
		}
	}
}

// where reads the pieces from line mode, which tells them without a picture, once it
// has told of the table.
func (m *match) where(s *server, told *regexp.Regexp) {
	m.t.Helper()
	x := s.line("Cleo", sshKey(m.t), "watch", string(m.eye.room.Code))
	x.hear(told)
	x.say("where")
	for _, b := range m.state.View(game.Spectator).Boards {
		for _, p := range m.info.Pieces {
			var cells []string
			for _, c := range b.Cells {
				if c.Piece == p.Name {
					cells = append(cells, c.Label)
				}
			}
			if len(cells) > 0 {
				x.hear(list(strings.TrimSpace(b.Title+" "+p.Title), cells))
			}
		}
	}
}

// shows waits until the page shows every cell of the view as it should.
func (p *page) shows(info game.Info, v game.View) {
	p.t.Helper()
	var cells []string
	for _, b := range v.Boards {
		for i, c := range b.Cells {
			if c.Kind == game.Void || b.Style == game.Edges && i%b.Cols%2 == 0 && i/b.Cols%2 == 0 {
				continue
			}
			what := "empty"
			if piece, ok := info.Piece(c.Piece); ok {
				what = piece.Title
			} else if c.Has(game.Hidden) {
				what = "unknown"
			}
			cells = append(cells, c.Label+", "+what)
		}
	}
	list, err := json.Marshal(cells)
	if err != nil {
		p.t.Fatal(err)
	}
	// Boards may lie in another order, so any cell will do that is read aloud so.
	p.await("the position "+string(list), fmt.Sprintf(`((want) => {
		const have = [...document.querySelectorAll('[role=gridcell]')].map((c) => c.getAttribute('aria-label') + ',');
		for (const w of want) {
			const i = have.findIndex((h) => h.startsWith(w + ','));
			if (i < 0) return false;
			have.splice(i, 1);
		}
		return have.length === 0;
	})(%s)`, list))
}

// move clicks what spells the choice, and its button where that leaves several.
func (p *page) move(v game.View, c game.Choice, _ string) {
	p.t.Helper()
	for _, spot := range c.Path {
		p.pick(label(v, spot))
	}
	_, finished := game.Narrow(v.Choices, c.Path)
	next, _ := game.Narrow(v.Choices, c.Path)
	if len(c.Path) == 0 || len(finished) > 1 || len(next) > 0 {
		name := c.Label
		if name == "" {
			name = string(c.Move)
		}
		p.await("a button "+name, fmt.Sprintf(`[...document.querySelectorAll('.choices button')].some((b) => b.textContent === %q)`, name))
		p.seen("the choices")
		p.press(name)
	}
}

// label is what a cell that is picked by the spot is called.
func label(v game.View, spot game.Spot) string {
	for _, b := range v.Boards {
		for _, c := range b.Cells {
			if c.Spot == spot {
				return c.Label
			}
		}
	}
	return ""
}

func (p *page) moved() {} // cells can be picked again only then

func (p *page) told(r room.Result, you game.Seat) {
	p.t.Helper()
	switch {
	case len(r.Winners) == 0:
		p.see("A draw", r.Reason)
	case slices.Contains(r.Winners, you):
		p.see("You won", r.Reason)
	default:
		p.see(" won", r.Reason)
		if text := p.text(); strings.Contains(text, "You won") {
			p.t.Error("who lost is told\n" + text)
		}
	}
}
