package alerts

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// Letter is what a receiver is told, before it takes its form.
type Letter struct {
	ID    string    `json:"-"` // the same each time that it is tried
	At    time.Time `json:"-"`
	Title string    `json:"title"`
	Text  string    `json:"text"`
	URL   string    `json:"url"`
	Games []About   `json:"games"`
}

// About is what is told of one game.
type About struct {
	What  What      `json:"what"`
	Offer room.Verb `json:"offer,omitempty"` // what is offered
	Room  room.Code `json:"room"`
	Game  string    `json:"game"` // game.Info.Name
	With  []string  `json:"with"` // the others there
	Due   time.Time `json:"due,omitzero"`
	Text  string    `json:"text"`
	URL   string    `json:"url"`
}

// letter is what is to be told now, if anything still is: of what was written a while ago,
// much has passed.
func (a *Alerts) letter(id room.PersonID, n uint64, at time.Time, items []Item) (Letter, bool) {
	l := Letter{ID: fmt.Sprintf("alert_%d", n), At: at}
	all := a.Registry.Standings(id)
	for i := range all {
		s := &all[i]
		if what, ok := still(s, items); ok && !s.Looks() {
			l.Games = append(l.Games, a.about(s, what))
		}
	}
	if len(l.Games) == 0 {
		return l, false
	}
	l.Title, l.URL = words.AlertTitle(string(l.Games[0].What), len(l.Games)), a.BaseURL+"/"
	if len(l.Games) == 1 {
		l.URL = l.Games[0].URL
	}
	l.Text = l.lines(func(g About) string { return g.Text })
	return l, true
}

// lines are a line for each game, as long as they are few: what more there is, is counted.
func (l *Letter) lines(line func(About) string) string {
	var b strings.Builder
	for i, g := range l.Games {
		if i == maxLines || i > 0 && b.Len() > maxText {
			b.WriteString("\n" + words.More(len(l.Games)-i))
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line(g))
	}
	return b.String()
}

// still is what of the items is still to be told of a room. Of a turn, that there is
// little time says more. Where nobody knows whose turn it is, it is what was to be told
// last.
func still(s *rooms.Standing, items []Item) (what What, ok bool) {
	now := occasions(s)
	for _, i := range slices.Backward(items) {
		of := func(o occasion) bool { return o.Item == i }
		if i.Room == s.Code && (unknown(s) && i.What != Over && i.What != Sat && i.What != Offer || slices.ContainsFunc(now, of)) {
			if !ok || i.What == Low {
				what, ok = i.What, true
			}
		}
	}
	return what, ok
}

func (a *Alerts) about(s *rooms.Standing, what What) About {
	about := About{
		What: what, Room: s.Code, Game: s.Game, With: []string{}, Due: s.Due,
		Text: words.Alerted(string(what), s.Own, a.Registry.Games(), time.Now()),
		URL:  a.BaseURL + "/r/" + string(s.Code),
	}
	if what == Offer {
		about.Offer = s.Offer.Do
		about.Text = words.AlertedOffer(string(s.Offer.Do), s.Chairs[s.Offer.Seat].Name, s.Game, a.Registry.Games())
	}
	for seat, ch := range s.Chairs {
		if ch.Name != "" && seat != int(s.You) {
			about.With = append(about.With, ch.Name)
		}
	}
	return about
}

// trial is what is told to try a receiver.
func (a *Alerts) trial() Letter {
	title, text := words.Trial()
	return Letter{ID: "alert_" + rand.Text(), At: time.Now(), Title: title, Text: text, URL: a.BaseURL + "/", Games: []About{}}
}
