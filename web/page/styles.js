// The styles of boards, as a table: how each is laid out in units of a cell's
// width, and what its cells hold. What is left out is a plain grid.

import { crossings, hexagons, HEX_HIGH, HEX_ROW } from './grounds.js';
import { joined, seeds, single, stack, wall } from './contents.js';

const BLOCK = 0.22; // between blocks
const EDGE = 0.3; // how thick edges are
const TALL = 5.5; // a point: five pieces and some room before the other one's tip

const block = (board, i) => (board.block && i && i % board.block === 0 ? 1 + BLOCK : 1);
const thin = (_, i) => (i % 2 ? 1 : EDGE);
const stored = (board, c) => board.cells.some((cell, i) => i % board.cols === c && cell.kind === 'store');

/**
 * A style may have:
 *   col, row(board, i)        how wide a column is, how high a row
 *   pad                       what lies around the cells
 *   kind(board, c, r)         more classes of a cell
 *   fill(cell, piece, held)   the contents of a cell
 *   ground(board, info)       a picture under the cells
 *   strike                    a line goes through what won
 *   laid                      moves put down the first piece of their seat
 *   halves                    each row begins half a cell further to the right
 *   joins                     a piece may go on in other cells
 *   sows                      what leaves a cell is shown on its way to others
 *   hints                     free cells that may be picked are marked, where they are few
 */
export const styles = {
  squares: { col: block, row: block, strike: true, hints: true, joins: true, kind: (b, c, r) => `${c && block(b, c) > 1 ? 'gap-left' : ''} ${r && block(b, r) > 1 ? 'gap-above' : ''}` },
  slots: { pad: 0.13, laid: true },
  checks: { pad: 0.08, kind: (_, c, r) => ((c + r) % 2 ? 'dark' : 'light') },
  lines: { pad: 0.1, ground: crossings, strike: true, laid: true },
  hexes: { pad: 0.95, ground: hexagons, laid: true, halves: true },
  points: { pad: 0.3, row: () => TALL, fill: stack, kind: (_, c, r) => `${r ? 'below' : 'above'} ${(c + r) % 2 ? 'odd' : 'even'}` },
  pits: { pad: 0.2, row: () => 1.42, col: (b, c) => (stored(b, c) ? 1.1 : 1), fill: seeds, sows: true, kind: (b, c, r) => (r >= b.rows / 2 ? 'below' : 'above') },
  edges: { pad: 0.1, col: thin, row: thin, fill: wall, laid: true, kind: (_, c, r) => ['peg', 'edge across', 'edge upright', 'box'][(r % 2) * 2 + (c % 2)] },
  tray: {},
};

export const styleOf = (board) => styles[board.style] ?? styles.squares;

/** contents are what the cell holds, as nodes. */
export function contents(board, cell, piece, held) {
  const { fill, joins } = styleOf(board);
  return [(fill ?? (joins ? joined : single))(cell, piece, held)].flat().filter(Boolean);
}

/** unreal reports whether a cell of the grid is none of the board's. */
export const unreal = (board, i) => board.cells[i].kind === 'void' || (board.style === 'edges' && i % board.cols % 2 === 0 && Math.floor(i / board.cols) % 2 === 0);

/** layout is where cells lie: sizes in units of a cell, and the tracks of a CSS grid. */
export function layout(board) {
  const { col = () => 1, row = () => 1, pad = 0, halves } = styleOf(board);
  const widths = halves ? Array(2 * board.cols + board.rows - 1).fill(0.5) : Array.from({ length: board.cols }, (_, c) => col(board, c));
  const heights = Array.from({ length: board.rows }, (_, r) => (halves ? HEX_ROW : row(board, r)));
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const tracks = (list) => list.map((n) => `calc(var(--size) * ${n.toFixed(4)})`).join(' ');
  return {
    pad,
    widths,
    heights,
    width: sum(widths) + 2 * pad,
    height: sum(heights) + (halves ? HEX_HIGH - HEX_ROW : 0) + 2 * pad,
    cols: tracks(widths),
    rows: tracks(heights),
    area(c, r) {
      if (halves) return `${r + 1} / ${2 * c + r + 1} / span 1 / span 2`;
      let span = 1; // a store extends over void cells below it
      if (board.cells[r * board.cols + c].kind === 'store') while (r + span < board.rows && board.cells[(r + span) * board.cols + c].kind === 'void') span++;
      return `${r + 1} / ${c + 1} / span ${span} / span 1`;
    },
  };
}
