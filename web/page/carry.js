// Going on in another window: the way there, and what is found at its end.

import { el, button, setText } from './dom.js';
import { tell } from './dialogs.js';
import { command, copyButton, sshCommand } from './invite.js';
import { say } from './say.js';
import { become } from './tab.js';

/** post asks the server something about a code. */
const post = (code, what = '') => fetch(`/carry${what}`, { method: 'POST', body: code });

/** way shows how to go on elsewhere: at a room, or where all begin. */
export async function way(app) {
  const room = app.place();
  const answer = await app.ask('carry', room ? { room } : {});
  if (!answer.ok) app.toast(answer.error.message);
}

/** show shows the code that has come. */
export async function show(app, { code }) {
  const link = `${app.hello.url}/carry#${code}`;
  const picture = el('img', { class: 'qr', alt: '', width: 144, height: 144, hidden: true });
  tell(say('carry.title'), [
    el('p', null, say('carry.about')),
    el('div', { class: 'invitation' },
      el('div', { class: 'ticket' }, el('div', { class: 'ways' }, copyButton(say('page.copyLink'), link, { class: 'primary' })), el('p', { class: 'address', translate: 'no' }, link)),
      picture,
      el('div', { class: 'terminal' }, el('p', { class: 'muted' }, say('invite.terminal')), command(sshCommand(app.hello.ssh, `carry ${code}`)))),
  ]);
  const drawn = await post(code, '?qr').catch(() => null);
  if (!drawn?.ok) return;
  picture.src = `data:image/svg+xml,${encodeURIComponent(await drawn.text())}`;
  picture.alt = say('carry.made');
  picture.hidden = false;
}

/** Carried asks somebody who comes by such a link whether they go on here. */
export class Carried {
  constructor(app) {
    this.app = app;
    this.code = location.hash.slice(1);
    history.replaceState(null, '', location.pathname); // it is not to be kept
    this.el = el('div', { class: 'face' });
  }

  enter() {
    this.app.title(say('app.title', { page: say('carry.title') }));
    this.#look();
  }

  leave() {}

  #show(why, ...acts) {
    this.el.replaceChildren(el('h1', null, say('carry.title')), ...why, el('p', { class: 'ways' }, ...acts, button(say('carry.not'), () => this.app.go('/'), { class: 'quiet' })));
  }

  async #look() {
    if (!this.code) return this.#show([el('p', null, say('carry.enter'))]);
    const { said, to } = await read(post(this.code, '?look'));
    if (!to) return this.#show([el('p', { role: 'alert' }, said)]);
    const game = to.game && this.app.game(to.game).title;
    const problem = el('p', { class: 'problem', role: 'alert' });
    const go = button(say('carry.here'), async () => {
      go.disabled = true;
      const taken = await read(post(this.code));
      go.disabled = false;
      setText(problem, taken.said ?? '');
      if (taken.to) become(taken.to.token, taken.to.room ? `/r/${taken.to.room}` : '/');
    }, { class: 'primary' });
    this.#show([el('p', null, game ? say('carry.at', { name: to.name, game }) : say('carry.is', { name: to.name })), el('p', null, say('carry.ask', { name: to.name })), problem], go);
    go.focus();
  }
}

/** read is what the server says: {to}, or {said}, why not. */
async function read(asked) {
  try {
    const r = await asked;
    return r.ok ? { to: await r.json() } : { said: (await r.text()).trim() };
  } catch (e) {
    return { said: e.message }; // there is no server, or no line
  }
}
