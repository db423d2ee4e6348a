// One board on the screen: its cells, their pieces and their marks.

import { el, svg, fill, looks, setAttr } from './dom.js';
import { contents, layout, styleOf, unreal } from './styles.js';
import { brackets, strike } from './pieces.js';
import { arrive, glide } from './motion.js';
import { say } from './say.js';

/** said is how marks are read aloud. */
const said = {
  last: 'board.last', win: 'board.win', check: 'board.check', target: 'page.target', hidden: 'page.hidden', out: 'board.out',
};
const lasting = ['win', 'check', 'target', 'hidden', 'out', 'last'];

let sow; // of boards of pits, which few are

export class Grid {
  /** hear has listeners for the events of cells; they are called with the cell and the event. */
  constructor(board, hear) {
    this.style = styleOf(board);
    if (this.style.sows) import('./sow.js').then((m) => { sow = m.sow; });
    if (board.ground === 'water') looks('water.css');
    const { cols, rows, pad, width, height, area } = (this.layout = layout(board));
    this.cells = board.cells.map((cell, index) => {
      const [c, r] = [index % board.cols, Math.floor(index / board.cols)];
      const real = !unreal(board, index);
      const kind = ['cell', real ? '' : 'void', cell.kind ?? '', this.style.kind?.(board, c, r) ?? ''].join(' ');
      const node = el('div', { role: real ? 'gridcell' : null, class: kind, tabindex: real ? -1 : null });
      node.style.gridArea = area(c, r);
      const held = { grid: this, node, index, real, edge: kind.includes('edge'), cell, piece: null, marks: {} };
      if (real) for (const [name, act] of Object.entries(hear)) node.addEventListener(name, (e) => act(held, e));
      return held;
    });
    const first = this.cells.find((h) => h.real);
    if (first) first.node.tabIndex = 0;
    this.ground = svg('svg', { class: 'ground', viewBox: `${-pad} ${-pad} ${width} ${height}`, 'aria-hidden': 'true' });
    this.grid = el('div', { role: 'grid', class: 'grid', 'aria-label': board.title || (board.style === 'tray' ? say('page.tray') : say('page.board')) },
      Array.from({ length: board.rows }, (_, r) => {
        const row = this.cells.slice(r * board.cols, (r + 1) * board.cols);
        return el('div', { role: row.some((h) => h.real) ? 'row' : null, class: 'row' }, row.map((h) => h.node));
      }));
    this.field = el('div', { class: 'field' }, this.style.ground ? this.ground : null, this.grid);
    const labels = (which, texts) => (texts?.some(Boolean) && !this.style.halves ? el('div', { class: `labels ${which}`, translate: 'no', 'aria-hidden': 'true' }, texts.map((t) => el('span', null, t))) : null);
    this.el = el('div', { class: `board ${board.style} ${board.ground ?? ''} ${board.rowLabels && !this.style.halves ? 'labelled' : ''}` },
      board.title ? el('h2', { class: 'board-title' }, board.title) : null,
      labels('top-labels', board.topLabels), labels('row-labels', board.rowLabels), this.field, labels('col-labels', board.colLabels));
    for (const [name, value] of Object.entries({ '--cols': cols, '--rows': rows, '--pad': pad })) this.el.style.setProperty(name, value);
  }

  /** show draws the board as it is now; with animate it shows what changed. */
  show(board, pieces, info, animate) {
    this.settle?.();
    const before = this.board?.cells;
    this.board = board;
    if (this.style.ground) fill(this.ground, [board.sides, board.cells.map((c) => [c.kind, c.arms, c.marks?.includes('star')])], () => this.style.ground(board, info));
    const dress = (i) => this.#dress(this.cells[i], board.cells[i], pieces);
    if (animate && before && this.style.sows && sow) this.settle = sow(this, board, before, dress);
    else this.#change(dress, animate);
    this.#strike();
  }

