package e2e

import (
	"context"
	"encoding/base64"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/game/bot"
)

var pictures = flag.String("pictures", "", "the directory into which TestPictures writes pictures of every game in both windows")

// scene is a game in the middle, for a picture.
type scene struct {
	game  string
	moves string       // as those of a whole game
	play  func(*match) // instead
}

var scenes = []scene{
	{game: "tictactoe", moves: "b2 c3 a3 c1"},
	{game: "connectfour", moves: "4 4 4 4 3 5 3 3 5 5 2 6"},
	{game: "gomoku", moves: "h8 h9 i9 g7 i7 g9 i8 i6 i10 i11 g8 j8 f8 e8 h10 g11"},
	{game: "othello", moves: "d3 c3 c4 e3 d2 b4 f4 c2 c5 e6 b3 d1 e1 f1 d6 e2 a3 b6 c6 f6 a6 g5 f5 g6"},
	{game: "chess", moves: "e4 e5 Nf3 Nc6 Bb5 a6 Ba4 Nf6 O-O Be7 Re1 b5 Bb3 d6 c3 O-O h3 Na5 Bc2 c5 d4 Qc7 b1d2 cxd4 cxd4"},
	{game: "draughts", moves: "11-15 23-19 8-11 22-17 9-14 25-22 6-9 17-13 14-18 13x6 18x25 29x22 2x9 27-23"},
	{game: "go", moves: "E5 E7 F7 F8 F6 E8 G8 D6 D5 C5 C4 C6 B4 G3 G4 F3 F4 H4 H5 H3 G5 D3 D4 E3 B5 B6"},
	{game: "backgammon", play: opening},
	{game: "hex", moves: "b4 g6 f5 b9 e9 e7 f7 f6 h6 h7 g7 h5 i5 i4 j4 j3 k2 k3 d7 d8"},
	{game: "morris", moves: "d2 d6 f4 b4 f2 b2 f6xb2 b2 d3 b6xd3 d3 d7 d1xd7 a4 e4 c4xe4 e4 g4 d1-a1 c4-c3"},
	{game: "kalah", moves: "3 6 1 5 4 6 2 6"},
	{game: "battleship", moves: broadsides},
	{game: "dots", moves: "c8 b5 c6 e4 f7 d7 g6 e8 d9 f5 e6 d5 d3 c4 g4 f3 e2 h3 b3"},
	{game: "ultimate", moves: "5.5 5.7 7.1 1.1 1.4 4.3 3.8 8.2 2.9 9.8 8.8 8.9 9.9 9.2 2.8 8.7 7.2 2.6 6.8 8.4 4.8 8.6"},
}

// broadsides is a game of Battleship in which both have found something.
const broadsides = "0:b2-b6 0:d9-g9 0:f3-h3 0:i6-i8 0:d5-e5 1:c3-g3 1:i4-i7 1:b6-b8 1:e9-g9 1:j1-j2 0:ready 1:ready " +
	"e5 e5 c7 d5 g3 c4 f3 h7 h3 i7 e3 i6 d3 i8 c3 b1 i9 b5 b7 b6 b6 b4 b8 b3 g7 b2 i5 g5"

// Every game in both windows, as docs/games.md shows it.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no directory was given with -pictures")
	}
	for _, sc := range scenes {
		rules := all.Rules(sc.game)
		info := rules.Info()
		t.Run(info.Name, func(t *testing.T) {
			s := newServer(t)
			ann := s.window(80, 24, "Ann", sshKey(t), "play", info.Name)
			room := ann.code()
			bob := s.page("/")
			bob.rename("Bob")
			bob.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.url("/r/"+room)))
			bob.scheme("light")
			bob.press("Sit down")
			if info.MaxSeats > 2 {
				bob.press("Begin with 2")
				ann.see("Bob wants to begin")
				ann.press("g")
			}
			m := newMatch(t, s, rules, room, ann, bob)
			if sc.play != nil {
				sc.play(m)
			} else {
				m.playAll(sc.moves)
			}
			if m.state.Turn()[0] == 0 {
				ann.see("Your turn")
			}
			bob.shows(m.info, m.state.View(1))
			bob.scheme("light") // waits until nothing moves any more
			save(t, "game-"+info.Name+"-browser.png", bob.shot("main"))
			save(t, "game-"+info.Name+"-terminal.png", bob.draw(ann))
		})
	}
}

// opening plays backgammon as bots do, until somebody is about to use a roll.
func opening(m *match) {
	m.t.Helper()
	const plies = 30
	mind := bot.New(nil)
	r := rand.New(rand.NewPCG(1, 2))
	for m.ply < plies || len(game.Moves(m.state, m.state.Turn()[0])) < 6 {
		seat := m.state.Turn()[0]
		move, err := mind.Think(context.Background(), bot.Problem{
			Game: m.info.Name, Seat: seat, View: m.state.View(seat), Level: bot.Easy, Rand: r,
			Imagine: func(*rand.Rand) game.State { return m.state },
		})
		if err != nil {
			m.t.Fatal(err)
		}
		m.play(seat, string(move))
	}
}

// rename gives the person on the page a name.
func (p *page) rename(name string) {
	p.t.Helper()
	p.click("#me")
	p.do(chromedp.SetValue(chromedp.CSS("dialog input"), name, chromedp.NodeVisible))
	p.press("Save")
	p.see(name)
}

// shot is a picture of an element of the page.
func (p *page) shot(selector string) []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.Screenshot(chromedp.CSS(selector), chromedp.NodeVisible))
	if err != nil {
		p.t.Fatal(err)
	}
	return png
}

// draw is a picture of a terminal, which the page makes from the terminal's cells.
func (p *page) draw(x *terminal) []byte {
	p.t.Helper()
	p.do(chromedp.Navigate("data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(x.html()))))
	return p.shot("main")
}

func save(t *testing.T, name string, png []byte) {
	t.Helper()
	small, err := reduce(png)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), small, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d KB", name, len(small)/1024)
}
