// Why a socket was refused. Browsers do not tell, so the same is asked without one.

const PATIENCE = 5000;
const LONGEST = 300; // characters: what is longer is somebody's page, not our sentence
const BLOCKED = 3; // tries that failed although there was no reason

/** refusal resolves to what the server says, in a sentence or not at all, and how many milliseconds to wait. */
export async function refusal(tries) {
  try {
    const r = await fetch('/ws', { method: 'POST', signal: AbortSignal.timeout(PATIENCE) });
    if (r.ok) return { text: tries < BLOCKED ? '' : document.getElementById('link').dataset.blocked, wait: 0 };
    const text = (await r.text()).trim();
    const ours = (r.headers.get('content-type') ?? '').startsWith('text/plain') && text.length <= LONGEST;
    return { text: ours ? text : '', wait: 1000 * Number(r.headers.get('retry-after') ?? 0) };
  } catch {
    return { text: '', wait: 0 }; // there is no server, or no line
  }
}
