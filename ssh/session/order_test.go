package session

import (
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/rooms/room"
)

func TestOrdersAreReadInAnyOrder(t *testing.T) {
	chess := game.Info{Name: "chess", Seats: []string{"White", "Black"}}
	levels := []string{"easy", "medium", "hard"}
	for typed, want := range map[string]Order{
		"":            {"chess", "medium", "", ""},
		"hard":        {"chess", "hard", "", ""},
		"HARD second": {"chess", "hard", room.Second, ""},
		"second hard": {"chess", "hard", room.Second, ""},
		"black":       {"chess", "medium", room.Second, ""},
		"white easy":  {"chess", "easy", room.First, ""},
		"lot":         {"chess", "medium", room.ByLot, ""},
		"5+3 second":  {"chess", "medium", room.Second, "5+3"},
		"random 1":    {},
		"genius":      {},
		"easy hard":   {},
	} {
		got, err := readOrder(chess, levels, "bot", strings.Fields(typed))
		if got != want || (err != nil) != (want == Order{}) {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
	if o, err := readOrder(chess, levels, "invite", []string{"2"}); o != (Order{"chess", "", room.Second, ""}) || err != nil {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := readOrder(chess, levels, "invite", []string{"hard"}); err == nil {
		t.Error("one invites a friend of no level")
	}
}
