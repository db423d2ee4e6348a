package room_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"crossplay/rooms/room"
)

func TestCodesAreFoundInWhatPeoplePaste(t *testing.T) {
	file, err := os.ReadFile("testdata/codes.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Pasted string
		Code   room.Code
	}
	if err := json.Unmarshal(file, &vectors); err != nil || len(vectors) == 0 {
		t.Fatal(err)
	}
	for _, v := range vectors {
		if code, err := room.FindCode(v.Pasted); code != v.Code || (err == nil) != (v.Code != "") {
			t.Errorf("%q: %q, %v, want %q", v.Pasted, code, err, v.Code)
		}
	}
}

// Who asks for codes in long texts gets no more of the processor than others.
func TestOnlyTheBeginningOfWhatIsPastedIsSearched(t *testing.T) {
	const code, maxPasted = "/r/K7MPQX", 512
	if c, err := room.FindCode(strings.Repeat(".", maxPasted-len(code)-1) + code); err != nil || c != "K7MPQX" {
		t.Errorf("a code at the end of %d bytes: %q, %v", maxPasted, c, err)
	}
	if c, err := room.FindCode(strings.Repeat(".", maxPasted) + code); err == nil {
		t.Errorf("a code behind %d bytes: %q", maxPasted, c)
	}
}

func TestNamesOfFinishedGames(t *testing.T) {
	for typed, want := range map[string]string{
		"K7MPQX-2":      "K7MPQX-2",
		" k7mpqx-12 ":   "K7MPQX-12",
		"K7MPQ-XACDE-3": "K7MPQXACDE-3",
		"K7MPQXACDE-3":  "K7MPQXACDE-3",
		"K7MPQ-34679":   "K7MPQ34679", // a code in groups, and not the 34,679th game of a room
		"K7MPQX":        "K7MPQX",
		"https://play.example.org/g/K7MPQX-2?x=1": "K7MPQX-2",
		"ssh -t play.example.org replay k7mpqx-2": "K7MPQX-2",
		"K7MPQX-0":             "",
		"K7MPQX-x":             "",
		"-2":                   "",
		"":                     "",
		"no game of any room-": "",
	} {
		code, round, err := room.FindGame(typed)
		got := ""
		if err == nil {
			got = room.GameID(code, round)
		} else if !errors.Is(err, room.ErrNoReplay) {
			t.Errorf("%q: %v", typed, err)
		}
		if got != want {
			t.Errorf("%q names %q, want %q", typed, got, want)
		}
	}
}