  /** change draws what every cell holds, and moves what has moved. */
  #change(dress, animate) {
    const [came, went] = [[], []];
    this.cells.forEach((held, i) => {
      const was = held.piece;
      if (!dress(i)) return;
      if (was && was !== held.piece) went.push({ held, name: was });
      if (held.piece && was !== held.piece) came.push(held);
    });
    if (!animate) return;
    for (const held of came) {
      const from = went.find((w) => w.name === held.piece && !w.used);
      if (from) from.used = true;
      if (from) glide(held, from.held);
      else arrive(held);
    }
  }

  /** size is how wide a cell is on the screen, in pixels. */
  get size() {
    return this.field.offsetWidth / this.layout.width;
  }

  /** step is the cell that a key leads to from another one. */
  step(held, key) {
    const { cols, rows, cells } = this.board;
    let [c, r] = [held.index % cols, Math.floor(held.index / cols)];
    const [dc, dr] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-1, 0], End: [1, 0] }[key];
    let found = held;
    for (;;) {
      [c, r] = [c + dc, r + dr];
      if (c < 0 || r < 0 || c >= cols || r >= rows) return found;
      let i = r * cols + c;
      if (dc) while (cells[i].kind === 'void' && i >= cols && cells[i - cols].kind) i -= cols; // a store extends downwards
      const at = this.cells[cells[i].kind === 'store' ? i : r * cols + c];
      if (!at.real) continue;
      found = at;
      if (key.startsWith('Arrow')) return found;
    }
  }

  /** dress shows what a cell holds now, and reports whether that is something else. */
  #dress(held, cell, pieces) {
    const { node } = held;
    const before = held.drawnWith;
    held.cell = cell;
    if (!held.real) return false;
    const marks = cell.marks ?? [];
    const piece = cell.piece ? (pieces.get(cell.piece) ?? { name: cell.piece, title: cell.piece, seat: -1, shape: 'glyph', glyph: '?' }) : null;
    held.drawnWith = `${piece?.name ?? ''} ${cell.count ?? ''} ${cell.arms ?? ''}`;
    const changed = held.drawnWith !== before;
    if (changed) {
      held.piece = piece?.name ?? null;
      held.look = piece;
      held.drawn?.forEach((n) => n.remove());
      held.drawn = contents(this.board, cell, piece, held);
      node.prepend(...held.drawn);
    }
    if (marks.includes('last') !== Boolean(held.brackets)) {
      held.brackets?.remove();
      held.brackets = marks.includes('last') ? brackets() : null;
      if (held.brackets) node.append(held.brackets);
    }
    for (const m of lasting) node.classList.toggle(`is-${m}`, marks.includes(m));
    const counted = this.board.style === 'pits' ? `, ${cell.count ?? 0}` : cell.count > 1 ? `, ${cell.count}` : '';
    const what = (piece?.title ?? (marks.includes('hidden') ? say('page.unknown') : say('page.empty'))) + counted;
    setAttr(node, 'aria-label', [cell.label, what, ...lasting.filter((m) => marks.includes(m) && (m !== 'hidden' || piece)).map((m) => say(said[m]))].join(', '));
    return changed;
  }

  #strike() {
    const { cols, rows, cells } = this.board;
    const won = cells.flatMap((c, i) => (c.marks?.includes('win') ? [i] : []));
    if (this.struck === won.join()) return;
    this.struck = won.join();
    this.field.querySelector('.strike')?.remove();
    this.el.classList.toggle('decided', won.length > 0);
    const ends = this.style.strike && !this.board.block && line(won, cols);
    if (ends) this.field.append(strike(cols, rows, ...ends));
  }
}

/** line returns the two ends of cells that lie evenly on one straight line, or null. */
function line(cells, cols) {
  if (cells.length < 2) return null;
  const at = (i) => [i % cols, Math.floor(i / cols)];
  const [x0, y0] = at(cells[0]);
  const [x1, y1] = at(cells[1]);
  const straight = cells.every((c, n) => at(c)[0] === x0 + n * (x1 - x0) && at(c)[1] === y0 + n * (y1 - y0));
  return straight ? [cells[0], cells.at(-1)] : null;
}
