// A list of rooms, each a card with a small board. It does not jump while people read:
// what is shown keeps its place, what is new comes behind it, and what is gone leaves
// once nobody is at the list.

import { el, button, kept, keyed, setText } from './dom.js';
import { picture } from './picture.js';
import { say } from './say.js';

const SHOWN = 6; // cards until somebody asks for all: a screen of a telephone, or else a whole row
const AT_IT = 4000; // milliseconds after a touch in which somebody is still at the list

export class RoomList {
  /**
   * card(card) says how a room is shown: {info, names, sub, mark, act, more}, where act and more are
   * buttons: [label, kind, does(button), called].
   */
  constructor({ title, kind, none, card }) {
    this.card = card;
    this.cards = []; // in the order in which they stand
    this.ul = el('ul');
    this.none = none ? el('p', { class: 'none muted', hidden: true }, none) : null;
    this.all = button('', () => this.#open(), { class: 'quiet small all', hidden: true });
    this.el = el('section', { class: `panel rooms ${kind}` }, el('h2', null, title), this.ul, this.none, this.all);
    this.touched = -Infinity;
    this.el.addEventListener('pointerdown', () => { this.touched = performance.now(); });
    for (const leaves of ['pointerleave', 'focusout']) this.el.addEventListener(leaves, () => setTimeout(() => this.#leave()));
  }

  /** show takes the rooms as they are now; of known it is said that there are none. */
  show(cards, known = true) {
    const now = new Map(cards.map((c) => [c.code, c]));
    const stays = this.cards.filter((c) => now.has(c.code) || this.#read()).map((c) => now.get(c.code) ?? { ...c, gone: true });
    const before = new Set(stays.map((c) => c.code));
    this.cards = [...stays, ...cards.filter((c) => !before.has(c.code))];
    this.none?.toggleAttribute('hidden', !known || this.cards.length > 0);
    this.#draw();
  }

  /** read says whether somebody is at the list. */
  #read() {
    return this.el.matches(':hover, :focus-within') || performance.now() - this.touched < AT_IT;
  }

  #leave() {
    if (this.#read() || !this.cards.some((c) => c.gone)) return;
    this.cards = this.cards.filter((c) => !c.gone);
    this.#draw();
  }

  #open() {
    this.opened = true;
    this.#draw();
    this.ul.children[SHOWN]?.querySelector('button')?.focus();
  }

  #draw() {
    const shown = Math.max(SHOWN, getComputedStyle(this.ul).gridTemplateColumns.split(' ').length);
    const more = this.opened ? 0 : this.cards.length - shown;
    keyed(this.ul, more > 0 ? this.cards.slice(0, shown) : this.cards, (c) => `${c.code} ${c.phase} ${c.round}`, (c) => this.#make(c));
    this.all.hidden = more <= 0;
    setText(this.all, more > 0 ? say('page.showAll', { n: this.cards.length }) : '');
  }

  #make(first) {
    const { info, act, more } = this.card(first);
    const mark = el('p', { class: 'mark' });
    const who = el('p', { class: 'name' });
    const sub = el('p', { class: 'sub muted' });
    const [does] = act;
    const b = button(does, () => this.card(node.now).act[2](b));
    const x = more && button('×', () => this.card(node.now).more[2](x), { class: 'plain icon discard' });
    const node = el('li', { class: 'room' }, picture(info), el('div', { class: 'who' }, mark, who, sub), b, x);
    node.update = (c) => {
      node.now = c;
      const { names, called, sub: parts, mark: marked, act: [, kind], more: other } = this.card(c);
      b.className = kind;
      b.classList.add('small');
      setText(mark, c.gone ? say('page.goneNow') : marked || '');
      mark.classList.toggle('yours', Boolean(marked) && !c.gone);
      node.classList.toggle('gone', Boolean(c.gone));
      node.classList.toggle('stands', Boolean(c.stands));
      b.disabled = Boolean(c.gone);
      if (who.told !== called) who.replaceChildren(...names);
      who.told = called;
      const key = JSON.stringify(parts);
      if (sub.told !== key) sub.replaceChildren(...parts.flatMap((p, i) => (i ? [' · ', p] : [p])).map((p) => (p.code ? kept(p.code) : p)));
      sub.told = key;
      b.setAttribute('aria-label', `${does}: ${info.title}, ${called}`);
      if (x) {
        x.setAttribute('aria-label', `${other[0]}: ${info.title}, ${called}`);
        x.title = other[0];
      }
    };
    return node;
  }
}
