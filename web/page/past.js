// Games that are over: lists of them, and one looked at again, position by position. Few
// visits need it, and it comes then, with its looks.

import { el, button, fill, kept, looks, named, setText, setAttr } from './dom.js';
import { Boards } from './board.js';
import { Players } from './players.js';
import { fairness } from './fair.js';
import { howTo } from './dialogs.js';
import { emblem } from './pieces.js';
import { picture } from './picture.js';
import { byTurns, turns } from './moves.js';
import { read } from './delta.js';
import { say } from './say.js';
import { told } from './verbs.js';
import { ago, options, seatTitle } from './words.js';

const PACE = 1000; // milliseconds that each position stays of a game that goes on by itself
const LONGEST = 8000; // the same at most, at the pace at which it was played
const SHORTEST = 150; // and at least
const LEAP = 10; // plies that the page keys go
const WEEK = 7 * 24 * 3600 * 1000;
const SPECTATOR = -1;
const ENDS = Object.entries({ '': () => say('past.any'), won: () => say('past.won'), lost: () => say('past.lost'), drawn: () => say('past.drawn') });

/** past is the place for an address: that of a game, or without an id that of the list. It resolves once its looks are there. */
export async function past(app, id) {
  await looks('past.css');
  return id ? new Replay(app, id) : new History(app);
}

/** when is how long ago something was, and after a week the day. */
const when = (at, now) => (now - Date.parse(at) > WEEK ? at.slice(0, 10) : ago(now - Date.parse(at)) || say('time.now'));

const title = (app, game) => [app.game(game.game).title, ...options(app.game(game.game), game.options), game.clock].filter(Boolean).join(' · ');

