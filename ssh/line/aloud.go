package line

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
)

// moves tells the choices, with their labels where those say more.
func (t *table) moves(s *rooms.Snapshot) {
	choices := s.View.Choices
	if len(choices) == 0 {
		t.say("There is nothing for you to play just now.")
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
	t.say("You can play %s: %s.", plural(len(all)), strings.Join(all, ", "))
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
				t.say("%s: %s.", strings.TrimSpace(b.Title+" "+p.Title), strings.Join(cells, "; "))
			}
		}
		var must []string
		for j := range b.Cells {
			if c := &b.Cells[j]; c.Has(game.Target) {
				must = append(must, c.Label)
			}
		}
		if len(must) > 0 {
			t.say("The next move must be at %s.", strings.Join(must, "; "))
		}
	}
	if empty {
		t.say("The board is empty.")
	}
}

// marksAloud are what is said of a cell besides its piece.
var marksAloud = []struct {
	mark game.Mark
	text string
}{
	{game.Win, "in the winning line"},
	{game.Check, "attacked"},
	{game.Last, "just now"},
	{game.Out, "out of play"},
}

// place is a cell as it is heard: "point 8, 3 of them, just now".
func place(c *game.Cell) string {
	text := c.Label
	if c.Count > 1 {
		text += ", " + strconv.Itoa(c.Count) + " of them,"
	}
	for _, m := range marksAloud {
		if c.Has(m.mark) {
			text += " " + m.text
		}
	}
	return strings.TrimSuffix(text, ",")
}
