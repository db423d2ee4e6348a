// What somebody at the table may want next: to begin, to play again, to claim the
// game from somebody who is away, or to play instead of watching.

import { el, button, fill, setText } from './dom.js';
import { ask } from './dialogs.js';
import { can, clock, count, list, offered, seatName } from './words.js';

const SECOND = 1000;

export class Offers {
  /** ask(verb) asks something of the room; leave() gives the seat up. */
  constructor({ app, ask, leave }) {
    this.app = app;
    this.ask = ask;
    this.leave = leave;
    this.el = el('section', { class: 'panel offer', 'aria-label': 'What next', hidden: true });
  }

  /** show draws what a snapshot offers; up says whether there is a connection. */
  show(snap, info, up) {
    Object.assign(this, { snap, info, up });
    this.#draw();
  }

  #draw() {
    const { snap, app, el: box } = this;
    const o = snap.phase === 'open' && snap.you >= 0 ? this.#begin() : snap.you < 0 ? this.#watching() : snap.phase === 'over' ? this.#again() : this.#away();
    box.hidden = !o;
    box.classList.toggle('calm', Boolean(o?.calm));
    fill(box, o && [o.text, o.acts.map((a) => a[0])], () => o && [
      el('p', null, o.text),
      el('div', { class: 'ways' }, o.acts.map(([label, act, kind]) => button(label, act, { class: kind }))),
    ]);
    if (o?.live) setText(box.querySelector('p'), o.live(app.now()));
  }

  /** begin offers to start without waiting until every seat is taken. */
  #begin() {
    const { snap, info } = this;
    const here = snap.chairs.flatMap((c, i) => (c.name ? [i] : []));
    if (here.length < info.minSeats || here.length === snap.chairs.length) return null;
    const players = count(here.length, 'player');
    const others = here.filter((i) => i !== snap.you && !snap.chairs[i].bot);
    if (offered(snap.chairs[snap.you], 'begin')) return { text: `You are ready to begin with ${players}. Waiting for ${list(others.filter((i) => !offered(snap.chairs[i], 'begin')).map((i) => seatName(snap, info, i)))}.`, acts: [], calm: true };
    const eager = others.filter((i) => offered(snap.chairs[i], 'begin')).map((i) => seatName(snap, info, i));
    const text = eager.length ? `${list(eager)} would like to begin with ${players}.` : `Wait for more players, or begin with ${players}.`;
    return { text, acts: [[`Begin with ${players}`, () => this.ask('begin'), 'primary']] };
  }

  #watching() {
    const { snap, app } = this;
    if (snap.phase === 'open') return null;
    const fresh = snap.phase === 'playing' && !(snap.view.log ?? []).some((step) => step.seat >= 0);
    if (fresh && snap.chairs.some((c) => c.bot)) return { text: 'A bot has a seat here, and makes room for you until the first move.', acts: [['Sit down', () => this.ask('sit'), 'primary']] };
    const start = async () => {
      const answer = await app.ask('quick', { game: snap.game });
      if (answer.ok) app.go(`/r/${answer.code}`);
      else app.toast(answer.error.message);
    };
    return { text: 'Every seat is taken. You are watching.', acts: [['Play a game yourself', start, 'quiet']], calm: true };
  }

  #again() {
    const { snap, info } = this;
    const away = snap.chairs.filter((c) => c.name).length < info.minSeats;
    const others = (asked) => list(snap.chairs.flatMap((c, i) => (i !== snap.you && c.name && !c.bot && offered(c, 'rematch') === asked ? [seatName(snap, info, i)] : [])));
    const lobby = ['Back to the lobby', () => this.leave(), 'quiet'];
    if (away) return { text: `${snap.chairs.length > 2 ? 'The others have' : 'Your opponent has'} left. There is always another one.`, acts: [lobby] };
    if (offered(snap.chairs[snap.you], 'rematch')) return { text: `You asked for a rematch. Waiting for ${others(false)}.`, acts: snap.chairs.length > 2 ? [['Ask again', () => this.ask('rematch'), 'quiet']] : [] };
    const wants = others(true);
    return { text: wants ? `${wants} would like a rematch.` : 'Another one? Sides change each game.', acts: [['Rematch', () => this.ask('rematch'), 'primary'], lobby] };
  }

  #away() {
    const { snap, info, app } = this;
    if (snap.phase !== 'playing' || !this.up || snap.chairs[snap.you].out) return null;
    const gone = snap.chairs.flatMap((c, i) => (i !== snap.you && c.name && !c.present && !c.out ? [i] : []));
    if (!gone.length) return null;
    // Who has been away for the longest can be claimed from first.
    const first = gone.reduce((a, b) => (snap.chairs[a].awaySince <= snap.chairs[b].awaySince ? a : b));
    const who = seatName(snap, info, first);
    const since = Date.parse(snap.chairs[first].awaySince);
    const key = `${snap.round} ${since}`;
    const several = snap.chairs.filter((c) => c.name && !c.out).length > 2;
    const what = several ? 'play on without them' : 'claim the game';
    const left = () => since + app.hello.claimAfter * SECOND - app.now();
    const live = (now) => {
      const away = `${who} is away ${clock(now - since)}. The seat is kept`;
      if (can(snap, 'claim')) return this.patient === key ? `${away}.` : `${away}. You may ${what}, or go on waiting.`;
      return `${away}; you may ${what} in ${clock(left())}.`;
    };
    const claim = [several ? 'Play on' : 'Claim the game', () => this.#claim(who, several), this.patient === key ? 'quiet' : 'primary'];
    const wait = ['Go on waiting', () => { this.patient = key; this.#draw(); }, 'quiet'];
    return { text: `${who} ${can(snap, 'claim')}`, live, acts: !can(snap, 'claim') ? [] : this.patient === key ? [claim] : [claim, wait] };
  }

  async #claim(who, several) {
    const yes = several
      ? await ask('Play on?', `${who} has been away for so long. The others play on.`, 'Play on', 'Go on waiting')
      : await ask('Claim the game?', `You win, because ${who} has been away for so long.`, 'Claim the game', 'Go on waiting');
    if (yes) this.ask('claim');
  }
}
