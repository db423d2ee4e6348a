// Other scripts and keyboards than that of the notations. It mirrors game/letters.go.

function table(...pairs) {
  const to = new Map();
  for (const [from, into] of pairs) [...from].forEach((c, i) => to.set(c, [...into][i] ?? ''));
  return to;
}

const exchange = (to, text) => [...text].map((c) => to.get(c) ?? c).join('');

const keys = 'qwertyuiopasdfghjklzxcvbnm';
const sameKey = table(
  ...[['йцукенгшщзфывапролдячсмить', keys], ['ςερτυθιοπασδφγηξκλζχψωβνμ', keys.slice(1)], ['і', 's']].flatMap(([from, into]) => [[from, into], [from.toUpperCase(), into.toUpperCase()]]));
const sameLook = table(['асеорх', 'aceopx'], ['АВСЕНКОРХТМ', 'ABCEHKOPXTM'], ['ΑΒΕΗΚΟΡΧΤΜΝ', 'ABEHKOPXTMN']);
const sameMeaning = table(
  ['‐‑‒–—−→', '-------'], ['×✕', 'xx'], ['\u00a0\u3000', '  '], ['♔♕♖♗♘♚♛♜♝♞', 'KQRBNKQRBN'],
  ['\ufeff\u200b\u200e\u200f\ufe0e\ufe0f♙♟', '']);
for (const [c, into] of [['…', '...'], ['‼', '!!'], ['⁇', '??'], ['⁈', '?!'], ['⁉', '!?']]) sameMeaning.set(c, into);

/** plain writes with the characters of a plain keyboard what has others that mean the same. */
export const plain = (text) => exchange(sameMeaning, text).replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).trim();

/** latin has the letters of a Latin keyboard for those of a Cyrillic or Greek one on the same keys. */
export const latin = (text) => exchange(sameKey, text);

/** lookAlike has the Latin letters for those that look like them. */
export const lookAlike = (text) => exchange(sameLook, text);
