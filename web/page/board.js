// The boards of a view: drawn from the view alone, played by narrowing its choices.

import { el, setAttr, button, fill, kept } from './dom.js';
import { narrow, pick, name } from './choice.js';
import { begin, meant, writes } from './typed.js';
import { draw, seatPiece } from './pieces.js';
import { Grid } from './grid.js';
import { plans, show as lay, turned } from './lay.js';
import { arrange } from './arrange.js';
import { Hands } from './hands.js';
import { draggable } from './drag.js';
import { shake } from './motion.js';
import { say } from './say.js';

const FINGER = 32; // pixels: on smaller cells a touch only aims
const FEW = 0.6; // of the free cells
const LONGEST = 40; // characters of a typed move
const MENU = 'menu'; // one place for all buttons below the board: they come and go under the pointer

export class Boards {
  /**
   * play(choice, early) is called for each move that is spelled, early where it is set up while
   * the other thinks; say(text) tells it aloud. ahead() asks what may be set up, for foresee, and
   * withdraw() takes back what is; confirms() says whether a move awaits a yes.
   */
  constructor(acts) {
    Object.assign(this, acts);
    this.choices = [];
    this.picked = [];
    this.typed = '';
    this.onward = false; // what is typed goes on with a turn of which a move is on its way
    this.hands = new Hands();
    this.turned = 0; // when there was last something else to pick
    this.grids = [];
    this.cells = []; // those of every grid
    this.boards = el('div', { class: 'boards' });
    this.menu = el('div', { class: 'choices' });
    this.hint = el('p', { class: 'hint' });
    this.arena = el('div', { class: 'arena' }, this.boards); // and whatever lies on the board
    this.el = el('div', { class: 'play' }, this.arena, el('div', { class: 'under-board' }, this.menu, this.hint));
    this.el.addEventListener('keydown', (e) => this.key(e) && e.preventDefault());
    this.el.addEventListener('focusin', () => this.#tell());
    this.el.addEventListener('focusout', () => this.#tell());
    this.boards.addEventListener('pointerdown', (e) => { this.touch = e.pointerType === 'touch'; }, { capture: true });
    this.hear = {
      click: (held) => this.#click(held),
      pointerenter: (held, e) => e.pointerType !== 'touch' && this.#hover((this.under = held)),
      pointerleave: () => this.#hover((this.under = null)),
      focus: (held) => this.#rove(held),
    };
    draggable(this.boards, {
      at: (node) => this.cells.find((h) => h.node === node?.closest?.('.cell')),
      can: (held) => held.node.classList.contains('lift') || (this.early && !this.choices.length && this.pieces.get(held.cell.piece)?.seat === this.you),
      lift: (held) => { this.#foresees(); this.picked = [held.cell.spot]; this.#offer(); },
      drop: (held) => this.#drop(held),
    });
  }

  /** show draws a snapshot. Without ready, nothing can be picked; early, the next move can be set up. */
  show(snap, info, ready, early) {
    const view = snap.view;
    const again = this.round === `${snap.code} ${snap.round}`;
    const moved = this.ply !== snap.ply || !again;
    this.round = `${snap.code} ${snap.round}`;
    this.boards.classList.toggle('real', Boolean(info.colours?.includes('black')));
    this.ply = snap.ply;
    this.info = info;
    this.pieces = new Map((info.pieces ?? []).map((p) => [p.name, p]));
    this.mine = seatPiece(info, snap.you);
    this.alone = (info.pieces ?? []).filter((p) => p.seat === snap.you).length === 1;
    this.you = snap.you;
    this.early = early;
    this.stands = early && !snap.premove?.lost && snap.premove;
    if (moved || !early) this.known = this.then = null;
    const choices = ready ? (view.choices ?? (this.known ? this.choices : [])) : [];
    // What somebody else does at the same time takes nothing back that was picked.
    const kept = again && !this.sending && choices.length === this.choices.length && choices.every((c, i) => c.move === this.choices[i].move);
    if (moved) this.sending = this.held = null;
    this.#choose(choices);
    this.idle = snap.phase !== 'playing' ? 'over' : snap.you < 0 || snap.chairs[snap.you].out ? 'watching' : ready ? 'turn' : 'lost';
    this.playing = snap.phase === 'playing' && snap.you >= 0 && !snap.chairs[snap.you].out;
    if (moved && !kept) this.#turn();
    if ((moved && !kept) || !ready) this.#unpick();
    if (!again || !this.playing) this.typed = ''; // else it stays: the rest of a move may be another one
    const shape = (b) => [b.style, b.cols, b.rows, b.title, b.colLabels, b.rowLabels, b.topLabels, b.block, b.cells.map((c) => c.kind), b.cells.some((c) => c.spot)];
    const built = fill(this.boards, [snap.game, view.boards.map(shape)], () => {
      this.grids = view.boards.map((b) => new Grid(b, this.hear));
      this.cells = this.grids.flatMap((g) => g.cells);
      this.under = this.aimed = null; // the cell below the mouse, and the one that a touch aims at
      return arrange(this.boards, view.boards, this.grids);
    });
    view.boards.forEach((b, i) => this.grids[i].show(b, this.pieces, info, again && !built));
    for (const h of this.cells) h.dropped = false;
    // Where there was a button once there is room for one ever after, so that the board keeps its size.
    if (built) this.boards.classList.remove('roomy');
    if (this.choices.some((c) => !c.path?.length)) this.boards.classList.add('roomy');
    this.#offer();
    if (moved && this.onward && this.typed && this.choices.length) this.#enter(true);
    else if (moved) this.onward = false; // it is somebody else's turn, or the line is down
  }

  #choose(choices) {
    this.choices = choices;
    this.movers = new Set(choices.filter((c) => c.path?.length > 1).map((c) => c.path[0]));
  }

  /** foresee takes in what may be set up, and goes on with what was begun. */
  foresee(choices) {
    const { then } = this;
    this.known = true;
    this.then = null;
    this.#choose(choices);
    this.#offer();
    then?.();
  }

  /** foresees asks for that before something is done, unless there is something else to pick. */
  #foresees(then = () => {}) {
    if (!this.early || this.known) return false;
    const { then: before } = this;
    if (!before) this.ahead();
    this.then = () => { before?.(); then(); };
    return true;
  }

  /** pending shows a move as sent; null takes it back. */
  pending(choice) {
    this.sending = choice;
    this.onward = false;
    if (choice) this.typed = '';
    this.#unpick();
    this.#offer();
  }

  /** focus puts the keyboard on the board. */
  focus() {
    (this.boards.querySelector('.can[tabindex="0"]') ?? this.boards.querySelector('.can') ?? this.boards.querySelector('[tabindex="0"]'))?.focus({ preventScroll: true });
  }

  /** key handles a key on the board, or with nothing else in focus. It reports whether it used it. */
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return false;
    const at = this.cells.find((c) => c.node === document.activeElement);
    const outside = !at;
    const held = outside && document.activeElement;
    if (held && held.closest?.('input, textarea, select, dialog')) return false;
    // A button that was pressed last takes but Enter and the space bar: letters are a move.
    if (held && held.closest?.('button, a, summary') && !this.typed && !/^[^\s?]$/.test(e.key)) return false;
    const seen = this.hands.press(performance.now(), this.turned, e.key.toLowerCase());
    if (e.key === 'Enter' && this.typed) return this.#enter(seen);
    if (e.key === 'Backspace' && this.typed) return this.#type(this.typed.slice(0, -1));
    if (this.held && /^( |Enter)$/.test(e.key)) {
      if (seen) this.#send(this.held);
      return true;
    }
    if (e.key === 'Escape' && (this.typed || this.picked.length || this.aimed || this.asked || this.held)) return this.#cancel();
    if (e.key === 'Escape' && this.stands) {
      this.withdraw();
      return true;
    }
    if (/^Arrow|^Home$|^End$/.test(e.key)) {
      this.steered = true;
      if (outside) this.focus();
      else at.grid.step(at, e.key).node.focus();
      return true;
    }
    if (at && (e.key === 'Enter' || (e.key === ' ' && !this.typed))) {
      if (this.early ? seen && this.steered : seen || !this.#completes(at.cell.spot)) this.#activate(at); // who is impatient has chosen nothing
      return true;
    }
    if (e.key.length === 1 && (this.typed || !/[?\s]/.test(e.key)) && this.playing && this.typed.length < LONGEST) return this.#type(this.typed + e.key);
    return false;
  }

  /** offer marks what may be picked next, and shows the choices that need no more picking. */
  #offer() {
    const waiting = this.sending;
    const { next, finished } = waiting || this.asked ? { next: new Set(), finished: waiting ? [] : this.asked } : narrow(this.choices, this.picked);
    const shown = waiting?.path ?? (this.picked.length ? null : this.stands?.path);
    const picked = new Set(shown ?? this.picked);
    this.plan = this.#planned();
    for (const h of this.cells) {
      const { node, cell, piece, real } = h;
      if (!real) continue;
      const can = Boolean(cell.spot) && next.has(cell.spot);
      const held = Boolean(cell.spot) && picked.has(cell.spot);
      node.classList.toggle('can', can);
      node.classList.toggle('picked', held);
      node.classList.toggle('lift', Boolean(piece) && !waiting && this.movers.has(cell.spot));
      setAttr(node, 'aria-selected', held ? 'true' : null);
      setAttr(node, 'aria-disabled', can || held || this.plan?.cells.includes(h) ? null : 'true');
    }
    this.el.classList.toggle('ready', next.size > 0 || finished.length > 0);
    this.el.classList.toggle('targets', this.picked.length > 0);
    // Where only some of what is free may be picked, that is shown.
    const free = this.cells.filter((h) => h.cell.spot && !h.piece && h.grid.style.hints);
    const open = free.filter((h) => next.has(h.cell.spot));
    this.el.classList.toggle('hints', open.length < FEW * free.length);
    this.#hover(this.under);
    if (shown?.length) this.#ghost(shown, 'sending');
    const more = this.picked.length > 0 || Boolean(this.asked);
    fill(this.menu, [more, this.held?.move, this.stands?.text, this.aimed?.cell.spot, this.plan?.choice.move, finished.map((c) => [c.move, c.label])], () => this.#buttons(more, finished));
    this.#aim();
    this.#tell();
  }

  #buttons(more, finished) {
    const cancel = () => button(say('page.cancel'), () => this.#cancel(), { class: 'quiet' });
    if (this.held) return [button(say('page.playMove', { move: writes(this.held) }), (e) => this.#chosen(e) && this.#send(this.held), { class: 'primary' }), cancel()];
    if (this.stands && !more) return [button(say('page.withdraw', { move: this.stands.text }), () => this.withdraw(), { class: 'quiet' })];
    if (this.aimed) return [button(say('page.playMove', { move: this.aimed.cell.label }), (e) => this.#chosen(e) && this.#activate(this.aimed), { class: 'primary' }), cancel()];
    if (this.plan) {
      const { choice } = this.plan;
      const turns = plans(this.choices, this.picked[0], this.cells).length > 1;
      return [button(say('page.lay', { move: name(choice) }), (e) => this.#chosen(e) && this.#send(choice), { class: 'primary' }),
        turns ? button(say('page.turnIt'), () => this.#swing(), { class: 'quiet' }) : null, cancel()];
    }
    return [
      more && finished.length ? el('p', { class: 'which' }, say('table.which')) : null,
      ...finished.map((c) => button((this.asked ? writes : name)(c), (e) => this.#chosen(e) && this.#send(c), { class: 'choice' })),
      more && finished.length ? cancel() : null,
    ];
  }

  /** turn says that there is something else to pick. */
  #turn() {
    this.turned = performance.now();
    this.steered = false;
    this.boards.dataset.turned = Math.round(this.turned);
  }

  /** pressed takes a click, and says whether it was meant for what is there now. */
  #pressed(place) {
    return this.hands.press(performance.now(), this.turned, place);
  }

  /** chosen is the same of a button, which Enter presses as well. */
  #chosen(e) {
    return this.#pressed(e.detail ? MENU : 'enter');
  }

  /** plan is what is about to be laid from the picked cell. */
  #planned() {
    const all = this.picked.length === 1 && !this.sending ? plans(this.choices, this.picked[0], this.cells) : [];
    return all.find((p) => p.way === this.way) ?? all[0] ?? null;
  }

  /** swing has what is about to be laid lie another way. */
  #swing() {
    this.way = turned(plans(this.choices, this.picked[0], this.cells), this.plan.way).way;
    this.#offer();
    this.say(say('page.planned', { move: name(this.plan.choice) }));
  }

  #click(held) {
    this.#rove(held);
    const laid = this.plan?.cells.includes(held);
    if (!this.#pressed(held.cell.label) && (laid || this.early || this.#completes(held.cell.spot))) return;
    if (laid && this.touch && held.grid.size < FINGER) return this.#swing(); // a button lays it
    // On cells smaller than a fingertip the first touch aims, and the second one plays.
    if (this.touch && held.grid.size < FINGER && held !== this.aimed && !held.edge && this.#completes(held.cell.spot)) {
      this.aimed = held;
      this.say(say('page.aimed', { cell: held.cell.label }));
      return this.#offer();
    }
    this.#activate(held);
  }

  /** completes reports whether picking the spot would play a move. */
  #completes(spot) {
    if (!spot || this.sending) return false;
    const { next, finished } = narrow(this.choices, [...this.picked, spot]);
    return finished.length === 1 && !next.size;
  }

  #activate(at) {
    const { node, cell } = at;
    const { spot } = cell;
    this.aimed = this.asked = null;
    if (this.held) this.#cancel(); // something else is meant
    if (!this.sending && this.#foresees(() => this.#activate(at))) return;
    if (this.sending || !this.choices.length) return this.#refuse(node, this.#wait());
    if (this.plan?.cells.includes(at)) return at === this.plan.cells[0] ? this.#swing() : this.#send(this.plan.choice);
    const { picked, spelled, lost } = pick(this.choices, this.picked, spot);
    const held = this.picked.length > 0;
    this.picked = picked;
    if (lost) {
      this.#unpick();
      this.#offer();
      return this.#refuse(node, say(held ? 'page.notThere' : 'page.notHere', { cell: cell.label }));
    }
    if (spelled.length === 1) return this.#send(spelled[0]);
    const now = narrow(this.choices, this.picked);
    this.#offer();
    if (this.picked.length && now.finished.length) this.menu.querySelector('button')?.focus();
    else if (this.plan) this.say(say('page.planned', { move: name(this.plan.choice) }));
    else if (this.picked.length) this.say(say('page.picked', { cell: node.getAttribute('aria-label') }));
  }

  /** refuse says that something cannot be picked, and why: below the board, and aloud. */
  #refuse(node, why) {
    shake(node);
    this.#tell(why);
    this.say(why);
  }

  /** wait says why nothing at all can be picked. */
  #wait() {
    if (this.sending) return say('page.onItsWay');
    if (this.idle === 'over') return say('page.notNow');
    if (this.idle === 'watching') return say('status.watching');
    return this.idle === 'lost' ? say('page.lost') : say('page.notYourTurn');
  }

  /** drop lets go of a dragged piece: on a cell where it may go, it goes there. */
  #drop(held) {
    if (this.#foresees(() => this.#drop(held))) return null;
    if (!held?.cell.spot || !narrow(this.choices, this.picked).next.has(held.cell.spot)) {
      const back = held?.cell.spot === this.picked[0];
      if (!back) this.#unpick();
      this.#offer();
      return back || !held ? null : this.#refuse(held.node, say('page.notThere', { cell: held.cell.label }));
    }
    held.dropped = true;
    this.#activate(held);
  }

  #send(choice) {
    const inMenu = this.menu.contains(document.activeElement);
    const holds = !this.early && !this.held && this.confirms();
    if (this.early) {
      this.stands = { path: choice.path, text: writes(choice) };
      this.#cancel();
    } else this.pending(choice);
    this.held = holds ? choice : null;
    if (holds) {
      this.#turn();
      this.#offer();
      this.say(say('page.confirm', { move: writes(choice) }));
    }
    if (inMenu) this.focus();
    if (!holds) this.play(choice, this.early);
  }

  /** cancel takes back what was picked, typed or shown. */
  #cancel() {
    if (this.held) this.#turn();
    this.held = this.sending = null;
    this.typed = '';
    this.#unpick();
    this.#offer();
    return true;
  }

