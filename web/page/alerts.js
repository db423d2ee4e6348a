// How somebody is told who does not look: by this browser, and by a webhook.

import { el, button, fill, setText } from './dom.js';
import { tell } from './dialogs.js';
import { copyButton } from './invite.js';
import { more, say } from './say.js';

const FORMS = ['json', 'discord', 'slack', 'ntfy'];
const CALLED = 9; // bytes of the hash of an endpoint, by which the server calls a browser

/** alerts shows how one is told, and changes it. It resolves to what takes in the settings whenever they have changed. */
export async function alerts(app) {
  more(await fetch(new URL('later.json', import.meta.url)).then((r) => r.json()));
  const problem = el('p', { class: 'problem', role: 'alert' });
  const here = el('section', { class: 'fields' });
  const hook = el('section', { class: 'fields' });
  const post = el('section', { class: 'fields', hidden: true });
  const quiet = el('section', { class: 'fields' });
  const ends = el('div', { class: 'ends-too' });
  const d = tell(say('alerts.title'), [el('p', { class: 'muted' }, say('alerts.about')), here, hook, post, quiet, problem]);
  d.querySelector('.ends').prepend(ends); // always in sight

  /** busy does something once, however often its button is pressed, and says what was wrong. */
  const busy = (b, act) => async (e) => {
    e?.preventDefault();
    if (b.getAttribute('aria-busy')) return;
    b.setAttribute('aria-busy', 'true');
    setText(problem, '');
    const wrong = await act();
    b.removeAttribute('aria-busy');
    setText(problem, wrong ?? '');
    if (wrong) problem.scrollIntoView({ block: 'center' }); // the button may be far above
  };
  const send = async (verb, fields) => {
    const answer = await app.ask(verb, fields);
    return answer.ok ? null : answer.error.message;
  };
  const act = (label, does, props) => {
    const b = button(label, (e) => busy(b, does)(e), { class: 'quiet', ...props });
    return b;
  };

  async function show(m) {
    const { alerts: set, key } = m;
    const mine = await subscription();
    const name = mine && await called(mine.endpoint);
    const told = set.browsers.includes(name);
    const others = set.browsers.length - (told ? 1 : 0);
    const on = set.webhook || set.browsers.length > 0 || set.email;
    if (m.mail) import('./mail.js').then(({ mail }) => {
      mail(post, m, { send, busy, act });
      post.hidden = false;
    });
    fill(here, [told, others, key], () => [
      el('h3', null, say('alerts.here')),
      el('p', { class: 'muted' }, able(key) ? say(told ? 'alerts.hereOn' : 'alerts.hereOff') : say('alerts.unable')),
      others > 0 && el('p', { class: 'muted' }, say('alerts.others', { n: others })),
      told ? act(say('alerts.hereStop'), () => leave(send, mine, name)) : able(key) && act(say('alerts.hereStart'), () => join(send, key), { class: 'primary' }),
    ]);
    fill(hook, set.webhook ?? null, () => {
      const url = el('input', { type: 'url', value: set.webhook?.url, placeholder: say('alerts.example'), autocomplete: 'off', spellcheck: 'false' });
      const form = el('select', null, el('option', { value: '' }, say('alerts.formKnown')), FORMS.map((f) => el('option', { value: f, selected: f === set.webhook?.form }, f)));
      const save = el('button', { class: 'quiet' }, say('page.save'));
      return [
        el('h3', null, say('alerts.webhook')),
        el('form', { novalidate: true, onsubmit: (e) => busy(save, () => send('webhook', { url: url.value, ...(form.value && { form: form.value }) }))(e) },
          el('label', { class: 'field-label' }, el('span', null, say('alerts.address')), url),
          el('label', { class: 'field-label' }, el('span', null, say('alerts.form')), form),
          el('div', { class: 'ways' }, save, set.webhook && act(say('alerts.webhookStop'), () => send('webhook', { url: '' })))),
        set.webhook && el('p', { class: 'muted' }, say('alerts.signed')),
        set.webhook && el('div', { class: 'command' }, el('code', { translate: 'no' }, set.webhook.secret), copyButton(say('page.copy'), set.webhook.secret, { class: 'quiet small', 'aria-label': say('alerts.copySecret') })),
      ];
    });
    fill(quiet, [on, set.quiet], () => {
      if (!on) return [];
      const zone = set.quiet?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const [first, last] = (set.quiet?.hours ?? '').split('-');
      const from = el('input', { type: 'time', value: first });
      const to = el('input', { type: 'time', value: last });
      const save = el('button', { class: 'quiet' }, say('page.save'));
      return [
        el('h3', null, say('alerts.quiet')),
        el('form', { novalidate: true, onsubmit: (e) => busy(save, () => send('hush', from.value || to.value ? { hours: `${from.value}-${to.value}`, zone } : { hours: '' }))(e) },
          el('div', { class: 'span' }, el('label', { class: 'field-label' }, el('span', null, say('alerts.from')), from), el('label', { class: 'field-label' }, el('span', null, say('alerts.to')), to)),
          el('p', { class: 'muted' }, say('alerts.zone', { zone })),
          el('div', { class: 'ways' }, save, set.quiet && act(say('alerts.quietStop'), () => send('hush', { hours: '' })))),
      ];
    });
    fill(ends, on, () => (on ? [
      act(say('alerts.try'), async () => {
        const wrong = await send('trial', {});
        if (!wrong) app.toast(say('alerts.sent'));
        return wrong;
      }),
      act(say('alerts.stop'), async () => {
        const wrong = await send('noalerts', {});
        if (!wrong) await (await subscription())?.unsubscribe();
        return wrong;
      }),
    ] : []));
  }
  send('alerts', {}).then((wrong) => setText(problem, wrong ?? ''));
  return { dialog: d, show };
}

/** able reports whether this browser can be told. */
const able = (key) => Boolean(key && window.isSecureContext && 'PushManager' in window && 'Notification' in window && navigator.serviceWorker);

/** subscription is that of this browser, if it has one. */
async function subscription() {
  try {
    return await (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription() ?? null;
  } catch {
    return null;
  }
}

/** join has this browser told. Browsers ask whether they may, and only at a click. */
async function join(send, key) {
  if (await Notification.requestPermission() !== 'granted') return say('alerts.denied');
  try {
    const worker = await navigator.serviceWorker.getRegistration();
    await (await worker.pushManager.getSubscription())?.unsubscribe(); // which may be for another server key
    const mine = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
    const { keys } = mine.toJSON();
    const wrong = await send('push', { endpoint: mine.endpoint, p256dh: keys.p256dh, auth: keys.auth });
    if (wrong) await mine.unsubscribe();
    return wrong;
  } catch {
    return say('alerts.failed'); // its maker's service is out of reach
  }
}

async function leave(send, mine, name) {
  const wrong = await send('unpush', { browser: name });
  if (!wrong) await mine.unsubscribe();
  return wrong;
}

/** called is what the server calls a browser with an endpoint. */
async function called(endpoint) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)));
  return btoa(String.fromCharCode(...sum.slice(0, CALLED))).replaceAll('+', '-').replaceAll('/', '_');
}

/** bytes reads base64url. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
