// What a rematch is to be played by, in words: as words/terms.go.

import { control } from './clock.js';
import { say } from './say.js';

/** argValue is what one of its values is called. */
export function argValue(info, arg, value) {
  if (arg.name === 'clock') return control(value === 'none' ? '' : value);
  if (arg.name === 'sides') return sides(value);
  return info.options?.find((o) => o.name === arg.of)?.values.find((v) => v.name === value)?.title ?? value;
}

/** proposed says what of a rematch that is proposed is to be otherwise than in the last game, and who sits where; or nothing. */
export function proposed(snap, info) {
  const terms = snap.offer?.terms;
  if (!terms) return '';
  const other = (info.options ?? []).filter((o) => terms.options?.[o.name] !== (snap.options?.[o.name] || o.values[0].name));
  const clock = terms.clock ?? '';
  return [
    ...other.map((o) => argValue(info, { name: 'options', of: o.name }, terms.options[o.name])),
    ...(clock === (snap.clock ?? '') ? [] : [clock || say('terms.none')]),
    sides(terms.sides),
  ].join(' · ');
}

/** sides says who sits where. */
const sides = (how) => ({ swap: say('terms.swap'), keep: say('terms.keep'), lot: say('terms.lot') })[how] ?? how;
