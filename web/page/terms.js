// What a rematch is to be played by, in words: as words/terms.go.

import { control } from './clock.js';
import { say } from './say.js';

/** argName is what an argument of an action is called that has values to choose from. */
export function argName(info, arg) {
  if (arg.name === 'clock') return say('create.clock');
  if (arg.name === 'sides') return say('terms.sides');
  return info.options?.find((o) => o.name === arg.of)?.title ?? arg.of;
}

/** argValue is what one of its values is called. */
export function argValue(info, arg, value) {
  if (arg.name === 'clock') return control(value === 'none' ? '' : value);
  if (arg.name === 'sides') return say(`terms.${value}`);
  return info.options?.find((o) => o.name === arg.of)?.values.find((v) => v.name === value)?.title ?? value;
}

/** proposed says all that a rematch is to be played by, or nothing. */
export function proposed(info, terms) {
  if (!terms) return '';
  const options = (info.options ?? []).map((o) => argValue(info, { name: 'options', of: o.name }, terms.options?.[o.name]));
  return [...options, argValue(info, { name: 'clock' }, terms.clock || 'none'), argValue(info, { name: 'sides' }, terms.sides)].join(' · ');
}
