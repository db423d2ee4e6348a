package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"crossplay/web"
)

// A browser's service worker, with a network and stores that the test looks into.
const aWorker = `
	const stores = new Map(), network = [];
	let answer = () => { throw new TypeError('no line'); };
	const response = (status, body) => ({ status, ok: status < 300, body, text: async () => body, clone() { return this; } });
	const store = (name) => {
		if (!stores.has(name)) stores.set(name, new Map());
		const held = stores.get(name);
		return { put: async (k, v) => void held.set(k, v), addAll: async (all) => { for (const k of all) held.set(k, await fetch(k)); } };
	};
	const key = (r) => (typeof r === 'string' ? r : new URL(r.url).pathname);
	const heard = {};
	let skipped = false;
	globalThis.fetch = async (r) => { network.push(key(r)); return answer(key(r)); };
	Object.assign(globalThis, {
		caches: { open: async (n) => store(n), keys: async () => [...stores.keys()], delete: async (n) => stores.delete(n), match: async (r, { cacheName }) => stores.get(cacheName)?.get(key(r)) },
		clients: { claim: async () => {} }, skipWaiting: async () => { skipped = true; },
		location: { origin: 'http://host' }, addEventListener: (name, f) => { heard[name] = f; },
		setTimeout: (f) => late.push(f),
	});
	const late = [];
	const load = (text) => new Function(text)();
	const happen = (name) => new Promise((resolve, reject) => heard[name]({ waitUntil: (p) => p.then(resolve, reject) }));
	const ask = (path, request = {}) => new Promise((resolve) => {
		let taken = false;
		heard.fetch({ request: { url: 'http://host' + path, method: 'GET', mode: 'no-cors', ...request }, respondWith: (p) => { taken = true; p.then(resolve, (e) => resolve(e)); } });
		if (!taken) resolve(null);
	});
	const navigate = (path) => ask(path, { mode: 'navigate' });
	const want = (what, ok) => { if (!ok) console.log(what); };
	const online = (path) => response(200, path === '/' ? 'shell of ' + data.hash : path);
`

// The worker keeps what one version of the page is made of, and nothing that is said or
// played: those come from the server or not at all.
func TestTheWorkerKeepsThePage(t *testing.T) {
	h := open(t)
	_, worker := h.get("/worker.js")
	folder := h.server.Folder()
	hash := strings.Split(folder, "/")[2]
	data, err := json.Marshal(map[string]string{"worker": worker, "hash": hash, "folder": folder})
	if err != nil {
		t.Fatal(err)
	}
	run(t, aWorker+`
		load(data.worker);
		answer = () => response(200, 'shell of another version');
		want('keeps another version', await happen('install').then(() => false, () => true) && !skipped);
		stores.set('crossplay-old', new Map());
		answer = online;
		await happen('install');
		await happen('activate');
		want('not at once', skipped);
		want('stores: ' + json([...stores.keys()]), isDeepStrictEqual([...stores.keys()], ['crossplay-' + data.hash]));
		const kept = [...stores.get('crossplay-' + data.hash).keys()];
		for (const file of ['main.js', 'socket.js', 'style.css', 'icon.svg']) want('not kept: ' + file, kept.includes(data.folder + file));
		for (const k of kept) want('kept: ' + k, k === '/' || (k.startsWith(data.folder) && !/json$|worker/.test(k)));

		network.length = 0;
		want('asked again', (await ask(data.folder + 'main.js')).body === data.folder + 'main.js' && !network.length);
		for (const path of ['words.json', 'later.json', 'games.json'].map((n) => data.folder + n).concat('/static/0123456789abcdef/main.js', '/static/main.js', '/ws', '/qr/K7MPQX.svg', '/r/K7MPQX/proof.json', '/worker.js', '/healthz'))
			want('answers for ' + path, await ask(path) === null);
		want('answers a command', await ask('/', { method: 'POST', mode: 'navigate' }) === null);
		want('answers for a file that is looked at', await navigate('/r/K7MPQX/proof.json') === null);

		answer = () => response(200, 'a newer page');
		want('an old page', (await navigate('/')).body === 'a newer page');
		for (const status of [404, 421, 500]) {
			answer = () => response(status, 'no');
			want('hides ' + status, (await navigate('/r/K7MPQX')).status === status);
		}
		for (const status of [429, 502, 503, 504]) {
			answer = () => response(status, 'no');
			want('shows ' + status, (await navigate('/r/K7MPQX')).body.startsWith('shell'));
		}
		answer = () => { throw new TypeError('no line'); };
		want('nothing without a server', (await navigate('/')).body.startsWith('shell'));
		answer = () => new Promise(() => {});
		late.length = 0;
		const hangs = navigate('/');
		late.forEach((f) => f());
		want('nothing while it hangs', (await hangs).body.startsWith('shell'));
		stores.clear();
		answer = () => { throw new TypeError('no line'); };
		want('something out of nothing', await navigate('/') instanceof TypeError);`, data)
}

// A new version has a new worker, which browsers find by themselves.
func TestEachVersionHasAWorkerOfItsOwn(t *testing.T) {
	if web.Worker("[]", "{}") == web.Worker("[]", `{"sentences":{}}`) {
		t.Error("other words, and the same worker")
	}
}

// What is told to whoever does not look is shown, and leads to its board: to the window
// where that is, or to another, but away from no board.
func TestTheWorkerTells(t *testing.T) {
	h := open(t)
	_, worker := h.get("/worker.js")
	data, err := json.Marshal(map[string]string{"worker": worker})
	if err != nil {
		t.Fatal(err)
	}
	run(t, aWorker+`
		load(data.worker);
		const shown = [], opened = [];
		let windows = [];
		globalThis.registration = { showNotification: async (title, rest) => void shown.push({ title, ...rest }) };
		Object.assign(clients, { matchAll: async () => windows, openWindow: async (path) => void opened.push(path) });
		const push = (message) => new Promise((resolve, reject) => heard.push({ data: { json: () => message }, waitUntil: (p) => p.then(resolve, reject) }));
		const click = (n) => new Promise((resolve, reject) => heard.notificationclick({ notification: { data: n.data, close: () => { n.closed = true; } }, waitUntil: (p) => p.then(resolve, reject) }));
		await push({ title: 'Your turn', text: 'It is your turn: Chess with Bob.', url: 'https://elsewhere.example/r/K7MPQX', tag: 'K7MPQX' });
		const n = shown[0];
		want('shown: ' + json(shown), shown.length === 1 && n.title === 'Your turn' && n.body.includes('Bob') && n.tag === 'K7MPQX' && n.data === '/r/K7MPQX' && n.icon.endsWith('icon.svg'));
		await click(n);
		want('opened: ' + json(opened), n.closed && isDeepStrictEqual(opened, ['/r/K7MPQX']));
		let focused = '';
		windows = ['/', '/r/AAAAAA', '/r/K7MPQX'].map((path) => ({ url: 'http://host' + path, focus: async () => { focused = path; } }));
		await click(n);
		want('focused: ' + focused, focused === '/r/K7MPQX' && opened.length === 1);`, data)
}
