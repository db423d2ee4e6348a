// One conversation with the server that outlives its connections.
//
// Commands wait until they are answered: after a break they are sent again with
// the ids they had, and the server gives a repeated id its first answer. What
// we subscribed to is asked for again, so returning is the same as arriving.

const PING_AFTER = 20_000; // of silence
const DEAD_AFTER = 25_000; // of silence after a ping: 45 s in all
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const RESTART_WAIT = 250; // a server that restarts is back at once
const RESTARTING = 1012;

export class Socket {
  /**
   * on.hello(message) each time we are greeted: it resolves to true once everything else may
   * follow, or to false when that failed; on.push(message) for everything that is no answer; on.state({up, why, wait}) when the connection comes or goes.
   */
  constructor(url, on) {
    this.url = url;
    this.on = on;
    this.pending = new Map(); // id → {text, resolve}
    this.kept = new Map(); // key → {command, answered, id}
    this.asked = new Map(); // id → the subscription whose answer is awaited
    this.prefix = Array.from(crypto.getRandomValues(new Uint8Array(9)), (b) => b.toString(36).padStart(2, '0')).join('');
    this.count = 0;
    this.tries = 0;
    this.up = false;
    this.why = '';
    setInterval(() => this.#watch(), 5000);
    addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.hurry());
    addEventListener('pagehide', () => this.ws?.close()); // browsers keep a page for the way back, and nobody looks at it
    this.#connect();
  }

  /** ask sends a command and resolves to its one answer, however long that takes. */
  ask(verb, fields) {
    const id = this.#id();
    const text = JSON.stringify({ id, do: verb, ...fields });
    return new Promise((resolve) => {
      this.pending.set(id, { text, resolve });
      if (this.up) this.ws.send(text);
    });
  }

  /** keep sends a subscription now and after each reconnection; answered gets each answer. */
  keep(key, command, answered) {
    this.kept.set(key, { command, answered });
    if (this.up) this.#subscribe(this.kept.get(key));
  }

  /** drop ends what keep began. */
  drop(key, command) {
    const kept = this.kept.get(key);
    if (!kept) return;
    kept.answered = null;
    this.kept.delete(key);
    if (this.up) this.ws.send(JSON.stringify({ id: this.#id(), ...command }));
  }

  /** hurry tries again now instead of waiting. */
  hurry() {
    if (!this.ws) {
      this.tries = 0;
      this.#connect();
    }
  }

  #id() {
    return `${this.prefix}-${(++this.count).toString(36)}`;
  }

  #connect() {
    clearTimeout(this.timer);
    const ws = new WebSocket(this.url);
    this.ws = ws;
    this.heard = Date.now();
    this.pinged = 0;
    ws.onmessage = (e) => this.#hear(JSON.parse(e.data));
    ws.onclose = (e) => this.#lost(e.code);
  }

  #hear(m) {
    this.heard = Date.now();
    this.pinged = 0;
    if (m.type === 'hello') return this.#greeted(m);
    if (m.type === 'bye') this.why = m.error?.message ?? '';
    if (m.type !== 'answer') return this.on.push(m);
    if (m.error?.code === 'closing') return; // undecided: asked again after the restart
    const kept = this.asked.get(m.id);
    if (kept?.id === m.id) kept.answered?.(m);
    this.asked.delete(m.id);
    const waiting = this.pending.get(m.id);
    if (!waiting) return;
    this.pending.delete(m.id);
    waiting.resolve(m);
  }

  async #greeted(m) {
    const ws = this.ws;
    if (!await this.on.hello(m)) return ws.close(); // to be greeted anew
    if (ws !== this.ws) return;
    this.tries = 0;
    this.why = '';
    this.up = true; // what hello asked for is sent here, once
    for (const k of this.kept.values()) this.#subscribe(k);
    for (const p of this.pending.values()) this.ws.send(p.text);
    this.on.state({ up: true });
  }

  #subscribe(kept) {
    kept.id = this.#id();
    this.asked.set(kept.id, kept);
    this.ws.send(JSON.stringify({ id: kept.id, ...kept.command }));
  }

  #lost(code) {
    this.ws.onmessage = this.ws.onclose = null;
    this.ws = null;
    this.up = false;
    this.asked.clear();
    const most = code === RESTARTING ? RESTART_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
    const wait = most * (0.5 + Math.random()); // spread out, so that not everyone returns at once
    this.tries++;
    this.timer = setTimeout(() => this.#connect(), wait);
    this.on.state({ up: false, why: this.why, wait });
  }

  #watch() {
    if (!this.ws) return;
    const now = Date.now();
    if (this.pinged ? now - this.pinged > DEAD_AFTER : !this.up && now - this.heard > DEAD_AFTER) {
      this.ws.close();
      this.#lost(0);
    } else if (this.up && !this.pinged && now - this.heard > PING_AFTER) {
      this.pinged = now;
      this.ws.send(JSON.stringify({ id: this.#id(), do: 'ping' }));
    }
  }
}
