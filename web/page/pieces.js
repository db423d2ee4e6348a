// Drawings of pieces, by shape alone. Shapes tell the players apart without colour.

import { svg } from './dom.js';

const shapes = {
  cross: () => [svg('path', { class: 'stroke', d: 'M25 25l50 50m0-50L25 75' })],
  ring: () => [svg('circle', { class: 'stroke', cx: 50, cy: 50, r: 28 })],
  disc: () => [svg('circle', { class: 'body', cx: 50, cy: 50, r: 44 }), svg('circle', { class: 'rim', cx: 50, cy: 50, r: 33 })],
  hole: () => [
    svg('path', { class: 'body', 'fill-rule': 'evenodd', d: 'M6 50a44 44 0 1 1 88 0a44 44 0 1 1-88 0zM33 50a17 17 0 1 0 34 0a17 17 0 1 0-34 0z' }),
    svg('circle', { class: 'rim', cx: 50, cy: 50, r: 33 }),
  ],
  glyph: (piece) => [svg('text', { x: 50, y: 52 }, piece.glyph)],
};

/** seatClass is the class that gives a seat its colour. */
export const seatClass = (seat) => (seat >= 0 ? `seat${seat % 4}` : 'nobody');

/** draw makes the picture of a piece. It is decoration: what it shows is also said in words. */
export function draw(piece, extra = '') {
  const shape = shapes[piece.shape] ? piece.shape : 'glyph';
  return svg('svg', { class: `piece ${shape} ${seatClass(piece.seat)} ${extra}`, viewBox: '0 0 100 100', 'aria-hidden': 'true' }, shapes[shape](piece));
}

/** emblem is the piece that stands for a seat: its first, or a disc. */
export function emblem(info, seat, extra) {
  return draw((info?.pieces ?? []).find((p) => p.seat === seat) ?? { shape: 'disc', seat }, extra);
}

/** brackets frame the cells that the last move touched. */
export function brackets() {
  return svg('svg', { class: 'brackets', viewBox: '0 0 100 100', 'aria-hidden': 'true' },
    svg('path', { d: 'M7 22V7H22M78 7H93V22M93 78V93H78M22 93H7V78' }));
}

/** strike is a line across a board of cols × rows, through the middles of two cells. */
export function strike(cols, rows, from, to) {
  const at = (i) => [(i % cols) + 0.5, Math.floor(i / cols) + 0.5];
  const [[x1, y1], [x2, y2]] = [at(from), at(to)];
  const long = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [((x2 - x1) / long) * 0.3, ((y2 - y1) / long) * 0.3];
  const line = { x1: x1 - dx, y1: y1 - dy, x2: x2 + dx, y2: y2 + dy, pathLength: 1 };
  return svg('svg', { class: 'strike', viewBox: `0 0 ${cols} ${rows}`, 'aria-hidden': 'true' },
    svg('line', line));
}
