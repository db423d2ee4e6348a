package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/wire/wiretest"
)

// rareChess has what happens once in a while: en passant, a promotion by the
// menu of either window, and castling.
func rareChess(m *match) {
	m.t.Helper()
	m.playAll("h4 g5 hxg5 f5 gxf6 b5 fxe7 b4")
	white := m.players[0].(*terminal)
	m.by(0, "e7f8n", func() {
		white.see("Your turn")
		white.before = white.picture()
		for i := 0; white.picture() == white.before; i++ { // a new board takes no clicks at first
			white.click(white.square([]string{"a2", "b2"}[i%2]))
			<-time.After(100 * time.Millisecond)
		}
		white.click(white.square("e7")) // instead of the other
		white.click(white.square("f8"))
		white.click(white.find("Knight"))
	})
	m.playAll("b3 Nf3 bxa2 e3 a2b1q Be2 Nf6 O-O Rg8 c3 Qg6 a1a6 Qxg2")
}

// at is a character cell of a terminal, from the top left.
type at struct{ x, y int }

// click presses and releases the mouse.
func (x *terminal) click(p at) {
	x.t.Helper()
	for _, end := range []string{"M", "m"} {
		x.press(mouse(p, end))
	}
}

// find waits until the text stands on the screen, and returns where it begins.
func (x *terminal) find(text string) at {
	x.t.Helper()
	for y, line := range strings.Split(x.see(text), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return at{utf8.RuneCountInString(before), y}
		}
	}
	return at{}
}

// square finds a square of a chessboard by the letters below and the digits
// beside it.
func (x *terminal) square(name string) at {
	x.t.Helper()
	lines := strings.Split(x.text(), "\n")
	var p at
	for y, line := range lines {
		runes := []rune(line)
		if digit := strings.TrimSpace(line); strings.HasPrefix(digit, name[1:]) && p.y == 0 {
			p.y = y
		}
		letters := strings.Join(strings.Fields(string(runes[:min(len(runes), 64)])), "")
		if letters == "abcdefgh" {
			p.x = utf8.RuneCountInString(line[:strings.Index(line, name[:1])])
		}
	}
	return p
}

// battle is a game of Battleship that seat 0 wins, and nothing of a ship is told
// to anybody else before it is hit. Both look at a fleet by chance first, which
// the test does not know, and scrap it.
func battle(m *match) {
	m.t.Helper()
	m.playAll("0:random 1:random 1:clear 0:clear")
	fleets := [2][]game.Move{
		{"a1-a5", "c1-c4", "e1-e3", "g1-g3", "i1-i2"},
		{"a10-e10", "a8-d8", "a6-c6", "a4-c4", "a2-b2"},
	}
	for i := range fleets[0] {
		for seat, fleet := range fleets {
			m.play(game.Seat(seat), string(fleet[i]))
		}
	}
	m.play(0, "ready")
	m.play(1, "ready")
	// The second one knows where the first destroyer is.
	answers := strings.Fields("i1 i2 j1 j2 j3 j4 j5 j6 j7 j8 j9 j10 h1 h2 h3 h4")
	for _, ship := range fleets[1] {
		for _, square := range squares(string(ship)) {
			m.play(0, square)
			if len(answers) > 0 {
				m.play(1, answers[0])
				answers = answers[1:]
			}
		}
	}
	bob := m.players[1].(*page)
	bob.mu.Lock()
	defer bob.mu.Unlock()
	m.secret("the opponent", bob.heard, 1, fleets[0])
	m.secret("the spectator", m.eye.heard, 0, fleets[0])
	m.secret("the spectator", m.eye.heard, 1, fleets[1])
}

// squares are those of a ship, from one end to the other.
func squares(ship string) []string {
	from, to, _ := strings.Cut(ship, "-")
	var all []string
	for col := from[0]; col <= to[0]; col++ {
		for _, row := range strings.Fields("1 2 3 4 5 6 7 8 9 10") {
			if number(from) <= number(row) && number(row) <= number(to) {
				all = append(all, string(col)+row)
			}
		}
	}
	return all
}

// number is the row of a square.
func number(square string) int {
	n := 0
	for _, r := range strings.TrimLeft(square, "abcdefghij") {
		n = 10*n + int(r-'0')
	}
	return n
}

// secret sees to it that what somebody was sent about the waters of a fleet tells
// no more than the shots at it.
func (m *match) secret(who string, heard []string, board int, fleet []game.Move) {
	m.t.Helper()
	seen := 0
	var whole []byte
	for _, text := range heard {
		var msg struct {
			Type string
			Room json.RawMessage
		}
		err := json.Unmarshal([]byte(text), &msg)
		switch {
		case err == nil && msg.Type == "room":
			whole = msg.Room
		case err == nil && msg.Type == "delta":
			whole, err = wiretest.Bytes(whole, []byte(text))
		default:
			continue
		}
		var s rooms.Snapshot
		if err := errors.Join(err, json.Unmarshal(whole, &s)); err != nil {
			m.t.Fatalf("%s was sent %s: %v", who, text, err)
		}
		if s.Phase != room.Playing {
			continue
		}
		seen++
		placing := slices.ContainsFunc(s.View.Choices, func(c game.Choice) bool { return len(c.Path) > 1 })
		hit := make(map[string]bool)
		for _, c := range s.View.Boards[board].Cells {
			switch {
			case c.Piece == "hit":
				hit[c.Label] = true
			case c.Piece != "" && c.Piece != "miss", c.Piece == "" && !c.Has(game.Hidden), c.Has(game.Out):
				m.t.Fatalf("%s is shown %+v", who, c)
			}
		}
		for _, ship := range fleet {
			sunk := !slices.ContainsFunc(squares(string(ship)), func(s string) bool { return !hit[s] })
			if !sunk && !placing && strings.Contains(text, string(ship)) {
				m.t.Fatalf("%s is told of %s:\n%s", who, ship, text)
			}
		}
	}
	if seen < len(fleet) {
		m.t.Errorf("%s was sent the room %d times", who, seen)
	}
}

// A ship is shown before it is placed, and can be turned; then it has a hull, and only where
// it lies is told to its owner.
func TestAShipIsTurnedAndPlaced(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	me, other := p.person(), newSocket(s)
	other.anew()
	code := me.must(command{Do: "create", Game: "battleship"})
	other.must(command{Do: "sit", Room: code})
	p.at(code)
	p.pick("c3")
	p.see("Place c3-g3")
	hulls := func(cells string) string {
		return fmt.Sprintf(`[...document.querySelectorAll(".cell:has(> .hull)")].map((c) => c.getAttribute("aria-label").split(",")[0]).join(" ") === %q`, cells)
	}
	p.await("the ship", hulls("c3 d3 e3 f3 g3"))
	p.press("Turn it")
	p.see("Place c3-c7")
	p.await("the ship on its side", hulls("c3 c4 c5 c6 c7"))
	p.seen("c3")
	p.click(`[role=gridcell][aria-label^="c3,"]`)
	p.await("it turned again", hulls("c3 d3 e3 f3 g3"))
	p.press("Place c3-g3")
	p.holds("e3", "ship")
	p.await("the ship where it lies", hulls("c3 d3 e3 f3 g3"))
	if err := other.enter(code); err != nil {
		t.Fatal(err)
	}
	for _, b := range other.room.View.Boards {
		for _, c := range b.Cells {
			if c.Arms != "" || c.Piece != "" {
				t.Errorf("the other is told %+v", c)
			}
		}
	}
}
