// How snapshots of a room come: whole, or as what has changed. The protocol says
// how changes are laid over what one has.

const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);

/** lay lays a value over another one, which stays as it is. */
function lay(over, under) {
  if (!isObject(over) || under === null || typeof under !== 'object') return over;
  if (Array.isArray(under)) {
    const { '-': cut = 0, '+': more = [], ...places } = over;
    const list = under.slice(cut);
    for (const [i, v] of Object.entries(places)) list[i] = lay(v, list[i]);
    return list.concat(more);
  }
  const object = { ...under };
  for (const [name, v] of Object.entries(over)) {
    if (v === null) delete object[name];
    else object[name] = lay(v, under[name]);
  }
  return object;
}

const NEWS = 50; // that a room has

/** move is the snapshot after a move that has added these lines to the log. */
function move(room, lines) {
  const { log = [] } = room.view;
  const from = (room.logFrom ?? 0) + log.length;
  const news = { n: room.news.at(-1).n + 1, what: 'moved', seat: lines[0].seat, ...(from && { from }), to: from + lines.length };
  return { ...room, version: room.version + 1, ply: room.ply + 1, news: [...room.news, news].slice(-NEWS), view: { ...room.view, log: log.concat(lines) } };
}

/** apply is the snapshot after a delta. */
export function apply(room, { set, free, moved }) {
  const next = lay(set, moved ? move(room, moved) : room);
  if (!free) return next;
  const not = new Set(free);
  const spots = next.view.boards.flatMap((b) => b.cells.filter((c) => c.spot && !c.piece).map((c) => c.spot));
  const choices = [...new Set(spots)].filter((s) => !not.has(s)).concat(next.view.choices ?? []);
  return { ...next, view: { ...next.view, choices } };
}

/** read says what a snapshot leaves out because it goes without saying. */
export function read(room) {
  const cell = (c) => ('label' in c ? c : { ...c, label: c.spot ?? '' });
  const choice = (c) => (typeof c === 'string' ? { move: c, path: [c] } : Array.isArray(c) ? { move: c.join(''), path: c } : c);
  const { boards, choices } = room.view;
  return { ...room, view: { ...room.view, boards: boards.map((b) => ({ ...b, cells: b.cells.map(cell) })), choices: choices?.map(choice) } };
}
