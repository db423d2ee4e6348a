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
		w -= headlineColumns + headlineGap
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
	columns, _ := h.shelf(w)
	for i := range h.games {
		if i%columns == 0 {
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

// shelf is in how many columns the games stand, and how wide each is.
func (h *home) shelf(w int) (columns, each int) {
	longest := 0
	for _, g := range h.games {
		longest = max(longest, term.Width(g.Title))
	}
	each = 2 + longest
	if w >= narrowShelf {
		each += 3
	}
	columns = max(2, w/each)
	return columns, min(each, w/columns)
}
