package screen

import (
	"slices"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/term"
	"crossplay/words"
)

// This file lays the first screen out: in rows, of which some hold things to choose.

type gameInfo = game.Info

// thing is something on the first screen that can be chosen: a room, of one's own or of
// others, or a game.
type thing struct {
	own  *rooms.Own
	card *rooms.Card // nil: it is the game
	game int         // its index
}

// id is what a thing is known by, whatever comes and goes around it.
func (t thing) id() string {
	if t.card != nil {
		return "room:" + string(t.card.Code)
	}
	return "game:" + string(rune('0'+t.game))
}

// row is a line of the first screen.
type row struct {
	text   string // a heading, or a sentence
	head   bool
	acts   bool // what one can do at once
	clock  bool // and with which clock
	things []thing
}

// find is where a thing is, or -1.
func find(rows []row, id string) (i, j int) {
	for i, r := range rows {
		if j := slices.IndexFunc(r.things, func(t thing) bool { return t.id() == id }); j >= 0 {
			return i, j
		}
	}
	return -1, -1
}

// width is how wide the rows are.
func (h *home) width() int {
	w := h.w - 2*marginOf(h.w)
	if h.live.snap != nil {
		w -= h.miniature().W + headlineGap
	}
	return w
}

// rows are all of them, for that width.
func (h *home) rows(w int) (all []row) {
	air := func() {
		if len(all) > 0 {
			all = append(all, row{})
		}
	}
	if len(h.mine) > 0 {
		all = append(all, row{text: words.Say("home.mine"), head: true})
		for i := range h.mine {
			all = append(all, row{things: []thing{{own: &h.mine[i], card: &h.mine[i].Card}}})
		}
	}
	air()
	all = append(all, row{acts: true}, row{clock: true}, row{})
	columns := h.shelf(w)
	for i := range h.games {
		if i%len(columns) == 0 {
			all = append(all, row{})
		}
		last := &all[len(all)-1]
		last.things = append(last.things, thing{game: i})
	}
	open, playing := h.others()
	if len(open) == 0 && h.lobby != nil {
		air()
		said := words.Say("home.first")
		if len(h.levels()) > 0 {
			said += " " + words.Say("home.bots")
		}
		for _, l := range wrap(said, w-2) {
			all = append(all, row{text: l})
		}
	}
	for _, section := range []struct {
		name  string
		cards []rooms.Card
	}{{words.Say("home.open"), open}, {words.Say("home.playing"), playing}} {
		if len(section.cards) == 0 {
			continue
		}
		air()
		all = append(all, row{text: section.name, head: true})
		for i := range section.cards {
			all = append(all, row{things: []thing{{card: &section.cards[i]}}})
		}
	}
	return all
}

// narrowShelf is the width below which a shelf of two columns has no room for the
// pieces beside the titles.
const narrowShelf = 50

// shelf is how wide each column of the games is: all the same, or where that is too
// wide as each needs it, so that no title is cut that has room.
func (h *home) shelf(w int) (columns []int) {
	around, longest := 2, 0
	if w >= narrowShelf {
		around += 3
	}
	for _, g := range h.games {
		longest = max(longest, around+term.Width(g.Title))
	}
	columns = slices.Repeat([]int{longest}, max(2, w/longest))
	if len(columns)*longest <= w {
		return columns
	}
	needed := make([]int, len(columns))
	for i, g := range h.games {
		needed[i%len(needed)] = max(needed[i%len(needed)], around+term.Width(g.Title))
	}
	if needed[0]+needed[1] <= w {
		return needed
	}
	return slices.Repeat([]int{w / len(columns)}, len(columns))
}

// titles is how wide the games of the rooms are drawn: as the longest of them.
func (h *home) titles() (longest int) {
	open, playing := h.others()
	for _, o := range h.mine {
		longest = max(longest, term.Width(words.Title(h.games, o.Game)))
	}
	for _, c := range slices.Concat(open, playing) {
		longest = max(longest, term.Width(words.Title(h.games, c.Game)))
	}
	return longest
}
