// Who somebody is, and how they make their moves, in all of their windows.

import { button, el } from './dom.js';
import { form, tell } from './dialogs.js';
import { limit } from './limit.js';
import { say } from './say.js';

const NAME = 20; // characters that a name may have

/** rename asks for another name, and leads to what else is one's own. */
export function rename(app) {
  const input = el('input', { type: 'text', value: app.hello.you.name, autocomplete: 'nickname', required: true, autofocus: true });
  const elsewhere = (label, go) => button(label, () => { d.close(); go(); }, { class: 'quiet small' });
  const d = form(say('page.name'), [
    el('label', { class: 'field-label' }, el('span', null, say('page.called')), input, limit(input, NAME)),
    el('p', { class: 'ways' }, elsewhere(say('habits.title'), app.accustom), elsewhere(say('carry.title'), app.carry)),
  ], say('page.save'), async (signal) => {
    const answer = await app.ask('name', { name: input.value }, signal);
    return answer.ok ? null : answer.error.message;
  });
  input.select();
}

/** habits shows how one makes one's moves, and changes it. */
export function habits(app) {
  const problem = el('p', { class: 'problem', role: 'alert' });
  const choice = (name, label, now, all) => {
    const select = el('select', { async onchange() {
      const answer = await app.ask('habits', { [name]: select.value });
      problem.textContent = answer.ok ? '' : answer.error.message;
      if (!answer.ok) select.value = now;
    } }, all.map(([value, text]) => el('option', { value, selected: value === now }, text)));
    return el('label', { class: 'field-label' }, el('span', null, label), select);
  };
  const { confirm = 'daily', premove = 'on' } = app.hello.you;
  return tell(say('habits.title'), el('section', { class: 'fields' },
    choice('confirm', say('habits.confirm'), confirm, [['daily', say('habits.daily')], ['never', say('habits.never')], ['always', say('habits.always')]]),
    choice('premove', say('habits.premove'), premove, [['on', say('habits.on')], ['off', say('habits.off')]]), problem));
}
