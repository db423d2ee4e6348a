// What can be done and what happened, in the words that all windows share. They
// come from the server: a table of verbs, and sentences to be filled in.

import { list, seatName, upper } from './words.js';

let words = { sentences: {}, verbs: [] };

/** learn takes the words in. */
export function learn(all) {
  words = all;
}

const single = (arg) => (Array.isArray(arg) ? arg.length === 1 : typeof arg === 'number' ? arg === 1 : true);

/**
 * fill fills in a text: {name} stands for an argument, a list of names as one says
 * it; {names|wants|want} for the first word where it is one, else for the second.
 */
export function fill(text, args) {
  return text.replace(/\{([^}]*)\}/g, (whole, inside) => {
    const [key, ...forms] = inside.split('|');
    if (!Object.hasOwn(args, key)) return whole;
    const arg = args[key];
    if (forms.length) return single(arg) ? forms[0] : forms.slice(1).join('|');
    return Array.isArray(arg) ? list(arg) : String(arg);
  });
}

/** say fills in one of the sentences. */
export const say = (key, args) => fill(words.sentences[key] ?? '', args);

/** row finds how a verb is worded. One without a row is called by its name. */
function row(verb, how) {
  const rows = words.verbs.filter((v) => v.do === verb);
  return rows.find((v) => (v.how ?? '') === (how ?? '')) ?? rows.find((v) => !v.how) ?? { do: verb, label: upper(verb) };
}

/** wording is the row of an action, filled in for the viewer. */
export function wording(snap, info, action) {
  const eager = snap.chairs.flatMap((c, i) => (i !== snap.you && c.offers?.includes(action.do) ? [i] : []));
  const about = action.state === 'asked' ? eager : action.seats ?? [];
  const names = about.map((i) => seatName(snap, info, i));
  const args = { names, n: snap.chairs.filter((c) => c.name).length };
  const v = Object.fromEntries(Object.entries(row(action.do, action.how)).map(([k, text]) => [k, fill(text, args)]));
  const offer = { ...args, do: v.label };
  if (names.length) Object.assign(v, { mine: v.mine ?? say('verb.offered', offer), theirs: v.theirs ?? say('verb.asked', offer) });
  if (action.confirm) Object.assign(v, { ask: v.ask ?? `${v.label}?`, yes: v.yes ?? v.label, no: v.no ?? 'No' });
  return v;
}

/** standing says where something stands that takes the consent of several, or nothing. */
export function standing(snap, info, action) {
  const { mine, theirs } = wording(snap, info, action);
  return { offered: mine, asked: theirs }[action.state] ?? '';
}

/** step says one line of the log. */
function step(snap, info, { seat, text }) {
  const args = { move: text, name: info.seats?.[seat] ?? `Seat ${seat + 1}` };
  return say(seat < 0 ? 'news.drew' : seat === snap.you ? 'news.youMoved' : 'news.moved', args);
}

/** earlier says whether something happened before the game that is on began. */
const earlier = (snap, n) => snap.news.some((b) => b.what === 'started' && b.n > n.n);

/** told says what happened, in a sentence for each thing that is to be said to the viewer. */
export function told(snap, info, n) {
  const { mine } = n;
  const bare = n.bot ? n.name.replace(/ bot$/, '') : n.name ?? '';
  const args = {
    name: n.name ?? '', was: n.was ?? '', n: snap.round, seat: info.seats?.[n.seat] ?? `Seat ${n.seat + 1}`,
    who: n.bot ? say('news.bot', { name: bare }) : n.guest ? say('news.guest', { name: bare }) : bare,
  };
  switch (n.what) {
    case 'moved': {
      if (earlier(snap, n)) return []; // the log has none of its lines any more
      const cut = snap.logFrom ?? 0;
      return (snap.view.log ?? []).slice(Math.max(0, (n.from ?? 0) - cut), Math.max(0, (n.to ?? 0) - cut)).map((s) => step(snap, info, s));
    }
    case 'started':
      return [say(snap.round > 1 ? 'news.again' : 'news.started', args)];
    case 'gaveUp':
    case 'out':
      return snap.phase === 'playing' ? [say(mine ? `news.you${upper(n.what)}` : `news.${n.what}`, args)] : [];
    case 'ended':
      return [];
    default:
  }
  if (mine) return [];
  if (n.what === 'offered') {
    if (earlier(snap, n)) return []; // it has come about
    const v = row(n.do, '');
    return [v.told ? fill(v.told, args) : say('news.offered', { ...args, do: v.label })];
  }
  return [n.what === 'sat' && n.was && say('news.room', args), say(`news.${n.what}`, args)].filter(Boolean);
}
