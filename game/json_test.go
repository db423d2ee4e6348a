package game_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"crossplay/game"
)

func TestWhatGoesWithoutSayingIsNotWritten(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{game.Choice{Move: "b2", Path: []game.Spot{"b2"}}, `"b2"`},
		{game.Choice{Move: "e2e4", Path: []game.Spot{"e2", "e4"}}, `["e2","e4"]`},
		{game.Choice{Move: "a1b2c3", Path: []game.Spot{"a1", "b2", "c3"}}, `["a1","b2","c3"]`},
		{game.Choice{Move: "4", Path: []game.Spot{"d"}}, `{"move":"4","path":["d"]}`},
		{game.Choice{Move: "b2", Path: []game.Spot{"b2"}, Label: "Take"}, `{"move":"b2","path":["b2"],"label":"Take"}`},
		{game.Choice{Move: "pass", Label: "Pass"}, `{"move":"pass","label":"Pass"}`},
		{game.Choice{Move: "e2-e4", Path: []game.Spot{"e2", "e4"}}, `{"move":"e2-e4","path":["e2","e4"]}`},
		{game.Choice{Move: "h7h8q", Path: []game.Spot{"h7", "h8"}, Label: "Queen", Text: "h8=Q"}, `{"move":"h7h8q","path":["h7","h8"],"label":"Queen","text":"h8=Q"}`},
		{game.Choice{Move: "b2", Path: []game.Spot{"b2"}, Text: "B2"}, `{"move":"b2","path":["b2"],"text":"B2"}`},
		{game.Choice{}, `{"move":""}`},
		{game.Cell{Spot: "b2", Label: "b2"}, `{"spot":"b2"}`},
		{game.Cell{Spot: "b2", Label: "box b2"}, `{"spot":"b2","label":"box b2"}`},
		{game.Cell{Spot: "b2"}, `{"spot":"b2","label":""}`},
		{game.Cell{Label: "dot"}, `{"label":"dot"}`},
		{game.Cell{}, `{}`},
		{
			game.Cell{Spot: "é\"", Piece: "X", Count: 3, Kind: game.Store, Arms: "ne", Marks: []game.Mark{game.Last, game.Win}, Label: "<é>"},
			`{"spot":"é\"","piece":"X","count":3,"kind":"store","arms":"ne","marks":["last","win"],"label":"\u003cé\u003e"}`,
		},
	} {
		got, err := json.Marshal(c.value)
		if err != nil || string(got) != c.want {
			t.Errorf("%+v is written as %s, not %s (%v)", c.value, got, c.want, err)
		}
		back := reflect.New(reflect.TypeOf(c.value))
		if err := json.Unmarshal(got, back.Interface()); err != nil || !reflect.DeepEqual(back.Elem().Interface(), c.value) {
			t.Errorf("%s is read as %+v (%v)", got, back.Elem(), err)
		}
	}
	// As it was written by earlier versions.
	var c game.Choice
	if err := json.Unmarshal([]byte(`{"move":"b2","path":["b2"]}`), &c); err != nil || c.Move != "b2" || len(c.Path) != 1 {
		t.Errorf("%+v (%v)", c, err)
	}
}
