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
  if (e.request.mode === 'navigate' && /^\/(r\/[^/]*\/?)?$/.test(pathname)) e.respondWith(page(e.request));
  else if (files.includes(pathname)) e.respondWith(file(e.request));
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
