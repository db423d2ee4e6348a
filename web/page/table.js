// The table: a room as it is now, seen from one seat.

import { el, button, fill, named, setText, setAttr } from './dom.js';
import { Boards } from './board.js';
import { Players } from './players.js';
import { Chat } from './chat.js';
import { Moves } from './moves.js';
import { Offers } from './offers.js';
import { Result } from './result.js';
import { invitation } from './invite.js';
import { tell, howTo } from './dialogs.js';
import { emblem } from './pieces.js';
import { apply, read } from './delta.js';
import { say } from './say.js';
import { told, wording } from './verbs.js';
import { isDaily, left, next, timing } from './clock.js';
import { can, deserted, options, seatName, speaker, starts, status } from './words.js';

const SECOND = 1000;
const TOLD = 4; // sentences that are told when much has happened at once
const ALOUD = new Set(['moved', 'started', 'ended']); // news that the board shows: they are only said
const WARNINGS = [60, 30, 10]; // seconds of the own time that are left when it is said
const UNASKED = 500; // milliseconds of the own time below which no move awaits a yes
const AGAIN = 3000; // milliseconds until a refused subscription is tried again
const PASSING = new Set(['throttled', 'too_many_codes', 'not_saved', 'server_full', 'internal']); // refusals that may not last

export class Table {
  constructor(app, code) {
    this.app = app;
    this.code = code;
    this.board = new Boards({
      play: (c, early) => this.#move(c, early), say: app.say, ahead: () => this.#ahead(), withdraw: () => this.#withdraw(), confirms: () => this.#confirms(),
    });
    this.players = new Players();
    this.chat = new Chat({ send: (text) => this.#do('chat', { text }), heard: (l) => this.#heard(l) });
    this.what = el('h1', { class: 'what muted' });
    this.status = el('p', { class: 'status' });
    this.note = el('p', { class: 'note muted' });
    this.card = el('div', { class: 'over-board' });
    this.offers = new Offers({ app, act: (...what) => this.#do(...what), lobby: () => this.#toLobby() });
    this.actions = el('div', { class: 'actions' });
    this.moves = new Moves();
    this.result = new Result(() => { this.#show(); this.board.focus(); }, app.go);
    this.board.arena.append(this.card, this.result.el);
    this.stage = el('div', { class: 'stage' }, el('div', { class: 'heading' }, this.what, this.status), this.board.el, this.note);
    this.el = el('div', { class: 'table', 'data-phase': 'none' }, this.stage,
      el('div', { class: 'side' }, this.players.el, this.offers.el, this.actions, this.moves.el, this.chat.el));
    this.el.hidden = true;
  }

  enter() {
    this.app.title(say('app.title', { page: this.code }));
    this.#open();
    this.timer = setInterval(() => this.#tick(), SECOND);
  }

  leave() {
    this.left = true;
    clearInterval(this.timer);
    clearTimeout(this.clock);
    clearTimeout(this.again);
    this.#close();
  }

  /** state follows the connection. */
  state(up) {
    this.up = up;
    this.el.classList.toggle('offline', !up);
    if (this.snap) this.#show();
  }

  /** room takes a snapshot and what was said since. */
  room(m) {
    if (m.room.code !== this.code) return;
    this.whole = m.room;
    this.snap = read(m.room);
    const first = this.el.hidden;
    this.el.hidden = false;
    this.#show();
    if (first && document.activeElement?.matches('body, #main')) this.hold();
    this.chat.show(m.chat, m.fresh, this.info);
    this.#news();
    if (this.snap.phase === 'closed') this.#face(say('status.closed'), say('page.closed'));
  }

  /** delta takes what has changed. */
  delta(m) {
    if (!this.snap || m.room !== this.code) return;
    if (this.whole.version !== m.from) return this.#reopen(); // something was missed, which cannot be
    this.room({ room: apply(this.whole, m), chat: m.chat });
  }

  /** waits reports whether the board waits for the viewer's move. */
  waits() {
    return this.snap?.phase === 'playing' && (this.snap.turn ?? []).includes(this.snap.you);
  }

  /** gone says that there is nothing here to see any more. */
  gone(m) {
    if (m.code === this.code) this.#end(m.error);
  }

  /** key takes keys that were pressed neither on the board nor in a field. */
  key(e) {
    if (!this.snap || e.ctrlKey || e.metaKey || e.altKey) return false;
    if (!this.board.el.contains(document.activeElement) && this.snap.phase === 'playing' && this.board.key(e)) return true;
    if (e.key !== '?') return false; // which belongs to the move where one is being typed
    howTo(this.info, true);
    return true;
  }

  get info() {
    return this.app.game(this.snap.game);
  }

  #open() {
    this.app.keep(`room ${this.code}`, { do: 'open', room: this.code, updates: true, moves: true }, (answer) => {
      if (answer.ok || this.left) return;
      if (!PASSING.has(answer.error.code)) return this.#end(answer.error);
      this.app.toast(answer.error.message);
      this.again = setTimeout(() => this.#reopen(), AGAIN);
    });
  }

  #reopen() {
    this.#close();
    this.#open();
  }

  #close() {
    this.app.drop(`room ${this.code}`, { do: 'close', room: this.code });
  }

  /** do asks something of the room and tells why when the answer is no. */
  async #do(verb, fields, signal) {
    const answer = await this.app.ask(verb, { room: this.code, ...fields }, signal);
    if (!answer.ok && verb !== 'chat' && !this.left) this.app.toast(answer.error.message);
    return answer;
  }

  /** early reports whether the viewer may set the next move up. */
  #early() {
    const { snap, app } = this;
    return this.up && can(snap, 'premove') && app.hello.you.premove !== 'off' && !this.waits() && !snap.adjourned;
  }

  async #ahead() {
    const answer = await this.#do('premoves', { ply: this.snap.ply });
    if (!answer.ok) this.board.then = null;
  }

  /** premoves takes in what may be set up. */
  premoves({ room, ply, choices }) {
    if (room === this.code && ply === this.snap?.ply && this.#early()) this.board.foresee(choices);
  }

  /** confirms reports whether a move awaits a yes: never when there is no time for it. */
  #confirms() {
    const { snap, app } = this;
    const when = app.hello.you.confirm ?? (isDaily(snap.clock) ? 'always' : 'never');
    return when === 'always' && (!snap.time?.clocks[snap.you]?.since || left(snap.time, snap.you, app.now()).ms >= UNASKED);
  }

  /** renamed takes in who the viewer is now, and what habits they have. */
  renamed() {
    if (this.snap) this.#show();
  }

  async #withdraw() {
    const move = this.snap.premove?.text;
    const answer = await this.#do('forget');
    if (answer.ok && move) this.app.say(say('status.withdrawn', { move }));
  }

  async #move(choice, early) {
    const answer = await this.#do(early ? 'premove' : 'move', { ply: this.snap.ply, move: choice.move });
    if (early && answer.ok) this.app.say(say('status.premove', { move: choice.text ?? choice.label ?? choice.move }));
    if (!answer.ok && this.snap && (early || this.board.sending === choice)) {
      this.board.pending(null);
      this.#show();
    }
  }

