// Small tools for the document. Text enters it through text nodes alone, so
// nothing that a stranger wrote is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** el makes an element. Functions named on… listen; null and false are left out. */
export function el(tag, props, ...children) {
  return dress(document.createElement(tag), props, children);
}

/** svg makes an SVG element. */
export function svg(tag, props, ...children) {
  return dress(document.createElementNS(SVG, tag), props, children);
}

function dress(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((c) => c != null && c !== false));
  return node;
}

/** button makes a button that never submits a form. */
export function button(label, onclick, props) {
  return el('button', { type: 'button', onclick, ...props }, label);
}

/** kept is a name, a code or a move: what no translator may touch, and where it leads from right to left keeps to itself. */
export const kept = (text, props) => el('bdi', { translate: 'no', ...props }, text);

/** named is a sentence with the names in it kept, wherever they stand as words of their own. */
export function named(text, names) {
  const all = names.filter(Boolean).sort((a, b) => b.length - a.length);
  for (const name of all) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const [before, after] = [text.slice(0, at), text.slice(at + name.length)];
      if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return [...named(before, all), kept(name, { class: 'named' }), ...named(after, all)];
    }
  }
  return text ? [text] : [];
}

/** setText changes a text only when it differs, so that live regions stay quiet. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** setAttr sets an attribute, or removes it for null and false. */
export function setAttr(node, name, value) {
  if (value == null || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? '' : value);
}

/** fill replaces the children of a node, unless what it shows has the same key as before. */
export function fill(node, key, build) {
  const k = JSON.stringify(key);
  if (node.filledWith === k) return false;
  node.filledWith = k;
  const held = node.contains(document.activeElement) && document.activeElement.textContent;
  node.replaceChildren(...[build()].flat().filter((c) => c != null && c !== false));
  // Whoever pressed a button that is drawn anew goes on from it, or else from the same place.
  if (held !== false && !node.contains(document.activeElement)) {
    const all = [...node.querySelectorAll('button:not(:disabled), a[href]')];
    (all.find((b) => b.textContent === held) ?? all[0] ?? document.getElementById('main')).focus({ preventScroll: true });
  }
  return true;
}

/** keyed shows a list and keeps the elements of items that stay, and so the focus in them. */
export function keyed(parent, items, key, make) {
  const old = parent.keyed ?? new Map();
  const now = new Map();
  let at = parent.firstChild;
  for (const item of items) {
    const k = key(item);
    const node = old.get(k) ?? make(item);
    now.set(k, node);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    node.update?.(item);
  }
  for (const [k, node] of old) if (now.get(k) !== node) node.remove();
  parent.keyed = now;
}

const sheets = new Map();

/** looks brings a style sheet that few visits need. It resolves once it is there, or cannot be had. */
export function looks(file) {
  if (!sheets.has(file)) {
    sheets.set(file, new Promise((done) => {
      document.head.append(el('link', { rel: 'stylesheet', href: new URL(file, import.meta.url), onload: done, onerror: done }));
    }));
  }
  return sheets.get(file);
}
