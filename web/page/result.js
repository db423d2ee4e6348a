// How the game ended, on the board: the result, the score, and what may come next.

import { el, button, fill, named } from './dom.js';
import { emblem } from './pieces.js';
import { say } from './say.js';

const SETTLE = 800; // milliseconds in which a click was still meant for the board

export class Result {
  /** put away is called when somebody wants to see the board instead, go with the address of the game that is over. */
  constructor(put, go) {
    Object.assign(this, { put, go });
    this.el = el('div', { class: 'over-board after' });
  }

  /** show lays the result on the board, until it is put away, with what may come next: {stands, acts}. */
  show(snap, info, s, { stands: text, acts } = {}) {
    const names = snap.chairs.map((c) => c.name || c.left);
    const shown = snap.phase === 'over' && snap.you >= 0 && this.away !== snap.round;
    if (shown && !this.el.firstChild) this.since = performance.now();
    const again = [say('table.again'), () => this.go(`/g/${snap.code}-${snap.round}`), 'quiet'];
    fill(this.el, shown && [s.all, names, snap.chairs.map((c) => c.wins), snap.draws, text, acts?.map((a) => [a[0], a[2]])], () => shown && el('section', { class: 'panel result', 'aria-label': s.all },
      button('×', () => this.#close(snap), { class: 'plain icon close', 'aria-label': say('page.toBoard'), title: say('page.toBoard') }),
      el('p', { class: 'verdict' }, named(s.text, names)),
      s.reason ? el('p', { class: 'muted' }, named(s.reason, names)) : null,
      el('p', { class: 'tally' }, snap.chairs.map((c, i) => el('span', { 'aria-label': `${names[i]}: ${c.wins} ${say('page.wins', { n: c.wins })}`, role: 'img' }, emblem(info, i), String(c.wins)))),
      snap.draws ? el('p', { class: 'muted' }, say('page.draws', { n: snap.draws })) : null,
      text ? el('p', null, named(text, names)) : null,
      el('div', { class: 'ways' }, [...(acts ?? []), again].map(([label, act, kind]) => button(label, () => performance.now() - this.since > SETTLE && act(), { class: kind })))));
    return shown;
  }

  #close(snap) {
    this.away = snap.round;
    this.put();
  }
}
