// Pieces as pictures. They are decoration: what they show is also said in words.

import { svg } from './dom.js';
import { shapes } from './shapes.js';

const figures = new Set(['king', 'queen', 'rook', 'bishop', 'knight', 'pawn']);

/** seatClass is the class that gives a piece its colour: its own, or that of its seat. */
export const seatClass = ({ seat, colour }) => (seat < 0 ? 'nobody' : colour ? `ink-${colour}` : `seat${seat % 4}`);

/** coloured gives the pieces of a game the colours that its seats really have. */
export const coloured = (info) => ({ ...info, pieces: info.pieces.map((p) => ({ ...p, colour: info.colours?.[p.seat] })) });

/** draw makes the picture of a piece. */
export function draw(piece, extra = '') {
  const shape = shapes[piece.shape] ? piece.shape : 'glyph';
  const kinds = ['piece', shape, seatClass(piece), piece.hollow && 'hollow', figures.has(shape) && 'figure', extra];
  return svg('svg', { class: kinds.filter(Boolean).join(' '), viewBox: '0 0 100 100', 'aria-hidden': 'true' }, shapes[shape](piece).flat());
}

const others = ['disc', 'hole', 'square', 'cross']; // where no piece has a seat's colour

/** seatPiece is the piece that stands for a seat: its first. */
export const seatPiece = (info, seat) => (info?.pieces ?? []).find((p) => p.seat === seat) ?? { shape: others[seat] ?? 'disc', seat, colour: info?.colours?.[seat] };

/** emblem is the picture that stands for a seat. */
export const emblem = (info, seat, extra) => draw(seatPiece(info, seat), extra);

/** brackets frame the cells that the last move touched. */
export function brackets() {
  return svg('svg', { class: 'brackets', viewBox: '0 0 100 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
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
