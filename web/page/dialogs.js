// Small windows over the page. The focus returns to where it was by itself.

import { el, button, setText } from './dom.js';
import { say } from './say.js';

const SETTLE = 500; // milliseconds in which nobody can have read a question yet

let ids = 0;

function open(title, body, kind = '') {
  const id = `dialog-${++ids}`;
  const dialog = el('dialog', { 'aria-labelledby': id, class: kind }, el('div', { class: 'sheet' }, el('h2', { id }, title), body));
  dialog.addEventListener('click', (e) => e.target === dialog && dialog.close()); // on the backdrop
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.scrollTop = 0; // a long text begins at its beginning, wherever the focus is
  return dialog;
}

/** tell shows something that only needs to be closed. */
export function tell(title, body, kind) {
  const d = open(title, [...[body].flat(), el('div', { class: 'ends' }, button(say('page.close'), () => d.close(), { class: 'quiet', autofocus: true }))], kind);
  return d;
}

/** ask resolves to whether the person said yes, which no click or key that was meant for what was there before can say. */
export const ask = async (title, text, yes, no) => (await choose(title, text, [{ label: yes }], no)) === 0;

/** choose resolves to which of several things that cannot be taken back is to be done, {label, more}, or to -1. It is asked like ask. */
export function choose(title, text, all, no) {
  return new Promise((resolve) => {
    const asked = performance.now();
    let chosen = -1;
    const d = open(title, [
      el('p', null, text),
      ...all.map((a) => (a.more ? el('p', { class: 'muted' }, a.more) : null)),
      el('div', { class: 'ends' },
        button(no, () => d.close(), { class: 'quiet', autofocus: true }),
        ...all.map((a, i) => button(a.label, () => { if (d.open && performance.now() - asked > SETTLE) { chosen = i; d.close(); } }, { class: 'danger' }))),
    ]);
    d.addEventListener('close', () => resolve(chosen));
  });
}

/**
 * form shows fields with a button. done(signal) is called when it is pressed; the
 * sentence that it returns or resolves to is shown as a problem, nothing closes. The
 * signal is aborted once the form is closed.
 */
export function form(title, fields, label, done) {
  const problem = el('p', { class: 'problem', role: 'alert' });
  const submit = el('button', { class: 'primary' }, label);
  const closed = new AbortController();
  const d = open(title, el('form', {
    async onsubmit(e) {
      e.preventDefault();
      submit.disabled = true;
      const wrong = await done(closed.signal);
      submit.disabled = false;
      setText(problem, wrong ?? '');
      if (!wrong) d.close();
    },
  }, fields, problem, el('div', { class: 'ends' }, button(say('page.cancel'), () => d.close(), { class: 'quiet' }), submit)));
  d.addEventListener('close', () => closed.abort());
  return d;
}

/** howTo shows the rules of a game in a minute. */
export function howTo(info, keys) {
  const paragraphs = (info.howTo ?? '').split(/\n\s*\n/).map((p) => el('p', null, p));
  return tell(say('page.rulesOf', { game: info.title }), [
    info.summary ? el('p', { class: 'lead' }, info.summary) : null,
    ...paragraphs,
    keys ? el('p', { class: 'muted' }, `${say('page.keys')} ${info.notation ?? ''}`) : null,
  ]);
}
