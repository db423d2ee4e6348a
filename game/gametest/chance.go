package gametest

import (
	"math"
	"testing"

	"crossplay/game"
)

const (
	// draws is how often Odds lets Chance draw: enough to see a die that is off
	// by a tenth, in well below a second.
	draws = 60_000
	// deviations is how far from the expected a sum of squares may be, in
	// standard deviations: a fair generator is refused once in a million.
	deviations = 5
)

// Odds checks that Chance draws each move as often as it should, and no other.
// The draws are the same at every run. Want has the probability of each move.
func Odds(t *testing.T, s game.State, want map[game.Move]float64) {
	t.Helper()
	seen := make(map[game.Move]int)
	r := generator(1)
	for range draws {
		m := s.Draw(r)
		if want[m] == 0 {
			t.Fatalf("chance draws %q, which is impossible", m)
		}
		seen[m]++
	}
	// Pearson's chi-squared test. With f degrees of freedom the sum has the mean
	// f and the variance 2f.
	sum := 0.0
	for m, p := range want {
		expected := p * draws
		sum += (float64(seen[m]) - expected) * (float64(seen[m]) - expected) / expected
	}
	free := float64(len(want) - 1)
	if sum > free+deviations*math.Sqrt(2*free) {
		t.Errorf("chance draws %v in %d draws: chi-squared is %.1f with %.0f degrees of freedom", seen, draws, sum, free)
	}
}
