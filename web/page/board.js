// The boards of a view: drawn from the view alone, played by narrowing its choices.

import { el, setAttr, setText, button, fill } from './dom.js';
import { narrow, match, name } from './choice.js';
import { draw, brackets, strike } from './pieces.js';

const QUICK = 160; // milliseconds that a piece takes to arrive

export class Boards {
  /** play(choice) is called for each move that is spelled; say(text) tells it aloud. */
  constructor({ play, say }) {
    this.play = play;
    this.say = say;
    this.choices = [];
    this.picked = [];
    this.typed = '';
    this.cells = []; // every cell of every board: {node, board, index, cell}
    this.boards = el('div', { class: 'boards' });
    this.menu = el('div', { class: 'choices' });
    this.hint = el('p', { class: 'hint' });
    this.el = el('div', { class: 'play' }, this.boards, el('div', { class: 'under-board' }, this.menu, this.hint));
    this.el.addEventListener('keydown', (e) => this.key(e) && e.preventDefault());
    this.el.addEventListener('focusin', () => this.#tell());
    this.el.addEventListener('focusout', () => this.#tell());
  }

  /** show draws a snapshot. Without ready, nothing can be picked. */
  show(snap, info, ready) {
    const view = snap.view;
    const again = this.round === `${snap.code} ${snap.round}`;
    const moved = this.ply !== snap.ply || !again;
    this.round = `${snap.code} ${snap.round}`;
    this.ply = snap.ply;
    this.info = info;
    this.pieces = new Map((info.pieces ?? []).map((p) => [p.name, p]));
    const mine = (info.pieces ?? []).filter((p) => p.seat === snap.you);
    this.mine = mine.length === 1 ? mine[0] : null;
    if (moved) this.sending = null;
    this.choices = ready ? (view.choices ?? []) : [];
    if (moved || !ready) this.#unpick();
    const shape = fill(this.boards, view.boards.map((b) => [b.style, b.cols, b.rows, b.title, b.colLabels, b.rowLabels]), () => {
      this.cells = [];
      this.under = null; // the cell below the mouse
      // All boards have cells of one size, so that the widest fits across and all fit below each other.
      this.boards.style.setProperty('--across', Math.max(...view.boards.map((b) => b.cols)));
      this.boards.style.setProperty('--down', view.boards.reduce((sum, b) => sum + b.rows, (view.boards.length - 1) / 2));
      return view.boards.map((b) => this.#build(b));
    });
    let i = 0;
    view.boards.forEach((b, n) => {
      for (const cell of b.cells ?? []) this.#dress(this.cells[i++], cell, again && !shape);
      this.#strike(b, this.boards.children[n].querySelector('.field'), view);
    });
    this.#offer();
  }

  /** pending shows a move as sent; null takes it back. */
  pending(choice) {
    this.sending = choice;
    this.#unpick();
    this.#offer();
  }

  /** focus puts the keyboard on the board. */
  focus() {
    this.boards.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  /** key handles a key on the board, or with nothing else in focus. It reports whether it used it. */
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return false;
    const at = this.cells.find((c) => c.node === document.activeElement);
    const outside = !at;
    if (outside && document.activeElement?.closest?.('button, a, input')) return false;
    if (e.key === 'Enter' && this.typed) return this.#enter();
    if (e.key === 'Backspace' && this.typed) return this.#type(this.typed.slice(0, -1));
    if (e.key === 'Escape' && (this.typed || this.picked.length)) {
      this.#unpick();
      this.#offer();
      return true;
    }
    if (/^Arrow|^Home$|^End$/.test(e.key)) {
      if (outside) this.focus();
      else this.#step(at, e.key);
      return true;
    }
    if (at && (e.key === 'Enter' || (e.key === ' ' && !this.typed))) {
      this.#activate(at.cell.spot, at.node);
      return true;
    }
    if (e.key.length === 1 && e.key !== '?' && e.key.trim() && this.choices.length && this.typed.length < 16) return this.#type(this.typed + e.key);
    return false;
  }

  #build(board) {
    const several = board.title ? ` ${board.title}` : '';
    const rows = [];
    for (let r = 0; r < board.rows; r++) {
      const row = el('div', { role: 'row', class: 'row' });
      for (let c = 0; c < board.cols; c++) {
        const node = el('div', { role: 'gridcell', class: 'cell', tabindex: rows.length || c ? -1 : 0 });
        const held = { node, board, index: r * board.cols + c, cell: null, piece: null };
        node.addEventListener('click', () => this.#click(held));
        node.addEventListener('pointerenter', (e) => e.pointerType !== 'touch' && this.#hover((this.under = held)));
        node.addEventListener('pointerleave', () => this.#hover((this.under = null)));
        node.addEventListener('focus', () => this.#rove(held));
        this.cells.push(held);
        row.append(node);
      }
      rows.push(row);
    }
    const labels = (which, texts) => texts?.length ? el('div', { class: which, 'aria-hidden': 'true' }, texts.map((t) => el('span', null, t))) : null;
    const out = el('div', { class: `board ${board.style === 'slots' ? 'slots' : 'squares'}` },
      board.title ? el('h2', { class: 'board-title' }, board.title) : null,
      labels('row-labels', board.rowLabels),
      el('div', { class: 'field' }, el('div', { role: 'grid', class: 'grid', 'aria-label': `Board${several}` }, rows)),
      labels('col-labels', board.colLabels));
    out.style.setProperty('--cols', board.cols);
    return out;
  }

  #dress(held, cell, animate) {
    const { node, board } = held;
    held.cell = cell;
    const marks = cell.marks ?? [];
    const piece = cell.piece ? (this.pieces.get(cell.piece) ?? { name: cell.piece, title: cell.piece, seat: -1, shape: 'glyph', glyph: '?' }) : null;
    if ((piece?.name ?? null) !== held.piece) {
      held.piece = piece?.name ?? null;
      held.drawn?.remove();
      held.drawn = piece && draw(piece);
      if (piece) node.prepend(held.drawn);
      if (piece && animate) arrive(held.drawn, board, held.index);
    }
    if (marks.includes('last') !== Boolean(held.brackets)) {
      held.brackets?.remove();
      held.brackets = marks.includes('last') ? brackets() : null;
      if (held.brackets) node.append(held.brackets);
    }
    node.classList.toggle('won', marks.includes('win'));
    const said = [cell.label, piece ? piece.title : 'empty', marks.includes('last') && 'last move', marks.includes('win') && 'part of the winning line'];
    setAttr(node, 'aria-label', said.filter(Boolean).join(', '));
  }

  #strike(board, field, view) {
    const won = (board.cells ?? []).flatMap((c, i) => ((c.marks ?? []).includes('win') ? [i] : []));
    const key = won.join();
    if (field.struck === key) return;
    field.struck = key;
    field.querySelector('.strike')?.remove();
    field.classList.toggle('decided', won.length > 0);
    const ends = line(won, board.cols);
    if (ends) field.append(strike(board.cols, board.rows, ...ends));
  }

  /** offer marks what may be picked next, and shows the choices that need no more picking. */
  #offer() {
    const waiting = this.sending;
    const { next, finished } = waiting ? { next: new Set(), finished: [] } : narrow(this.choices, this.picked);
    const sent = new Set(waiting?.path ?? []);
    const picked = new Set(this.picked);
    for (const { node, cell } of this.cells) {
      const can = Boolean(cell.spot) && next.has(cell.spot);
      node.classList.toggle('can', can);
      node.classList.toggle('picked', picked.has(cell.spot));
      setAttr(node, 'aria-selected', picked.has(cell.spot) ? 'true' : null);
      setAttr(node, 'aria-disabled', can || picked.has(cell.spot) ? null : 'true');
    }
    this.el.classList.toggle('ready', next.size > 0 || finished.length > 0);
    this.#hover(this.under);
    if (waiting?.path?.length) this.#ghost(waiting.path.at(-1), sent.size, 'sending');
    const more = this.picked.length > 0;
    fill(this.menu, [more, finished.map((c) => c.move)], () => [
      more && finished.length ? el('p', { class: 'which' }, 'Which one?') : null,
      ...finished.map((c) => button(name(c), () => this.#send(c), { class: 'choice' })),
      more && finished.length ? button('Cancel', () => { this.#unpick(); this.#offer(); }, { class: 'quiet' }) : null,
    ]);
    this.#tell();
  }

  #click(held) {
    this.#rove(held);
    this.#activate(held.cell.spot, held.node);
  }

  #activate(spot, node) {
    if (this.sending || !this.choices.length) return this.#refuse(node);
    const { next } = narrow(this.choices, this.picked);
    if (spot && next.has(spot)) this.picked.push(spot);
    else if (spot && spot === this.picked.at(-1)) this.picked.pop();
    else if (spot && narrow(this.choices, []).next.has(spot)) this.picked = [spot];
    else {
      this.#unpick();
      this.#refuse(node);
    }
    const now = narrow(this.choices, this.picked);
    if (this.picked.length && now.finished.length === 1 && !now.next.size) return this.#send(now.finished[0]);
    this.#offer();
    if (this.picked.length && now.finished.length) this.menu.querySelector('button')?.focus();
    else if (this.picked.length) this.say(`${node.getAttribute('aria-label')}. Picked, now choose where to.`);
  }

  #send(choice) {
    const inMenu = this.menu.contains(document.activeElement);
    this.pending(choice);
    if (inMenu) this.focus();
    this.play(choice);
  }

  #unpick() {
    this.picked = [];
    this.typed = '';
  }

  #enter() {
    const choice = match(this.choices, this.typed);
    if (choice) this.#send(choice);
    else {
      this.say(`${this.typed} is not a move here. ${this.info.notation ?? ''}`);
      this.typed = '';
      this.#tell('That is not a move here.');
    }
    return true;
  }

  #type(text) {
    this.typed = text;
    this.#tell();
    return true;
  }

  /** tell writes the line below the board: what is being typed, or how to. */
  #tell(instead) {
    const keyboard = this.boards.querySelector(':focus-visible') !== null;
    const typing = this.typed ? `${this.typed}▏ Enter plays it` : '';
    const how = keyboard && this.choices.length && !this.sending ? `Arrows and Enter, or type. ${this.info.notation ?? ''}` : '';
    setText(this.hint, instead || typing || how);
    this.hint.classList.toggle('typing', Boolean(this.typed));
  }

