// One game as it goes on, to be looked at in passing: nobody there sees who does.

import { el, fill, kept, setAttr } from './dom.js';
import { arrange } from './arrange.js';
import { apply, read } from './delta.js';
import { Grid } from './grid.js';
import { list, say } from './say.js';

const ROOM = '(min-width: 760px) and (min-height: 501px)'; // below that, the board would be in the way

export class Live {
  constructor(app) {
    this.app = app;
    this.boards = el('div', { class: 'boards', inert: true, 'aria-hidden': 'true' });
    this.who = el('p', { class: 'live-who' });
    this.el = el('a', { class: 'live', hidden: true }, el('div', { class: 'live-arena' }, this.boards), this.who);
    this.wide = matchMedia(ROOM);
    this.again = () => this.choose(this.playing ?? []);
    this.wide.addEventListener('change', this.again);
  }

  /** leave ends it for good. */
  leave() {
    this.wide.removeEventListener('change', this.again);
    this.#drop();
  }

  /** choose looks at one of the games that can be watched: the same one for as long as it is there. */
  choose(playing) {
    this.playing = playing;
    const cards = this.wide.matches ? playing : [];
    const card = cards.find((c) => c.code === this.code) ?? cards[0];
    if (card?.code !== this.code) this.#drop();
    if (!card) return;
    this.card = card;
    if (this.code) return;
    this.code = card.code;
    this.app.keep(`live ${this.code}`, { do: 'open', room: this.code, updates: true, moves: true, glance: true }, (answer) => answer.ok || this.#drop());
  }

  /** room and delta take what is new of it, as a table does. */
  room(m) {
    if (m.room.code !== this.code) return;
    this.whole = m.room;
    this.#show(read(m.room));
  }

  delta(m) {
    if (m.room !== this.code || !this.whole) return;
    if (this.whole.version === m.from) this.room({ room: apply(this.whole, m) });
    else this.#anew();
  }

  gone(m) {
    if (m.code === this.code) this.#drop();
  }

  /** #anew asks for all of it once more. */
  #anew() {
    this.#drop();
    this.again();
  }

  #drop() {
    if (this.code) this.app.drop(`live ${this.code}`, { do: 'close', room: this.code });
    this.code = this.whole = undefined;
    this.el.hidden = true;
  }

  #show(snap) {
    const info = this.app.game(snap.game);
    const pieces = new Map((info.pieces ?? []).map((p) => [p.name, p]));
    const { boards } = snap.view;
    const again = this.shown === `${snap.code} ${snap.round}`;
    this.shown = `${snap.code} ${snap.round}`;
    this.el.hidden = false;
    const built = fill(this.boards, [this.shown, boards.map((b) => [b.style, b.cols, b.rows, b.title])], () => {
      this.grids = boards.map((b) => new Grid(b, {}));
      return arrange(this.boards, boards, this.grids);
    });
    this.boards.classList.toggle('real', Boolean(info.colours?.includes('black')));
    boards.forEach((b, i) => this.grids[i].show(b, pieces, info, again && !built));
    const names = snap.chairs.filter((c) => c.name).map((c) => c.name);
    setAttr(this.el, 'href', `/r/${snap.code}`);
    setAttr(this.el, 'aria-label', `${say('page.watch')}: ${info.title}, ${list(names)}`);
    fill(this.who, [info.title, names], () => [el('span', { class: 'live-dot', 'aria-hidden': 'true' }), `${info.title} · `, ...names.flatMap((n, i) => (i ? [' – ', kept(n)] : [kept(n)]))]);
  }
}
