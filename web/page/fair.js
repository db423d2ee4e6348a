// Fair dice: how anybody can check that the server did not choose what fell.

import { el } from './dom.js';
import { tell } from './dialogs.js';
import { command, sshCommand } from './invite.js';
import { say } from './say.js';

/** fairness explains the proof of a game with dice, before or after its end. */
export function fairness(app, code, proof) {
  const number = (label, text) => [el('dt', null, label), el('dd', null, el('code', null, text))];
  const over = Boolean(proof.secret);
  return tell(say('fair.title'), [
    el('dl', { class: 'proof' }, number(say('fair.hash'), proof.hash), over ? number(say('fair.secret'), proof.secret) : null),
    over ? [
      el('p', null, say('fair.check')),
      command(`${sshCommand(app.hello.ssh)} proof ${code} > game.json`, say('page.copySave')),
      command(say('fair.verify'), say('page.copyVerify')),
      el('p', null, el('a', { href: `/r/${code}/proof.json`, download: `${code}.json` }, say('page.download'))),
    ] : el('p', null, say('fair.later')),
  ].flat().filter(Boolean), 'wide');
}
