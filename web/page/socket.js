// One conversation with the server that outlives its connections.
//
// Commands wait until they are answered: after a break they are sent again with
// the ids they had, and the server gives a repeated id its first answer. One that
// was never sent can be withdrawn. What we subscribed to is asked for again, so
// returning is the same as arriving.

import { refusal } from './refusal.js';

const LOOK = 1000;
const PING_AFTER = 20_000; // of silence
const DEAD_AFTER = 10_000; // without an answer: no line that one plays on takes so long, and nothing is lost by a new one
const DOUBT = 3500; // the same where the line has probably changed: whoever looks is told within five seconds
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const RESTART_WAIT = 250; // a server that restarts is back at once
const RESTARTING = 1012;
const AGAIN = 3000; // until a subscription that was refused is tried again

export class Socket {
  /**
   * protocols() are what is offered to the server with each connection.
   * on.hello(message) each time we are greeted: it resolves to true once everything else may
   * follow, or to false when that failed; on.push(message) for everything that is no answer; on.state({up, why, refused, unsent})
   * when the connection comes or goes, and when what waits to be sent changes meanwhile.
   */
  constructor(url, protocols, on) {
    this.url = url;
    this.protocols = protocols;
    this.on = on;
    this.pending = new Map(); // id → {text, sent, resolve}
    this.kept = new Map(); // key → {command, answered, id}
    this.asked = new Map(); // id → the subscription whose answer is awaited
    this.prefix = Array.from(crypto.getRandomValues(new Uint8Array(9)), (b) => b.toString(36).padStart(2, '0')).join('');
    this.count = 0;
    this.tries = 0;
    this.up = false;
    this.why = ''; // the server's last words
    this.shut = ''; // why it lets nobody in
    setInterval(() => this.#watch(), LOOK);
    for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => this.#doubt());
    document.addEventListener('visibilitychange', () => document.hidden || this.#doubt());
    addEventListener('pagehide', () => this.#part()); // browsers keep a page for the way back, and nobody looks at it
    this.#connect();
  }

  /**
   * ask sends a command and resolves to its one answer, however long that takes, or
   * to null when it is withdrawn: it is as long as nothing has been sent and signal, if there is one, is aborted.
   */
  ask(verb, fields, signal) {
    const id = this.#id();
    const text = JSON.stringify({ id, do: verb, ...fields });
    return new Promise((resolve) => {
      const command = { text, sent: false, resolve };
      this.pending.set(id, command);
      signal?.addEventListener('abort', () => this.#withdraw(id));
      if (this.up) this.#send(command);
      else this.#state();
    });
  }

  /** withdraw takes back all that was never sent. */
  withdraw() {
    for (const id of [...this.pending.keys()]) this.#withdraw(id);
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
    this.tries = 0;
    if (!this.ws) this.#connect();
  }

  #id() {
    return `${this.prefix}-${(++this.count).toString(36)}`;
  }

  #connect() {
    clearTimeout(this.timer);
    const ws = new WebSocket(this.url, this.protocols());
    this.ws = ws;
    this.opened = false;
    this.heard = Date.now();
    this.due = 0;
    ws.onopen = () => { this.opened = true; };
    ws.onmessage = (e) => this.#hear(JSON.parse(e.data));
    ws.onclose = (e) => this.#lost(e.code);
  }

  #send(command) {
    command.sent = true;
    this.ws.send(command.text);
    this.#expect(DEAD_AFTER);
  }

  /** expect has an answer come within so long; an earlier limit stands. */
  #expect(within) {
    const by = Date.now() + within;
    this.due = this.due ? Math.min(this.due, by) : by;
  }

  /** part says before the socket closes that somebody leaves by themselves. */
  #part() {
    for (const k of this.up ? this.kept.values() : []) {
      if (k.command.do === 'open') this.ws.send(JSON.stringify({ id: this.#id(), do: 'close', room: k.command.room }));
    }
    this.ws?.close();
  }

  #withdraw(id) {
    const command = this.pending.get(id);
    if (!command || command.sent) return;
    this.pending.delete(id);
    command.resolve(null);
    this.#state();
  }

  #hear(m) {
    this.heard = Date.now();
    this.due = 0;
    if (m.type === 'hello') return this.#greeted(m);
    if (m.type === 'bye') this.why = m.error?.message ?? '';
    if (m.type !== 'answer') return this.on.push(m);
    if (m.error?.code === 'closing') return; // undecided: asked again after the restart
    const kept = this.asked.get(m.id);
    if (kept?.id === m.id) this.#answered(kept, m);
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
    this.why = this.shut = '';
    this.up = true; // what hello asked for is sent here, once
    for (const k of this.kept.values()) this.#subscribe(k);
    for (const p of this.pending.values()) this.#send(p);
    this.#state();
  }

  /** answered tells who subscribed. For who does not listen it is asked again a little later: a school that comes at once is slowed down. */
  #answered(kept, m) {
    if (kept.answered) kept.answered(m);
    else if (!m.ok) setTimeout(() => this.up && [...this.kept.values()].includes(kept) && this.#subscribe(kept), AGAIN);
  }

  #subscribe(kept) {
    kept.id = this.#id();
    this.asked.set(kept.id, kept);
    this.ws.send(JSON.stringify({ id: kept.id, ...kept.command }));
  }

  #lost(code) {
    const refused = !this.opened && code !== 0;
    this.ws.onopen = this.ws.onmessage = this.ws.onclose = null;
    this.ws = null;
    this.up = false;
    this.asked.clear();
    const most = code === RESTARTING ? RESTART_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
    this.tries++;
    this.#again(most * (0.5 + Math.random())); // spread out, so that not everyone returns at once
    if (refused) this.#refused();
    else this.#state();
  }

  #again(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#connect(), wait);
  }

  /** refused asks for the reason, which browsers do not tell, and waits as long as it says. */
  async #refused() {
    const { text, wait } = await refusal(this.tries);
    if (this.up || this.opened) return; // we were let in meanwhile
    this.shut = text;
    if (wait && !this.ws) this.#again(wait);
    this.#state(true);
  }

  #state(refused = false) {
    this.on.state({ up: this.up, why: this.shut || this.why, refused, unsent: !this.up && [...this.pending.values()].some((p) => !p.sent) });
  }

  /** doubt looks whether the line still works, now that it may be another one. */
  #doubt() {
    if (!this.ws) this.hurry();
    else if (this.up) this.#ping(DOUBT);
    else this.#expect(DOUBT);
  }

  #ping(within) {
    this.#expect(within);
    this.ws.send(JSON.stringify({ id: this.#id(), do: 'ping' }));
  }

  #watch() {
    if (!this.ws) return;
    const now = Date.now();
    if (this.due ? now > this.due : !this.up && now - this.heard > DEAD_AFTER) {
      this.ws.close();
      this.#lost(0);
    } else if (this.up && !this.due && now - this.heard > PING_AFTER) this.#ping(DEAD_AFTER);
  }
}