class History {
  constructor(app) {
    this.app = app;
    this.ul = el('ul', { class: 'past-list' });
    this.none = el('p', { class: 'none muted', role: 'status' });
    this.head = el('h1', null, say('past.mine'));
    this.more = button(say('past.more'), () => this.#ask(true), { class: 'quiet', hidden: true });
    const field = (label, input) => el('label', { class: 'field-label' }, el('span', null, label), input);
    this.name = el('input', { type: 'text', placeholder: say('past.person'), autocomplete: 'off', spellcheck: 'false' });
    this.game = el('select', null, el('option', { value: '' }, say('past.anyGame')), [...app.games.values()].map((g) => el('option', { value: g.name }, g.title)));
    this.how = el('select', null, ENDS.map(([value, text]) => el('option', { value }, text())));
    for (const chosen of [this.game, this.how]) chosen.addEventListener('change', () => this.#ask());
    this.el = el('section', { class: 'panel past' }, this.head,
      el('form', { class: 'past-find', onsubmit: (e) => { e.preventDefault(); this.#ask(); } }, field(say('past.whose'), this.name), field(say('past.game'), this.game), field(say('past.how'), this.how),
        el('button', { class: 'quiet' }, say('past.find'))),
      this.ul, this.none, this.more);
  }

  enter() {
    this.app.title(say('app.title', { page: say('home.past') }));
    this.#ask();
  }

  leave() {}

  async #ask(older) {
    if (!older) this.after = '';
    const fields = { name: this.name.value.trim(), game: this.game.value, result: this.how.value, after: this.after };
    this.asked = older ? 'older' : 'new';
    const answer = await this.app.ask('history', Object.fromEntries(Object.entries(fields).filter(([, v]) => v)));
    if (!answer.ok) {
      this.ul.replaceChildren();
      this.more.hidden = true;
      setText(this.none, answer.error.message);
    }
  }

  /** history takes a page of games. */
  history(m) {
    const { app } = this;
    if (this.asked === 'new') this.ul.replaceChildren();
    this.after = m.more ?? '';
    this.more.hidden = !m.more;
    setText(this.head, m.name ? say('past.of', { name: m.name }) : say('past.mine'));
    const now = app.now();
    this.ul.append(...m.games.map((g) => el('li', null, el('a', { class: 'past-game', href: `/g/${g.id}` }, picture(app.game(g.game)),
      el('span', { class: 'who' }, el('span', { class: 'name' }, title(app, g)), el('span', { class: 'muted' }, named(g.with, g.seats.map((s) => s.name)))),
      el('span', { class: 'past-score' }, g.score), el('span', { class: 'sub muted' }, [say('past.moves', { n: g.moves }), when(g.ended, now)].join(' · '), ' ', kept(g.id))))));
    const none = !this.ul.firstChild && !m.more;
    setText(this.none, none ? (this.game.value || this.how.value ? say('past.nothing') : say('past.empty')) : '');
    if (!m.games.length && m.more) this.#ask(true); // none of those that were looked at
    else if (this.asked === 'older') this.ul.children[this.ul.children.length - m.games.length]?.querySelector('a').focus();
  }
}

class Replay {
  constructor(app, id) {
    this.app = app;
    this.id = id;
    const [, room, round] = /^(.*?)(?:-(\d+))?$/.exec(id);
    this.named = { room, ...(round && { round: Number(round) }) };
    this.want = 0; // the ply that is to be in sight
    this.seat = SPECTATOR;
    this.kept = new Map(); // positions by seat and ply
    this.board = new Boards({ play: () => {}, say: app.say });
    this.players = new Players();
    this.what = el('h1', { class: 'what muted' });
    this.status = el('p', { class: 'status' });
    this.note = el('p', { class: 'note muted', role: 'status' });
    const control = (label, text, act) => button(text, act, { class: 'quiet', 'aria-label': label, title: label });
    this.first = control(say('past.begin'), '«', () => this.#goTo(0));
    this.back = control(say('past.back'), '‹', () => this.#goTo(this.want - 1));
    this.play = control(say('past.play'), '▶', () => this.#run(!this.runs));
    this.on = control(say('past.on'), '›', () => this.#goTo(this.want + 1));
    this.end = control(say('past.end'), '»', () => this.#goTo(this.plies));
    this.slider = el('input', { type: 'range', min: 0, value: 0, 'aria-label': say('side.moves'), oninput: () => this.#goTo(Number(this.slider.value)) });
    this.controls = el('div', { class: 'past-controls', role: 'group', 'aria-label': say('table.again') }, this.slider, el('div', { class: 'ways' }, this.first, this.back, this.play, this.on, this.end));
    this.pace = button('', () => { this.asWas = !this.asWas; this.#buttons(); this.#run(this.runs); }, { class: 'quiet small' });
    this.side = button('', () => this.#turn(), { class: 'quiet small' });
    this.actions = el('div', { class: 'actions' }, this.side, this.pace);
    this.list = el('ol', { class: 'log', translate: 'no' });
    this.scroll = el('div', { class: 'scroll past-log' }, this.list);
    this.moves = el('section', { class: 'panel moves' }, el('h2', null, say('side.moves')), this.scroll);
    this.el = el('div', { class: 'table replay', 'data-phase': 'over' }, el('div', { class: 'stage' }, el('div', { class: 'heading' }, this.what, this.status), this.board.el, this.note),
      el('div', { class: 'side' }, this.players.el, this.controls, this.actions, this.moves));
    this.el.hidden = true;
  }

  async enter() {
    this.app.title(say('app.title', { page: this.id }));
    const answer = await this.app.ask('replay', this.named);
    if (!answer.ok) this.#face(answer.error.message);
  }

  leave() {
    this.left = true;
    clearTimeout(this.timer);
  }

  /** replay takes in what the game was. */
  replay(m) {
    if (this.left || this.game) return;
    Object.assign(this, { game: m.game, log: m.log, lines: m.lines, plies: m.plies, after: m.after, fair: m.fair, dice: m.dice });
    this.info = this.app.game(m.game.game);
    if (m.game.you >= 0 && !this.info.hidden) this.seat = m.game.you;
    this.slider.max = m.plies;
    setText(this.what, `${title(this.app, m.game)} · ${when(m.game.ended, this.app.now())}`);
    this.app.title(say('app.title', { page: `${this.info.title} ${m.game.id}` }));
    this.#list();
    this.#buttons();
    this.actions.append(button(say('page.rules'), () => howTo(this.info, false), { class: 'quiet small' }));
    if (m.dice?.proof) this.actions.append(button(say('fair.title'), () => fairness(this.app, m.game.room, m.dice.proof), { class: 'quiet small' }));
    for (const format of m.formats) this.actions.append(button(say('past.save', { format: format.toUpperCase() }), () => this.#save(format), { class: 'quiet small' }));
    this.actions.append(el('a', { class: 'quiet small button', href: '/history' }, say('home.past')));
    this.#goTo(0);
  }

  async #save(format) {
    const answer = await this.app.ask('export', { ...this.named, round: this.game.round, format });
    if (!answer.ok) this.app.toast(answer.error.message);
  }

  /** export saves what the game was written down as. */
  export({ file, text }) {
    const href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    el('a', { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  /** position takes one in, which somebody may not want to see any more. */
  position(m) {
    if (this.left || !this.game || m.id !== this.game.id) return;
    const snap = read(m.room);
    this.kept.set(`${m.seat} ${snap.ply}`, { snap, marked: m.lines });
    this.#show();
  }

  key(e) {
    if (!this.game || e.ctrlKey || e.metaKey || e.altKey || e.target === this.slider) return false;
    const to = { ArrowLeft: this.want - 1, ArrowRight: this.want + 1, Home: 0, End: this.plies, PageUp: this.want - LEAP, PageDown: this.want + LEAP }[e.key];
    if (to !== undefined) this.#goTo(to);
    else if (e.key === ' ' && !e.target.closest?.('button, a')) this.#run(!this.runs);
    else return false;
    return true;
  }

  #goTo(ply, bySelf) {
    if (!this.game) return;
    this.want = Math.max(0, Math.min(this.plies, ply));
    if (!bySelf) this.#run(false);
    this.#show();
  }

  /** show shows the position that is wanted, and asks for it where it is not there: one at a time, however fast somebody goes. */
  async #show() {
    const at = this.kept.get(`${this.seat} ${this.want}`);
    if (at) this.#draw(at);
    if (this.asking) return;
    const next = [this.want, Math.min(this.want + 1, this.plies)].find((ply) => !this.kept.has(`${this.seat} ${ply}`));
    if (next === undefined) return;
    this.asking = true;
    const answer = await this.app.ask('position', { ...this.named, round: this.game.round, ply: next, seat: this.seat });
    this.asking = false;
    if (!answer.ok) {
      this.#run(false);
      this.app.toast(answer.error.message);
    } else if (!this.left) setTimeout(() => this.#show()); // what was asked for comes first
  }

  #draw({ snap, marked }) {
    const { info, game } = this;
    const last = snap.ply === this.plies;
    const shown = last ? { ...snap, phase: 'over', result: game.result } : snap;
    this.el.hidden = false;
    this.shown = snap.ply;
    setAttr(this.el, 'data-chairs', snap.chairs.length);
    this.board.show(shown, info, false);
    this.players.show(shown, info, 0);
    const step = marked > 0 && this.log[marked - 1];
    const text = last ? game.ending : step ? told({ ...snap, view: { ...snap.view, log: [step] }, logFrom: 0 }, info, { what: 'moved', seat: step.seat, from: 0, to: 1 }).join(' ') : say('past.first', { n: this.plies });
    fill(this.status, [text, last], () => el('span', { class: 'state' }, named(text, [...snap.chairs.map((c) => c.name), step && step.text])));
    setText(this.note, last && this.fair ? this.fair : snap.view.note ?? '');
    this.slider.value = snap.ply;
    setAttr(this.slider, 'aria-valuetext', say('past.at', { i: snap.ply, n: this.plies }));
    for (const b of [this.first, this.back]) b.disabled = snap.ply === 0;
    for (const b of [this.on, this.end]) b.disabled = last;
    for (const b of this.list.querySelectorAll('button')) {
      const now = Number(b.dataset.from) < marked && marked <= Number(b.dataset.to);
      setAttr(b, 'aria-current', now ? 'step' : null);
      b.classList.toggle('later', Number(b.dataset.from) >= marked);
      if (now) this.#reach(b);
    }
    if (!this.runs) this.app.say(text);
    if (this.runs && this.ran !== snap.ply) this.#tick();
  }

  /** reach scrolls the list, and nothing else, so that a move is in sight. */
  #reach(b) {
    const box = this.scroll.getBoundingClientRect();
    const at = b.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) this.scroll.scrollTop += at.top - box.top - box.height / 2;
  }

  #list() {
    const all = turns(this.log);
    const each = byTurns(all, this.game.seats.length) ? 2 : 1;
    let n = 0;
    const items = all.map((turn) => {
      const from = n;
      n += turn.parts.length;
      const to = n;
      return el('button', { type: 'button', class: 'turn plain', 'data-from': from, 'data-to': to, onclick: () => this.#goTo(this.lines[to - 1]) },
        turn.seat >= 0 ? emblem(this.info, turn.seat, 'tiny') : null, el('span', null, turn.parts.map((p) => p.text).join(' ')));
    });
    this.list.replaceChildren(...Array.from({ length: Math.ceil(items.length / each) }, (_, i) => el('li', { class: each === 2 ? 'round' : null }, el('span', { class: 'no muted' }, `${i + 1}`), items.slice(i * each, (i + 1) * each))));
    this.moves.hidden = !items.length;
  }

  #buttons() {
    setText(this.pace, this.asWas ? say('past.even') : say('past.asWas'));
    setText(this.side, `${say('past.turn')}: ${this.seat < 0 ? say('past.all') : say('past.side', { seat: seatTitle(this.info, this.seat) })}`);
    setText(this.play, this.runs ? '■' : '▶');
    for (const name of ['aria-label', 'title']) setAttr(this.play, name, this.runs ? say('past.stop') : say('past.play'));
  }

  /** turn looks from another side. */
  #turn() {
    this.seat = this.seat + 1 < this.game.seats.length ? this.seat + 1 : SPECTATOR;
    this.#buttons();
    this.#show();
  }

  /** run has the game go on by itself, or stops it. */
  #run(on) {
    clearTimeout(this.timer);
    this.runs = on;
    this.#buttons();
    if (!on) return;
    if (this.want === this.plies) this.want = 0;
    this.ran = -1;
    this.#show();
  }

  #tick() {
    this.ran = this.shown;
    clearTimeout(this.timer);
    if (this.shown === this.plies) return this.#run(false);
    const took = this.asWas ? this.after[this.shown] - (this.after[this.shown - 1] ?? 0) : PACE;
    this.timer = setTimeout(() => this.#goTo(this.want + 1, true), Math.max(SHORTEST, Math.min(LONGEST, took)));
  }

  #face(text) {
    this.el.hidden = false;
    this.el.className = 'face';
    this.el.replaceChildren(el('p', { class: 'code faint', translate: 'no' }, this.id), el('h1', null, text), el('p', null, el('a', { class: 'primary button', href: '/' }, say('page.toLobby'))));
    this.app.say(text);
  }
}
