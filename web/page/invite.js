// The invitation: a code to say aloud, a link, a picture of the link, and the
// way in from a terminal.

import { el, button, setText } from './dom.js';
import { say } from './say.js';

/** copy puts a text on the clipboard and reports whether that worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages without https have no clipboard of their own; the old way still works there.
    const area = el('textarea', { class: 'unseen', readonly: true, 'aria-hidden': 'true' });
    const back = document.activeElement;
    area.value = text;
    (back?.closest('dialog') ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    back?.focus();
    return done;
  }
}

/** copyButton copies a text and says so on its face. */
export function copyButton(label, text, props) {
  const b = button(label, async () => {
    setText(b, (await copy(text)) ? say('page.copied') : say('page.select'));
    clearTimeout(b.timer);
    b.timer = setTimeout(() => setText(b, label), 1600);
  }, { class: 'quiet', ...props });
  return b;
}

/** sshCommand is what to type in a terminal. */
export function sshCommand(ssh, rest = '') {
  return ['ssh', rest && '-t', ssh.host, ssh.port !== 22 && `-p ${ssh.port}`, rest].filter(Boolean).join(' ');
}

/** command shows a command beside a button that copies it, and is called by a sentence. */
export function command(text, name = say('page.copyCommand')) {
  return el('div', { class: 'command' }, el('code', { translate: 'no' }, text), copyButton(say('page.copy'), text, { class: 'quiet small', 'aria-label': name }));
}

/** invitation is everything that brings somebody to a room. */
export function invitation(hello, code) {
  const link = `${hello.url}/r/${code}`;
  return el('div', { class: 'invitation' },
    el('div', { class: 'ticket' },
      el('p', { class: 'code', translate: 'no', 'aria-label': say('page.code', { code: [...code].join(' ') }) }, el('span', null, code.slice(0, code.length / 2)), el('span', null, code.slice(code.length / 2))),
      el('div', { class: 'ways' },
        copyButton(say('page.copyLink'), link, { class: 'primary' }),
        navigator.share ? button(say('page.shareIt'), () => navigator.share({ title: say('app.name'), text: say('page.shared', { code }), url: link }).catch(() => {}), { class: 'quiet' }) : null,
        copyButton(say('page.copyCode'), code)),
      el('p', { class: 'address', translate: 'no' }, link)),
    el('img', { class: 'qr', src: `/qr/${code}.svg`, alt: say('page.qr', { code }), width: 144, height: 144 }),
    el('div', { class: 'terminal' }, el('p', { class: 'muted' }, say('invite.terminal')), command(sshCommand(hello.ssh, `join ${code}`))));
}
