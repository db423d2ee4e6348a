// How clicks and typed text become moves. It mirrors game/choice.go: both
// windows follow the same rule, and neither knows the rules of any game.

/** narrow returns the spots that may be picked next and the choices spelled completely. */
export function narrow(choices, picked) {
  const next = new Set();
  const finished = [];
  for (const c of choices) {
    const path = c.path ?? [];
    if (picked.length > path.length || picked.some((s, i) => path[i] !== s)) continue;
    if (path.length === picked.length) finished.push(c);
    else next.add(path[picked.length]);
  }
  return { next, finished };
}

/**
 * pick is what a click on a spot does to those picked so far: it adds the spot where
 * it may be picked next, takes it back where it was the last, or begins anew where
 * another move begins with it; elsewhere nothing has come of it. Once there is nothing
 * more to pick, spelled has the choices that were spelled.
 */
export function pick(choices, picked, spot) {
  if (narrow(choices, picked).next.has(spot)) picked = [...picked, spot];
  else if (spot && spot === picked.at(-1)) return { picked: picked.slice(0, -1), spelled: [] };
  else if (narrow(choices, []).next.has(spot)) picked = [spot];
  else return { picked, spelled: [], lost: true };
  const { next, finished } = narrow(choices, picked);
  return { picked, spelled: next.size ? [] : finished };
}

/**
 * match finds the choice that a person typed: its move or its label, in any case,
 * with or without what people write behind a move without changing it. A label
 * that several moves have names none of them.
 */
export function match(choices, typed) {
  const text = typed.trim();
  return exact(choices, text) ?? exact(choices, text.replace(/[+#!?]+$/, ''));
}

function exact(choices, text) {
  const fold = (s) => s.toLowerCase();
  return choices.find((c) => fold(c.move) === fold(text))
    ?? onlyOne(choices.filter((c) => c.label && c.label === text))
    ?? onlyOne(choices.filter((c) => c.label && fold(c.label) === fold(text)));
}

/** onlyOne is the choice that is meant, unless that may be several moves. */
const onlyOne = (meant) => (meant.every((c) => c.move === meant[0].move) ? meant[0] : undefined);

/** name is what a choice is called on a button. */
export const name = (choice) => choice.label || choice.move;
