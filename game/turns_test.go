package game_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"crossplay/game"
)

// The files of testdata say what both windows do, whatever they are written in.
func vectors[T any](t *testing.T, file string) (all []T) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil || len(all) == 0 {
		t.Fatal(file, len(all), err)
	}
	return all
}

func TestALogIsPutTogetherAsTurns(t *testing.T) {
	type vector struct {
		What    string
		Seats   int
		Log     []game.Step
		Turns   []game.Turn
		ByTurns bool
	}
	for _, v := range vectors[vector](t, "testdata/turns.json") {
		got := game.Turns(v.Log)
		if len(got)+len(v.Turns) > 0 && !reflect.DeepEqual(got, v.Turns) {
			t.Errorf("%s: %v, want %v", v.What, got, v.Turns)
		}
		if by := game.ByTurns(got, v.Seats); by != v.ByTurns {
			t.Errorf("%s: by turns is %v", v.What, by)
		}
	}
}

func TestTurnsLeaveTheLogAlone(t *testing.T) {
	log := []game.Step{{Seat: 0, Text: "a"}, {Seat: 1, Text: "b"}, {Seat: 1, Text: "c"}}
	game.Turns(log)[0].Steps[0].Text = "changed"
	if log[0].Text != "a" || log[1].Text != "b" {
		t.Errorf("the log is %v", log)
	}
}
