package players

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestReturnCodesAreFoundInWhatPeoplePaste(t *testing.T) {
	file, err := os.ReadFile("testdata/returns.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct{ Pasted, Code string }
	if err := json.Unmarshal(file, &vectors); err != nil {
		t.Fatal(err)
	}
	const length = 32
	for _, v := range vectors {
		found := slices.DeleteFunc(findReturns(v.Pasted), func(c string) bool {
			return len(c) != length || strings.Trim(c, "abcdefghijkmnpqrstuvwxyz23456789") != ""
		})
		want := strings.ReplaceAll(v.Code, "-", "")
		if want == "" && len(found) > 0 || want != "" && (len(found) == 0 || found[0] != want) {
			t.Errorf("in %q: %q, not %q", v.Pasted, found, want)
		}
	}
}
