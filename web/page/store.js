// What the browser keeps from one visit to the next, where it keeps anything.

/** recall is a text that was kept, or null. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: what is chosen stays until the page is left
  }
}

/** keep keeps a text. */
export function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    return; // as in recall
  }
}
