// The sentences of the table, so that one thing is always called the same.

/** list joins names: "Ada", "Ada and Bob", "Ada, Bob and Cy". */
export function list(names) {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** count is a number with its noun: "1 draw", "3 draws". */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** upper begins a text with a capital: "Easy". */
export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** clock is a span of milliseconds as minutes and seconds: "0:42". */
export function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}

/** ago is a rough span for lists: "" for less than a minute, "5 min". */
export function ago(ms) {
  const min = Math.floor(ms / 60000);
  if (min < 1) return '';
  if (min < 60) return `${min} min`;
  return min < 48 * 60 ? `${Math.floor(min / 60)} h` : `${Math.floor(min / 1440)} days`;
}

/** seatName is who sits there, or what the seat is called. */
export const seatName = (snap, info, seat) => snap.chairs[seat]?.name || snap.chairs[seat]?.left || info.seats?.[seat] || `Seat ${seat + 1}`;

/** listed is a name in a list, which says of a guest that they are one. */
export const listed = (chair) => (chair.guest ? `${chair.name} (guest)` : chair.name);

/** speaker is who said a line. Who has a seat is marked there. */
export const speaker = (line) => (line.guest && line.seat < 0 ? `${line.name} (guest)` : line.name);

/** options are the chosen options as people read them. What is as usual goes without saying. */
export function options(info, chosen) {
  return (info?.options ?? []).flatMap((o) => {
    const i = o.values.findIndex((v) => v.name === chosen?.[o.name]);
    return i > 0 ? [`${o.title}: ${o.values[i].title}`] : [];
  });
}

/** can finds what the viewer may do by a verb now. */
export const can = (snap, verb) => snap.actions.find((a) => a.do === verb);

/** offered says whether whoever sits there has offered to do it. */
export const offered = (chair, verb) => (chair.offers ?? []).includes(verb);

/** how says how a game ended, as the end of a sentence. */
function how(snap, who) {
  const { how, by = [], reason = '' } = snap.result ?? {};
  const did = { resigned: 'resigned', away: 'stayed away' }[how];
  return did ? `${list(by.map((s) => (s === snap.you ? 'you' : who(s))))} ${did}` : reason;
}

/** opponents are whom somebody who waits is waiting for. */
const opponents = (snap) => (snap.chairs.length > 2 ? 'players' : 'an opponent');

/** status says what the room is about now: the words above the board and their tone. */
export function status(snap, info) {
  const you = snap.you;
  const who = (seat) => seatName(snap, info, seat);
  if (snap.phase === 'open') {
    const names = snap.chairs.filter((c) => c.name).map((c) => c.name);
    if (you >= 0) return { text: `Waiting for ${opponents(snap)}`, tone: 'wait' };
    return { text: names.length ? `${list(names)} ${names.length > 1 ? 'are' : 'is'} waiting for ${opponents(snap)}` : 'The table is free', tone: 'wait' };
  }
  if (snap.phase === 'closed') return { text: 'This room is closed', tone: 'gone' };
  if (snap.phase === 'over') {
    const winners = snap.result?.winners ?? [];
    const reason = how(snap, who);
    if (!winners.length) return { text: 'A draw', reason, tone: 'drawn' };
    const others = winners.filter((s) => s !== you);
    if (others.length < winners.length) return { text: others.length ? `${list(['You', ...others.map(who)])} won` : 'You won', reason, tone: 'won' };
    return you >= 0 ? { text: 'You lost', reason: snap.chairs.length > 2 ? `${list(winners.map(who))} won: ${reason}` : reason, tone: 'lost' } : { text: `${list(winners.map(who))} won`, reason, tone: 'over' };
  }
  const turn = (snap.turn ?? []).filter((s) => s >= 0);
  if (you >= 0 && turn.includes(you)) return { text: 'Your turn', tone: 'yours' };
  if (snap.chairs[you]?.out) return { text: 'You gave up', reason: 'the others play on', tone: 'theirs' };
  return { text: turn.length ? `${list(turn.map(who))} to move` : 'One moment', tone: 'theirs' };
}
