package room_test

import (
	"encoding/json"
	"os"
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
