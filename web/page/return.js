// A guest of a terminal comes back on the page.

import { become, inTab } from './tab.js';

/** comeBack makes the browser that of the guest with the return code, and loads the page anew; or resolves to why not. */
export async function comeBack(code) {
  try {
    const r = await fetch(inTab() ? '/return?tab' : '/return', { method: 'POST', body: code });
    const text = (await r.text()).trim();
    if (!r.ok) return text;
    if (text) become(text);
    location.assign('/');
    return '';
  } catch (e) {
    return e.message; // there is no server, or no line
  }
}
