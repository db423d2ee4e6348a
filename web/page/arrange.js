// Where the boards of a view lie: side by side where there is room, else below
// each other. Trays lie below, and boards that are only looked at are smaller and
// come after the others.

import { el } from './dom.js';

const SMALLER = 0.62; // how large a board is that cannot be played on
const TITLE = 0.7; // how high a title is, in cells
const TRAY = 1.1; // and a tray

/** arrange tells the style sheet how large everything is in cells, and returns the nodes to show. */
export function arrange(box, boards, grids) {
  const trays = grids.filter((_, i) => boards[i].style === 'tray');
  const active = (g) => boards[grids.indexOf(g)].cells.some((c) => c.spot);
  const mains = grids.filter((g) => !trays.includes(g)).sort((a, b) => active(b) - active(a));
  const scale = (g) => (mains.length > 1 && mains.some(active) && !active(g) ? SMALLER : 1);
  const title = (g) => (mains.length > 1 && boards[grids.indexOf(g)].title ? TITLE : 0);
  const widths = mains.map((g) => g.layout.width * scale(g));
  const heights = mains.map((g) => g.layout.height * scale(g) + title(g));
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const trayed = trays.length ? TRAY : 0;
  for (const g of mains) g.el.style.setProperty('--scale', scale(g));
  const sizes = {
    '--across-stacked': Math.max(...widths, 1),
    '--down-stacked': sum(heights) + trayed,
    '--across-beside': sum(widths),
    '--down-beside': Math.max(...heights, 1) + trayed,
    '--beside': mains.length,
    '--labelled': Number(grids.some((g) => g.el.classList.contains('labelled'))),
    '--least': `${Math.max(...widths) > 10 ? 28 : 44}px`,
  };
  for (const [name, value] of Object.entries(sizes)) box.style.setProperty(name, value);
  return [el('div', { class: mains.length > 1 ? 'mains' : 'mains alone' }, mains.map((g) => g.el)), trays.length ? el('div', { class: 'trays' }, trays.map((g) => g.el)) : null];
}
