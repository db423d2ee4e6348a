package screen

import (
	"slices"
	"testing"

	"crossplay/game"
)

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
