// What the table says about itself, by the same rules as the terminal: words/status.go.

import { list, say } from './say.js';

const MINUTE = 60_000;

/** upper begins a text with a capital: "Easy". */
export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** clock is a span of milliseconds that runs: "0:42", "1:02:03". */
export function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** day is a date, by UTC as days off are: "2026-12-24". */
export const day = (at) => new Date(at).toISOString().slice(0, 10);

/** isOn says whether a vacation has begun, perhaps this moment. */
export const isOn = (v, now) => now + MINUTE >= Date.parse(v.from);

/** dayOff says why a player has more time than the days of the game. */
export function dayOff(chair, now) {
  const { vacation: v, weekends } = chair;
  const away = !v || now >= Date.parse(v.to) ? '' : isOn(v, now) ? say('side.vacation', { date: day(v.to) }) : say('side.planned', { from: day(v.from), date: day(v.to) });
  return [away, weekends && say('side.weekends')].filter(Boolean).join(' · ');
}

/** ago is a rough span for lists: "" for less than a minute, "5 min". */
export function ago(ms) {
  const min = Math.floor(ms / 60000);
  if (min < 1) return '';
  if (min < 60) return say('time.minutes', { n: min });
  return min < 48 * 60 ? say('time.hours', { n: Math.floor(min / 60) }) : say('time.days', { n: Math.floor(min / 1440) });
}

/** seatTitle is what a seat is called. */
export const seatTitle = (info, seat) => info.seats?.[seat] ?? say('name.seat', { n: seat + 1 });

/** seatName is who sits there. */
export const seatName = (snap, seat) => snap.chairs[seat]?.name || snap.chairs[seat]?.left || say('name.nobody');

/** seated is how many have a seat. */
export const seated = (snap) => snap.chairs.filter((c) => c.name).length;

/** robot is what a bot is called where its level stands beside it: "Bot", or "Bot 2". */
export const robot = ({ name }) => say('name.robot') + (name.split(' bot')[1] ?? '');

/** listed is a name in a list, which says of a bot and of a guest that they are one. */
export function listed(chair) {
  if (chair.bot) return say('name.bot', { name: robot(chair), level: chair.bot });
  return chair.guest ? say('name.guest', { name: chair.name }) : chair.name;
}

/** opponents are the names of who sits in a room of one's own besides. */
export const opponents = (card) => card.chairs.filter((c, i) => c.name && i !== card.you).map(listed);

/** titled names a game of one's own and who it is with. */
export function titled(info, card) {
  const names = opponents(card);
  return names.length ? say('list.with', { game: info.title, names }) : info.title;
}

/** waits says what a room of one's own waits for, until when, and whether it is oneself. */
export function waits(card, now) {
  const time = card.due && (ago(Date.parse(card.due) - now) || say('time.little'));
  if (card.rematch) return card.rematch === 'asked' ? { yours: true, text: say('home.rematch') } : { yours: false, text: say('home.asked') };
  if (card.phase === 'over') return { yours: true, text: say('home.over') };
  if (card.turn?.includes(card.you)) return { yours: true, text: time ? say('home.yoursFor', { time }) : say('home.yours') };
  if (card.phase === 'open') return { yours: false, text: '' };
  if (card.adjourned) return { yours: false, text: say('home.adjourned') };
  return { yours: false, text: time ? say('home.theirsFor', { time }) : card.turn ? say('home.theirs') : '' };
}

/** speaker is who said a line. Who has a seat is marked there. */
export const speaker = (line) => (line.guest && line.seat < 0 ? say('name.guest', { name: line.name }) : line.name);

/** options are the chosen options as people read them. What is as usual goes without saying. */
export function options(info, chosen) {
  return (info?.options ?? []).flatMap((o) => {
    const i = o.values.findIndex((v) => v.name === chosen?.[o.name]);
    return i > 0 ? [`${o.title}: ${o.values[i].title}`] : [];
  });
}

/** can finds what the viewer may do by a verb now. */
export const can = (snap, verb) => snap.actions.find((a) => a.do === verb);

