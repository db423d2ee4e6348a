// By which clock one is matched: chosen once beside the games, and remembered.

import { control } from './clock.js';
import { el, kept } from './dom.js';
import { keep, recall } from './store.js';
import { say } from './say.js';

const KEY = 'crossplay.pace';
const FEW = ['', '3+2', '10+5']; // of those that the server has: the fewer there are, the sooner two meet

export class Pace {
  /** clocks are those that the server has; changed is called when another one is chosen. */
  constructor(clocks, changed) {
    const few = clocks.filter((c) => FEW.includes(c));
    const before = recall(KEY);
    this.clock = few.includes(before) ? before : '';
    const choose = (clock) => {
      this.clock = clock;
      keep(KEY, clock);
      changed();
    };
    this.el = el('fieldset', { class: 'pace' }, el('legend', { class: 'muted' }, say('create.clock')), few.map((c) => el('label', { title: control(c) },
      el('input', { type: 'radio', name: 'pace', value: c, checked: c === this.clock, 'aria-label': control(c), onchange: () => choose(c) }),
      c ? kept(c) : el('span', null, say('clock.none')))));
  }
}
