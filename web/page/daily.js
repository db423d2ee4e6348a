// Daily games: to leave a challenge, and on which days one need not move.

import { choose } from './lobby.js';
import { control } from './clock.js';
import { el, button, fill, setText } from './dom.js';
import { form, tell } from './dialogs.js';
import { more, say } from './say.js';
import { day, isOn } from './words.js';

const DAYS = ['1d', '3d', '7d', '14d']; // for each move of a challenge
const WEEK = 7;

/** wording has what is said here come. */
const wording = () => fetch(new URL('later.json', import.meta.url)).then((r) => r.json()).then(more);

/** challenge leaves a challenge to a daily game, for whoever takes it. */
export async function challenge(app) {
  await wording();
  const game = el('select', null, [...app.games.values()].map((g) => el('option', { value: g.name }, g.title)));
  const days = choose(say('create.clock'), DAYS.map((d) => [d, control(d)]), 1);
  form(say('challenge.title'), el('div', { class: 'fields' }, el('p', { class: 'muted' }, say('challenge.about')),
    el('label', { class: 'field-label' }, el('span', null, say('challenge.game')), game), days.el), say('page.create'), async (signal) => {
    const info = app.game(game.value);
    const answer = await app.ask('create', { game: info.name, seats: Math.max(2, info.minSeats), clock: days.value() }, signal);
    if (answer.ok) app.go(`/r/${answer.code}`);
    return answer.ok ? null : answer.error.message;
  });
}

/** daysOff shows them, and changes them. It resolves to what takes them in whenever they have changed. */
export async function daysOff(app) {
  await wording();
  const problem = el('p', { class: 'problem', role: 'alert' });
  const away = el('section', { class: 'fields' });
  const weekends = el('section', { class: 'fields' });
  tell(say('off.title'), [el('p', { class: 'muted' }, say('off.about')), away, weekends, problem]);

  /** send asks once, however often its button is pressed, and says what was wrong. */
  const send = async (b, verb, fields) => {
    if (b.getAttribute('aria-busy')) return;
    b.setAttribute('aria-busy', 'true');
    setText(problem, '');
    const answer = await app.ask(verb, fields);
    b.removeAttribute('aria-busy');
    setText(problem, answer.ok ? '' : answer.error.message);
  };
  const act = (label, verb, fields) => button(label, (e) => send(e.target, verb, fields), { class: 'quiet' });

  function show({ off }) {
    const v = off.vacation;
    const on = v && isOn(v, app.now());
    fill(away, [v ?? null, on, off.left], () => {
      const state = el('p', null, !v ? say('off.none') : on ? say('off.on', { date: day(v.to) }) : say('off.planned', { from: day(v.from), date: day(v.to) }));
      const left = el('p', { class: 'muted' }, say('off.left', { n: off.left, all: off.days }));
      if (v) return [state, left, act(say(on ? 'off.back' : 'off.cancel'), 'novacation', {})];
      const days = el('input', { type: 'number', min: 1, max: off.left, value: Math.min(WEEK, off.left), required: true });
      const from = el('input', { type: 'date', min: day(app.now()), value: day(app.now()) });
      const go = el('button', { class: 'primary' }, say('off.begin'));
      const begin = (e) => {
        e.preventDefault();
        send(go, 'vacation', { days: Number(days.value), ...(from.value && { from: from.value }) });
      };
      return [state, left, off.left > 0 && el('form', { novalidate: true, onsubmit: begin },
        el('div', { class: 'span' }, el('label', { class: 'field-label' }, el('span', null, say('off.days')), days), el('label', { class: 'field-label' }, el('span', null, say('off.from')), from)), go)];
    });
    fill(weekends, off.weekends, () => [
      el('p', { class: 'muted' }, say(off.weekends ? 'off.free' : 'off.count')),
      act(say(off.weekends ? 'off.useThem' : 'off.freeThem'), 'weekends', { free: !off.weekends }),
    ]);
  }
  app.ask('daysoff', {}).then((answer) => setText(problem, answer.ok ? '' : answer.error.message));
  return { show };
}