/** deserted names those who wait in an open room, where none of them is there to see who comes. */
export function deserted(snap) {
  const wait = snap.phase === 'open' ? snap.chairs.filter((c) => c.name && !c.bot) : [];
  return wait.some((c) => c.present) ? [] : wait.map((c) => c.name);
}

/** offered says whether whoever sits there has offered to do it. */
export const offered = (chair, verb) => (chair.offers ?? []).includes(verb);

/** ending says how a game ended, and why as the end of a sentence. The reader is "you". */
function ending(snap, info) {
  const { you, chairs } = snap;
  const { how, winners = [], by = [], reason = '' } = snap.result ?? {};
  const told = (seats, self) => [...seats.filter((s) => s === you && s >= 0).map(() => say(self)),
    ...seats.filter((s) => s !== you).map((s) => chairs[s]?.name || chairs[s]?.left || seatTitle(info, s))];
  const end = winners?.length ? say('end.won', { names: told(winners, 'end.youFirst') }) : say('end.drawn');
  if (how === 'aborted') return [by.length ? say('end.abortedBy', { names: told(by, 'end.youFirst') }) : say('end.aborted'), ''];
  if (how === 'noStart') return [say('end.noStart', { names: told(by, 'end.you') }), ''];
  if (how === 'agreed') return [end, say('end.agreed')];
  const names = told(by, 'end.you');
  if (how === 'resigned' && by.length) return [end, say('end.resigned', { names })];
  if (how === 'called' && by.length) return [end, say('end.called', { names })];
  if ((how === 'away' || how === 'silent') && by.length) {
    if (winners?.length) return [end, how === 'silent' ? say('end.silent', { names }) : say('end.away', { names })];
    const others = told(chairs.map((_, s) => s).filter((s) => !by.includes(s)), 'end.you');
    return [end, how === 'silent' ? say('end.silentDrawn', { names, others }) : say('end.awayDrawn', { names, others })];
  }
  if (how === 'time') {
    if (winners?.length) return [end, say('end.time', { names })];
    return [end, say('end.timeDrawn', { names, others: told(chairs.map((_, s) => s).filter((s) => !by.includes(s)), 'end.you') })];
  }
  return [end, reason];
}

/** gone says who played, and has left since. */
export function gone(snap) {
  const names = snap.chairs.filter((c) => c.left).map((c) => c.left);
  return names.length ? say('status.left', { names }) : '';
}

/** starts says what a room waits for. */
export function starts(snap, info) {
  const n = snap.chairs.length;
  if (n === 2) return snap.lot ? say('status.startsLot') : say('status.starts');
  const sooner = info.minSeats < n && seated(snap) < info.minSeats;
  return say('status.full', { n }) + (sooner ? ` ${say('status.sooner', { n: info.minSeats })}` : '') + (snap.lot ? ` ${say('status.lot')}` : '');
}

/**
 * status says what the room is about now: the words above the board and their tone,
 * the reason of an end beside them, and all of it in one.
 */
export function status(snap, info) {
  const [text, tone, reason = ''] = standing(snap, info);
  return { text, tone, reason, all: reason ? say('end.why', { end: text, why: reason }) : text };
}

function standing(snap, info) {
  const { you, phase, chairs } = snap;
  const who = (seats) => seats.map((s) => seatName(snap, s));
  if (phase === 'open') {
    if (you < 0) return [say('status.free'), 'wait'];
    return [chairs.length > 2 ? say('status.gathering', { n: seated(snap), all: chairs.length }) : say('status.waiting'), 'wait'];
  }
  if (phase === 'closed') return [say('status.closed'), 'gone'];
  if (phase === 'over') {
    const winners = snap.result?.winners ?? [];
    const [end, why] = ending(snap, info);
    return [end, ['aborted', 'noStart'].includes(snap.result?.how) ? 'over' : !winners.length ? 'drawn' : you < 0 ? 'over' : winners.includes(you) ? 'won' : 'lost', why];
  }
  const turn = snap.turn ?? [];
  if (snap.adjourned) return [say('status.adjourned'), 'theirs'];
  if (you >= 0 && turn.includes(you)) return [say('status.yours'), 'yours'];
  return [turn.length ? say('status.theirs', { names: who(turn) }) : say('status.moment'), 'theirs'];
}
