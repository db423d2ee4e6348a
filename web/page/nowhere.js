// What there is at an address that leads nowhere.

import { el } from './dom.js';
import { say } from './say.js';

export class Nowhere {
  constructor(app) {
    this.app = app;
    this.el = el('div', { class: 'face' }, el('h1', null, say('page.nowhere')), el('p', null, say('page.nowhereWhy')),
      el('p', null, el('a', { class: 'primary button', href: '/' }, say('page.toLobby'))));
  }

  enter() {
    this.app.title(say('app.title', { page: say('page.nowhere') }));
  }

  leave() {}
}
