// Moves that lay something between two free cells, such as a ship: it is shown before it
// is played, and can be turned about the end that was picked first.

import { hull } from './pieces.js';

const WAYS = ['e', 's', 'w', 'n'];
const BACK = { e: 'w', s: 'n', w: 'e', n: 's' };

/** way is where one cell lies from another one in the same row or column of a grid, or nothing. */
function way(from, to) {
  const { cols } = from.grid.board;
  const [dc, dr] = [(to.index % cols) - (from.index % cols), Math.floor(to.index / cols) - Math.floor(from.index / cols)];
  if (from.grid !== to.grid || (dc === 0) === (dr === 0)) return null;
  return dr === 0 ? (dc > 0 ? 'e' : 'w') : dr > 0 ? 's' : 'n';
}

/** between are the cells from one to another one. */
function between(from, to) {
  const { cols } = from.grid.board;
  const step = { e: 1, w: -1, s: cols, n: -cols }[way(from, to)];
  return Array.from({ length: (to.index - from.index) / step + 1 }, (_, i) => from.grid.cells[from.index + i * step]);
}

/** plans are what may be laid from a spot, each {choice, way, cells}: one for each way there is, to the right first. */
export function plans(choices, spot, cells) {
  const at = (s) => cells.find((h) => h.cell.spot === s);
  const from = spot && at(spot);
  if (!from || from.cell.piece) return [];
  const all = choices.filter((c) => c.path?.length === 2 && c.path[0] === spot).map((choice) => {
    const to = at(choice.path[1]);
    const leads = to && !to.cell.piece && way(from, to);
    return leads && { choice, way: leads, cells: between(from, to) };
  });
  return WAYS.map((w) => all.find((p) => p?.way === w)).filter(Boolean);
}

/** turned is the plan that lies another way than so far, or that way where there is no other. */
export function turned(all, now) {
  return all[(all.findIndex((p) => p.way === now) + 1) % all.length];
}

/** show draws a plan in its cells and returns what it drew. */
export function show(plan, extra) {
  const last = plan.cells.length - 1;
  return plan.cells.map((held, i) => {
    const node = hull((i < last ? plan.way : '') + (i > 0 ? BACK[plan.way] : ''), `ghost ${extra}`);
    held.node.prepend(node);
    return node;
  });
}
