// What can be done at the table, as its snapshot says: what somebody may want next,
// in a panel of its own, and small buttons for the rest.

import { el, button, fill, named } from './dom.js';
import { ask, form, tell } from './dialogs.js';
import { limit } from './limit.js';
import { standing, wording } from './verbs.js';
import { say } from './say.js';
import { can, clock, gone, seated, seatName, upper } from './words.js';

const CLAIMS = new Set(['claim', 'call']);
const NEXT = new Set(['claim', 'call', 'rematch', 'sit', 'begin', 'decline']); // what stands out, where it can be done
const REACTION = 500; // milliseconds in which nobody can have read what has just come into sight, and a click was meant for what was there
const LONGEST = 160; // characters of a text that goes with a verb

/** valued finds the argument of an action of which the values are known, and none is given. */
const valued = (action) => action.args?.find((a) => a.values && !a.now);

export class Offers {
  /** act(verb, fields, signal) asks something of the room; lobby() goes there. */
  constructor({ app, act, lobby }) {
    this.app = app;
    this.act = act;
    this.lobby = lobby;
    this.el = el('section', { class: 'panel offer', 'aria-label': say('page.next'), hidden: true });
  }

  /** show draws what a snapshot offers; up says whether there is a connection, elsewhere that it is offered in another place. */
  show(snap, info, up, elsewhere) {
    Object.assign(this, { snap, info, up, elsewhere });
    const asked = `${snap.round} ${snap.offer?.n ?? snap.phase}`;
    if (this.asked?.what !== asked) this.asked = { what: asked, since: performance.now() };
    this.#draw();
  }

  /** next is what somebody may want next: {text, stands, acts}, or nothing. */
  next(snap, info, up) {
    Object.assign(this, { snap, info, up });
    return this.#next();
  }

  /** groups are the actions that come with values to choose from, each a row of buttons. */
  groups() {
    return this.snap.actions.filter(valued).map((action) => {
      const { label } = wording(this.snap, this.info, action);
      const { name, values } = valued(action);
      return el('div', { class: 'bots', role: 'group', 'aria-label': label }, el('p', { class: 'muted' }, label),
        el('div', { class: 'ways' }, values.map((v) => button(upper(v), () => this.do(action, { [name]: v }), { class: 'quiet small', 'aria-label': `${upper(v)} ${name}` }))));
    });
  }

  /** rest are the small buttons: whatever can be done that has no place of its own, and needs no looking for. */
  rest() {
    return this.#others().filter((a) => !this.#quiet(a));
  }

