// The service worker: it keeps what the page is made of, so that there is a page
// without a server, which says so. The server puts two constants in front: version, the
// hash of all that the page is made of, and files, the addresses of it. So each version
// has a worker and a store of its own. Words, games and rooms are never kept.

const STORE = `crossplay-${version}`;
const SHELL = '/';
const PATIENCE = 6000; // milliseconds in which a server that is there has begun to answer
const ABSENT = new Set([429, 502, 503, 504]); // the page itself tells these better

addEventListener('install', (e) => e.waitUntil(keep()));
addEventListener('activate', (e) => e.waitUntil(settle()));
addEventListener('fetch', (e) => {
  const { pathname, origin } = new URL(e.request.url);
  if (e.request.method !== 'GET' || origin !== location.origin) return;
  if (e.request.mode === 'navigate' && /^\/(history|[rg]\/[^/]*)?\/?$/.test(pathname)) e.respondWith(page(e.request));
  else if (files.includes(pathname)) e.respondWith(file(e.request));
});
addEventListener('push', (e) => e.waitUntil(notify(e.data)));
addEventListener('notificationclick', (e) => {
  e.notification.close();
  e.waitUntil(open(e.notification.data));
});

/** keep stores this version whole, or not at all. */
async function keep() {
  const shell = await fetch(SHELL, { cache: 'no-cache' });
  if (!shell.ok || !(await shell.clone().text()).includes(version)) throw new Error('version');
  const store = await caches.open(STORE);
  await store.addAll(files);
  await store.put(SHELL, shell);
  await skipWaiting();
}

/** settle throws older versions away. */
async function settle() {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
  await clients.claim();
}

/** page is what the server has, and the page that is kept where there is none. */
async function page(request) {
  const kept = () => caches.match(SHELL, { cacheName: STORE });
  const asked = fetch(request);
  asked.catch(() => {}); // it is told below, unless it comes late
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const answer = await Promise.race([asked, late]);
    return answer && !ABSENT.has(answer.status) ? answer : await kept() ?? await asked;
  } catch (lost) {
    const shell = await kept();
    if (!shell) throw lost;
    return shell;
  }
}

/** file is one that never changes. */
async function file(request) {
  return await caches.match(request, { cacheName: STORE, ignoreVary: true }) ?? fetch(request);
}

/** notify shows what the server tells whoever does not look. A notice replaces the one before it about the same. */
function notify(data) {
  const { title, text, url, tag } = data.json();
  const icon = files.find((f) => f.endsWith('/icon.svg'));
  return registration.showNotification(title, { body: text, tag, renotify: true, icon, data: new URL(url, location.origin).pathname });
}

/** open goes to where a notice is about: to the window that shows it, or to a new one, so that nobody is taken away from another board. */
async function open(path) {
  const all = await clients.matchAll({ type: 'window' });
  const there = all.find((c) => new URL(c.url).pathname === path);
  return there ? there.focus() : clients.openWindow(path);
}