  #show() {
    const { snap, info, app } = this;
    const s = status(snap, info);
    setAttr(this.el, 'data-phase', snap.phase);
    setAttr(this.el, 'data-tone', s.tone);
    setAttr(this.el, 'data-chairs', snap.chairs.length);
    setText(this.what, [info.title, ...options(info, snap.options), snap.clock, snap.final && say('status.final')].filter(Boolean).join(' · '));
    const names = this.names();
    const check = this.#check() && snap.view.note;
    const reason = s.reason || (check ? check.replace(/\.$/, '') : '');
    fill(this.status, [s, reason, snap.turn, snap.game, names], () => [
      s.tone === 'yours' || s.tone === 'theirs' ? emblem(info, (snap.turn ?? [])[0], 'inline') : null,
      el('span', { class: 'state' }, named(s.text, names)), reason ? el('span', { class: check ? 'reason check' : 'reason' }, named(reason, names)) : null]);
    this.#noted(app.now());
    this.board.show(snap, info, this.up && snap.phase === 'playing', this.#early());
    this.players.show(snap, info, app.now());
    this.#run();
    this.#next(s);
    this.#overBoard();
    this.chat.el.classList.toggle('mute', !can(snap, 'chat'));
    this.#acts();
    this.moves.show(snap, info);
    const name = `${info.title} ${this.code}`;
    app.title(s.tone === 'yours' ? say('app.turn', { game: name }) : say('app.title', { page: name }));
  }

