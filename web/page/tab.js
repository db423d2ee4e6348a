// What lives in this tab alone: who one is, where the browser keeps no cookies, or where one goes on who plays elsewhere.

const WHO = 'who';
const PROTOCOL = 'crossplay.tab';
const TRY = 'crossplay-try=1';

/** recall is a text that this tab has kept, or null. */
export function recall(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

/** remember keeps a text for this tab, and reports whether it could. */
export function remember(key, text) {
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** keepsCookies reports whether the browser does. Ours cannot be seen from here, so one of no meaning is tried. */
function keepsCookies() {
  try {
    document.cookie = TRY;
    const kept = document.cookie.includes(TRY);
    document.cookie = [TRY, 'max-age=0'].join(';');
    return kept;
  } catch {
    return false;
  }
}

let who = recall(WHO) ?? '';

/** protocols are offered to the server: none where there is a cookie. With one the greeting has a token, and with the token one is who one was. */
export function protocols() {
  if (!who && keepsCookies()) return [];
  return who ? [PROTOCOL, `${PROTOCOL}.${who}`] : [PROTOCOL]; // a browser wants one of them back
}

/** comeBack makes the browser that of the guest with the return code, and loads the page anew; or resolves to why not. */
export async function comeBack(code) {
  try {
    const r = await fetch(who ? '/return?tab' : '/return', { method: 'POST', body: code });
    const text = (await r.text()).trim();
    if (!r.ok) return text;
    if (text) become(text, '/');
    else location.assign('/');
    return '';
  } catch (e) {
    return e.message; // there is no server, or no line
  }
}

/** become makes this tab somebody's, and loads a page anew. */
export function become(token, at) {
  remember(WHO, token);
  location.assign(at);
}

/** known takes in who one is, and says what of it will be kept: all by a cookie, that in this tab, or nothing. */
export function known({ token }) {
  if (!token) {
    const over = who;
    who = '';
    remember(WHO, '');
    return over ? 'over' : 'browser';
  }
  who = token;
  const kept = remember(WHO, token);
  return keepsCookies() ? 'browser' : kept ? 'tab' : 'nothing';
}
