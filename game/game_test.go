package game_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"crossplay/game"
)

var draughts = game.Info{
	Title:    "Draughts",
	MinSeats: 2,
	MaxSeats: 4,
	Options: []game.Option{
		{Name: "board", Values: []game.Value{{Name: "8x8"}, {Name: "10x10"}}},
		{Name: "flying", Values: []game.Value{{Name: "no"}, {Name: "yes"}}},
	},
	Pieces: []game.Piece{{Name: "man", Title: "man"}, {Name: "king", Title: "king"}},
}

func TestCheckFillsInTheDefaults(t *testing.T) {
	for _, c := range []struct {
		given, want map[string]string
	}{
		{nil, map[string]string{"board": "8x8", "flying": "no"}},
		{map[string]string{"flying": "yes"}, map[string]string{"board": "8x8", "flying": "yes"}},
		{map[string]string{"board": "10x10", "flying": "no"}, map[string]string{"board": "10x10", "flying": "no"}},
	} {
		given := maps.Clone(c.given)
		full, err := draughts.Check(game.Setup{Seats: 3, Options: given})
		if err != nil || full.Seats != 3 || !maps.Equal(full.Options, c.want) {
			t.Errorf("%v: %+v, %v, want %v", c.given, full, err, c.want)
		}
		if !maps.Equal(given, c.given) {
			t.Errorf("the given options became %v", given)
		}
	}
}

func TestCheckRefusesWhatTheGameDoesNotKnow(t *testing.T) {
	for _, c := range []struct {
		setup game.Setup
		says  string
	}{
		{game.Setup{Seats: 1}, "Draughts is for 2 to 4 players, not 1"},
		{game.Setup{Seats: 5}, "not 5"},
		{game.Setup{Seats: -1}, "not -1"},
		{game.Setup{Seats: 2, Options: map[string]string{"board": "9x9"}}, `no option "board" with the value "9x9"`},
		{game.Setup{Seats: 2, Options: map[string]string{"board": ""}}, `with the value ""`},
		{game.Setup{Seats: 2, Options: map[string]string{"board": "yes"}}, `with the value "yes"`},
		{game.Setup{Seats: 2, Options: map[string]string{"colour": "red"}}, `no option "colour"`},
		{game.Setup{Seats: 2, Options: map[string]string{"": ""}}, `no option ""`},
	} {
		full, err := draughts.Check(c.setup)
		if !errors.Is(err, game.ErrSetup) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want ErrSetup that says %s", c.setup, err, c.says)
		}
		if full.Seats != 0 || full.Options != nil {
			t.Errorf("%+v: refused, and yet %+v", c.setup, full)
		}
	}
}

func TestPieceIsFoundByItsName(t *testing.T) {
	if p, ok := draughts.Piece("king"); !ok || p.Title != "king" {
		t.Errorf("%+v, %v", p, ok)
	}
	if _, ok := draughts.Piece(""); ok {
		t.Error("an empty cell has a piece")
	}
}
