package rooms

import (
	"math/rand/v2"

	"crossplay/game"
)

// Sketches are pictures of the registered games, by name: see [game.Sketch]. They are the
// same at every start, so that browsers keep them.
func (reg *Registry) Sketches() map[string][]game.Board {
	all := make(map[string][]game.Board, len(reg.infos))
	for _, info := range reg.infos {
		all[info.Name] = game.Sketch(reg.games[info.Name].Rules, rand.New(rand.NewPCG(1, 2)))
	}
	return all
}
