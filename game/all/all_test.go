package all_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/all"
)

// Rooms of every version that there has been can still be played on.
func TestEveryVersionIsThere(t *testing.T) {
	type version struct {
		name string
		n    int
	}
	there := make(map[version]game.Rules)
	for _, r := range all.Games() {
		info := r.Info()
		v := version{info.Name, info.Version}
		if there[v] != nil {
			t.Errorf("%s has two versions %d", info.Name, info.Version)
		}
		there[v] = r
		if _, err := r.Start(game.Setup{Seats: info.MinSeats}); err != nil {
			t.Errorf("%s, version %d: %v", info.Name, info.Version, err)
		}
	}
	for v := range there {
		newest := all.Rules(v.name).Info().Version
		if v.n > newest {
			t.Errorf("%s is played by version %d, not %d", v.name, newest, v.n)
		}
		for n := 1; n < newest; n++ {
			if there[version{v.name, n}] == nil {
				t.Errorf("rooms of version %d of %s are lost", n, v.name)
			}
		}
	}
}

func TestEnginesAreForGamesThatAreThere(t *testing.T) {
	for name := range all.Engines() {
		if all.Rules(name) == nil {
			t.Errorf("there is no game %q", name)
		}
	}
}
