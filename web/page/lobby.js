// The lobby: what can be played, and who is here.

import { el, button, fill, keyed, setText } from './dom.js';
import { emblem } from './pieces.js';
import { form, howTo } from './dialogs.js';
import { command, sshCommand } from './invite.js';
import { ago, count, list, options } from './words.js';

const MINUTE = 60_000;

export class Lobby {
  constructor(app) {
    this.app = app;
    this.here = el('p', { class: 'here muted' });
    this.games = el('div', { class: 'games' });
    this.mine = block('Your games', 'mine');
    this.open = block('Waiting for an opponent', 'open', 'Nobody is waiting just now. Press Play and be the first.');
    this.watch = block('To watch', 'watch', 'No public game is being played just now.');
    this.problem = el('p', { class: 'problem', role: 'alert' });
    this.code = el('input', { type: 'text', id: 'code', class: 'code-field', maxlength: 9, placeholder: 'K7MPQX', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' });
    this.ssh = el('div', { class: 'shell' });
    this.el = el('div', { class: 'lobby' },
      el('div', { class: 'hello' }, el('h1', null, 'Play a friend'), el('p', { class: 'lead' }, 'One of you here, the other in a terminal. Or both in either.'), this.here),
      el('div', { class: 'lobby-main' }, el('section', { 'aria-label': 'Games' }, this.games), this.mine),
      el('div', { class: 'lobby-side' }, this.open, this.watch,
        el('section', { class: 'panel' }, el('h2', null, el('label', { for: 'code' }, 'Join by code')),
          el('form', { class: 'join', onsubmit: (e) => this.#join(e) }, this.code, el('button', { class: 'quiet' }, 'Join')), this.problem),
        el('section', { class: 'panel' }, el('h2', null, 'From a terminal'), this.ssh)));
  }

  enter() {
    const { app } = this;
    app.title('');
    this.lobby({ lobby: null, mine: [] });
    app.keep('lobby', { do: 'lobby' });
    this.timer = setInterval(() => this.last && this.lobby(this.last), MINUTE);
  }

  leave() {
    clearInterval(this.timer);
    this.app.drop('lobby', { do: 'unlobby' });
  }

  /** state follows the connection; the games may have changed while it was away. */
  state() {
    if (this.last) this.lobby(this.last);
  }

  /** lobby shows the list of rooms. */
  lobby(m) {
    this.last = m;
    const { app } = this;
    const games = [...app.games.values()];
    fill(this.games, games, () => games.map((g) => this.#card(g)));
    fill(this.ssh, app.hello.ssh, () => command(sshCommand(app.hello.ssh), 'command'));
    const mine = m.mine ?? [];
    const own = new Set(mine.map((c) => c.code));
    setText(this.here, m.lobby ? (m.lobby.people > 1 ? `${count(m.lobby.people, 'person', 'people')} here now` : 'You are the first one here') : ' ');
    this.#rooms(this.mine, mine, (c) => ['Return', c.phase === 'open' ? 'quiet' : 'primary', () => app.go(`/r/${c.code}`)]);
    this.mine.hidden = !mine.length;
    this.#rooms(this.open, (m.lobby?.open ?? []).filter((c) => !own.has(c.code)), (c, b) => ['Sit down', 'primary', () => this.#sit(c, b)], m.lobby);
    this.#rooms(this.watch, (m.lobby?.playing ?? []).filter((c) => !own.has(c.code)), (c) => ['Watch', 'quiet', () => app.go(`/r/${c.code}`)], m.lobby);
  }

  #rooms(panel, cards, act, known = true) {
    panel.querySelector('.none')?.toggleAttribute('hidden', !known || cards.length > 0);
    keyed(panel.querySelector('ul'), cards, (c) => `${c.code} ${c.phase}`, (card) => {
      const info = this.app.game(card.game);
      const who = el('p', { class: 'name' });
      const sub = el('p', { class: 'sub muted' });
      const [label, kind] = act(card);
      const b = button(label, () => act(card, b)[2](), { class: `${kind} small` });
      const node = el('li', { class: 'room' }, el('div', { class: 'pair', 'aria-hidden': 'true' }, card.chairs.map((_, i) => emblem(info, i, 'mid'))), el('div', { class: 'who' }, who, sub), b);
      node.update = (c) => {
        const others = c.chairs.filter((x) => x.name && x.name !== this.app.hello.you.name).map((x) => x.name);
        const names = panel === this.mine ? (others.length ? `With ${list(others)}` : 'Waiting for an opponent') : list(c.chairs.map((x) => x.name).filter(Boolean));
        setText(who, names);
        b.setAttribute('aria-label', `${label}: ${info.title}, ${names}`);
        setText(sub, [info.title, ...options(info, c.options), c.private && 'private', ago(this.app.now() - Date.parse(c.since))].filter(Boolean).join(' · '));
      };
      return node;
    });
  }

  #card(info) {
    const play = button('Play', () => this.#busy(play, () => this.app.ask('quick', { game: info.name })), { class: 'primary', 'aria-label': `Play ${info.title}` });
    return el('article', { class: 'game' },
      el('div', { class: 'art', 'aria-hidden': 'true' }, Array.from({ length: Math.max(2, info.minSeats) }, (_, i) => emblem(info, i, 'big'))),
      el('h2', null, info.title),
      el('p', { class: 'muted' }, info.summary),
      el('div', { class: 'ways' }, play,
        button('New room', () => this.#create(info), { class: 'quiet', 'aria-label': `New room for ${info.title}` }),
        button('?', () => howTo(info), { class: 'quiet icon', 'aria-label': `How to play ${info.title}`, title: 'How to play' })));
  }

  #create(info) {
    const radio = (group, value, title, note, checked) => el('label', { class: 'option' },
      el('input', { type: 'radio', name: group, value, checked }), el('span', null, title, note ? el('small', { class: 'muted' }, note) : null));
    const chosen = (box, group) => box.querySelector(`input[name="${group}"]:checked`).value;
    const fields = el('div', { class: 'fields' },
      (info.options ?? []).map((o) => el('fieldset', null, el('legend', null, o.title), o.values.map((v, i) => radio(`o-${o.name}`, v.name, v.title, '', i === 0)))),
      el('fieldset', null, el('legend', null, 'Who may join'),
        radio('who', 'public', 'Anyone', 'The room is listed in the lobby.', true),
        radio('who', 'private', 'A friend', 'Only with the code or the link.')));
    form(`New room: ${info.title}`, fields, 'Create the room', async () => {
      const chosenOptions = Object.fromEntries((info.options ?? []).map((o) => [o.name, chosen(fields, `o-${o.name}`)]));
      const answer = await this.app.ask('create', { game: info.name, options: chosenOptions, private: chosen(fields, 'who') === 'private' });
      if (answer.ok) this.app.go(`/r/${answer.code}`);
      return answer.ok ? null : answer.error.message;
    });
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

  #join(e) {
    e.preventDefault();
    const code = this.app.tidy(this.code.value);
    if (/^[A-Z0-9]{6}$/.test(code)) this.app.go(`/r/${code}`);
    else setText(this.problem, 'A code has six letters or digits, such as K7MPQX.');
  }
}

function block(title, kind, none) {
  return el('section', { class: `panel rooms ${kind}` }, el('h2', null, title), el('ul'), none ? el('p', { class: 'none muted', hidden: true }, none) : null);
}
