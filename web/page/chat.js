// The chat of a room. It never takes the focus.

import { el, kept, setText } from './dom.js';
import { limit } from './limit.js';
import { emblem } from './pieces.js';
import { say } from './say.js';
import { label } from './verbs.js';
import { speaker } from './words.js';

const LONGEST = 160; // characters that the server takes in one line
const KEPT = 200; // lines shown

export class Chat {
  /** send(text) resolves to the server's answer. */
  constructor({ send, heard }) {
    this.heard = heard;
    this.seen = 0;
    this.lines = el('div', { class: 'said', role: 'log', 'aria-label': say('side.chat'), tabindex: 0 });
    this.problem = el('p', { class: 'problem', role: 'status' });
    this.input = el('input', { type: 'text', 'aria-label': label('chat'), placeholder: label('chat'), autocomplete: 'off', enterkeyhint: 'send' });
    this.none = el('p', { class: 'none muted' }, say('page.unsaid'));
    this.lines.append(this.none);
    this.el = el('section', { class: 'panel chat' }, el('h2', null, say('side.chat')), this.lines, this.problem, el('form', {
      onsubmit: async (e) => {
        e.preventDefault();
        const text = this.input.value.trim();
        if (!text) return;
        this.input.value = '';
        const answer = await send(text);
        setText(this.problem, answer.ok ? '' : answer.error.message);
        if (!answer.ok && !this.input.value) this.input.value = text;
      },
    }, this.input, el('button', { class: 'quiet' }, say('page.send')), limit(this.input, LONGEST)));
  }

  /** show adds lines; with fresh they replace what was there. */
  show(lines, fresh, info) {
    const known = fresh ? this.seen : Infinity;
    if (fresh) {
      this.lines.replaceChildren(this.none);
      this.seen = 0;
    }
    const end = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 40;
    for (const l of lines ?? []) {
      if (l.seq <= this.seen) continue;
      this.seen = l.seq;
      this.none.remove();
      this.lines.append(el('p', { class: 'line', title: new Date(l.at).toLocaleTimeString() },
        l.seat >= 0 ? emblem(info, l.seat, 'tiny') : el('span', { class: 'eye', 'aria-hidden': 'true' }), el('b', null, kept(speaker(l))), ' ', l.text));
      if (!l.mine && (!fresh || l.seq > known)) this.heard(l);
    }
    while (this.lines.childElementCount > KEPT) this.lines.firstElementChild.remove();
    if (end || fresh) this.lines.scrollTop = this.lines.scrollHeight;
  }
}
