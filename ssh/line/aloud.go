package line

import (
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/words"
)

// moves tells the choices, with their labels where those say more.
func (t *table) moves(s *rooms.Snapshot) {
	choices := s.View.Choices
	if len(choices) == 0 {
		t.say("board.noMoves")
		return
	}
	var all []string
	told := make(map[game.Move]bool)
	for _, c := range choices {
		if told[c.Move] { // it can be picked in two ways
			continue
		}
		told[c.Move] = true
		if c.Label != "" && !strings.EqualFold(c.Label, string(c.Move)) {
			all = append(all, string(c.Move)+" ("+c.Label+")")
		} else {
			all = append(all, string(c.Move))
		}
	}
	can := words.Args{"n": len(all), "moves": strings.Join(all, ", ")}
	if len(all) == 1 {
		t.say("board.oneMove", can)
		return
	}
	t.say("board.moves", can)
}

// where tells which pieces lie where, for whoever hears the board.
func (t *table) where(s *rooms.Snapshot) {
	empty := true
	for i := range s.View.Boards {
		b := &s.View.Boards[i]
		for _, p := range t.info.Pieces {
			var cells []string
			for j := range b.Cells {
				if c := &b.Cells[j]; c.Piece == p.Name {
					cells = append(cells, place(c))
				}
			}
			if len(cells) > 0 {
				empty = false
				t.tell(strings.TrimSpace(b.Title+" "+p.Title) + ": " + strings.Join(cells, "; ") + ".")
			}
		}
		var must []string
		for j := range b.Cells {
			if c := &b.Cells[j]; c.Has(game.Target) {
				must = append(must, c.Label)
			}
		}
		if len(must) > 0 {
			t.say("board.must", words.Args{"places": strings.Join(must, "; ")})
		}
	}
	if empty {
		t.say("board.empty")
	}
}

// marksAloud are what is said of a cell besides its piece.
var marksAloud = []struct {
	mark     game.Mark
	sentence string
}{
	{game.Win, "board.win"},
	{game.Check, "board.check"},
	{game.Last, "board.last"},
	{game.Out, "board.out"},
}

// place is a cell as it is heard: "point 8, 3 of them, just now".
func place(c *game.Cell) string {
	text := c.Label
	if c.Count > 1 {
		text = words.Say("board.count", words.Args{"place": text, "n": c.Count})
	}
	for _, m := range marksAloud {
		if c.Has(m.mark) {
			text += " " + words.Say(m.sentence)
		}
	}
	return strings.TrimSuffix(text, ",")
}
