// How typed text becomes moves. It mirrors game/typed.go and game/whole.go, and all are
// held against game/testdata/typed.json.

import { latin, lookAlike, plain } from './letters.js';

const lower = (text) => text.toLowerCase();
const asWritten = (text) => text;
const isLatin = (text) => /^[\0-\x7f]*$/.test(text);

/** match finds the choice that a person typed; undefined is for none, and for several. */
export function match(choices, typed) {
  const text = plain(typed);
  const found = read(choices, text);
  if (found || isLatin(text)) return found;
  return onlyOne(inLatin(choices, text));
}

/** inLatin are the moves that a text may be in letters of another script: by their keys, or by their looks. */
const inLatin = (choices, text) => [latin, lookAlike].map((letters) => read(choices, letters(text))).filter(Boolean);


/** meant are the choices that a person may have meant by a text that match does not know. */
export function meant(choices, typed) {
  let text = plain(typed);
  if (!isLatin(text)) {
    const found = inLatin(choices, text);
    if (found.length) return found;
    text = latin(text);
  }
  for (const trimmed of trimmings(text)) {
    const all = choices.filter((c, i) => isMeant(c, trimmed) && choices.findIndex((o) => o.move === c.move && isMeant(o, trimmed)) === i);
    if (all.length) return all;
  }
  return [];
}

/**
 * begin finds the choice that a text begins with, and the rest of it: like match, and of a whole turn the first of its moves
 * that can be made now.
 */
export function begin(choices, typed) {
  const all = hops(typed);
  const choice = all.length < 2 && match(choices, typed);
  if (choice) return { choice, rest: '' };
  for (const [i, hop] of all.entries()) {
    const first = match(choices, hop);
    if (first) return { choice: first, rest: all.toSpliced(i, 1).join(' ') };
  }
  for (const [i, hop] of all.entries()) {
    const [choice, rest] = run(choices, hop);
    if (choice) return { choice, rest: all.with(i, rest).join(' ') };
  }
  return { rest: '' };
}

/** run is the first move of a piece that goes several times, and the rest of its way: "24/13" is 24/18 and 18/13. It hits nothing that it need not. */
function run(choices, hop) {
  const [here, there] = hop.split('/');
  const hops = choices.filter((c) => c.path?.length === 2 && c.move.includes('/') && far(c) > 0);
  const dice = [...new Set(hops.map(far))];
  const ways = hops.filter((c) => {
    const left = point(c.path[1]) - point(there.replace('*', ''));
    return c.path[0] === here && left > 0 && (dice[1] ? left !== far(c) && dice.includes(left) : left % dice[0] === 0 || left <= 6);
  });
  const choice = ways.find((c) => !c.move.includes('*')) ?? ways[0];
  return [choice, choice && `${choice.path[1]}/${there}`];
}

const point = (name) => ({ bar: 25, off: 0 })[name] ?? Number(name);
const far = ({ path }) => point(path[0]) - point(path[1]);

const MOST = 4; // moves of a turn
const lead = /^(\d{1,3}\.+ *)?((?:[a-z]+ +)?[1-6]-?[1-6]([:,] *| +))?/;
const dashed = /^(?:bar|\d{1,2})-(?:off|\d{1,2})(?: +(?:bar|\d{1,2})-(?:off|\d{1,2}))+$/;
const way = /^((?:bar|\d{1,2})(?:\/(?:off|\d{1,2})\*?)+)(?:\(([2-4])\))?$/;

/** hops are the single moves of a turn: "24/20*\/16", "8/4(2)"; none where the text is no turn. */
function hops(typed) {
  const all = [];
  const text = lower(plain(typed)).replace(annotations, '');
  for (const part of (dashed.test(text) ? text.replaceAll('-', '/') : text).replace(lead, '').split(/[ \t,;·]+/).filter(Boolean)) {
    const [, places, times] = way.exec(part.replace('25/', 'bar/').replace('/0', '/off')) ?? [];
    if (!places) return [];
    const at = places.split('/');
    for (let n = 0; n < (times ?? 1); n++) at.slice(1).forEach((to, i) => all.push(`${at[i].replace('*', '')}/${to}`));
    if (all.length > MOST) return [];
  }
  return all;
}

/** writes is a choice as the log will write it, or else as it is called. */
export const writes = (choice) => choice.text || choice.label || choice.move;

