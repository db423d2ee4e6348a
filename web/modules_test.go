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

// A browser without a network, and a clock that the test moves: what the page's socket does on a bad line.
const badLine = `
	let now = 1e6;
	const timers = [], heard = {}, states = [];
	Date.now = () => now;
	globalThis.setInterval = (f, every) => { timers.push({ f, at: now + every, every }); };
	globalThis.setTimeout = (f, wait) => { const t = { f, at: now + wait }; timers.push(t); return t; };
	globalThis.clearTimeout = (t) => { const i = timers.indexOf(t); if (i >= 0) timers.splice(i, 1); };
	globalThis.addEventListener = (name, f) => { (heard[name] ??= []).push(f); };
	globalThis.document = { addEventListener, hidden: false, getElementById: () => ({ dataset: { blocked: 'blocked' } }) };
	const happen = (name) => heard[name].forEach((f) => f({}));
	const settle = async () => { for (let i = 0; i < 20; i++) await null; };
	const pass = async (ms) => {
		for (const end = now + ms; ;) {
			const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
			if (!next) { now = end; return; }
			now = next.at;
			if (next.every) next.at += next.every;
			else timers.splice(timers.indexOf(next), 1);
			next.f();
			await settle();
		}
	};
	const lines = [];
	globalThis.WebSocket = class {
		constructor() { this.sent = []; lines.push(this); }
		send(text) { this.sent.push(JSON.parse(text)); }
		close() {}
		async open() { this.onopen(); this.say({ type: 'hello' }); await settle(); }
		say(m) { this.onmessage({ data: JSON.stringify(m) }); }
	};
	let refusal = () => { throw new TypeError('no line'); };
	globalThis.fetch = async () => refusal();
	const { Socket } = await import('./socket.js');
	const socket = new Socket('ws://host/ws', () => [], { hello: async () => true, push() {}, state: (s) => states.push(s) });
	const line = () => lines.at(-1);
	const tried = async () => { while (!line().onclose) await pass(100); return line(); };
	const state = () => states.at(-1);
	const want = (what, ok) => { if (!ok) console.log(what, json(state()), json(lines.map((l) => l.sent))); };
`

// Whoever looks at the page is told within five seconds that the line is dead, when there is a reason to doubt it.
func TestThePageTellsADeadLineSoon(t *testing.T) {
	for _, event := range []string{"offline", "online", "pageshow", "visibilitychange"} {
		run(t, badLine+`
			await line().open();
			await pass(60);
			happen('`+event+`');
			want('no ping', line().sent.at(-1)?.do === 'ping');
			await pass(3000);
			want('given up at once', state().up);
			await pass(2000);
			want('not told', !state().up);

			await (await tried()).open();
			happen('`+event+`');
			line().say({ type: 'answer', id: line().sent.at(-1).id, ok: true });
			await pass(5000);
			want('a line that works is given up', state().up);`, []byte("null"))
	}
}

// A line that died without a sign is noticed by what is not answered.
func TestThePageNoticesWhatIsNotAnswered(t *testing.T) {
	run(t, badLine+`
		await line().open();
		socket.ask('move', {});
		await pass(12_000);
		want('not noticed', !state().up);
		want('sent, and yet it can be withdrawn', !state().unsent);
		await (await tried()).open();
		want('not sent again', lines.length > 1 && line().sent[0]?.do === 'move' && line().sent[0].id === lines[0].sent[0].id);
		line().say({ type: 'answer', id: line().sent[0].id, ok: true });
		await pass(25_000);
		want('no ping', line().sent.at(-1).do === 'ping');`, []byte("null"))
}

