package screen

import (
	"strings"
	"testing"

	"crossplay/game/all"
	"crossplay/ssh/term"
)

// Whatever an option and its value are called, both are said in full and apart.
func TestOptionsAreNeitherGluedNorCut(t *testing.T) {
	games := all.Games()[:14]
	for i, rules := range games {
		for _, o := range rules.Info().Options {
			for j, v := range o.Values {
				for _, size := range sizes {
					shown := show(t, scene{games: games, setUp: func(_ *testing.T, a *app) {
						n := newCreation(a)
						n.setGame(i)
						n.options[o.Name] = j
						a.page = n
					}}, size, term.Look{}, (*desk).text)
					flat := strings.Join(strings.Fields(shown), " ")
					if !strings.Contains(flat, o.Title+" ‹ "+v.Title+" ›") {
						t.Errorf("%s: %q of %q is not to be read at %d×%d:\n%s", rules.Info().Title, v.Title, o.Title, size.W, size.H, shown)
					}
				}
			}
		}
	}
}
