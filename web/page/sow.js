// Seeds that go round a board of pits, one after the other, so that one sees where they went.

import { el } from './dom.js';
import { still } from './motion.js';
import { seatClass } from './pieces.js';

const STEP = 90; // milliseconds from seed to seed
const FLIGHT = 170;
const PAUSE = 120; // before what was captured is carried off

/** ring is the order in which seeds are sown: along the lower row to the right, and back along the upper one. */
function ring({ cols, rows, cells }) {
  const row = (r) => Array.from({ length: cols }, (_, c) => r * cols + c).filter((i) => cells[i].kind !== 'void');
  const stores = (i) => cells[i].kind === 'store';
  const [top, bottom] = [row(0), row(rows - 1)];
  return [...bottom.filter((i) => !stores(i)), ...top.reverse()];
}

/**
 * flights are the ways of the seeds between two states of a board: {from, to, after}, in
 * milliseconds. They are read from the counts alone: one seed for each pit that has more,
 * round from the pit that was emptied, and then the rest to where most of it is.
 */
export function flights(board, before) {
  const order = ring(board);
  const more = order.map((i) => (board.cells[i].count ?? 0) - (before[i].count ?? 0));
  const n = order.length;
  const fewer = order.flatMap((_, k) => (more[k] < 0 ? [k] : []));
  if (!fewer.length) return [];
  const next = (k) => [1, 2].map((d) => (k + d) % n).find((j) => more[j] > 0); // one may be passed over: the other's store
  const start = fewer.find((k) => next(k) !== undefined) ?? fewer[0];
  const all = [];
  for (let d = 1; d < n; d++) {
    const k = (start + d) % n;
    if (more[k] > 0) all.push({ from: order[start], to: order[k], after: all.length * STEP });
  }
  const most = more.indexOf(Math.max(...more));
  const later = all.length * STEP + PAUSE;
  for (const k of fewer) if (k !== start && more[most] > 0) all.push({ from: order[k], to: order[most], after: later });
  return all;
}

/** sow lets seeds fly over a grid, and shows each pit as it is now when they have come there. The function that it returns shows all at once. */
export function sow(grid, board, before, dress) {
  const ways = still() ? [] : flights(board, before).map((way) => ({ ...way, look: grid.cells[way.from].look }));
  const waiting = new Map(); // what is shown later
  for (const { to, after } of ways) waiting.set(to, after + FLIGHT);
  const timers = [...waiting].map(([i, wait]) => setTimeout(() => { waiting.delete(i); dress(i); }, wait));
  board.cells.forEach((_, i) => { if (!waiting.has(i)) dress(i); });
  const seeds = ways.map((way) => fly(grid, way));
  return () => {
    timers.forEach(clearTimeout);
    seeds.forEach((s) => s.remove());
    for (const i of waiting.keys()) dress(i);
  };
}

function fly(grid, { from, to, after, look }) {
  const [a, b, field] = [grid.cells[from].node, grid.cells[to].node, grid.field].map((node) => node.getBoundingClientRect());
  const way = (r) => ({ transform: `translate(${r.x + r.width / 2 - field.x}px, ${r.y + r.height / 2 - field.y}px)` });
  const seed = el('span', { class: `seed ${seatClass(look ?? { seat: -1 })} ${look?.hollow ? 'hollow' : ''}`, 'aria-hidden': 'true' });
  grid.field.append(seed);
  seed.animate([way(a), way(b)], { duration: FLIGHT, delay: after, easing: 'ease-in-out', fill: 'backwards' })
    .finished.catch(() => {}).then(() => seed.remove());
  return seed;
}