// What was never sent can be withdrawn, and is not sent later; what may have arrived cannot.
func TestThePageWithdrawsWhatWasNotSent(t *testing.T) {
	run(t, badLine+`
		const answers = [];
		const ask = (verb, signal) => socket.ask(verb, {}, signal).then((m) => answers.push([verb, m]));
		await line().open();
		ask('sent');
		line().onclose({ code: 1006 });
		const closed = new AbortController();
		ask('form', closed.signal);
		ask('kept');
		want('not told', state().unsent);
		closed.abort();
		await settle();
		want('not withdrawn with its form: ' + json(answers), isDeepStrictEqual(answers, [['form', null]]));
		await (await tried()).open();
		want('sent: ' + json(line().sent.map((c) => c.do)), isDeepStrictEqual(line().sent.map((c) => c.do), ['sent', 'kept']));
		line().onclose({ code: 1006 });
		ask('late');
		socket.withdraw();
		await settle();
		want('not withdrawn: ' + json(answers), isDeepStrictEqual(answers, [['form', null], ['late', null]]));
		want('still told', !state().unsent);`, []byte("null"))
}

// The server's sentence is shown when the socket is refused, and it is asked again when it said.
func TestThePageSaysWhyItIsRefused(t *testing.T) {
	run(t, badLine+`
		const answer = (status, text, kind = 'text/plain; charset=utf-8', after = null) => () => ({
			ok: status < 300, text: async () => text, headers: { get: (name) => (name === 'content-type' ? kind : after) } });
		const refuse = async (how) => { refusal = how; line().onclose({ code: 1006 }); await settle(); };
		await refuse(answer(429, 'Too many.\n', undefined, '60'));
		want('not told', state().why === 'Too many.' && state().refused);
		await pass(59_000);
		want('asked before it may', lines.length === 1);
		await pass(1000);
		want('not asked again', lines.length === 2);
		await refuse(answer(502, '<h1>Bad gateway</h1>', 'text/html'));
		want('a proxy speaks for us', state().why === '');
		for (let i = 0; i < 3; i++) {
			await tried();
			await refuse(answer(204, ''));
		}
		want('not told what blocks', state().why === 'blocked');
		await (await tried()).open();
		line().onclose({ code: 1006 });
		want('an old reason', state().why === '' && !state().refused);`, []byte("null"))
}

// Seeds go round one by one, and what is captured goes to the store after them.
func TestThePageSowsWhatWasSown(t *testing.T) {
	run(t, `
		const { flights } = await import('./sow.js');
		// Two rows of three pits between two stores, as words: the upper row, the lower row, the stores.
		const board = (top, bottom, left, right) => {
			const pit = (count) => ({ count }), gap = { kind: 'void' };
			return { cols: 5, rows: 2, cells: [{ kind: 'store', count: left }, ...top.map(pit), { kind: 'store', count: right }, gap, ...bottom.map(pit), gap] };
		};
		const check = (what, before, after, want) => {
			const got = flights(after, before.cells).map(({ from, to, after }) => [from, to, after > 0]);
			if (!isDeepStrictEqual(got, want)) console.log(what, json(got), 'is not', json(want));
		};
		check('into the store and round the corner', board([3, 3, 3], [3, 3, 3], 0, 0), board([3, 3, 4], [3, 0, 4], 0, 1), [[7, 8, false], [7, 4, true], [7, 3, true]]);
		check('by the other', board([3, 3, 3], [3, 3, 3], 0, 0), board([4, 0, 3], [4, 3, 3], 1, 0), [[2, 1, false], [2, 0, true], [2, 6, true]]);
		check('a capture', board([0, 5, 0], [2, 1, 0], 0, 0), board([0, 5, 0], [0, 2, 1], 0, 0), [[6, 7, false], [6, 8, true]]);
		check('a capture that leaves an empty pit', board([5, 0, 0], [0, 2, 0], 0, 0), board([5, 0, 0], [0, 0, 1], 0, 1), [[7, 8, false], [7, 4, true]]);
		check('what is left over', board([0, 0, 1], [0, 0, 0], 9, 9), board([0, 0, 0], [0, 0, 0], 10, 9), [[3, 0, false]]);
		check('nothing', board([3, 3, 3], [3, 3, 3], 0, 0), board([3, 3, 3], [3, 3, 3], 0, 0), []);
		for (const { to, from } of flights(board([0, 0, 0], [0, 0, 0], 10, 10), board([0, 1, 2], [1, 0, 3], 5, 8).cells)) if (to === from) console.log('a seed goes nowhere');`, []byte("null"))
}