  /** more shows what is seldom wanted, if there is any: its button, or nothing. */
  more() {
    if (!this.#others().some((a) => this.#quiet(a))) return null;
    return button(say('page.more'), () => {
      const d = tell(say('page.more'), el('div', { class: 'ways tall' }, this.#others().filter((a) => this.#quiet(a)).map((a) => button(wording(this.snap, this.info, a).label, () => {
        d.close();
        this.do(this.#others().find((b) => b.do === a.do) ?? a); // it may ask a question by now, or none
      }, { class: 'quiet' })), ...[[say('habits.title'), this.app.accustom], [say('carry.title'), this.app.carry]].map(([label, go]) => button(label, () => { d.close(); go(); }, { class: 'quiet' }))));
    }, { class: 'quiet small', 'aria-haspopup': 'dialog' });
  }

  #others() {
    return this.snap.actions.filter((a) => !NEXT.has(a.do) && !a.state && !valued(a) && !['chat', 'leave', 'premove'].includes(a.do));
  }

  #quiet(action) {
    return Boolean(wording(this.snap, this.info, action).quiet);
  }

  /** do does it, once what it needs is known and nobody has second thoughts. */
  async do(action, fields = {}) {
    if (action.state === 'asked' && performance.now() - this.asked.since < REACTION) return null;
    const v = wording(this.snap, this.info, action);
    if (action.args?.some((a) => a.now)) return (await import('./propose.js')).propose(this.info, action, v.label, (fields, signal) => this.act(action.do, fields, signal));
    const open = action.args?.find((a) => !a.values);
    if (open) return this.#write(v, (text, signal) => this.act(action.do, { ...fields, [open.name]: text }, signal));
    if (action.confirm && !await ask(v.ask, v.more ?? '', v.yes, v.no)) return null;
    return this.act(action.do, action.offer ? { ...fields, offer: action.offer } : fields);
  }

  #write(v, send) {
    const input = el('input', { type: 'text', required: true, autofocus: true });
    form(v.label, el('label', { class: 'field-label' }, el('span', null, v.more || v.label), input, limit(input, LONGEST)), v.label, async (signal) => {
      const answer = await send(input.value, signal);
      return answer.ok ? null : answer.error.message;
    });
  }

  #draw() {
    const { snap, app, el: box } = this;
    const o = this.#next();
    const groups = snap.phase === 'open' && snap.you >= 0 ? [] : this.groups(); // those lie on the board
    box.hidden = this.elsewhere || (!o && !groups.length);
    box.classList.toggle('calm', !o || Boolean(o.calm));
    const names = snap.chairs.map((c) => c.name || c.left);
    fill(box, [o && [o.text, o.acts.map((a) => [a[0], a[2]])], snap.actions], () => [
      ...(o ? [el('p'), el('div', { class: 'ways' }, o.acts.map(([label, act, kind]) => button(label, act, { class: kind })))] : []),
      ...groups,
    ]);
    const said = o && (o.live ? o.live(app.now()) : o.text);
    if (o) fill(box.querySelector('p'), [said, names], () => named(said, names));
  }

  /** next is what somebody may want next: a text and buttons. */
  #next() {
    const { snap, info } = this;
    const actions = snap.actions.filter((a) => (NEXT.has(a.do) || a.state) && !(a.do === 'sit' && snap.phase === 'open')); // that lies on the board
    const stood = actions.map((a) => standing(snap, info, a));
    const texts = actions.map((a, i) => stood[i] || this.#invites(a)).filter(Boolean);
    const left = snap.phase === 'over' && snap.you >= 0 && !actions.length ? gone(snap) : '';
    const stands = [...stood, left].filter(Boolean).join(' '); // without what only invites
    const claim = can(snap, 'claim');
    const away = this.#away(claim) ?? this.#silent(claim);
    const acts = actions.filter((a) => a.state !== 'offered' && !(CLAIMS.has(a.do) && away)).map((a) => [wording(snap, info, a).label, () => this.do(a), a.do === 'decline' ? 'quiet' : 'primary']);
    if (away) {
      const beside = (text) => [...stood, text].filter(Boolean).join(' '); // what is asked is said, whoever is away
      return { text: beside(away.text), live: (now) => beside(away.live?.(now) ?? away.text), acts: [...acts, ...away.acts] };
    }
    const lobby = [say('page.lobby'), this.lobby, 'quiet'];
    if (snap.phase === 'over' && snap.you >= 0) {
      if (!actions.length) texts.push(`${left} ${say('page.another')}`.trim());
      if (!actions.some((a) => a.state === 'offered')) acts.push(lobby);
    }
    if (snap.you < 0 && snap.phase !== 'open' && !actions.length) return { text: say('status.taken'), acts: [[say('page.playYourself'), () => this.#quick(), 'quiet']], calm: true };
    return texts.length || acts.length ? { text: texts.join(' '), stands, acts, calm: !acts.some((a) => a[2] === 'primary') } : null;
  }

  /** invites says of what nobody has offered yet why one might. */
  #invites(action) {
    const { snap, info } = this;
    if (action.do === 'begin') return say('page.begin', { n: seated(snap) });
    if (action.do === 'rematch') return say('page.again');
    return wording(snap, info, action).more;
  }

  async #quick() {
    const { app, snap } = this;
    const answer = await app.ask('quick', { game: snap.game });
    if (answer.ok) app.go(`/r/${answer.code}`);
    else app.toast(answer.error.message);
  }

  /** away tells a player who is missing, and until when; claim is what can be done about it, if anything. */
  #away(claim) {
    const { snap, info, app } = this;
    if (snap.phase !== 'playing' || !this.up || snap.you < 0 || snap.chairs[snap.you].out) return null;
    const absent = snap.chairs.flatMap((c, i) => (i !== snap.you && c.name && c.awaySince && !c.out ? [i] : []));
    if (!absent.length) return null;
    // Who has been away for the longest can be claimed from first.
    const first = absent.reduce((a, b) => (snap.chairs[a].awaySince <= snap.chairs[b].awaySince ? a : b));
    const names = (claim?.seats ?? [first]).map((i) => seatName(snap, i));
    const since = Date.parse(snap.chairs[first].awaySince);
    const key = `${snap.round} ${since}`;
    const live = (now) => {
      const away = say('status.away', { names, time: clock(now - since) });
      const left = Date.parse(snap.chairs[first].claimAt) - now;
      return claim || !(left > 0) ? say('page.seatKept', { away }) : `${say('status.kept', { away, time: clock(left) })}.`;
    };
    if (!claim) return { text: names.join(), live, acts: [] };
    return { text: names.join(), live, acts: this.#claims(claim, key) };
  }

  /** silent tells a player who is here and does not move, and who that is how long they can still do so. */
  #silent(claim) {
    const { snap, app } = this;
    const slow = snap.you < 0 ? -1 : snap.chairs.findIndex((c) => c.present && Date.parse(c.claimAt) > app.now());
    if (slow >= 0) {
      const live = (now) => {
        const time = clock(Math.max(0, Date.parse(snap.chairs[slow].claimAt) - now));
        return slow === snap.you ? say('status.hurry', { time }) : say('status.silentFor', { names: [seatName(snap, slow)], time });
      };
      return { text: seatName(snap, slow), live, acts: claim ? this.#claims(claim, `${snap.round} ${snap.ply}`) : [] };
    }
    if (!claim) return null;
    const names = claim.seats.map((i) => seatName(snap, i));
    return { text: say('status.silent', { names }), acts: this.#claims(claim, `${snap.round} ${snap.ply}`) };
  }

  /** claims are what can be done about those who do not play on: the last is to go on waiting. */
  #claims(claim, key) {
    const { snap, info } = this;
    const waits = this.patient === key;
    const call = can(snap, 'call');
    const acts = [claim, ...(call ? [call] : [])].map((a) => [wording(snap, info, a).label, () => this.do(a), waits || a === call ? 'quiet' : 'primary']);
    if (!waits) acts.push([wording(snap, info, claim).no, () => { this.patient = key; this.#draw(); }, 'quiet']);
    return acts;
  }
}