  /** next offers what may be wanted next: on the board when the game is over, else beside it. */
  #next(s = status(this.snap)) {
    const { snap, info } = this;
    this.offers.show(snap, info, this.up, this.result.show(snap, info, s, this.offers.next(snap, info, this.up) ?? {}));
  }

  /** overBoard is what lies on the board while the game has not begun. */
  #overBoard() {
    const { snap, info, app } = this;
    const open = snap.phase === 'open';
    const away = deserted(snap);
    fill(this.card, open && [snap.you >= 0, away, snap.chairs.map((c) => c.name), snap.actions, app.hello.ssh], () => {
      if (!open) return null;
      if (snap.you >= 0) {
        const when = snap.private || snap.lot || snap.chairs.length > 2 ? starts(snap, info) : '';
        return el('section', { class: 'panel invite', 'aria-label': say('page.invitation') },
          el('p', { class: 'lead' }, `${snap.private ? say('page.share') : say('page.shareOrWait')} ${when}`.trim()),
          snap.stands ? el('p', { class: 'lead' }, say('invite.stands')) : null,
          invitation(app.hello, this.code), this.offers.groups());
      }
      const sit = can(snap, 'sit');
      if (!sit) return null;
      const seat = snap.chairs.findIndex((c) => !c.name || c.bot);
      return el('section', { class: 'panel welcome', 'aria-label': say('status.free') }, snap.lot ? null : emblem(info, seat, 'big'),
        button(wording(snap, info, sit).label, () => this.offers.do(sit), { class: 'primary large' }),
        away.length ? el('p', null, say('status.deserted', { names: away })) : null,
        el('p', { class: 'muted' }, snap.lot ? say('status.lot') : info.seats?.[seat] ? say('page.seat', { seat: info.seats[seat] }) : say('page.orWatch')));
    });
  }

  #acts() {
    const { snap, info, app } = this;
    const leave = can(snap, 'leave');
    const open = snap.phase === 'open';
    fill(this.actions, [snap.actions, snap.phase, snap.round, snap.game, snap.chairs, snap.proof], () => [
      button(say('page.rules'), () => howTo(info, true), { class: 'quiet small' }),
      !open ? button(say('page.invite'), () => tell(say('page.inviteWatch'), invitation(app.hello, this.code), 'wide'), { class: 'quiet small' }) : null,
      snap.proof ? button(say('fair.title'), async () => (await import('./fair.js')).fairness(app, this.code, snap.proof), { class: 'quiet small' }) : null,
      snap.phase === 'over' && !(snap.private && snap.you < 0) ? el('a', { class: 'quiet small button', href: `/g/${this.code}-${snap.round}` }, say('table.again')) : null,
      ...this.offers.rest().map((a) => button(wording(snap, info, a).label, () => this.offers.do(a), { class: 'quiet small' })),
      this.offers.more(),
      open && (snap.private || snap.stands) && leave ? button(say('page.lobby'), () => this.#toLobby(), { class: 'quiet small' }) : null,
      button(leave ? wording(snap, info, leave).label : say('page.lobby'), () => (leave ? this.#standUp() : this.#toLobby()), { class: 'quiet small' }),
    ]);
  }

  /** news tells what has happened since the last time. */
  #news() {
    const { snap, info, app } = this;
    const news = this.told === undefined ? [] : snap.news.filter((n) => n.n > this.told);
    this.told = snap.news.at(-1)?.n ?? this.told ?? 0;
    if (!news.length) return;
    const s = status(snap, info);
    const happened = (what) => news.some((n) => n.what === what);
    const text = (all) => all.flatMap((n) => told(snap, info, n)).slice(-TOLD).join(' ');
    if (happened('started')) this.#begin();
    const shown = text(news.filter((n) => ALOUD.has(n.what)));
    const over = snap.phase === 'over' && happened('ended');
    if (over) app.call(`${shown} ${s.all}.`.trim());
    else if (s.tone === 'yours' && (happened('moved') || happened('started'))) app.call(`${shown} ${s.text}. ${this.#plan()}`.trim());
    else if (shown) app.say(shown);
    const others = text(news.filter((n) => !ALOUD.has(n.what)));
    if (others) app.toast(others);
    if (over) app.sound.play({ won: 'won', lost: 'lost' }[s.tone] ?? 'drawn');
    else if (happened('moved')) app.sound.play('move');
    else if (happened('started') && s.tone === 'yours') app.sound.play('turn');
  }

  /** begin brings the board of a new game into sight and puts the keyboard there, unless somebody is writing or answers a question. */
  #begin() {
    if (document.activeElement?.closest('input, dialog')) return;
    this.hold();
    if (this.what.getBoundingClientRect().top < 0) this.what.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }

  /** hold takes the focus when nothing else has it, and reports whether it did. */
  hold() {
    if (this.snap?.phase !== 'playing' || this.snap.you < 0) return false;
    this.board.focus();
    return true;
  }

  /** names are those of who sits here. */
  names() {
    return (this.snap?.chairs ?? []).map((c) => c.name || c.left);
  }

  #heard(line) {
    this.app.sound.play('chat');
    const box = this.chat.el.getBoundingClientRect();
    if (box.top > innerHeight || box.bottom < 0) this.app.toast(say('side.said', { name: speaker(line), text: line.text }));
  }

  /** run draws the clocks that run, for as long as the line is up: else nobody knows what they show. */
  #run() {
    clearTimeout(this.clock);
    const { snap, app } = this;
    this.players.el.classList.toggle('unsure', !this.up);
    if (!this.up || this.left || snap?.phase !== 'playing') return;
    const now = app.now();
    this.players.tick(snap, now);
    this.#warn(now);
    const wait = next(snap.time, now);
    if (wait) this.clock = setTimeout(() => this.#run(), wait);
  }

  /** check reports whether something is attacked and must be saved: that stands beside whose turn it is. */
  #check() {
    const { phase, view } = this.snap;
    return phase === 'playing' && view.boards.some((b) => b.cells.some((c) => c.marks?.includes('check')));
  }

  /** plan says what the viewer has set up to answer, or why it is not played. */
  #plan() {
    const { plan, premove } = this.snap;
    const move = premove?.text;
    if (premove?.lost) return premove.lost === 'offer' ? say('status.lostOffer', { move }) : say('status.lost', { move });
    if (premove) return say('status.premove', { move });
    return plan ? say('status.plan', { plan }) : '';
  }

  /** noted says under the board what there is to say of the game, of the viewer's part in it and of the clocks. */
  #noted(now) {
    const { snap } = this;
    const out = snap.phase === 'playing' && snap.chairs[snap.you]?.out;
    setText(this.note, [!this.#check() && snap.view.note, out && say('news.youGaveUp'), this.#plan(), timing(snap, now, (i) => seatName(snap, i))].filter(Boolean).join(' '));
  }

  /** warn says how much of the own time is left, and what else there is to say of the clocks. */
  #warn(now) {
    const { snap, app } = this;
    if (!snap.time) return;
    this.#noted(now);
    if (!snap.time.clocks[snap.you]?.since) return;
    const seconds = Math.ceil(left(snap.time, snap.you, now).ms / SECOND);
    const step = WARNINGS.filter((w) => seconds <= w).at(-1);
    if (step === undefined || this.warned === `${snap.ply} ${step}`) return;
    this.warned = `${snap.ply} ${step}`;
    if (seconds === step) app.say(say('page.low', { n: seconds }));
  }

  #tick() {
    const { snap } = this;
    if (!snap?.chairs.some((c) => c.awaySince || c.claimAt)) return;
    this.players.show(snap, this.info, this.app.now());
    this.#next();
  }

  /** toLobby goes there, and gives the seat up where nobody waits for it: in a game, and where one is invited to, it is kept. */
  #toLobby() {
    const { snap, app } = this;
    const waits = snap.phase === 'open' && (snap.private ? 'invite.keeps' : snap.stands && 'invite.stands');
    if (can(snap, 'leave') && !waits) return this.#standUp();
    if (snap.you >= 0) app.toast(say(waits || 'page.kept'));
    return app.go('/');
  }

  /** standUp gives the seat up and goes to the lobby. */
  #standUp() {
    this.#do('leave');
    this.app.go('/');
  }

  #end(error) {
    this.#close();
    this.#face(say(error.code === 'no_room' ? 'page.noRoom' : 'page.gone'), error.message);
  }

  #face(title, text) {
    this.snap = null;
    this.app.title(say('app.title', { page: title }));
    this.app.say(`${title}. ${text}`);
    this.el.hidden = false;
    this.el.className = 'face';
    this.el.replaceChildren(el('p', { class: 'code faint', translate: 'no' }, this.code), el('h1', null, title), el('p', null, text),
      el('p', null, el('a', { class: 'primary button', href: '/' }, say('page.toLobby'))));
  }
}
