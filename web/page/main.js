// The page: one conversation with the server, one place at a time.

import { button, el, kept, named, setText, setAttr } from './dom.js';
import { Socket } from './socket.js';
import { Lobby } from './lobby.js';
import { Table } from './table.js';
import { findCode } from './code.js';
import { coloured } from './pieces.js';
import { sketch } from './picture.js';
import { learn, more, say } from './say.js';
import { known, protocols, recall, remember } from './tab.js';
import { opponents, titled, waits } from './words.js';
import * as sound from './sound.js';

const $ = (id) => document.getElementById(id);
const SHOWN = 5000; // milliseconds that a notice stays
const RELOADED = 'crossplay.reloaded';

const app = {
  hello: null,
  games: new Map(),
  connected: false,
  ahead: 0, // the server's clock minus ours, in milliseconds
  now: () => Date.now() + app.ahead,
  game: (name) => app.games.get(name) ?? { name, title: name, pieces: [], seats: [], options: [] },
  ask,
  keep: (...args) => socket.keep(...args),
  drop: (...args) => socket.drop(...args),
  mine: [], // the person's own games
  told: 0, // when the newest of them began of which was told
  place: () => (place instanceof Table ? place.code : ''),
  title: (text) => {
    app.base = text;
    count();
  },
  say: (text) => speak($('polite'), text),
  call: (text) => speak($('assertive'), text),
  toast,
  rest,
  challenge: async () => (await late(import('./daily.js'))).challenge(app),
  go,
  sound,
  accustom: () => me((m) => m.habits(app)),
  carry: () => carried((m) => m.way(app)),
};

let place = null;
let focused = null; // what had the focus last
let catalog = ''; // the address that the games came from

/** count shows how many boards wait, on every screen. */
function count() {
  const elsewhere = waiting();
  const here = place?.waits?.() ? 1 : 0;
  document.title = elsewhere.length ? say('app.count', { n: elsewhere.length + here, title: app.base }) : app.base;
  const next = $('next');
  next.hidden = !elsewhere.length;
  if (elsewhere.length) {
    setText(next.firstElementChild, String(elsewhere.length));
    setAttr(next, 'href', `/r/${elsewhere[0].code}`);
    setAttr(next, 'aria-label', say('page.nextBoard', { n: elsewhere.length, game: titled(app.game(elsewhere[0].game), elsewhere[0]) }));
    setAttr(next, 'title', next.getAttribute('aria-label'));
  }
  const n = elsewhere.length + here;
  navigator[n ? 'setAppBadge' : 'clearAppBadge']?.(...(n ? [n] : []))?.catch(() => {});
}

/** waiting are the games elsewhere that wait for the person, those behind the one that is in sight first: so one comes round. */
function waiting() {
  const all = app.mine.filter((c) => waits(c, app.now()).yours || c.code === app.place());
  const here = all.findIndex((c) => c.code === app.place());
  return [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))];
}

/** own takes in the list of the person's games, and tells of those that have begun where they did not look. */
function own({ mine }) {
  const before = waiting().length;
  app.mine = mine;
  const first = !app.told;
  const begun = mine.filter((c) => c.phase === 'playing' && Date.parse(c.since) > app.told && c.code !== app.place());
  app.told = Math.max(app.told || 1, ...mine.map((c) => Date.parse(c.since)));
  if (!first) for (const c of begun) toast(say('alert.began', { names: opponents(c), game: app.game(c.game).title }));
  if (!first && waiting().length > before) sound.play('turn');
  count();
  place?.own?.(mine);
}

/** ask asks something of the server. What was withdrawn is answered by a no. */
async function ask(verb, fields, signal) {
  const answer = await socket.ask(verb, fields, signal);
  setTimeout(hold); // whoever asked has shown what came of it
  return answer ?? { ok: false, error: { code: 'withdrawn', message: say('page.withdrawn') } };
}

/** hold keeps the focus somewhere, when what had it is gone. */
function hold() {
  if (document.activeElement !== document.body || !focused || (focused.isConnected && focused.checkVisibility())) return;
  if (!place?.hold?.()) $('main').focus({ preventScroll: true });
}

