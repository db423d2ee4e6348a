package web_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"crossplay/words"
)

// run runs a script in the folder of the page's modules, which prints what is
// wrong, and has the data in "data".
func run(t *testing.T, script string, data []byte) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CROSSPLAY_TEST_REQUIRE") == "1" {
			t.Fatal("node is missing")
		}
		t.Skip("SKIPPED: node is missing")
	}
	file := t.TempDir() + "/data.json"
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--input-type=module", "--eval", `
		import { readFileSync } from 'node:fs';
		import { isDeepStrictEqual } from 'node:util';
		const data = JSON.parse(readFileSync(process.env.DATA));
		const json = (v) => JSON.stringify(v);`+script)
	cmd.Dir, cmd.Env = "page", append(os.Environ(), "DATA="+file)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestThePageAppliesDeltas(t *testing.T) {
	data, err := os.ReadFile("../wire/testdata/deltas.json")
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { apply, read } = await import('./delta.js');
		for (const { name, room, message, after } of data) {
			const before = json(room);
			const got = apply(room, message);
			if (!isDeepStrictEqual(got, after)) console.log(name, json(got), 'is not', json(after));
			if (json(room) !== before) console.log(name, 'changed what was there');
			for (const c of read(got).view.choices ?? []) if (typeof c.move !== 'string') console.log(name, 'reads', json(c));
			for (const b of read(got).view.boards) for (const c of b.cells) if (typeof c.label !== 'string') console.log(name, 'reads', json(c));
		}
		if (data.length < 5) console.log('only', data.length);`, data)
}

// The page and the terminal say the same.
func TestThePageFillsTextsIn(t *testing.T) {
	type filled struct {
		Text string     `json:"text"`
		Args words.Args `json:"args"`
		Want string     `json:"want"`
	}
	var all []filled
	for _, text := range []string{
		"", "plain", "{name} left.", "{names} {names|wants|want} a rematch.", "Begin with {n}", "{n} {n|player|players}", "{unknown} and {unknown|a|b}",
		"{name|one|many}", "{names|one}", "{open", "}{", "{a{n}", "{}", "{n|a|b|c}{names|a|b|c}",
	} {
		for _, args := range []words.Args{
			{"name": "Ann", "names": []string{}, "n": 0},
			{"name": "{n} <b>$&", "names": []string{"Ann"}, "n": 1},
			{"name": "", "names": []string{"Ann", "Bob"}, "n": 2},
			{"name": "Ann", "names": []string{"Ann", "Bob", "Cy"}, "n": 3},
		} {
			all = append(all, filled{text, args, words.Fill(text, args)})
		}
	}
	data, err := json.Marshal(map[string]any{"words": json.RawMessage(words.JSON()), "all": all})
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { fill, learn } = await import('./say.js');
		learn(data.words);
		for (const { text, args, want } of data.all) if (fill(text, args) !== want) console.log(json([text, args, fill(text, args), want]));`, data)
}
