// What lies in a cell: a piece, a stack of pieces, seeds, an edge.

import { el, svg } from './dom.js';
import { draw, hull, seatClass } from './pieces.js';

const STACK = 5; // pieces that are drawn on top of each other, before a number says how many
const SEEDS = 12; // seeds that are drawn, as far as one can count at a glance
const TURN = Math.PI * (3 - Math.sqrt(5)); // from seed to seed, as in a sunflower: no two lie on each other

const number = (n, kind) => el('span', { class: `count ${kind}`, 'aria-hidden': 'true' }, String(n));

/** single is one piece, with a number where there are several. */
export const single = ({ count }, piece) => piece && [draw(piece), count > 0 && number(count, 'badge')];

/** joined is a piece that may go on in other cells. */
export const joined = (cell, piece) => piece && (cell.arms ? [hull(cell.arms), piece.shape !== 'square' && draw(piece)] : single(cell, piece));

/** stack is pieces on top of each other. */
export function stack({ count = 1 }, piece) {
  if (!piece) return null;
  const n = count || 1;
  const drawn = Array.from({ length: Math.min(n, STACK) }, () => draw(piece));
  return el('div', { class: 'stack' }, drawn, n > STACK && number(n, 'badge'));
}

/** seeds are small and many, and always counted. */
export function seeds({ count = 0, kind }, piece) {
  const n = Math.min(count, kind === 'store' ? 2 * SEEDS : SEEDS);
  const tall = kind === 'store' ? 1.5 : 1;
  const dots = Array.from({ length: n }, (_, i) => {
    const far = n === 1 ? 0 : 30 * Math.sqrt((i + 0.5) / n);
    return svg('circle', { class: 'body', cx: 50 + far * Math.cos(i * TURN), cy: 50 + far * tall * Math.sin(i * TURN), r: 8.5 });
  });
  return [
    svg('svg', { class: `piece seeds ${piece ? seatClass(piece) : ''} ${piece?.hollow ? 'hollow' : ''}`, viewBox: '0 0 100 100', 'aria-hidden': 'true' }, dots),
    number(count, 'seed-count'),
  ];
}

/** wall is what a piece on an edge looks like; on a box it says whose that is. */
export const wall = (cell, piece, { edge }) => piece && (edge ? el('span', { class: `wall ${seatClass(piece)} ${piece.seat > 0 && piece.seat % 2 ? 'ridged' : ''}` }) : draw(piece));
