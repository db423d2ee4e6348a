package room_test

import (
	"encoding/json"
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