/** speak makes a live region say a text, also when it says the same again. */
function speak(region, text) {
  setText(region, region.textContent === text ? `${text}\u00a0` : text);
}

function toast(text) {
  const box = $('toast');
  speak(box, text);
  box.replaceChildren(...named(box.textContent, place?.names?.() ?? []));
  box.classList.add('shown');
  clearTimeout(box.timer);
  box.timer = setTimeout(() => box.classList.remove('shown'), SHOWN);
}

/** go opens an address of ours without loading a page. */
function go(path, { replace = false } = {}) {
  if (path !== location.pathname) history[replace ? 'replaceState' : 'pushState'](null, '', path);
  visit(true);
}

function visit(moved) {
  place?.leave();
  const room = /^\/r\/([^/]+)\/?$/.exec(location.pathname);
  const past = /^\/(?:history|g\/([^/]+))\/?$/.exec(location.pathname);
  if (room) settle(new Table(app, codeOf(room[1])));
  else if (location.pathname === '/') settle(new Lobby(app));
  else if (location.pathname === '/carry') rarely(carried((m) => new m.Carried(app)));
  else rarely(past ? late(import('./past.js')).then((m) => m.past(app, past[1])) : import('./nowhere.js').then((m) => new m.Nowhere(app)));
  if (moved) {
    scrollTo(0, 0);
    $('main').focus({ preventScroll: true });
  }
}

function settle(there) {
  place = there;
  $('main').replaceChildren(place.el);
  place.state?.(app.connected);
  place.enter();
}

/** rarely goes to a place for which more is to be loaded. */
async function rarely(coming) {
  const at = location.pathname;
  place = null;
  const there = await coming;
  if (location.pathname === at && !place) settle(there);
}

