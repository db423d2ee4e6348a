// A small picture of each game: a position of it, drawn once and used wherever the
// game is named. It is decoration.

import { svg } from './dom.js';
import { draw, seatClass } from './pieces.js';
import { layout, styleOf, unreal } from './styles.js';

const GAP = 0.8; // between two boards, in cells
const NEAR = 0.92; // of a stack's height from piece to piece
const SEEDS = 7; // that can be told apart

const defs = svg('svg', { class: 'sketches', 'aria-hidden': 'true' });

/** picture is the picture of a game. It may come later. */
export const picture = (info) => svg('svg', { class: 'picture', 'aria-hidden': 'true' }, svg('use', { href: `#sketch-${info.name}` }));

/** sketch takes in the boards of each game by its name. */
export function sketch(boards, games) {
  if (!defs.isConnected) document.body.append(defs);
  defs.replaceChildren(...[...games.values()].flatMap((info) => (boards[info.name]?.length ? [symbol(boards[info.name], info)] : [])));
}

function symbol(boards, info) {
  const pieces = new Map(info.pieces.map((p) => [p.name, p]));
  let x = 0;
  let high = 0;
  const parts = boards.map((b) => {
    const l = layout(b);
    const g = svg('g', { class: `sketch ${b.style} ${b.ground ?? ''}`, transform: `translate(${x + l.pad} ${l.pad})` }, ...board(b, l, pieces, info));
    x += l.width + GAP;
    high = Math.max(high, l.height);
    return g;
  });
  const real = info.colours?.includes('black') ? 'real' : '';
  return svg('symbol', { id: `sketch-${info.name}`, class: real, viewBox: `0 0 ${(x - GAP).toFixed(3)} ${high.toFixed(3)}` }, parts);
}

const rect = (kind, x, y, width, height, rx = 0) => svg('rect', { class: kind, x, y, width, height, rx });

function board(b, l, pieces, info) {
  const style = styleOf(b);
  const sums = (list) => list.reduce((all, n) => [...all, all.at(-1) + n], [0]);
  const [xs, ys] = [sums(l.widths), sums(l.heights)];
  const at = (i) => {
    const [c, r] = [i % b.cols, Math.floor(i / b.cols)];
    return style.halves ? [c + r / 2, ys[r], 1, 1.1547] : [xs[c], ys[r], l.widths[c], l.heights[r]];
  };
  const ground = style.halves ? [] : [rect('field', -l.pad, -l.pad, l.width, l.height, style.pad && b.style !== 'checks' ? Math.min(0.6, l.height / 12) : 0)];
  if (style.ground) ground.push(...style.ground({ ...b, colLabels: [], rowLabels: [] }, info));
  const cells = b.cells.flatMap((cell, i) => {
    if (cell.kind === 'void' || unreal(b, i)) return b.style === 'edges' ? [svg('circle', { class: 'peg', cx: at(i)[0] + 0.15, cy: at(i)[1] + 0.15, r: 0.12 })] : [];
    const [x, y, w, h] = at(i);
    return [below(b, cell, i, x, y, w, h), on(b, cell, pieces.get(cell.piece), i, x, y, w, h)].flat().filter(Boolean);
  });
  return [...ground, ...cells];
}

/** below is what a cell looks like with nothing on it. */
function below(b, { kind }, i, x, y, w, h) {
  const [c, r] = [i % b.cols, Math.floor(i / b.cols)];
  switch (b.style) {
    case 'squares':
      return rect('base', x + w - 0.97, y + h - 0.97, 0.94, 0.94, 0.1);
    case 'checks':
      return (c + r) % 2 ? null : rect('base', x, y, 1, 1);
    case 'slots':
      return svg('circle', { class: 'base', cx: x + 0.5, cy: y + 0.5, r: 0.4 });
    case 'points':
      return kind === 'store' ? null : svg('path', { class: (c + r) % 2 ? 'base odd' : 'base', d: r ? `M${x} ${y + h}h${w}l${-w / 2} ${-h * 0.88}z` : `M${x} ${y}h${w}l${-w / 2} ${h * 0.88}z` });
    case 'pits':
      return kind === 'store' ? rect('base', x + 0.12, y + 0.2, w - 0.24, 2.84 - 0.4, 0.4) : svg('circle', { class: 'base', cx: x + w / 2, cy: y + h / 2, r: 0.45 });
    default:
      return null;
  }
}

/** on is what lies there. */
function on(b, { count = 1 }, piece, i, x, y, w, h) {
  if (!piece) return null;
  const put = (px, py, size) => {
    const drawn = draw(piece);
    return svg('g', { class: drawn.getAttribute('class'), transform: `translate(${px.toFixed(3)} ${py.toFixed(3)}) scale(${size / 100})` }, ...drawn.childNodes);
  };
  switch (b.style) {
    case 'points':
      return Array.from({ length: Math.min(count, 5) }, (_, n) => put(x + (w - 1) / 2, i < b.cols ? y + n * NEAR : y + h - 1 - n * NEAR, 1));
    case 'pits':
      return Array.from({ length: Math.min(count, SEEDS) }, (_, n) => svg('circle', { class: `seed ${seatClass(piece)}`, r: 0.11,
        cx: x + w / 2 + (n ? 0.26 * Math.cos(n * 1.05) : 0), cy: y + h / 2 + (n ? 0.26 * Math.sin(n * 1.05) : 0) }));
    case 'edges':
      return w === h ? put(x + 0.1, y + 0.1, 0.8) : wall(seatClass(piece), x, y, w, h);
    case 'hexes':
      return put(x + 0.12, y + 0.2, 0.76);
    default:
      return put(x + w - 0.96, y + h - 0.96, 0.92);
  }
}

const edge = (seat) => ['wall', seat].join(' ');

const wall = (seat, x, y, w, h) => (w > h ? rect(edge(seat), x - 0.05, y + 0.05, w + 0.1, 0.2, 0.1) : rect(edge(seat), x + 0.05, y - 0.05, 0.2, h + 0.1, 0.1));
