// What can be done and what happened, in the words that all windows share. They
// come from the server.

import { fill, say, verbs } from './say.js';
import { proposed } from './terms.js';
import { clock, seated, seatName, seatTitle, upper } from './words.js';

const SECOND = 1000;

/** row finds how a verb is worded. One without a row is called by its name. */
function row(verb, how) {
  const rows = verbs().filter((v) => v.do === verb);
  return rows.find((v) => (v.how ?? '') === (how ?? '')) ?? rows.find((v) => !v.how) ?? { do: verb, label: upper(verb) };
}

/** label is what a verb is called where there is no table to do it at. */
export const label = (verb) => row(verb, '').label;

/** wording is the row of an action, filled in for the viewer. */
export function wording(snap, info, action) {
  const eager = snap.chairs.flatMap((c, i) => (i !== snap.you && c.offers?.includes(action.do) ? [i] : []));
  const about = action.state === 'asked' ? eager : action.seats ?? [];
  const names = about.map((i) => seatName(snap, i));
  const args = { names, n: seated(snap), such: such(snap), terms: proposed(snap, info) };
  const v = Object.fromEntries(Object.entries(row(action.do, action.how)).map(([k, v]) => [k, typeof v === 'string' ? fill(v, args) : v]));
  const offer = { ...args, do: v.label };
  if (names.length) Object.assign(v, { mine: v.mine ?? say('verb.offered', offer), theirs: v.theirs ?? say('verb.asked', offer) });
  if (action.confirm) Object.assign(v, { ask: v.ask ?? `${v.label}?`, yes: v.yes ?? v.label, no: v.no ?? say('verb.no') });
  return v;
}

/** such gives an example of moves in turn, a move of another and one of the viewer, as the log of this game writes them; or nothing. */
function such(snap) {
  const log = snap.view.log ?? [];
  const theirs = log.findLast(({ seat }) => seat >= 0 && seat !== snap.you)?.text;
  const yours = log.findLast(({ seat }) => seat === snap.you)?.text;
  if (!theirs || !yours) return '';
  return say('verb.such', { moves: [theirs, yours].join(`${theirs}${yours}`.includes(' ') ? ', ' : ' ') });
}

/** standing says where something stands that takes the consent of several, or nothing. */
export function standing(snap, info, action) {
  const { mine, theirs } = wording(snap, info, action);
  return { offered: mine, asked: theirs }[action.state] ?? '';
}

/** step says one line of the log. */
function step(snap, info, { seat, text }) {
  const args = { move: text, name: seatTitle(info, seat) };
  if (seat < 0) return say('news.drew', args);
  return seat === snap.you ? say('news.youMoved', args) : say('news.moved', args);
}

/** earlier says whether something happened before the game that is on began, or is a move that was taken back. */
const earlier = (snap, n) => snap.news.some((b) => b.n > n.n && (b.what === 'started' || (b.what === 'tookBack' && n.what === 'moved' && (b.to ?? 0) < (n.to ?? 0))));

/** told says what happened, in a sentence for each thing that is to be said to the viewer. */
export function told(snap, info, n) {
  const { mine } = n;
  const name = n.name ?? '';
  const args = {
    name, was: n.was ?? '', n: snap.round, secs: n.secs ?? 0, seat: seatTitle(info, n.seat),
    who: n.guest ? say('news.guest', { name }) : name, time: clock((n.secs ?? 0) * SECOND),
  };
  switch (n.what) {
    case 'moved': {
      if (earlier(snap, n)) return []; // the log has none of its lines any more
      const cut = snap.logFrom ?? 0;
      return (snap.view.log ?? []).slice(Math.max(0, (n.from ?? 0) - cut), Math.max(0, (n.to ?? 0) - cut)).map((s) => step(snap, info, s));
    }
    case 'started':
      if (n.swapped) return [say('news.again', args)];
      return [snap.round > 1 ? say('news.next', args) : say('news.started', args)];
    case 'adjourned':
    case 'resumed':
      return [say(`news.${n.what}`, args)];
    case 'time':
      if (n.why === 'restart') return [say('news.timeRestart', args)];
      if (n.why === 'stall') return [say('news.timeStall', args)];
      if (n.why === 'line') return [say('news.timeLine', args)];
      return mine ? [] : [say('news.time', args)];
    case 'flagged':
    case 'gaveUp':
    case 'out':
      if (snap.phase !== 'playing') return []; // the end says who won
      if (n.what === 'flagged') return [mine ? say('news.youFlagged') : say('news.flagged', args)];
      if (n.what === 'out') return [mine ? say('news.youOut') : say('news.out', args)];
      return [mine ? say('news.youGaveUp') : say('news.gaveUp', args)];
    case 'tookBack':
      return [mine ? say('news.youTookBack') : say('news.tookBack', args)];
    case 'ended':
      return [];
    default:
  }
  if (n.what === 'silent') {
    if (n.secs) return mine ? [say('news.hurry', args)] : [];
    if (mine) return [say('news.youSilent')];
    return snap.you < 0 ? [say('news.silent', args)] : []; // players read it beside what they can do about it
  }
  if (mine) return [];
  if (n.what === 'offered') {
    if (earlier(snap, n)) return []; // it has come about
    const v = row(n.do, '');
    return [v.told ? fill(v.told, args) : say('news.offered', { ...args, do: v.label })];
  }
  if (n.what === 'away' && n.secs) return [say('news.awayFor', args)];
  return [n.what === 'sat' && n.was && say('news.room', args), say(`news.${n.what}`, args)].filter(Boolean);
}