  #unpick() {
    this.picked = [];
    this.aimed = this.asked = null;
  }

  /** enter plays what was typed, if it was pressed by somebody who sees that it is their turn. */
  #enter(seen) {
    if (!this.sending && seen && this.#foresees(() => this.#enter(true))) return true;
    if (this.sending || !this.choices.length) {
      shake(this.hint);
      this.say(this.#wait());
      return true; // what was typed stays
    }
    if (!seen) return true;
    const { choice, rest } = begin(this.choices, this.typed);
    const may = choice ? [] : meant(this.choices, this.typed);
    if (choice) {
      this.#send(choice);
      if (this.held) return true;
      this.#type(rest);
      this.onward = Boolean(rest);
    } else if (may.length) this.#ask(may);
    else {
      this.say(`${say('page.noSuchMove', { move: this.typed })} ${this.info.notation ?? ''}`);
      this.typed = '';
      this.#tell(say('page.noMove'));
    }
    return true;
  }

  /** ask asks which of several choices was meant: as if they had been clicked to there, where they are all between the same places. */
  #ask(may) {
    this.typed = '';
    this.#turn();
    this.#unpick();
    const path = may[0].path ?? [];
    if (may.every((c) => (c.path ?? []).join(' ') === path.join(' '))) this.picked = path;
    else this.asked = may;
    this.#offer();
    this.say(say('table.which'));
    this.menu.querySelector('button')?.focus();
  }

  #type(text) {
    if (this.held) this.#cancel();
    this.onward = false;
    this.typed = text;
    this.#tell();
    return true;
  }

  /** tell writes the line below the board: what is being typed, or how to. */
  #tell(instead) {
    const keyboard = document.body.classList.contains('keys') && this.boards.contains(document.activeElement);
    const typing = this.typed && (this.choices.length && !this.sending ? say('page.typing', { move: this.typed }) : say('page.typingAhead', { move: this.typed, why: this.#wait() }));
    const how = keyboard && this.choices.length && !this.sending ? `${say('table.keys')} ${this.info.notation ?? ''}` : '';
    fill(this.hint, [instead, typing, how], () => (instead || !typing ? instead || how : [kept(this.typed), typing.slice(this.typed.length)]));
    this.hint.classList.toggle('typing', Boolean(this.typed));
  }

  #rove(held) {
    for (const h of held.grid.cells) if (h.real) h.node.tabIndex = h === held ? 0 : -1;
    this.#hover(held);
  }

  /** hover lights up everything that would be picked together. */
  #hover(held) {
    const spot = held?.node.classList.contains('can') ? held.cell.spot : null;
    for (const { node, cell } of this.cells) node.classList.toggle('over', spot !== null && cell.spot === spot);
    if (this.sending || (this.stands && !this.picked.length)) return;
    this.#unghost();
    const from = this.picked[0] ?? spot;
    const all = this.picked.length < 2 ? plans(this.choices, from, this.cells) : [];
    const plan = (this.picked.length && all.find((p) => p.choice.path[1] === spot)) || all.find((p) => p.way === this.way) || all[0];
    if (plan) this.ghosts = lay(plan, this.picked.length ? 'aiming' : '');
    else if (this.aimed) this.#ghost([this.aimed.cell.spot], 'aiming');
    else if (spot !== null && this.#completes(spot)) this.#ghost([...this.picked, spot], '');
  }

  #unghost() {
    this.ghosts?.forEach((g) => g.remove());
    this.ghosts = [];
  }

  /** ghost shows the piece that would lie at the end of the path. */
  #ghost(path, extra) {
    this.#unghost();
    const plan = path.length === 2 && plans(this.choices, path[0], this.cells).find((p) => p.choice.path[1] === path[1]);
    if (plan) {
      this.ghosts = lay(plan, extra);
      return;
    }
    const [from, to] = [path[0], path.at(-1)].map((spot) => this.cells.filter((h) => h.cell.spot === spot));
    const held = (to.length > 1 ? to.filter((h) => !h.cell.piece) : to).at(-1); // in a standing frame things fall to the lowest free cell
    if (!held) return;
    let ghost;
    if (path.length > 1) {
      if (extra !== 'sending' || !from[0].drawn.length || held.grid.style.fill || from[0].grid !== held.grid) return;
      ghost = from[0].drawn[0].cloneNode(true);
      ghost.classList.add('ghost', extra);
    } else {
      if (held.cell.piece || !(held.grid.style.laid || this.alone) || held.edge) return;
      ghost = draw(this.mine, `ghost ${extra}`);
    }
    this.ghosts = [ghost];
    held.node.prepend(ghost);
  }

  /** aim marks the cell that a touch has aimed at, with lines through it where columns are straight. */
  #aim() {
    this.sight?.forEach((l) => l.remove());
    this.boards.querySelector('.aimed')?.classList.remove('aimed');
    if (!this.aimed) return;
    const { node, grid: { grid, field, style } } = this.aimed;
    node.classList.add('aimed');
    if (style.halves) return;
    const [across, down] = (this.sight = ['across', 'down'].map((way) => el('div', { class: `aim ${way}`, 'aria-hidden': 'true' })));
    across.style.top = `${grid.offsetTop + node.offsetTop + node.offsetHeight / 2}px`;
    down.style.left = `${grid.offsetLeft + node.offsetLeft + node.offsetWidth / 2}px`;
    field.append(across, down);
  }
}
