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

const TURNS = { e: 0, s: 90, w: 180, n: 270 };

/** hull is a part of what goes on over several cells: arms say on which sides, of "nesw". A part that goes on to one side is an end. */
export function hull(arms, extra = '') {
  const end = arms.length === 1;
  const turn = TURNS[end ? arms : /[ew]/.test(arms) ? 'e' : 's'];
  return svg('svg', { class: `hull piece nobody ${extra}`, viewBox: '0 0 100 100', 'aria-hidden': 'true' },
    svg('g', { transform: `rotate(${turn} 50 50)` },
      svg('path', { class: 'body', d: end ? 'M103 23H58C34 23 14 34 7 50c7 16 27 27 51 27h45z' : 'M-3 23H103V77H-3z' }),
      svg('path', { class: 'detail', d: end ? 'M103 37H62c-14 0-25 5-31 13 6 8 17 13 31 13h41' : 'M-3 37H103M-3 63H103' })),
    svg('circle', { class: 'detail', cx: 50, cy: 50, r: end ? 0 : 8 }));
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
