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

/** match finds the choice that a person typed: its move or its label, in any case. */
export function match(choices, typed) {
  const t = typed.trim().toLowerCase();
  return choices.find((c) => c.move.toLowerCase() === t) ?? choices.find((c) => c.label && c.label.toLowerCase() === t);
}

/** name is what a choice is called on a button. */
export const name = (choice) => choice.label || choice.move;
