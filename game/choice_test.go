package game_test

import (
	"reflect"
	"slices"
	"testing"

	"crossplay/game"
)

// moves spells the moves of choices.
func moves(choices []game.Choice) []game.Move {
	var all []game.Move
	for _, c := range choices {
		all = append(all, c.Move)
	}
	return all
}

// mixed has a choice of every kind.
var mixed = []game.Choice{
	{Move: "e2e4", Path: []game.Spot{"e2", "e4"}},
	{Move: "e2e3", Path: []game.Spot{"e2", "e3"}},
	{Move: "a1", Path: []game.Spot{"a1"}},
	{Move: "b7b8q", Path: []game.Spot{"b7", "b8"}, Label: "Queen"},
	{Move: "b7b8n", Path: []game.Spot{"b7", "b8"}, Label: "Knight"},
	{Move: "c1e3", Path: []game.Spot{"c1", "e3"}, Label: "Stop"},
	{Move: "c1e3g5", Path: []game.Spot{"c1", "e3", "g5"}},
	{Move: "pass", Label: "No move"},
}

func TestNarrow(t *testing.T) {
	for _, c := range []struct {
		what     string
		picked   []game.Spot
		next     []game.Spot
		finished []game.Move
	}{
		{"nothing picked: where moves begin, and the buttons", nil, []game.Spot{"e2", "a1", "b7", "c1"}, []game.Move{"pass"}},
		{"a piece: its targets", []game.Spot{"e2"}, []game.Spot{"e4", "e3"}, nil},
		{"a cell: the move", []game.Spot{"a1"}, nil, []game.Move{"a1"}},
		{"a piece and its target: the move", []game.Spot{"e2", "e3"}, nil, []game.Move{"e2e3"}},
		{"a promotion: a menu", []game.Spot{"b7", "b8"}, nil, []game.Move{"b7b8q", "b7b8n"}},
		{"half a jump: to stop, or to go on", []game.Spot{"c1", "e3"}, []game.Spot{"g5"}, []game.Move{"c1e3"}},
		{"where no move begins: nothing", []game.Spot{"h8"}, nil, nil},
		{"beyond the end of a move: nothing", []game.Spot{"a1", "a1"}, nil, nil},
		{"the right spots in the wrong order: nothing", []game.Spot{"e4", "e2"}, nil, nil},
	} {
		next, finished := game.Narrow(mixed, c.picked)
		if !slices.Equal(next, c.next) || !slices.Equal(moves(finished), c.finished) {
			t.Errorf("%s: %v and %v, want %v and %v", c.what, next, moves(finished), c.next, c.finished)
		}
	}
}

func TestNarrowOfNoChoices(t *testing.T) {
	if next, finished := game.Narrow(nil, nil); next != nil || finished != nil {
		t.Errorf("%v and %v, want nothing", next, finished)
	}
}

func TestNarrowLeavesTheChoicesAlone(t *testing.T) {
	choices := slices.Clone(mixed)
	_, finished := game.Narrow(choices, []game.Spot{"b7", "b8"})
	finished[0].Move = "changed"
	if !reflect.DeepEqual(choices, mixed) {
		t.Error("changing what was returned changed the choices")
	}
}

func TestClicksSpellAMove(t *testing.T) {
	type vector struct {
		What    string
		Choices []game.Choice
		Clicks  []struct {
			Spot    game.Spot
			Picked  []game.Spot
			Spelled []game.Move
		}
	}
	for _, v := range vectors[vector](t, "testdata/picks.json") {
		var picked []game.Spot
		for i, c := range v.Clicks {
			var spelled []game.Choice
			picked, spelled = game.Pick(v.Choices, picked, c.Spot)
			if !slices.Equal(picked, c.Picked) || !slices.Equal(moves(spelled), c.Spelled) {
				t.Errorf("%s: click %d on %s picks %v and spells %v, want %v and %v", v.What, i+1, c.Spot, picked, moves(spelled), c.Picked, c.Spelled)
			}
		}
	}
}

func TestAClickElsewhereKeepsWhatWasPicked(t *testing.T) {
	picked, spelled := game.Pick(mixed, []game.Spot{"e2"}, "h8")
	if !slices.Equal(picked, []game.Spot{"e2"}) || spelled != nil {
		t.Errorf("%v is picked and %v spelled", picked, moves(spelled))
	}
}

// What is picked is shown while the next is picked, and a move that was sent has
// its spots.
func TestPickLeavesWhatWasPickedAlone(t *testing.T) {
	picked := append(make([]game.Spot, 0, 3), "c1")
	one, _ := game.Pick(mixed, picked, "e3")
	if game.Pick(mixed, picked, "c1"); !slices.Equal(one, []game.Spot{"c1", "e3"}) || !slices.Equal(picked[:2], []game.Spot{"c1", ""}) {
		t.Errorf("%v and %v", one, picked[:2])
	}
}
