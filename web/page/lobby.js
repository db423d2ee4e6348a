// The lobby: what can be played, and who is here.

import { control } from './clock.js';
import { el, button, fill, kept, named, setText } from './dom.js';
import { findCode, findReturn } from './code.js';
import { ask, form, howTo, tell } from './dialogs.js';
import { command, sshCommand } from './invite.js';
import { Pace } from './pace.js';
import { picture } from './picture.js';
import { RoomList } from './roomlist.js';
import { list, say } from './say.js';
import { label } from './verbs.js';
import { comeBack } from './tab.js';
import { ago, listed, opponents, options, upper, waits } from './words.js';

const MINUTE = 60_000;
const LINK = 300; // characters: people paste whole invitations for a code

export class Lobby {
  constructor(app) {
    this.app = app;
    this.here = el('p', { class: 'here muted' });
    this.games = el('div', { class: 'games' });
    this.acts = el('div', { class: 'ways acts' });
    this.mine = new RoomList({ title: say('home.mine'), kind: 'mine', card: (c) => this.#own(c) });
    this.open = new RoomList({ title: say('home.open'), kind: 'open', none: say('page.noneWait'), card: (c) => this.#other(c, label('sit'), 'primary', (b) => this.#sit(c, b)) });
    this.watch = new RoomList({ title: say('home.playing'), kind: 'watch', none: say('page.nonePlay'), card: (c) => this.#other(c, say('page.watch'), 'quiet', () => app.go(`/r/${c.code}`)) });
    this.pace = new Pace(app.hello.clocks, () => this.last && this.lobby(this.last));
    this.problem = el('p', { class: 'problem', role: 'alert' });
    this.code = el('input', { type: 'text', id: 'code', class: 'code-field', maxlength: LINK, placeholder: 'K7MPQX', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' });
    this.ssh = el('div', { class: 'shell' });
    this.el = el('div', { class: 'lobby' },
      el('div', { class: 'front' }, this.mine.el, this.hello = el('div', { class: 'hello' }, el('div', null, el('h1', null, say('page.motto')), el('p', { class: 'lead' }, say('page.about')), this.here, this.acts, el('p', { class: 'bygone' }, el('a', { href: '/history' }, say('home.past')))))),
      this.open.el,
      el('div', { class: 'lobby-main' }, el('section', { class: 'shelf', 'aria-label': say('page.games') }, this.pace.el, this.games), this.watch.el),
      el('div', { class: 'lobby-side' },
        el('section', { class: 'panel' }, el('h2', null, el('label', { for: 'code' }, say('join.title'))),
          el('form', { class: 'join', onsubmit: (e) => this.#join(e) }, this.code, el('button', { class: 'quiet' }, say('page.join'))), this.problem),
        el('section', { class: 'panel' }, el('h2', null, say('page.daily')), el('p', { class: 'muted' }, say('page.dailyAbout')),
          el('div', { class: 'ways acts' }, button(say('challenge.title'), app.challenge, { class: 'quiet', 'aria-haspopup': 'dialog' }), button(say('off.title'), app.rest, { class: 'quiet', 'aria-haspopup': 'dialog' }))),
        el('section', { class: 'panel' }, el('h2', null, say('invite.terminal')), this.ssh)));
  }

  enter() {
    const { app } = this;
    app.title(say('app.name'));
    this.lobby({ lobby: null, mine: app.mine });
    app.keep('lobby', { do: 'lobby' });
    this.timer = setInterval(() => this.last && this.lobby(this.last), MINUTE);
  }

  leave() {
    clearInterval(this.timer);
    this.app.drop('lobby', { do: 'unlobby' });
    this.discard?.leave();
    this.live?.leave();
    this.left = true;
  }

  /** room, delta and gone are of the game that is shown live, or of one to be done with. */
  room(m) {
    this.discard?.room(m);
    this.live?.room(m);
  }

  delta(m) {
    this.live?.delta(m);
  }

  gone(m) {
    this.discard?.gone(m);
    this.live?.gone(m);
  }

  /** state follows the connection; the games may have changed while it was away. */
  state() {
    if (this.last) this.lobby(this.last);
  }

  /** own takes in whose turn it is in the games of one's own. */
  own(mine) {
    if (this.last) this.lobby({ ...this.last, mine });
  }

  /** lobby shows the list of rooms. */
  lobby(m) {
    this.last = m;
    const { app } = this;
    const games = [...app.games.values()];
    fill(this.games, [games, app.hello.bots, this.pace.clock], () => games.map((g) => this.#card(g)));
    fill(this.acts, [games, app.hello.bots], () => this.#acts(games));
    fill(this.ssh, app.hello.ssh, () => command(sshCommand(app.hello.ssh)));
    const mine = m.mine ?? [];
    const own = new Set(mine.map((c) => c.code));
    setText(this.here, m.lobby ? (m.lobby.people > 1 ? say('home.people', { n: m.lobby.people }) : say('page.alone')) : ' ');
    this.mine.show(mine);
    this.mine.el.hidden = !mine.length;
    this.open.show((m.lobby?.open ?? []).filter((c) => !own.has(c.code)), Boolean(m.lobby));
    const playing = (m.lobby?.playing ?? []).filter((c) => !own.has(c.code));
    this.#headline(playing);
    this.watch.show(playing, Boolean(m.lobby));
  }

  /** headline shows one of the games that can be watched, as it goes on. */
  async #headline(playing) {
    this.playing = playing;
    if (!this.live && playing.length) {
      const { Live } = await import('./live.js').catch(() => ({})); // or later
      if (!Live || this.left) return;
      if (!this.live) this.hello.append((this.live = new Live(this.app)).el);
    }
    this.live?.choose(this.playing);
  }

  /** own is a room of the person's: what it waits for, and whom it is with. */
  #own(c) {
    const { app } = this;
    const others = opponents(c); // not me, whatever the room knows me as
    const names = others.length ? say('page.with', { names: others }) : say('status.waiting');
    const { yours, text } = waits(c, app.now());
    return {
      ...this.#shown(c, names, yours ? '' : others.length && text), mark: yours && text,
      act: [say('page.return'), c.phase === 'open' && !yours ? 'quiet' : 'primary', () => app.go(`/r/${c.code}`)],
      more: [say('page.discard'), '', async () => {
        this.discard ??= new (await import('./discard.js')).Discard(this.app);
        this.discard.ask(c.code);
      }],
    };
  }

  /** other is a room of others, with what one may do there. */
  #other(c, ...act) {
    return { ...this.#shown(c, list(c.chairs.filter((x) => x.name).map(listed))), act, mark: c.stands && say('home.stands', { clock: c.clock }) };
  }

  #shown(c, called, state = '') {
    const info = this.app.game(c.game);
    const parts = [info.title, state, ...options(info, c.options), c.private && say('home.private'), c.clock && !(c.stands && c.you === undefined) && { code: c.clock }, c.final && say('status.final'), ago(this.app.now() - Date.parse(c.since))];
    return { info, called, names: named(called, c.chairs.map((x) => x.name)), sub: parts.filter(Boolean) };
  }

  #card(info) {
    const { clock } = this.pace;
    const called = [say('page.playGame', { game: info.title }), clock && control(clock)].filter(Boolean).join(', ');
    const play = button([say('page.play'), clock && kept(clock)].filter(Boolean), () => this.#quick(info, play), { class: 'soft small', 'aria-label': called });
    const ways = this.#ways(info);
    return el('article', { class: 'game' },
      el('div', { class: 'title' }, picture(info), el('h2', null, info.title), button('?', ways[0].act, { class: 'plain icon', 'aria-label': ways[0].called, title: ways[0].label })),
      el('p', { class: 'muted' }, info.summary, info.maxSeats > 2 ? ` ${say('page.players', { n: info.minSeats, most: info.maxSeats })}` : ''),
      el('div', { class: 'ways' }, play,
        ways.slice(1).map((w) => button(w.label, w.act, { class: 'quiet small way', 'aria-label': w.called, title: w.title })),
        button('⋯', () => this.#more(info), { class: 'quiet small icon more', 'aria-label': say('page.moreOf', { game: info.title }), 'aria-haspopup': 'dialog' })));
  }

  /** acts are what most people come for, each in one act and the choice of a game. */
  #acts(games) {
    const act = (title, kind, does) => button(title, (e) => {
      const d = tell(title, el('div', { class: 'ways' }, games.map((g) => button(g.title, () => {
        d.close();
        does(g, e.target);
      }, { class: 'quiet small' }))));
    }, { class: kind, 'aria-haspopup': 'dialog' });
    const bots = this.app.hello.bots ?? [];
    return [
      act(say('home.now'), 'primary', (g, b) => this.#quick(g, b)),
      bots.length && act(say('home.bot'), 'quiet', (g) => this.#against(g, bots)),
      act(say('home.friend'), 'quiet', (g, b) => this.#busy(b, () => this.app.ask('create', { game: g.name, private: true }))),
    ].filter(Boolean);
  }

  #quick(info, b) {
    const { clock } = this.pace;
    return this.#busy(b, () => this.app.ask('quick', { game: info.name, ...(clock && { clock }) }));
  }

  /** ways are what else one may do with a game: to read its rules first. */
  #ways(info) {
    const bots = this.app.hello.bots ?? [];
    return [
      { label: say('page.rules'), title: say('page.rules'), called: say('page.rulesOf', { game: info.title }), act: () => howTo(info) },
      bots.length && { label: say('page.bot'), title: say('page.playABot'), called: say('page.playBot', { game: info.title }), act: () => this.#against(info, bots) },
      { label: say('page.room'), title: say('page.roomOwn'), called: say('page.roomFor', { game: info.title }), act: () => this.#create(info) },
    ].filter(Boolean);
  }

  /** more shows them where there is no room for a button each. */
  #more(info) {
    const [rules, ...games] = this.#ways(info);
    const d = tell(info.title, [el('p', { class: 'muted' }, info.summary), el('div', { class: 'ways tall' }, [...games, rules].map((w) => button(w.title, () => {
      d.close();
      w.act();
    }, { class: 'quiet', 'aria-label': w.called })))]);
  }

  #create(info) {
    const who = choose(say('lobby.find'), [['public', say('lobby.everyone'), say('create.listed')], ['private', say('lobby.private'), say('create.unlisted')]]);
    const back = info.hidden ? null : choose(say('create.takebacks'), [['may', say('create.may')], ['never', say('create.never')]]);
    const side = sides(info);
    const { rules, fields } = this.#rules(info, say('create.players'), (n) => (n === info.maxSeats ? say('page.orFewer', { n }) : `${n}`));
    form(say('page.newRoom', { game: info.title }), el('div', { class: 'fields' }, fields, side.el, who.el, back?.el), say('page.create'), async (signal) => {
      const answer = await this.app.ask('create', { game: info.name, ...rules(), side: side.value(), private: who.value() === 'private', final: back?.value() === 'never' }, signal);
      if (answer.ok) this.app.go(`/r/${answer.code}`);
      return answer.ok ? null : answer.error.message;
    });
  }

  /** against makes a room and lets bots take the other seats. */
  #against(info, bots) {
    const level = choose(say('lobby.level'), bots.map((b) => [b, upper(b)]));
    const side = sides(info);
    const { rules, fields } = this.#rules(info, say('create.players'), (n) => say('page.andBots', { n: n - 1 }));
    form(say('page.againstBot', { game: info.title }), el('div', { class: 'fields' }, level.el, side.el, fields), say('page.play'), async (signal) => {
      const chosen = { game: info.name, seats: info.minSeats, ...rules(), side: side.value(), private: true };
      const room = await this.app.ask('create', chosen, signal);
      if (!room.ok) return room.error.message;
      this.app.go(`/r/${room.code}`);
      for (let seat = 1; seat < chosen.seats; seat++) {
        const answer = await this.app.ask('invite', { room: room.code, bot: level.value() });
        if (!answer.ok) {
          this.app.toast(answer.error.message);
          break;
        }
      }
      return null;
    });
  }

  /** rules are the fields of a game's options and of how many play. */
  #rules(info, title, name) {
    const options = (info.options ?? []).map((o) => ({ name: o.name, ...choose(o.title, o.values.map((v) => [v.name, v.title])) }));
    const numbers = Array.from({ length: info.maxSeats - info.minSeats + 1 }, (_, i) => info.minSeats + i);
    const seats = numbers.length > 1 ? choose(title, numbers.map((n) => [String(n), name(n)])) : null;
    const time = el('select', null, this.app.hello.clocks.map((c) => el('option', { value: c }, control(c))));
    return {
      fields: [seats?.el, options.map((o) => o.el), el('label', { class: 'field-label' }, el('span', null, say('create.clock')), time)].flat().filter(Boolean),
      rules: () => ({ ...(time.value && { clock: time.value }), options: Object.fromEntries(options.map((o) => [o.name, o.value()])), ...(seats && { seats: Number(seats.value()) }) }),
    };
  }

  #sit(card, b) {
    return this.#busy(b, async () => ({ ...(await this.app.ask('sit', { room: card.code })), code: card.code }));
  }

  /** busy asks once, however often the button is pressed, and goes to the room. */
  async #busy(b, ask) {
    if (b.getAttribute('aria-busy')) return;
    b.setAttribute('aria-busy', 'true');
    const answer = await ask();
    b.removeAttribute('aria-busy');
    if (answer.ok || answer.error.code === 'seated') this.app.go(`/r/${answer.code}`);
    else this.app.toast(answer.error.message);
  }

  async #join(e) {
    e.preventDefault();
    const back = findReturn(this.code.value);
    if (back) return this.#back(back);
    const code = findCode(this.code.value);
    if (code) this.app.go(`/r/${code}`);
    else setText(this.problem, say('page.badCode'));
    return undefined;
  }

  /** back has the browser be that of the guest who has such a return code, and forget who it was. */
  async #back(code) {
    if (!await ask(say('page.comeBack'), say('page.forgets', { name: this.app.hello.you.name }), say('page.comeBackYes'), say('page.cancel'))) return;
    setText(this.problem, await comeBack(code));
  }
}

let groups = 0;

/** sides asks where somebody wants to sit who makes a room. */
function sides(info) {
  const [first, second] = info.seats ?? [];
  return choose(say('create.side'), [
    ['first', !first ? say('create.firstSeat') : info.chance ? first : say('create.first', { seat: first })],
    ['second', second ?? say('create.secondSeat')],
    ['lot', say('create.lot')],
  ]);
}

/** choose is a question with several answers, one of which is given already: [value, title, note]. */
export function choose(title, answers, given = 0) {
  const group = `choice-${++groups}`;
  const box = el('fieldset', null, el('legend', null, title), answers.map(([value, text, note], i) => el('label', { class: 'option' },
    el('input', { type: 'radio', name: group, value, checked: i === given }), el('span', null, text, note ? el('small', { class: 'muted' }, note) : null))));
  return { el: box, value: () => box.querySelector('input:checked').value };
}
