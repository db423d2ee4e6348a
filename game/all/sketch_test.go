package all_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"crossplay/game"
	"crossplay/game/all"
)

// Every game has a picture that shows something, the same each time.
func TestSketches(t *testing.T) {
	for _, rules := range all.Games() {
		name := rules.Info().Name
		boards := game.Sketch(rules, rand.New(rand.NewPCG(1, 2)))
		pieces := 0
		for _, b := range boards {
			if len(b.Cells) != b.Cols*b.Rows {
				t.Errorf("%s: %d cells on %d × %d", name, len(b.Cells), b.Cols, b.Rows)
			}
			for _, c := range b.Cells {
				if c.Label != "" || c.Spot != "" {
					t.Fatalf("%s: a cell can be played on: %+v", name, c)
				}
				if c.Piece != "" {
					pieces++
				}
			}
		}
		if pieces < 3 {
			t.Errorf("%s: %d pieces", name, pieces)
		}
		if !reflect.DeepEqual(boards, game.Sketch(rules, rand.New(rand.NewPCG(1, 2)))) {
			t.Errorf("%s has another picture the next time", name)
		}
	}
}