function read(choices, typed) {
  const move = choices.find((c) => lower(c.move) === lower(typed));
  if (move) return move;
  for (const text of trimmings(typed)) {
    for (const means of [isNamed, isSpelt]) {
      for (const letters of [asWritten, lower]) {
        const c = onlyOne(choices.filter((o) => means(written(o, letters), letters(text))));
        if (c) return c;
      }
    }
    const brief = onlyOne(choices.filter((o) => isBrief(o, text)));
    if (brief) return brief;
  }
  const [, rest] = /^(?:b|w|black|white) +(.+)$/i.exec(typed) ?? [];
  return rest && choices.every((c) => !(c.path?.length > 1)) ? read(choices, rest) : undefined;
}

/** isBrief reports whether a text names but the letters between which something takes: "exd" for "exd5". */
const isBrief = (choice, text) => [choice.label, choice.text].some((name) => {
  const n = name?.includes('x') && anatomy(written(choice, asWritten), name);
  return n && !n.piece && n.from.length === 1 && key(text) === n.from + n.to[0];
});

/** onlyOne is the choice that is meant, unless that may be several moves. */
const onlyOne = (all) => (all.every((c) => c.move === all[0].move) ? all[0] : undefined);

const written = (c, letters) => ({ move: letters(c.move), label: letters(c.label ?? ''), text: letters(c.text ?? ''), path: (c.path ?? []).map(letters) });
const isNamed = (c, text) => text !== '' && [c.move, c.label, c.text].includes(text);

function isSpelt(c, text) {
  const k = key(text);
  if (!k) return false;
  if ([c.move, c.label, c.text, withoutRemark(c.label), c.path.join(' ')].some((name) => key(name) === k)) return true;
  return [c.label, c.text].some((name) => {
    const n = anatomy(c, name);
    const from = n && origin(n, k);
    return from !== undefined && (from !== '' || n.from === '');
  });
}

function isMeant(choice, text) {
  const c = written(choice, lower);
  const k = key(lower(text));
  if (!k) return false;
  if ([c.label, c.text, c.path.join(' ')].some((name) => key(name) === k)) return true;
  return [c.label, c.text].some((name) => {
    const n = anatomy(c, name);
    return n && [n.to, n.last].some((to) => origin({ ...n, to }, k) !== undefined);
  });
}

/** anatomy takes a name apart that ends where the path does: "Nge2" is the piece N, from g, to e2. */
function anatomy(c, name) {
  if (c.path.length < 2) return undefined;
  const k = key(name);
  const last = key(c.path.at(-1));
  const at = k.lastIndexOf(last);
  if (at < 0 || !last || /^\d/.test(last)) return undefined;
  const spot = key(c.path[0]);
  let i = 0;
  while (!within(k.slice(i, at), spot)) i++;
  return { piece: k.slice(0, i), from: k.slice(i, at), to: k.slice(at), last, spot };
}

/** origin is what a text says of where the move begins, if it is one of that piece to that place. */
function origin(n, k) {
  if (!k.endsWith(n.to) || !k.slice(0, -n.to.length).startsWith(n.piece)) return undefined;
  const from = k.slice(n.piece.length, -n.to.length);
  return within(from, n.spot) ? from : undefined;
}

function within(part, whole) {
  let at = -1;
  return [...part].every((c) => (at = whole.indexOf(c, at + 1)) >= 0);
}

/** trimmings are the text, and what is left of it without what people write around a move. */
function trimmings(text) {
  const all = [text];
  for (const trim of [bare, withoutRemark]) if (trim(all.at(-1)) !== all.at(-1)) all.push(trim(all.at(-1)));
  return all;
}

const annotations = /[+#!?.†‡=± ]+$/;

function bare(typed) {
  let text = typed;
  const move = /^\d* *\.[. ]*(.+)$/.exec(text)?.[1];
  if (move) text = move;
  text = text.replace(annotations, '');
  for (const passing of ['e.p', 'ep']) if (text.endsWith(passing) && text !== passing) text = text.slice(0, -passing.length).replace(annotations, '');
  return lower(text) === 'swap-pieces' ? 'swap' : castling(text);
}

function castling(text) {
  const k = text.replace(/[0oОо]/g, 'O').replace(/[- ]/g, '');
  return k === 'OO' || k === 'OOO' ? [...k].join('-') : text;
}

const withoutRemark = (text) => /^(.+?)[,:] /.exec(text)?.[1] ?? text;

const signs = ` -xX/:=(),.*>_|;'"`;

/** key is a text without the signs between its parts, but for one between two numbers. */
function key(text) {
  let k = '';
  let apart = false;
  for (const c of text) {
    if (signs.includes(c)) {
      apart = true;
      continue;
    }
    if (apart && /\d$/.test(k) && /\d/.test(c)) k += '-';
    k += c;
    apart = false;
  }
  return k;
}