/** codeOf is the code of a room in its address, or what stands there instead. */
function codeOf(part) {
  try {
    return findCode(decodeURIComponent(part)) ?? decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function greet(m) {
  app.hello = m;
  app.ahead = Date.parse(m.now) - Date.now();
  if (m.catalog !== catalog) {
    if (catalog || isKept(m.catalog)) {
      location.reload(); // the server is another one now, and may speak otherwise
      return false;
    }
    const beside = (name) => read(m.catalog.replace(/[^/]*$/, name));
    const [games, words] = await Promise.all([read(m.catalog), beside('words.json')]);
    if (!games || !words) return false;
    learn(words);
    setText($('unsend'), say('page.cancel'));
    for (const name of ['aria-label', 'title']) setAttr($('alerts'), name, say('alerts.title'));
    $('alerts').hidden = false;
    showSound();
    app.games = new Map(games.map((g) => [g.name, coloured(g)]));
    catalog = m.catalog;
    beside('sketches.json').then((boards) => boards && sketch(boards, app.games)); // nobody waits for pictures
  }
  const kept = known(m);
  if (kept !== app.kept && kept !== 'browser') toast(kept === 'tab' ? say('page.inTab') : kept === 'over' ? say('page.over', { name: m.you.name }) : say('page.inNothing'));
  app.kept = kept === 'over' ? 'browser' : kept;
  meet(app.hello.you); // who may have a new name meanwhile
  if (!place) {
    socket.keep('mine', { do: 'mine' });
    visit(false);
  }
  return true;
}

/** isKept reports whether the page is of another version than the server, as one that was kept. It is loaded again once. */
function isKept(address) {
  if (address.startsWith(new URL('.', import.meta.url).pathname) || recall(RELOADED) === address) return false;
  return remember(RELOADED, address);
}

/** read asks for a file of JSON. It is null where that fails. */
async function read(address) {
  try {
    return await (await fetch(address)).json();
  } catch {
    return null;
  }
}

function meet(you) {
  app.hello.you = you;
  const b = $('me');
  b.hidden = false;
  b.replaceChildren(el('span', { class: 'unseen' }, say('page.yourName'), ' '), kept(you.name, { class: 'my-name' }), ...(you.guest ? [el('span', { class: 'muted' }, app.kept === 'browser' ? say('side.guest') : say('page.thisTab'))] : []), el('span', { class: 'change', 'aria-hidden': 'true' }, say('key.change')));
  place?.renamed?.(you);
}

function push(m) {
  if (m.now) app.ahead = Date.parse(m.now) - Date.now();
  if (m.type === 'you') meet(m.you);
  else if (m.type === 'mine') own(m);
  else if (m.type === 'alerts') told?.show(m);
  else if (m.type === 'off') off?.show(m);
  else if (m.type === 'carry') carried((c) => c.show(app, m));
  else place?.[m.type]?.(m);
  hold();
}

function state({ up, why, refused, unsent }) {
  const changed = up !== app.connected;
  app.connected = up;
  const first = !catalog; // nothing has been said yet, and there are no words for it
  const text = up ? '' : why || (first ? $('link').dataset.first : say('page.lost'));
  setText($('link-text'), unsent ? `${text} ${say('page.unsent')}` : text);
  $('unsend').hidden = !unsent;
  setAttr(document.body, 'data-link', up ? 'up' : first ? 'first' : refused && why ? 'refused' : 'lost');
  if (changed) place?.state?.(up);
  if (first && !up && refused) shut(why);
}

/** shut says that there is no way in yet, and why. */
function shut(why) {
  const main = $('main');
  if (!main.querySelector('#again')) {
    main.replaceChildren($('shut').content.cloneNode(true));
    $('again').addEventListener('click', () => socket.hurry());
  }
  if (why) setText($('why'), why);
}

let told = null; // the dialog about alerts, while it is there

/** late brings a module that few visits need, and what it says, at a click. */
async function late(module) {
  const [it, words] = await Promise.all([module, read(catalog.replace(/[^/]*$/, 'later.json'))]);
  if (words) more(words);
  return it;
}

/** alerting shows how one is told who does not look. */
async function alerting() {
  told = (await late(import('./alerts.js'))).alerts(app);
}

let off = null; // the dialog about days off, while it is there

/** rest shows on which days one need not move in daily games. */
async function rest() {
  off = (await late(import('./daily.js'))).daysOff(app);
}

/** me does something about who one is: one's name, and how one makes one's moves. */
const me = async (act) => act(await late(import('./me.js')));

/** carried does something about going on in another window. */
const carried = async (act) => act(await late(import('./carry.js')));

function showSound() {
  setAttr($('sound'), 'aria-pressed', String(sound.isOn()));
  setAttr($('sound'), 'title', say(sound.isOn() ? 'page.soundOn' : 'page.soundOff'));
}

document.addEventListener('click', (e) => {
  const a = e.target.closest?.('a[href^="/"]');
  if (!a || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  if (!place) return;
  e.preventDefault();
  go(a.getAttribute('href'));
});
document.addEventListener('keydown', (e) => {
  if (e.defaultPrevented || document.querySelector('dialog[open]') || e.target.closest?.('input, textarea, select')) return;
  if (place?.key?.(e)) e.preventDefault();
});
document.addEventListener('focusin', (e) => { focused = e.target; });
// Where the keyboard is is shown to those who use one.
addEventListener('keydown', () => document.body.classList.add('keys'), { capture: true });
addEventListener('pointerdown', () => document.body.classList.remove('keys'), { capture: true });
for (const gesture of ['click', 'keydown']) addEventListener(gesture, sound.wake, { capture: true });
addEventListener('popstate', () => place && visit(true));
$('me').addEventListener('click', () => me((m) => m.rename(app)));
$('alerts').addEventListener('click', alerting);
$('sound').hidden = false;
$('sound').addEventListener('click', () => {
  sound.set(!sound.isOn());
  showSound();
  sound.play('move');
});
showSound();
$('unsend').addEventListener('click', () => socket.withdraw());
setText($('link-text'), $('link').dataset.first); // words come later
setAttr(document.body, 'data-link', 'first');

const socket = new Socket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws?games=no`, protocols, { hello: greet, push, state });
navigator.serviceWorker?.register('/worker.js').catch(() => {}); // browsers that keep nothing do without
