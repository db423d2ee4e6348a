package web_test

import (
	"encoding/json"
	"os"
	"testing"
)

// Neither window plays what nobody meant.
func TestThePageTakesPressesAsTheTerminal(t *testing.T) {
	vectors, err := os.ReadFile("../ssh/screen/testdata/presses.json")
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { Hands } = await import('./hands.js');
		for (const { what, steps } of data) {
			const hands = new Hands();
			let turned = 0;
			steps.forEach((s, i) => {
				if (s.turn !== undefined) turned = s.turn;
				else if (s.strike) hands.strike(s.at, s.strike);
				else if (hands.press(s.at, turned, s.press) !== s.seen) console.log(what, i + 1, 'is not', s.seen);
			});
		}
	`, vectors)
}

// The page finds codes in what is pasted as package room does.
func TestThePageFindsCodesAsTheServer(t *testing.T) {
	vectors, err := os.ReadFile("../rooms/room/testdata/codes.json")
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { findCode } = await import('./code.js');
		for (const { pasted, code } of data) if ((findCode(pasted) ?? '') !== code) console.log(json(pasted), findCode(pasted), 'not', json(code));
	`, vectors)
}

// And return codes as package players does.
func TestThePageFindsReturnCodesAsTheServer(t *testing.T) {
	vectors, err := os.ReadFile("../players/testdata/returns.json")
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { findReturn } = await import('./code.js');
		for (const { pasted, code } of data) if ((findReturn(pasted) ?? '') !== code) console.log(json(pasted), findReturn(pasted), 'not', json(code));
	`, vectors)
}

// The page picks, reads and counts as package game does.
func TestThePagePicksReadsAndCountsAsTheTerminal(t *testing.T) {
	data := make(map[string]json.RawMessage)
	for _, name := range []string{"picks", "typed", "turns"} {
		vectors, err := os.ReadFile("../game/testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		data[name] = vectors
	}
	all, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		globalThis.document ??= { createElement: () => ({}), createElementNS: () => ({}) };
		const { pick } = await import('./choice.js');
		const { begin, match, meant } = await import('./typed.js');
		const { turns, byTurns } = await import('./moves.js');
		for (const v of data.picks) {
			let picked = [];
			v.clicks.forEach((c, i) => {
				const did = pick(v.choices, picked, c.spot);
				picked = did.picked;
				const spelled = did.spelled.map((s) => s.move);
				if (!isDeepStrictEqual(picked, c.picked) || !isDeepStrictEqual(spelled, c.spelled)) console.log(v.what, i, json(picked), json(spelled), 'not', json(c));
			});
		}
		for (const v of data.typed) {
			for (const c of v.typed) {
				const got = match(v.choices, c.text)?.move ?? '';
				const may = meant(v.choices, c.text).map((m) => m.move);
				if (got !== (c.move ?? '')) console.log(v.what, json(c.text), json(got), 'not', json(c.move));
				const { choice, rest } = begin(v.choices, c.text);
				const begins = c.begins ?? c.move ?? '';
				if ((choice?.move ?? '') !== begins || rest !== (c.rest ?? '')) console.log(v.what, json(c.text), 'begins', json(choice), json(rest), 'not', json(c));
				if (!c.move && !isDeepStrictEqual(may, c.meant ?? [])) console.log(v.what, json(c.text), json(may), 'not', json(c.meant));
			}
		}
		for (const v of data.turns) {
			const all = turns(v.log);
			const said = all.map(({ seat, parts }) => ({ seat, steps: parts.map((p) => p.text) }));
			const want = v.turns.map(({ seat, steps }) => ({ seat, steps: steps.map((s) => s.text) }));
			if (!isDeepStrictEqual(said, want) || byTurns(all, v.seats) !== v.byTurns) console.log(v.what, json(said), 'not', json(want));
		}
	`, all)
}
