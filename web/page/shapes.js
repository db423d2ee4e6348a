// What pieces look like, by shape alone, on a square of 100 by 100. Bodies have
// the colour of a seat; a hollow body is light with a rim of that colour.

import { svg } from './dom.js';

const body = (d, props) => svg('path', { class: 'body', d, ...props });
const round = (r, props) => svg('circle', { class: 'body', cx: 50, cy: 50, r, ...props });
const stroke = (d) => svg('path', { class: 'stroke', d });
const detail = (d) => svg('path', { class: 'detail', d });
const rim = (r) => svg('circle', { class: 'rim', cx: 50, cy: 50, r });

/** solid leaves room for the rim of a hollow one. */
const solid = (r, { hollow }) => round(hollow ? r - 3.5 : r);

const figure = (...paths) => () => paths.map(([d, fine]) => (fine ? detail(d) : body(d)));

const FOOT = 'M24 84h52v8H24z';

const pips = {
  1: [[50, 50]],
  2: [[30, 30], [70, 70]],
  3: [[28, 28], [50, 50], [72, 72]],
  4: [[31, 31], [69, 31], [31, 69], [69, 69]],
  5: [[29, 29], [71, 29], [50, 50], [29, 71], [71, 71]],
  6: [[32, 27], [68, 27], [32, 50], [68, 50], [32, 73], [68, 73]],
};
const die = (n) => () => [
  svg('rect', { class: 'face', x: 8, y: 8, width: 84, height: 84, rx: 17 }),
  pips[n].map(([cx, cy]) => svg('circle', { class: 'pip', cx, cy, r: 8.5 })),
];

export const shapes = {
  cross: () => [stroke('M25 25l50 50m0-50L25 75')],
  ring: () => [svg('circle', { class: 'stroke', cx: 50, cy: 50, r: 28 })],
  disc: (p) => [solid(44, p), rim(33)],
  hole: () => [body('M6 50a44 44 0 1 1 88 0a44 44 0 1 1-88 0zM33 50a17 17 0 1 0 34 0a17 17 0 1 0-34 0z', { 'fill-rule': 'evenodd' }), rim(33)],
  dot: (p) => [solid(18, p)],
  square: ({ hollow }) => [svg('rect', hollow ? { class: 'body', x: 15, y: 15, width: 70, height: 70, rx: 9 } : { class: 'body', x: 11, y: 11, width: 78, height: 78, rx: 11 })],
  burst: () => [body('M50 6l9 20 17-13-1 22 21-2-13 17 13 17-21-2 1 22-17-13-9 20-9-20-17 13 1-22-21 2 13-17L4 33l21 2-1-22 17 13z'), detail('M41 41l18 18m0-18L41 59')],
  bar: () => [stroke('M10 50h80')],
  crown: (p) => [solid(44, p), svg('path', { class: 'crest', d: 'M26 67V38l13 11 11-19 11 19 13-11v29z' })],
  king: figure(['M45 6h10v7h8v9h-8v9H45v-9h-8v-9h8z'], ['M50 40c5-7 13-10 20-8 11 3 14 15 9 24-3 6-8 11-9 18l6 10H24l6-10c-1-7-6-12-9-18-5-9-2-21 9-24 7-2 15 1 20 8z'], [FOOT], ['M50 42v27', 1], ['M31 73c12-5 26-5 38 0', 1]),
  queen: figure(['M18 31l13 24 4-31 11 28 4-32 4 32 11-28 4 31 13-24-8 43 4 10H22l4-10z'], ['M18 24a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM35 15a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM50 10a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM65 15a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM82 24a6 6 0 1 1 0 12a6 6 0 1 1 0-12z'], [FOOT], ['M29 73c13-5 29-5 42 0', 1]),
  rook: figure(['M24 14h13v8h7v-8h12v8h7v-8h13v21l-9 8v27l7 14H26l7-14V43l-9-8z'], [FOOT], ['M34 43h32M34 70h32', 1]),
  bishop: figure(['M50 8a6 6 0 1 1 0 12a6 6 0 1 1 0-12z'], ['M50 19c11 8 19 18 19 30 0 7-4 12-9 15l5 9c2 5 4 8 9 11H26c5-3 7-6 9-11l5-9c-5-3-9-8-9-15 0-12 8-22 19-30z'], [FOOT], ['M50 32v20M41 42h18', 1], ['M39 65h22', 1]),
  knight: figure(['M27 84c-1-9 3-15 9-21 5-4 9-8 9-14-6 5-12 6-17 9l-7 6c-5 2-9-3-7-8l9-19c3-8 8-14 15-17l3-12 9 10c15 3 26 15 29 33 2 11 1 22 0 33z'], [FOOT], ['M56 27c9 6 14 17 14 40', 1], ['M37 34l3 2', 1]),
  pawn: figure(['M50 20a15 15 0 0 1 9 27h6v7h-7c0 9 4 17 12 23l4 7H26l4-7c8-6 12-14 12-23h-7v-7h6a15 15 0 0 1 9-27z'], [FOOT]),
  die1: die(1), die2: die(2), die3: die(3), die4: die(4), die5: die(5), die6: die(6),
  glyph: (piece) => [svg('text', { x: 50, y: 52 }, piece.glyph)],
};
