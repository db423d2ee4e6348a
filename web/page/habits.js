// How somebody makes their moves, in all of their windows.

import { el } from './dom.js';
import { tell } from './dialogs.js';
import { more, say } from './say.js';

/** habits shows how one makes one's moves, and changes it. */
export async function habits(app) {
  more(await fetch(new URL('later.json', import.meta.url)).then((r) => r.json()));
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
