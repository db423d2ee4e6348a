// What a rematch is to be played by, chosen in a form.

import { el } from './dom.js';
import { form } from './dialogs.js';
import { say } from './say.js';
import { argValue } from './terms.js';

/** propose asks for the arguments of an action that have a value already, all at once, and acts with them. */
export function propose(info, action, label, act) {
  const fields = action.args.map((arg) => ({ arg, el: el('select', null, arg.values.map((value) => el('option', { value, selected: value === arg.now }, argValue(info, arg, value)))) }));
  form(label, fields.map((f) => el('label', { class: 'field-label' }, el('span', null, argName(info, f.arg)), f.el)), label, async (signal) => {
    const chosen = {};
    for (const { arg, el: select } of fields) {
      if (arg.of) (chosen[arg.name] ??= {})[arg.of] = select.value;
      else chosen[arg.name] = select.value;
    }
    const answer = await act(chosen, signal);
    return answer.ok ? null : answer.error.message;
  });
}

/** argName is what an argument of an action is called that has values to choose from. */
function argName(info, arg) {
  if (arg.name === 'clock') return say('create.clock');
  if (arg.name === 'sides') return say('terms.sides');
  return info.options?.find((o) => o.name === arg.of)?.title ?? arg.of;
}
