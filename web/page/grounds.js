// What lies under the cells of a board, drawn as one picture in units of cells.

import { svg } from './dom.js';
import { draw, seatClass, seatPiece } from './pieces.js';

const toward = { n: 'v-.5', e: 'h.5', s: 'v.5', w: 'h-.5' };

/** crossings are the lines between points, and the points that are marked on the board. */
export function crossings({ cols, rows, cells }) {
  const bare = (c, r) => c < 0 || r < 0 || c >= cols || r >= rows || (cells[r * cols + c].kind === 'void' && !cells[r * cols + c].arms);
  const stars = [];
  let d = '';
  cells.forEach((cell, i) => {
    const [c, r] = [i % cols, Math.floor(i / cols)];
    if (bare(c, r)) return;
    const arms = cell.arms || [!bare(c, r - 1) && 'n', !bare(c + 1, r) && 'e', !bare(c, r + 1) && 's', !bare(c - 1, r) && 'w'].filter(Boolean).join('');
    for (const a of arms) d += `M${c + 0.5} ${r + 0.5}${toward[a]}`;
    // Where not every cell is a point of the board, points are dots.
    if (cell.marks?.includes('star') || (cell.arms && cell.kind !== 'void')) stars.push(svg('circle', { class: 'star', cx: c + 0.5, cy: r + 0.5, r: 0.11 }));
  });
  return [svg('path', { class: 'lines', d }), ...stars];
}

const SIXTH = 1 / Math.sqrt(12); // half the side of a hexagon that is 1 wide
export const HEX_ROW = 3 * SIXTH; // from a row of hexagons to the next
export const HEX_HIGH = 4 * SIXTH;

/** hexagons are the cells, the edges in the colours of their owners, and the coordinates. */
export function hexagons({ cols, rows, sides, colLabels, rowLabels }, info) {
  const at = (c, r) => [c + r / 2 + 0.5, r * HEX_ROW + 2 * SIXTH];
  const corner = (c, r, x, y) => `${at(c, r)[0] + x} ${at(c, r)[1] + y * SIXTH}`;
  let d = '';
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) d += `M${corner(c, r, 0, -2)}L${corner(c, r, 0.5, -1)}V${at(c, r)[1] + SIXTH}L${corner(c, r, 0, 2)}L${corner(c, r, -0.5, 1)}V${at(c, r)[1] - SIXTH}z`;
  }
  const along = (n, path) => `M${Array.from({ length: n }, (_, i) => path(i)).flat().join('L')}`;
  const edges = [
    along(cols, (c) => [corner(c, 0, -0.5, -1), corner(c, 0, 0, -2), corner(c, 0, 0.5, -1)]),
    along(rows, (r) => [corner(cols - 1, r, 0, -2), corner(cols - 1, r, 0.5, -1), corner(cols - 1, r, 0.5, 1)]),
    along(cols, (c) => [corner(c, rows - 1, -0.5, 1), corner(c, rows - 1, 0, 2), corner(c, rows - 1, 0.5, 1)]),
    along(rows, (r) => [corner(0, r, -0.5, -1), corner(0, r, -0.5, 1), corner(0, r, 0, 2)]),
  ];
  const owned = (sides ?? []).map((seat, i) => ({ piece: seatPiece(info, seat), seat, edge: edges[i] })).filter((s) => s.seat >= 0);
  // Labels are left and below, so whose the sides are stands above and to the right.
  const spots = [[cols / 2, -0.45], [cols + (rows - 1) / 4 + 0.75, (rows / 2) * HEX_ROW]];
  const badge = (seat, i) => seat >= 0 && svg('svg', { x: spots[i][0] - 0.36, y: spots[i][1] - 0.36, width: 0.72, height: 0.72, viewBox: '0 0 100 100' }, draw(seatPiece(info, seat)));
  const text = (x, y, t) => svg('text', { x, y }, t);
  return [
    ...owned.map(({ seat, piece, edge }) => svg('path', { class: `owned ${seatClass(piece)} ${piece.hollow ? 'broken' : ''}`, d: edge })),
    svg('path', { class: 'hexagons', d }),
    ...(sides ?? []).slice(0, 2).map(badge),
    ...(colLabels ?? []).map((t, c) => text(at(c, rows - 1)[0] + 0.25, at(c, rows - 1)[1] + 1.0, t)),
    ...(rowLabels ?? []).map((t, r) => text(at(-1, r)[0] - 0.05, at(0, r)[1], t)),
  ].filter(Boolean);
}
