// Texts that may be so long, counted as people count: what is one character to them is
// one, of however many parts it is made. The server counts likewise.

import { el, setText } from './dom.js';
import { say } from './say.js';

const NEAR = 0.8; // of the room: from here on it is told how much is left

const cutter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** length is how many characters a text has. */
export const length = (text) => (cutter ? [...cutter.segment(text)] : [...text]).length;

/** limit lets a form go only with as many characters in the input, and returns what tells how many are left. */
export function limit(input, most) {
  const left = el('span', { class: 'left muted', role: 'status' });
  const count = () => {
    const n = most - length(input.value.trim());
    const over = n < 0 ? say('page.tooLong', { n: -n }) : '';
    input.setCustomValidity(over);
    setText(left, over || (n <= most * (1 - NEAR) ? say('page.charactersLeft', { n }) : ''));
    left.classList.toggle('problem', n < 0);
  };
  input.addEventListener('input', count);
  return left;
}
