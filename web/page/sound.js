// Soft sounds, made on the spot. Nothing is heard before the first click or
// key, and the choice to be quiet is remembered.

import { keep, recall } from './store.js';

const KEY = 'crossplay.sound';
const tunes = {
  move: [[520, 0]],
  turn: [[660, 0]],
  won: [[523, 0], [659, 0.09], [784, 0.18]],
  lost: [[440, 0], [349, 0.12]],
  drawn: [[466, 0], [466, 0.12]],
  chat: [[880, 0]],
};

let context = null;
let on = recall(KEY) !== 'off';

/** isOn reports whether sounds are wanted. */
export const isOn = () => on;

/** set wants sounds or not, and remembers it. */
export function set(wanted) {
  on = wanted;
  keep(KEY, on ? 'on' : 'off');
}

/** wake lets sounds be heard. Browsers allow it only while a click or key is handled. */
export function wake() {
  context ??= new AudioContext();
  if (context.state === 'suspended') context.resume();
}

/** play plays a tune by its name, quietly. */
export function play(name) {
  if (!on || context?.state !== 'running') return;
  for (const [pitch, after] of tunes[name]) {
    const at = context.currentTime + after;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = 'sine';
    tone.frequency.setValueAtTime(pitch, at);
    tone.frequency.exponentialRampToValueAtTime(pitch * 0.94, at + 0.12);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.07, at + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0005, at + 0.16);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.17);
  }
}
