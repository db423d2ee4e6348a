// To be done with a game of one's own without going there: as the room lets one.

import { choose } from './dialogs.js';
import { read } from './delta.js';
import { say } from './say.js';
import { wording } from './verbs.js';
import { can, titled } from './words.js';

const WAYS = ['leave', 'claim', 'call', 'abort', 'resign']; // the kindest first

/** ways are the actions by which somebody is done with a game: what takes others' consent is none. It mirrors words.Ways. */
const ways = (snap) => WAYS.map((v) => can(snap, v)).filter((a) => a && !a.state && (a.do !== 'abort' || a.how === 'alone'));

export class Discard {
  constructor(app) {
    this.app = app;
  }

  /** ask looks what can be done to be done with a room, and asks which. */
  ask(code) {
    this.leave();
    this.code = code;
    this.app.keep(`discard ${code}`, { do: 'open', room: code }, (answer) => answer.ok || this.#fail(answer.error));
  }

  /** room takes the snapshot that says what can be done. */
  async room({ room }) {
    if (room.code !== this.code) return;
    this.leave();
    const { app } = this;
    const snap = read(room);
    const info = app.game(snap.game);
    const all = ways(snap);
    if (!all.length) return;
    const chosen = await choose(say('home.discard'), titled(info, snap), all.map((a) => wording(snap, info, a)), say('page.keepIt'));
    if (chosen < 0) return;
    const answer = await app.ask(all[chosen].do, { room: snap.code });
    if (!answer.ok) app.toast(answer.error.message);
  }

  gone(m) {
    if (m.code === this.code) this.#fail(m.error);
  }

  /** leave looks no more. */
  leave() {
    if (this.code) this.app.drop(`discard ${this.code}`, { do: 'close', room: this.code });
    this.code = null;
  }

  #fail(error) {
    this.leave();
    this.app.toast(error.message);
  }
}
