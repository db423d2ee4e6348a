// How somebody is told by e-mail, where the server sends any.

import { el, fill } from './dom.js';
import { say } from './say.js';

/** mail shows it in a section: an address, and the code that was sent there. */
export function mail(section, { alerts: set, mail: { asked } }, { send, busy, act }) {
  const enter = (input, label, text, verb, field) => {
    const save = el('button', { class: 'quiet' }, text);
    return el('form', { novalidate: true, onsubmit: (e) => busy(save, () => send(verb, { [field]: input.value }))(e) },
      el('label', { class: 'field-label' }, el('span', null, label), input), el('div', { class: 'ways' }, save));
  };
  fill(section, [set.email, asked], () => [
    el('h3', null, say('email.title')),
    el('p', { class: 'muted' }, set.email ? say('email.at', { address: set.email }) : say('email.off')),
    enter(el('input', { type: 'text', inputmode: 'email', value: asked ?? set.email, placeholder: say('email.example'), autocomplete: 'email', spellcheck: 'false' }), say('email.address'), say('email.send'), 'email', 'address'),
    asked && el('p', { role: 'status' }, say('email.asked', { address: asked })),
    asked && enter(el('input', { type: 'text', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: 'false' }), say('email.given'), say('email.confirmed'), 'confirm', 'code'),
    (set.email || asked) && act(say('email.stop'), () => send('email', { address: '' })),
  ]);
}
