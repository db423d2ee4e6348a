// What people read. It comes from the server, is the same in all windows, and is
// filled in here. Before it has come nothing is said.

let words = { sentences: {}, verbs: [] };

/** learn takes the words in. */
export function learn(all) {
  words = all;
}

/** verbs are the rows of what can be done. */
export const verbs = () => words.verbs;

/** more takes in sentences that few need, and that come later. */
export const more = (sentences) => Object.assign(words.sentences, sentences);

const single = (arg) => (Array.isArray(arg) ? arg.length === 1 : typeof arg === 'number' ? arg === 1 : true);

/**
 * fill fills in a text: {name} stands for an argument, a list of names as one says
 * it; {names|wants|want} for the first word where it is one, else for the second.
 */
export function fill(text, args) {
  return text.replace(/\{([^}]*)\}/g, (whole, inside) => {
    const [key, ...forms] = inside.split('|');
    if (!Object.hasOwn(args, key)) return whole;
    const arg = args[key];
    if (forms.length) return single(arg) ? forms[0] : forms.slice(1).join('|');
    return Array.isArray(arg) ? list(arg) : String(arg);
  });
}

/** say fills in one of the sentences. */
export const say = (key, args = {}) => fill(words.sentences[key] ?? '', args);

/** list joins names: "Ada", "Ada and Bob", "Ada, Bob and Cy". */
export function list(names) {
  return names.length < 2 ? (names[0] ?? '') : say('list.and', { some: names.slice(0, -1).join(', '), last: names.at(-1) });
}
