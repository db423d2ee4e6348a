package web_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"crossplay/players"
	"crossplay/rooms/room"
)

// What is one character to people is one to the page and to the server.
func TestThePageCountsCharactersAsTheServerDoes(t *testing.T) {
	type counted struct {
		Text string `json:"text"`
		N    int    `json:"n"`
	}
	var all []counted
	for _, text := range []string{
		"", "Ann", "José", "Jose\u0301", "漢字", "नमस्ते", "한국어", "\u1112\u1161\u11ab", "ไทย", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "❤️", "e\u0301\u0323x", "אבג", "a b",
	} {
		n := 0
		for g := graphemes.FromString(text); g.Next(); {
			n++
		}
		all = append(all, counted{text, n})
	}
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { length } = await import('./limit.js');
		for (const { text, n } of data) if (length(text) !== n) console.log(text, length(text), 'is not', n);`, data)
}

// The page lets through what the server takes.
func TestThePageHasTheServersLimits(t *testing.T) {
	for file, limit := range map[string]struct {
		name string
		most int
	}{"me.js": {"NAME", players.MaxName}, "chat.js": {"LONGEST", room.MaxLine}, "offers.js": {"LONGEST", room.MaxLine}} {
		source, err := os.ReadFile("page/" + file)
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`(?m)^const ` + limit.name + ` = (\d+);`).FindSubmatch(source)
		if m == nil {
			t.Errorf("%s has no %s", file, limit.name)
		} else if n, _ := strconv.Atoi(string(m[1])); n != limit.most {
			t.Errorf("%s: %s is %d, not %d", file, limit.name, n, limit.most)
		}
	}
}
