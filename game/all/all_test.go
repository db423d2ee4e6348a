package all_test

import (
	"strings"
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

// Whoever asks for a game gets it by whatever name, and never another.
func TestNoTwoGamesHaveOneName(t *testing.T) {
	var games []game.Info
	for _, r := range all.Games() {
		if in := r.Info(); in.Version == all.Rules(in.Name).Info().Version {
			games = append(games, in)
		}
	}
	for _, in := range games {
		for _, name := range in.Names() {
			if got, _ := game.Named(games, " "+strings.ToUpper(name)); got.Name != in.Name {
				t.Errorf("who asks for %q gets %s, not %s", name, got.Name, in.Name)
			}
		}
	}
	for typed, want := range map[string]string{
		"checkers": "draughts", "Reversi": "othello", "c4": "connectfour", "TTT": "tictactoe", "battleships": "battleship", "mancala": "kalah",
		"WeiQi": "go", "baduk": "go", "tic tac toe": "tictactoe", "Connect-4": "connectfour", "connect  four": "connectfour", "Nine Mens Morris": "morris",
		"nine men’s morris": "morris", "dots & boxes": "dots", "": "", "-": "", "chess960": "",
	} {
		if got, _ := game.Named(games, typed); got.Name != want {
			t.Errorf("who asks for %q gets %q, not %q", typed, got.Name, want)
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
