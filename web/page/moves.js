// The moves so far, as turns: what one seat does in a row stands together, and
// what chance did stands before it.

import { el, fill } from './dom.js';
import { emblem } from './pieces.js';
import { say } from './say.js';

const CHANCE = -2;

/** turns puts steps together: {seat, parts: [{text, rolled}]}. */
export function turns(log) {
  const all = [];
  for (const { seat, text } of log) {
    const last = all.at(-1);
    const open = last && (last.seat === seat || (last.seat === CHANCE && !last.done));
    if (open && (seat !== CHANCE || last.seat === CHANCE)) {
      last.seat = seat;
      last.parts.push({ text, rolled: seat === CHANCE });
    } else all.push({ seat, parts: [{ text, rolled: seat === CHANCE }] });
  }
  return all;
}

/** byTurns says whether two seats have made a move each by turns: then a number counts two moves. */
export const byTurns = (all, seats) => seats === 2 && all.every(({ seat, parts }, i) => seat === i % 2 && parts.length === 1);

export class Moves {
  constructor() {
    this.list = el('ol', { class: 'log', translate: 'no' });
    this.box = el('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': say('page.log') }, this.list);
    this.el = el('section', { class: 'panel moves', hidden: true }, el('h2', null, say('side.moves')), this.box);
  }

  /** show draws the log, and scrolls to its end when it has grown. */
  show(snap, info) {
    const log = snap.view.log ?? [];
    this.el.hidden = !log.length;
    const grew = fill(this.list, [snap.round, log], () => {
      const all = turns(log);
      const each = byTurns(all, snap.chairs.length) ? 2 : 1;
      const rounds = Array.from({ length: Math.ceil(all.length / each) }, (_, i) => all.slice(i * each, (i + 1) * each));
      return rounds.map((round, i) => el('li', { class: each === 2 ? 'round' : null }, el('span', { class: 'no muted' }, `${i + 1}`),
        round.map((turn) => this.#turn(turn, info, turn === all.at(-1)))));
    });
    if (grew) this.box.scrollTop = this.box.scrollHeight;
  }

  #turn({ seat, parts }, info, latest) {
    return el('span', { class: latest ? 'turn latest' : 'turn' }, seat >= 0 ? emblem(info, seat, 'tiny') : null,
      el('span', null, parts.map((p, n) => [n > 0 && !parts[n - 1].rolled ? ' · ' : ' ', el('span', { class: p.rolled ? 'rolled' : null }, p.text)]).flat()));
  }
}
