// How clicks become moves. It mirrors game/choice.go: both windows follow the same
// rule, and neither knows the rules of any game.

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

/** name is what a choice is called on a button. */
export const name = (choice) => choice.label || choice.move;
