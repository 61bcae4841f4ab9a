// Small helpers for elements: making, filling and finding them, telling a screen reader what has changed, and dialogs.

/**
 * An element with attributes and children. Text is always text; nothing here parses HTML.
 * @param {string} name @param {Record<string, any> | null} [attributes] @param {...(Node | string | null | false | undefined)} children
 * @returns {HTMLElement}
 */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'selected') /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  fill(element, ...children);
  return element;
}

/** Puts children in place of those that are there. @param {Element} element @param {...(Node | string | null | false | undefined)} children */
export function fill(element, ...children) {
  element.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter(child => child !== null && child !== false && child !== undefined)));
}

/** Sets a text only where it is another one. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/** @param {string} text */
export function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A choice made this soon after another of the same kind belongs to it: an arrow key on a closed list opens one entry after the other. */
const SOON = 1500;

/** Whether a choice goes on from the one before it, so that only the first of a run is a step to go back to. */
export function createRun() {
  let last = -Infinity;
  return () => {
    const goesOn = performance.now() - last < SOON;
    last = performance.now();
    return goesOn;
  };
}

let serial = 0;

/** An id that no other element has. @param {string} stem */
export function freshId(stem) {
  serial += 1;
  return `${stem}-${serial}`;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling;

/** Tells assistive technology what has changed, politely; only the last of several in a row is told. @param {string} text */
export function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => setText(byId('told'), text), 80);
}

/** Tells something that a reader sees as well: a copy made, a file saved. @param {string} text */
export function note(text) {
  setText(byId('toast'), text);
  byId('toast').classList.add('is-shown');
  setTimeout(() => byId('toast').classList.remove('is-shown'), 4000);
}

/** @param {string} text @param {Record<string, any>} attributes */
export function button(text, attributes) {
  return h('button', { type: 'button', ...attributes }, text);
}

/**
 * A dialog with a heading and a button that closes it; Escape closes it too, and the focus returns to where it was.
 * @param {string} title @param {Node[]} content @param {string} [kind] @param {() => void} [closed]
 */
export function openDialog(title, content, kind = '', closed) {
  const id = freshId('dialog');
  const close = button('Close', { class: 'close', onclick: () => dialog.close() });
  const dialog = /** @type {HTMLDialogElement} */ (
    h(
      'dialog',
      { class: kind, 'aria-labelledby': id },
      h('div', { class: 'dialog-head' }, h('h2', { id }, title), close),
      h('div', { class: 'dialog-body' }, ...content),
    )
  );
  const opener = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    closed?.();
  });
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
