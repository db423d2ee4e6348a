// Pieces that are dragged. Whoever only clicks never notices.

const SLOP = 6; // pixels that a hand may shake
const SOON = 50; // milliseconds in which the click that ends a drag comes

/**
 * draggable lets pieces be dragged within a node. at(node) is the cell of a node,
 * can(cell) whether its piece may be lifted; lift(cell) and drop(cell or null) say
 * what happens. The click that ends a drag is not heard.
 */
export function draggable(root, { at, can, lift, drop }) {
  let held = null; // {cell, x, y, id, image}

  root.addEventListener('pointerdown', (e) => {
    const cell = e.button === 0 && e.isPrimary ? at(e.target) : null;
    held = cell && can(cell) ? { cell, x: e.clientX, y: e.clientY, id: e.pointerId } : null;
  });
  root.addEventListener('pointermove', (e) => {
    if (!held || e.pointerId !== held.id) return;
    if (!held.image) {
      if (!held.cell.drawn[0] || Math.hypot(e.clientX - held.x, e.clientY - held.y) < SLOP) return; // nothing: it was taken meanwhile
      root.setPointerCapture(held.id);
      const { width, height } = held.cell.node.getBoundingClientRect();
      held.image = held.cell.drawn[0].cloneNode(true);
      held.image.classList.add('dragged');
      held.image.style.width = `${width}px`;
      held.image.style.height = `${height}px`;
      document.body.append(held.image);
      held.cell.node.classList.add('lifted');
      lift(held.cell);
    }
    held.image.style.left = `${e.clientX}px`;
    held.image.style.top = `${e.clientY}px`;
  });
  const end = (e) => {
    if (!held || e.pointerId !== held.id) return;
    const { cell, image } = held;
    held = null;
    if (!image) return;
    image.remove();
    cell.node.classList.remove('lifted');
    drop(e.type === 'pointerup' ? at(document.elementFromPoint(e.clientX, e.clientY)) : null);
    const quiet = new AbortController();
    addEventListener('click', (c) => c.stopPropagation(), { capture: true, once: true, signal: quiet.signal });
    setTimeout(() => quiet.abort(), SOON);
  };
  root.addEventListener('pointerup', end);
  root.addEventListener('pointercancel', end);
}
