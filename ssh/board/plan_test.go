package screen

import (
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/ssh/term"
)

// areaAt is where boards are drawn on a screen of that size.
func areaAt(s term.Size) rect {
	in := rect{1, 1, s.W - sideWidth(s.W) - 2, s.H - 1 - belowBoard}
	if s.W >= 80 {
		in.y, in.h = in.y+1, in.h-1
	}
	return in
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
	small, normal, large := sizes[0], sizes[1], sizes[2]
	at := map[string]term.Size{
		"chess-sample": small, "draughts-sample": small, "reversi-sample": small, "kalah-sample": small, "morris-sample": small,
		"ultimate-sample": small, "dots-sample": small, "backgammon-sample": small,
		"hex-sample": normal, "go-sample": normal, "battleship-sample": normal, "large-sample": large,
	}
	for _, s := range samples() {
		size, ok := at[s.Info().Name]
		if !ok {
			t.Errorf("%s: nobody says where it should fit", s.info.Title)
		}
		buttons := []string{"Roll", "Double"}
		if s.Info().Name == "dots-sample" { // as high as the screen, and without buttons
			buttons = nil
		}
		if p := newPlan(&s.view, s.info, buttons, 0, areaAt(size)); p.more && size != small {
			t.Errorf("%s does not fit %d×%d", s.info.Title, size.W, size.H)
		}
		if p := newPlan(&s.view, s.info, nil, 0, areaAt(size)); p.more {
			t.Errorf("%s does not fit %d×%d without buttons", s.info.Title, size.W, size.H)
		}
	}
}

// Nothing lies over anything else, and all within the area, whatever is drawn.
func TestNothingOverlaps(t *testing.T) {
	for _, s := range samples() {
		for _, size := range sizes {
			p := newPlan(&s.view, s.info, []string{"Pass"}, 0, areaAt(size))
			area := areaAt(size)
			area.w++
			for i := range p.boards {
				b := &p.boards[i]
				if in := b.area.within(area); !p.more && in != b.area {
					t.Errorf("%s at %d×%d: board %d at %+v lies outside of %+v", s.info.Title, size.W, size.H, i, b.area, area)
				}
				var all []rect
				b.each(func(col, row int) { all = append(all, b.picture(col, row)) })
				for j := range all {
					for k := range j {
						if cut := all[j].within(all[k]); cut.w > 0 && cut.h > 0 {
							t.Fatalf("%s at %d×%d: %+v lies over %+v", s.info.Title, size.W, size.H, all[j], all[k])
						}
					}
				}
			}
		}
	}
}

func TestEveryPlaceIsReachedByArrows(t *testing.T) {
	for _, s := range samples() {
		for _, size := range sizes {
			var buttons []string
			for _, c := range s.view.Choices {
				if len(c.Path) == 0 {
					buttons = append(buttons, c.Label)
				}
			}
			p := newPlan(&s.view, s.info, buttons, 0, areaAt(size))
			next := spots(&s.view)
			start := p.settle(nowhere, next)
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
				t.Errorf("%s at %d×%d: %d of %d places are reached", s.info.Title, size.W, size.H, len(seen), want)
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
		for _, s := range samples() {
			if s.Info().Name != c.name {
				continue
			}
			p := newPlan(&s.view, s.info, nil, 0, areaAt(sizes[1]))
			next := spots(&s.view)
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
		for _, s := range samples() {
			if s.Info().Name != name {
				continue
			}
			var scroll viewport
			next := spots(&s.view)
			first := newPlan(&s.view, s.info, nil, 0, areaAt(sizes[0]))
			if !first.more {
				t.Fatalf("%s fits", name)
			}
			for _, to := range first.targets(next) {
				p := newPlan(&s.view, s.info, nil, 0, areaAt(sizes[0]))
				scroll = scroll.follow(&p, p.focus(to.cursor))
				box := p.boards[to.board].picture(to.col, to.row)
				if box.within(p.inner()) != box {
					t.Fatalf("%s: %s at %+v is not within %+v", name, to.spot, box, p.inner())
				}
			}
		}
	}
}

func TestALongStepIsListedInSeveralLines(t *testing.T) {
	steps := []game.Step{{Text: "b4: hit"}, {Text: "b8: cruiser b6-b8 sunk"}, {Text: "pass"}}
	var got []string
	for _, line := range wrapSteps(steps, 18) {
		text := ""
		for _, s := range line {
			text += s.Text + "|"
		}
		got = append(got, text)
	}
	if want := []string{"b4: hit|", "b8: cruiser b6-b8|", "sunk|", "pass|"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
