// Codes of rooms, as rooms/room/code.go finds them in what people paste. Both are held
// against rooms/room/testdata/codes.json.

import { latin, plain } from './letters.js';

const one = '[34679ACDEFGHJKMNPQRTVWXY]';
const written = `(${one}{5}[ -]?${one}{5}|${one}{6})\\b`;

/** parse reads a code in any case and with any spaces or dashes, or is undefined. */
function parse(typed) {
  const code = typed.replace(/[ -]/g, '').toUpperCase();
  return new RegExp(`^(${one}{6}|${one}{10})$`).test(code) ? code : undefined;
}

/** findCode finds a code in a link, the command that joins, or among words; undefined is for none, and for several. */
export function findCode(pasted) {
  const text = plain(pasted);
  const whole = parse(text) ?? parse(latin(text));
  if (whole) return whole;
  for (const where of ['/r/', '\\b(?:join|watch) +']) {
    const found = new RegExp(where + written, 'i').exec(text);
    if (found) return parse(found[1]);
  }
  const all = [...text.matchAll(new RegExp(`\\b${written}`, 'gi'))].map((m) => m[1]);
  for (const likely of [(w) => w === w.toUpperCase(), (w) => /\d/.test(w), () => true]) {
    const codes = new Set(all.filter(likely).map(parse));
    if (codes.size) return codes.size === 1 ? [...codes][0] : undefined;
  }
  return undefined;
}

const returns = [
  /(?<![a-z0-9])[a-kmnp-z2-9]{8}(?:\p{Pd}[a-kmnp-z2-9]{8}){3}(?![a-z0-9])/iu,
  /(?<![a-z0-9])[a-kmnp-z2-9]{8}(?:[\s\p{Pd}]*[a-kmnp-z2-9]{8}){3}(?![a-z0-9])/iu, // words of eight letters may stand before it
];

/** findReturn finds a guest's return code in what people paste, as players/returns.go does; undefined is for none. */
export function findReturn(pasted) {
  for (const way of returns) {
    const [found] = way.exec(pasted) ?? [];
    if (found) return found.replace(/[\s\p{Pd}]/gu, '').toLowerCase().match(/.{8}/g).join('-');
  }
  return undefined;
}
