package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossplay/game/all"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// finished is the transcript of a game that was begun and given up.
func finished(t *testing.T, name string) *room.Transcript {
	t.Helper()
	ctx := context.Background()
	reg, err := rooms.OpenRegistry(ctx, rooms.Config{
		Journal: journaltest.NewMemory(), Games: all.Games(), Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer reg.Close()
	ann, bob := rooms.Person{ID: "ann", Name: "Ann"}, rooms.Person{ID: "bob", Name: "Bob"}
	code, err := reg.Create(ctx, ann, "", rooms.New{Game: name})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []room.Verb{room.Sit, room.Resign} {
		if err := reg.Do(ctx, bob, code, room.Command{Do: c}); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := reg.Transcript(ctx, rooms.Person{}, code)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestVerify(t *testing.T) {
	fair, err := json.Marshal(finished(t, "backgammon"))
	if err != nil {
		t.Fatal(err)
	}
	chess, err := json.Marshal(finished(t, "chess"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, text string
		says       string // in the error; empty: it is fair
	}{
		{"a fair game", string(fair), ""},
		{"another roll", strings.Replace(string(fair), `"opening `, `"opening 6`, 1), "does not check: ply 0"},
		{"another secret", strings.Replace(string(fair), `"secret":"`, `"secret":"00`, 1), "64 hexadecimal digits"},
		{"a game without dice", string(chess), "there is nothing to check"},
		{"something else", "hello", "is not a game"},
		{"too much", strings.Repeat(" ", maxTranscript+1), "too long"},
	} {
		file := filepath.Join(t.TempDir(), "game.json")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		err := verify(file, nil, &out)
		switch {
		case c.says == "" && (err != nil || !strings.HasPrefix(out.String(), "Fair: backgammon, room ")):
			t.Errorf("%s: %v, %s", c.what, err, &out)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v, want that it says %q", c.what, err, c.says)
		}
		if c.says != "" && out.Len() > 0 {
			t.Errorf("%s: it says %s", c.what, &out)
		}
	}
	if err := verify("-", bytes.NewReader(fair), &bytes.Buffer{}); err != nil {
		t.Errorf("from standard input: %v", err)
	}
	if err := verify(filepath.Join(t.TempDir(), "missing.json"), nil, &bytes.Buffer{}); err == nil {
		t.Error("a file that is not there is fair")
	}
}
