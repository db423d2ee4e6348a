// Short motions that nobody needs in order to understand.

const QUICK = 160; // milliseconds that a piece takes to arrive

/** still reports whether somebody asked for no motion. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** arrive brings a new piece in: it drops into a standing frame, elsewhere it is put down. */
export function arrive({ grid, index, drawn, edge }) {
  if (still() || !drawn[0] || edge) return;
  const row = Math.floor(index / grid.board.cols);
  if (grid.board.style === 'slots') drawn[0].animate([{ transform: `translateY(-${(row + 1) * 100}%)` }, { transform: 'none' }], { duration: 100 + row * 14, easing: 'cubic-bezier(.45,.05,.85,.6)' });
  else drawn[0].animate([{ transform: 'scale(.55)', opacity: 0 }, { transform: 'none', opacity: 1 }], { duration: QUICK, easing: 'cubic-bezier(.2,.9,.3,1.2)' });
}

/** glide brings a piece from the cell where it was. */
export function glide(held, from) {
  if (still() || !held.drawn[0] || held.dropped) return;
  const [a, b] = [from.node.getBoundingClientRect(), held.node.getBoundingClientRect()];
  held.node.classList.add('gliding');
  held.drawn[0].animate([{ transform: `translate(${a.x - b.x}px, ${a.y - b.y}px)` }, { transform: 'none' }], { duration: QUICK + 20, easing: 'ease-out' })
    .finished.catch(() => {}).then(() => held.node.classList.remove('gliding'));
}

/** shake says no. */
export function shake(node) {
  if (!still()) node.animate([{ transform: 'none' }, { transform: 'translateX(-2px)' }, { transform: 'translateX(2px)' }, { transform: 'none' }], { duration: 140 });
}
