// Where the boards of a view lie: side by side where there is room, else below
// each other. Trays lie below, and boards that are only looked at are smaller and
// come after the others.

import { el } from './dom.js';

const SMALLER = 0.62; // how large a board is that cannot be played on
const TITLE = 0.7; // how high a title is, in cells
const TRAY = 2.2; // how high trays are, in lines

/** arrange tells the style sheet how large everything is in cells, and returns the nodes to show. */
export function arrange(box, boards, grids) {
  const trays = grids.filter((_, i) => boards[i].style === 'tray');
  const active = (g) => boards[grids.indexOf(g)].cells.some((c) => c.spot);
  const mains = grids.filter((g) => !trays.includes(g)).sort((a, b) => active(b) - active(a));
  const scale = (g) => (mains.length > 1 && mains.some(active) && !active(g) ? SMALLER : 1);
  // The largest board needs no title, and one that shows nothing yet leaves its room to the others where there is little.
  const largest = (g) => mains.every((m) => m === g || m.cells.length < g.cells.length);
  const blank = (g) => scale(g) < 1 && g.cells.every(({ cell }) => cell.marks?.includes('hidden') && !cell.piece);
  const title = (g) => (mains.length > 1 && boards[grids.indexOf(g)].title && !largest(g) ? TITLE : 0);
  const widths = mains.map((g) => g.layout.width * scale(g));
  const heights = mains.map((g) => g.layout.height * scale(g) + title(g));
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const labels = (g) => g.el.querySelectorAll(':is(.top-labels, .col-labels)').length;
  for (const g of mains) {
    g.el.style.setProperty('--scale', scale(g));
    g.el.classList.toggle('main', largest(g));
    g.el.classList.toggle('blank', blank(g));
  }
  const sizes = {
    '--across-stacked': Math.max(...widths, 1),
    '--down-stacked': sum(heights),
    '--across-beside': sum(widths),
    '--down-beside': Math.max(...heights, 1),
    '--lines': Math.max(...mains.map(labels), 0) + (trays.length ? TRAY : 0),
    '--beside': mains.length,
    '--labelled': Number(grids.some((g) => g.el.classList.contains('labelled'))),
    '--least': `${Math.max(...widths) > 10 ? 28 : 44}px`,
  };
  for (const [name, value] of Object.entries(sizes)) box.style.setProperty(name, value);
  return [el('div', { class: mains.length > 1 ? 'mains' : 'mains alone' }, mains.map((g) => g.el)), trays.length ? el('div', { class: 'trays' }, trays.map((g) => g.el)) : null];
}
