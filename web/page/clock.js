// What clocks show, by the same rules as the terminal: rooms/clock.go and words/words.go.

import { say } from './say.js';
import { clock } from './words.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TENTHS = 10 * SECOND; // below this they are shown

/** parse reads the time control of one player. */
function parse(text) {
  const [, days] = /^(\d+)d$/.exec(text) ?? [];
  if (days) return { kind: 'daily', main: 0, step: Number(days) * DAY, periods: 0 };
  const [, minutes, sign, periods, seconds] = /^([\d.]+)([+d])(?:(\d+)x)?(\d+)$/.exec(text) ?? [];
  if (minutes === undefined) return null;
  return { kind: periods ? 'periods' : sign === 'd' ? 'delay' : 'more', main: Number(minutes) * MINUTE, step: Number(seconds) * SECOND, periods: Number(periods ?? 0) };
}

/** isDaily reports whether a time control is of days for each move. */
export const isDaily = (text) => parse((text ?? '').split('/')[0])?.kind === 'daily';

/** control says a time control to somebody who chooses one. */
export function control(text) {
  const c = parse(text);
  if (!c) return text ? text : say('clock.none');
  const args = { days: c.step / DAY, minutes: c.main / MINUTE, seconds: c.step / SECOND, periods: c.periods };
  return say(c.kind === 'more' && !c.step ? 'clock.plain' : `clock.${c.kind}`, args);
}

const of = (time, seat) => {
  const parts = time.control.split('/');
  return parse(parts[Math.min(seat, parts.length - 1)]) ?? { kind: 'more', main: 0, step: 0 };
};

/** left is what a seat has at a moment of the server's clock, in milliseconds, and of byo-yomi how many periods. */
export function left(time, seat, now) {
  const c = time.clocks[seat];
  const { kind, step } = of(time, seat);
  let ms = c.left;
  let periods = c.periods ?? 0;
  if (c.since) {
    const took = Math.max(0, now - Date.parse(c.since));
    ms -= kind === 'delay' ? Math.max(0, took - step) : took;
  }
  if (kind === 'periods' && ms <= 0) {
    periods -= Math.floor(-ms / step);
    ms = periods > 0 ? step - (-ms % step) : 0;
    periods = Math.max(0, periods);
  }
  return { ms: Math.max(0, ms), periods };
}

/** low says whether a seat should hurry. */
export function low(time, seat, now) {
  const { ms, periods } = left(time, seat, now);
  const { kind, main, step } = of(time, seat);
  if (kind === 'daily') return ms < step / 5;
  return kind === 'periods' ? periods <= 1 && ms < TENTHS : ms < Math.min(MINUTE, Math.max(TENTHS, main / 8));
}

/** face is what a clock shows. */
export function face({ ms, periods }) {
  if (ms >= DAY) return say('clock.days', { days: Math.floor(ms / DAY), hours: Math.floor((ms % DAY) / HOUR) });
  const text = ms < TENTHS ? `${Math.floor(ms / SECOND)}.${Math.floor((ms % SECOND) / 100)}` : clock(ms);
  return periods ? `${text} ×${periods}` : text;
}

/** next is in how many milliseconds a clock that runs shows something else, or nothing where none runs. */
export function next(time, now) {
  if (!time || time.stopped) return null;
  const waits = time.clocks.flatMap((c, seat) => {
    const ms = c.since ? left(time, seat, now).ms : c.begin ? Date.parse(c.begin) - now : 0;
    return ms > 0 ? [(ms % (c.since && ms < TENTHS ? 100 : ms >= DAY ? HOUR : SECOND)) + 1] : [];
  });
  return waits.length ? Math.max(50, Math.min(...waits)) : null;
}

const SOON = 30 * SECOND;

/** timing says what there is to say of the clocks but what they show. */
export function timing(snap, now, nameOf) {
  if (!snap.time || snap.phase !== 'playing') return '';
  if (snap.time.stopped) return say('clock.stopped');
  const seat = snap.time.clocks.findIndex((c) => c.begin && Date.parse(c.begin) - now < SOON);
  return seat < 0 ? '' : say('clock.begin', { names: [nameOf(seat)], time: clock(Date.parse(snap.time.clocks[seat].begin) - now) });
}