  #refuse(node) {
    if (still()) return;
    node.animate([{ transform: 'none' }, { transform: 'translateX(-2px)' }, { transform: 'translateX(2px)' }, { transform: 'none' }], { duration: 140 });
  }

  #step(at, key) {
    const { cols, rows } = at.board;
    let [r, c] = [Math.floor(at.index / cols), at.index % cols];
    if (key === 'ArrowLeft') c = Math.max(0, c - 1);
    if (key === 'ArrowRight') c = Math.min(cols - 1, c + 1);
    if (key === 'ArrowUp') r = Math.max(0, r - 1);
    if (key === 'ArrowDown') r = Math.min(rows - 1, r + 1);
    if (key === 'Home') c = 0;
    if (key === 'End') c = cols - 1;
    this.cells.find((h) => h.board === at.board && h.index === r * cols + c).node.focus();
  }

  #rove(held) {
    for (const h of this.cells) if (h.board === held.board) h.node.tabIndex = h === held ? 0 : -1;
    this.#hover(held);
  }

  /** hover lights up everything that would be picked together. */
  #hover(held) {
    const spot = held?.node.classList.contains('can') ? held.cell.spot : null;
    for (const { node, cell } of this.cells) node.classList.toggle('over', spot !== null && cell.spot === spot);
    if (this.sending) return;
    this.ghost?.remove();
    if (spot !== null) this.#ghost(spot, this.choices.every((c) => (c.path ?? []).length <= 1) ? 1 : 2, '');
  }

  /** ghost shows the piece that would be placed, where each move places the same one. */
  #ghost(spot, steps, extra) {
    this.ghost?.remove();
    if (!this.mine || steps !== 1) return;
    // In a standing frame things fall: the lowest free cell of the spot is where one lands.
    const free = this.cells.filter((h) => h.cell.spot === spot && !h.cell.piece);
    if (free.length === 1 || (free.length && free[0].board.style === 'slots')) {
      this.ghost = draw(this.mine, `ghost ${extra}`);
      free.at(-1).node.prepend(this.ghost);
    }
  }
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** arrive brings a new piece in: it drops into a standing frame, elsewhere it is put down. */
function arrive(drawn, board, index) {
  if (still()) return;
  const row = Math.floor(index / board.cols);
  if (board.style === 'slots') drawn.animate([{ transform: `translateY(-${(row + 1) * 100}%)` }, { transform: 'none' }], { duration: 100 + row * 14, easing: 'cubic-bezier(.45,.05,.85,.6)' });
  else drawn.animate([{ transform: 'scale(.55)', opacity: 0 }, { transform: 'none', opacity: 1 }], { duration: QUICK, easing: 'cubic-bezier(.2,.9,.3,1.2)' });
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
