// Fair dice: how anybody can check that the server did not choose what fell.

import { el } from './dom.js';
import { tell } from './dialogs.js';
import { command, sshCommand } from './invite.js';

/** fairness explains the proof of a game with dice, before or after its end. */
export function fairness(app, code, proof) {
  const number = (label, text) => [el('dt', null, label), el('dd', null, el('code', null, text))];
  const over = Boolean(proof.secret);
  return tell('Fair dice', [
    el('p', null, over
      ? 'Everything that fell in this game was drawn from the secret below. Its SHA-256 is the hash that was shown before the first move, so nothing was chosen later.'
      : 'Everything that falls in this game is drawn from a secret that was chosen before the first move. This is its SHA-256; the secret follows when the game is over.'),
    el('dl', { class: 'proof' }, number('Hash', proof.hash), over ? number('Secret', proof.secret) : null),
    over ? [
      el('p', null, 'To check it, save the game and let the program play it again:'),
      command(`${sshCommand(app.hello.ssh)} proof ${code} > game.json`, 'command that saves the game'),
      command('crossplay verify game.json', 'command that checks the game'),
      el('p', null, el('a', { href: `/r/${code}/proof.json`, download: `${code}.json` }, 'Download the game from here instead')),
    ] : null,
  ].flat().filter(Boolean), 'wide');
}
