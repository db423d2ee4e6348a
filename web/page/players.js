// Who sits where: name, presence, score, and whose turn it is.

import { el, kept, keyed, setText, setAttr } from './dom.js';
import { emblem } from './pieces.js';
import { say } from './say.js';
import { clock, dayOff, offered, robot } from './words.js';
import { face, left, low } from './clock.js';

export class Players {
  constructor() {
    this.rows = el('ul', { class: 'chairs' });
    this.foot = el('p', { class: 'foot muted' });
    this.el = el('section', { class: 'panel players', 'aria-label': say('create.players') }, this.rows, this.foot);
  }

  /** show draws a snapshot; now is the server's time in milliseconds. */
  show(snap, info, now) {
    const seats = snap.chairs.map((chair, seat) => ({ chair, seat }));
    keyed(this.rows, seats, ({ seat }) => `${info.name} ${snap.round} ${snap.chairs.length} ${seat}`, ({ seat }) => row(info, seat));
    for (const [i, node] of [...this.rows.children].entries()) node.show(snap, snap.chairs[i], i, now);
    setText(this.foot, [
      snap.round > 1 && say('page.round', { n: snap.round }),
      snap.draws > 0 && say('page.draws', { n: snap.draws }),
      snap.spectators > 0 && say('side.watching', { n: snap.spectators }),
      snap.private ? say('page.private') : say('page.public'),
    ].filter(Boolean).join(' · '));
  }

  /** tick draws the clocks alone. */
  tick(snap, now) {
    for (const [i, node] of [...this.rows.children].entries()) node.tick(snap, i, now);
  }
}

function row(info, seat) {
  const presence = el('span', { class: 'presence', 'aria-hidden': 'true' });
  const name = kept('', { class: 'name' });
  const tags = el('span', { class: 'tags muted' });
  const state = el('span', { class: 'muted' });
  const time = el('span', { class: 'clock', role: 'timer' });
  const wins = el('span', { class: 'wins' });
  const said = el('span', { class: 'unseen' });
  const node = el('li', { class: 'chair' }, emblem(info, seat), el('div', { class: 'who' },
    el('p', null, name, ' ', tags), el('p', { class: 'sub' }, presence, state)), time, el('span', { class: 'score' }, wins, said));
  node.tick = (snap, i, now) => {
    const timed = snap.time?.clocks[i] && !snap.chairs[i].out;
    time.hidden = !timed;
    if (!timed) return;
    const runs = snap.phase === 'playing' && Boolean(snap.time.clocks[i].since);
    setText(time, face(left(snap.time, i, now)));
    time.classList.toggle('runs', runs);
    time.classList.toggle('low', runs && low(snap.time, i, now));
  };
  node.show = (snap, chair, i, now) => {
    const taken = Boolean(chair.name);
    const turn = snap.phase === 'playing' && (snap.turn ?? []).includes(i);
    const won = snap.phase === 'over' && (snap.result?.winners ?? []).includes(i);
    setText(name, chair.bot ? robot(chair) : chair.name || chair.left || say('page.freeSeat'));
    setText(tags, [i === snap.you ? say('side.you') : chair.guest && say('side.guest'), chair.bot].filter(Boolean).join(' · '));
    const called = snap.lot ? '' : info.seats?.[i];
    const since = chair.awaySince ? now - Date.parse(chair.awaySince) : 0;
    const here = !taken ? [won && say('page.won'), chair.left && say('side.left')].filter(Boolean).join(' · ') : chair.out ? say('side.gaveUp')
      : !chair.present && !chair.awaySince ? (turn ? say('page.toMove') : won ? say('page.won') : '') // nobody is missed from a daily game
      : !chair.present ? say('page.away', { time: clock(since) })
      : turn ? say('page.toMove') : won ? say('page.won') : snap.phase === 'open' && offered(chair, 'begin') ? say('side.ready') : say('page.here');
    setText(state, [called, here, taken && !chair.out && dayOff(chair, now)].filter(Boolean).join(' · '));
    node.lastChild.hidden = !snap.draws && !snap.chairs.some((c) => c.wins);
    setText(wins, String(chair.wins));
    setText(said, ` ${say('page.wins', { n: chair.wins })}`);
    node.classList.toggle('near', i === Math.max(snap.you, 0)); // whose side of the board the viewer sits at
    node.classList.toggle('turn', turn);
    node.classList.toggle('free', !taken);
    node.classList.toggle('out', Boolean(chair.out));
    node.classList.toggle('away', taken && Boolean(chair.awaySince));
    setAttr(node, 'aria-current', turn ? 'true' : null);
    node.tick(snap, i, now);
  };
  return node;
}
