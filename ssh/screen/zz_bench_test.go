package screen

import (
	"testing"
	"time"
	"unsafe"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/battleship"
	"crossplay/game/chess"
	"crossplay/game/dots"
	"crossplay/game/gomoku"
	"crossplay/game/hex"
	"crossplay/game/tictactoe"
	"crossplay/game/ultimate"
	"crossplay/game/weiqi"
	"crossplay/rooms"
	"crossplay/ssh/term"
)

func BenchmarkDraw(b *testing.B) {
	b.Log(unsafe.Sizeof(term.Cell{}))
	for _, g := range []game.Rules{tictactoe.Rules{}, chess.Rules{}, weiqi.Rules{}, gomoku.Rules{}, backgammon.Rules{}, battleship.Rules{}, dots.Rules{}, hex.Rules{}, ultimate.Rules{}} {
		info := g.Info()
		opt := map[string]string{}
		for _, o := range info.Options {
			if o.Name == "size" { opt["size"] = o.Values[len(o.Values)-1].Name }
		}
		pos, err := g.Start(game.Setup{Seats: 2, Options: opt})
		if err != nil {
			b.Fatal(err)
		}
		seat := game.Seat(0)
		snap := &rooms.Snapshot{Code: "K7MPQX", Game: info.Name, Phase: rooms.Playing, Round: 1, You: seat, Turn: []game.Seat{0}, View: pos.View(seat),
			Chairs: []rooms.Chair{{Name: "Ann", Present: true}, {Name: "Bob", Present: true}}}
		for _, size := range [][2]int{{80, 24}, {120, 40}, {500, 200}} {
			b.Run(info.Name+opt["size"]+"/"+map[int]string{80: "80", 120: "120", 500: "500"}[size[0]], func(b *testing.B) {
				a := &app{now: time.Now, w: size[0], h: size[1]}
				tb := newTable(a, "K7MPQX", false)
				tb.snap, tb.info = snap, info
				area := rect{0, 1, size[0] - sideWidth(size[0]), size[1] - 4}
				b.ReportAllocs()
				for b.Loop() {
					c := term.NewCanvas(size[0], size[1])
					a.zones = a.zones[:0]
					tb.drawBoards(c, area)
					c.Free()
				}
			})
		}
	}
}
