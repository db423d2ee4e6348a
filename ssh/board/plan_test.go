package board

import (
	"testing"

	"crossplay/game"
	"crossplay/ssh/board/boardtest"
	"crossplay/ssh/term"
)

// buttonsOf are the buttons of a view.
func buttonsOf(v *game.View) (labels []string) {
	_, buttons := game.Narrow(v.Choices, nil)
	for _, b := range buttons {
		labels = append(labels, b.Label)
	}
	return labels
}

// spots are all spots of a view that a choice begins with.
func spots(v *game.View) map[game.Spot]bool {
	first, _ := game.Narrow(v.Choices, nil)
	next := make(map[game.Spot]bool)
	for _, s := range first {
		next[s] = true
	}
	return next
}

func TestBoardsFitWholeWhereTheyShould(t *testing.T) {
	small, normal, large := boardtest.Areas[0], boardtest.Areas[1], boardtest.Areas[2]
	at := map[string]term.Rectangle{
		"chess-sample": small, "draughts-sample": small, "reversi-sample": small, "kalah-sample": small, "morris-sample": small,
		"ultimate-sample": small, "dots-sample": small, "backgammon-sample": small,
		"hex-sample": normal, "go-sample": normal, "battleship-sample": normal, "large-sample": large,
	}
	for _, s := range boardtest.Samples() {
		area, ok := at[s.Info.Name]
		if !ok {
			t.Errorf("%s: nobody says where it should fit", s.Info.Title)
		}
		buttons := []string{"Roll", "Double"}
		if s.Info.Name == "dots-sample" { // as high as the screen, and without buttons
			buttons = nil
		}
		if p := newPlan(&Scene{View: &s.View, Info: s.Info, Buttons: buttons}, kept{}, area); p.more && area != small {
			t.Errorf("%s does not fit %d×%d", s.Info.Title, area.W, area.H)
		}
		if p := newPlan(&Scene{View: &s.View, Info: s.Info}, kept{}, area); p.more {
			t.Errorf("%s does not fit %d×%d without buttons", s.Info.Title, area.W, area.H)
		}
	}
}

// Nothing lies over anything else, and all within the area, whatever is drawn.
func TestNothingOverlaps(t *testing.T) {
	for _, s := range boardtest.Samples() {
		for _, area := range boardtest.Areas {
			p := newPlan(&Scene{View: &s.View, Info: s.Info, Buttons: []string{"Pass"}}, kept{}, area)
			area.W++ // see Draw
			for i := range p.boards {
				b := &p.boards[i]
				if in := b.area.Within(area); !p.more && in != b.area {
					t.Errorf("%s at %d×%d: board %d at %+v lies outside of %+v", s.Info.Title, area.W, area.H, i, b.area, area)
				}
				var all []term.Rectangle
				b.each(func(col, row int) { all = append(all, b.picture(col, row)) })
				for j := range all {
					for k := range j {
						if cut := all[j].Within(all[k]); cut.W > 0 && cut.H > 0 {
							t.Fatalf("%s at %d×%d: %+v lies over %+v", s.Info.Title, area.W, area.H, all[j], all[k])
						}
					}
				}
			}
		}
	}
}

func TestEveryPlaceIsReachedByArrows(t *testing.T) {
	for _, s := range boardtest.Samples() {
		for _, area := range boardtest.Areas {
			p := newPlan(&Scene{View: &s.View, Info: s.Info, Buttons: buttonsOf(&s.View)}, kept{}, area)
			next := spots(&s.View)
			start := p.nearest(cursor{}, next)
			seen := map[cursor]bool{start: true}
			for todo := []cursor{start}; len(todo) > 0; todo = todo[1:] {
				for _, d := range [][2]int{{0, -1}, {0, 1}, {-1, 0}, {1, 0}} {
					if to := p.move(todo[0], next, d[0], d[1]); !seen[to] {
						seen[to] = true
						todo = append(todo, to)
					}
				}
			}
			if want := len(p.targets(next)); len(seen) != want {
				t.Errorf("%s at %d×%d: %d of %d places are reached", s.Info.Title, area.W, area.H, len(seen), want)
			}
		}
	}
}

// Two steps there and back lead to where one was, on rows that are shifted and
// on edges, too.
func TestArrowsLeadStraightOn(t *testing.T) {
	for _, c := range []struct {
		name   string
		spot   game.Spot
		dx, dy int
		want   game.Spot
	}{
		{"hex-sample", "e5", 0, -1, "e7"},
		{"hex-sample", "c3", 1, 0, "e3"},
		{"dots-sample", "f7", 0, 1, "f5"},
		{"dots-sample", "f7", 1, 0, "h7"},
		{"dots-sample", "g6", 1, 0, "i6"},
		{"dots-sample", "g6", 0, 1, "g4"},
	} {
		for _, s := range boardtest.Samples() {
			if s.Info.Name != c.name {
				continue
			}
			p := newPlan(&Scene{View: &s.View, Info: s.Info}, kept{}, boardtest.Areas[1])
			next := spots(&s.View)
			var at cursor
			for _, to := range p.targets(next) {
				if to.spot == c.spot {
					at = to.cursor
				}
			}
			there := p.move(p.move(at, next, c.dx, c.dy), next, c.dx, c.dy)
			back := p.move(p.move(there, next, -c.dx, -c.dy), next, -c.dx, -c.dy)
			if there.spot != c.want || back.spot != c.spot {
				t.Errorf("%s: from %s by %d, %d to %s, not %s, and back to %s", c.name, c.spot, c.dx, c.dy, there.spot, c.want, back.spot)
			}
		}
	}
}

// What does not fit is moved so that the cursor is in sight, wherever it goes.
func TestTheCursorStaysInSight(t *testing.T) {
	for _, name := range []string{"large-sample", "battleship-sample", "go-sample"} {
		for _, s := range boardtest.Samples() {
			if s.Info.Name != name {
				continue
			}
			var scroll viewport
			next := spots(&s.View)
			first := newPlan(&Scene{View: &s.View, Info: s.Info}, kept{}, boardtest.Areas[0])
			if !first.more {
				t.Fatalf("%s fits", name)
			}
			for _, to := range first.targets(next) {
				p := newPlan(&Scene{View: &s.View, Info: s.Info}, kept{}, boardtest.Areas[0])
				scroll = scroll.follow(&p, p.focus(to.cursor))
				box := p.boards[to.board-1].picture(to.col, to.row)
				if box.Within(p.inner()) != box {
					t.Fatalf("%s: %s at %+v is not within %+v", name, to.spot, box, p.inner())
				}
			}
		}
	}
}
