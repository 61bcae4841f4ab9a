// Starts the page: unpacks the data, follows the address, and puts each view in its place without moving the focus.
import { addressOf, readAddress } from './address.js';
import { app, keep, kept } from './app.js';
import { openChooser, showChosen } from './choose.js';
import { button, byId, createRun, fill, h, setText, tell } from './dom.js';
import { explain } from './explain.js';
import { createGlance } from './glance.js';
import { createIndicatorPage } from './indicator_page.js';
import { isSlashOn, openHelp, openKept } from './kept_views.js';
import { createInspections, createNews, createStart } from './other_pages.js';
import { startSearch } from './search.js';
import { openSide, showSide, startSide } from './side.js';
import { createStore, createWords } from './store.js';
import { refOf } from './table.js';
import { unpackBlock } from './unpack.js';
import { lookAt } from './look.js';
import { leadSentences } from './words.js';

/** @type {Record<string, () => Part>} */
const MAKERS = { start: createStart, glance: createGlance, indicator: createIndicatorPage, new: createNews, inspections: createInspections };
/** @type {Map<string, Part>} */
const parts = new Map();
/** Where the focus and the page stood when an address was left. @type {Map<string, {key: string, scroll: number}>} */
const left = new Map();
/** @type {string | null} the address shown; none before the first */
let address = null;

/** A block of data from this file, or from the file that the pages of a site share. @param {'data' | 'words'} name */
function blockText(name) {
  return document.getElementById(name)?.textContent?.trim() || /** @type {any} */ (globalThis).yardstickData?.[name] || '';
}

/** @returns {Part} */
function partOf(/** @type {string} */ page) {
  let part = parts.get(page);
  if (!part) parts.set(page, (part = MAKERS[page]()));
  return part;
}

/** Says above the view what had to be changed in an address, until it is read and closed. @param {string[]} notes */
function showNotes(notes) {
  const box = byId('notes');
  box.hidden = notes.length === 0;
  fill(byId('notes-text'), ...notes.map(each => h('p', null, each)));
}

/** Takes the notes away; the focus goes to what they stood above. */
function closeNotes() {
  showNotes([]);
  byId('heading').focus({ preventScroll: true });
}

/** @param {State} state */
function remember(state) {
  if (state.page !== 'indicator') return;
  const { id } = app.store.indicators[state.indicator];
  const seen = /** @type {string[]} */ (kept('seen') ?? []);
  if (seen[0] !== id) keep('seen', [id, ...seen.filter(each => each !== id)].slice(0, 12));
}

/** Shows what is chosen. @param {State} state */
function render(state) {
  const part = partOf(state.page);
  const main = byId('main-content');
  app.state = state;
  if (part.root.parentElement !== main) fill(main, part.root);
  remember(state);
  part.update(state);
  showPlace(state);
  showChosen();
  showSide();
  document.title = `${part.title(state)} – yardstick explorer`;
}

/** @param {State} state */
function showPlace(state) {
  const select = /** @type {HTMLSelectElement} */ (byId('place'));
  const place = state.place < 0 ? null : app.store.places[state.place];
  // An authority that is no more is not in the list, and still named on the bar.
  const isListed = place !== null && app.store.currentAt(state.place) >= 0;
  setText(select.options[0], place && !isListed ? place.name : 'Choose an authority');
  select.value = isListed ? place.code : '';
}

/** What has changed, in a sentence. @param {State} before @param {State} now */
function spokenChange(before, now) {
  const part = partOf(now.page);
  const lead = now.page === 'indicator' ? ` ${leadSentences(lookAt(app.store, now)).slice(0, 2).join(' ')}` : '';
  const view =
    now.page === 'indicator' && before.view !== now.view ? ` View: ${document.querySelector('.views [aria-current]')?.textContent ?? now.view}.` : '';
  tell(`${part.title(now)}.${view}${lead}`);
}

/** The focus after a view has come: where it is, else where it was at this address, else on the heading. @param {boolean} toHeading @param {string} [key] */
function settleFocus(toHeading, key) {
  const isLost = document.activeElement === document.body || document.activeElement === null || !document.activeElement.isConnected;
  // The usual case. What follows asks for the layout, which is slow in a long table.
  if (!isLost && !toHeading && (!key || key === focusKey())) return;
  const known = key
    ? [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"], #${CSS.escape(key)}`)].find(
        each => each instanceof HTMLElement && each.offsetParent !== null,
      )
    : null;
  if (known instanceof HTMLElement && (isLost || key !== focusKey())) known.focus({ preventScroll: true });
  else if (isLost || toHeading) document.getElementById('heading')?.focus({ preventScroll: true });
}

/** A name for what has the focus that outlives a redraw. */
function focusKey() {
  const active = document.activeElement;
  return active instanceof HTMLElement ? (active.dataset.key ?? active.id) : '';
}

/** @param {Partial<State>} change @param {{replace?: boolean, heading?: boolean, quiet?: boolean}} [how] `quiet` changes the address alone */
function go(change, { replace = false, heading = false, quiet = false } = {}) {
  if (document.querySelector('dialog[open]') === null) left.set(address ?? '', { key: focusKey(), scroll: window.scrollY });
  const before = app.state;
  const now = { ...before, ...change };
  if (now.page !== 'start' && now.place < 0) now.page = 'start';
  const next = addressOf(app.store, now);
  const key = focusKey();
  const isOther = next !== address;
  address = next;
  if (quiet) {
    app.state = now;
    if (isOther) location.replace(next);
    return;
  }
  showNotes([]);
  render(now);
  const isNewPage = before.page !== now.page || (before.indicator !== now.indicator && now.page === 'indicator');
  if (isNewPage) window.scrollTo(0, 0);
  settleFocus(heading, key);
  if (isOther) {
    if (replace) location.replace(next);
    else location.hash = next;
    spokenChange(before, now);
  }
}

/** Follows an address that was typed, clicked or gone back to. */
function follow() {
  if (location.hash === address) return;
  // A dialog belongs to the view that it was opened over. It gives the focus back as it closes.
  for (const dialog of document.querySelectorAll('dialog[open]')) /** @type {HTMLDialogElement} */ (dialog).close();
  const before = app.state;
  if (address) left.set(address, { key: focusKey(), scroll: window.scrollY });
  const { state, notes } = readAddress(app.store, location.hash);
  address = addressOf(app.store, state);
  const was = left.get(address);
  render(state);
  showNotes(notes);
  if (location.hash !== address) location.replace(address);
  const isNewPage = !before || before.page !== state.page || before.indicator !== state.indicator;
  if (was) window.scrollTo(0, was.scroll);
  else if (isNewPage && before) window.scrollTo(0, 0);
  if (before) {
    settleFocus(false, isNewPage ? was?.key : undefined);
    spokenChange(before, state);
  }
}

/** The list of authorities on the bar, by region. */
function fillPlaces() {
  const { store } = app;
  const select = /** @type {HTMLSelectElement} */ (byId('place'));
  const groups = store.places.flatMap((region, at) => {
    if (region.kind !== 'region') return [];
    const members = store.current
      .filter(slot => store.places[slot].region === store.places[at].code)
      .map(slot => store.places[slot])
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
    return members.length > 0 ? [h('optgroup', { label: region.name }, ...members.map(place => h('option', { value: place.code }, place.name)))] : [];
  });
  fill(select, h('option', { value: '', hidden: true }, 'Choose an authority'), ...groups);
  const goesOn = createRun();
  select.addEventListener('change', () => {
    const slot = store.slot(select.value);
    if (slot < 0) return;
    go({ place: slot, page: app.state.page === 'start' ? 'glance' : app.state.page }, { replace: goesOn() });
  });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target;
  const isTyping =
    target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]') && !target.matches('[type=checkbox], [type=radio]');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey || !isSlashOn() || document.querySelector('dialog[open]'))
    return;
  event.preventDefault();
  byId('search').focus();
}

/** Everything that is pressed and belongs to no one view. */
function listen() {
  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('[data-figure]') : null;
    if (button instanceof HTMLElement && button.dataset.figure) explain(refOf(button.dataset.figure));
  });
  document.addEventListener('keydown', onKey);
  byId('with').addEventListener('click', openChooser);
  byId('menu').addEventListener('click', openSide);
  byId('keep').addEventListener('click', () => openKept(partOf(app.state.page).title(app.state)));
  byId('help').addEventListener('click', openHelp);
  byId('notes').append(button('Close', { class: 'close', 'aria-label': 'Close this note', onclick: closeNotes }));
  byId('print').addEventListener('click', () => window.print());
  window.addEventListener('hashchange', follow);
}

/** The words come when the page is in use already. */
async function addWords() {
  const text = blockText('words');
  if (!text) {
    app.words = { paragraph: () => [], mix: () => [], behind: () => [], summary: () => [] };
    return;
  }
  const { header, body } = await unpackBlock(text);
  app.words = createWords(
    header,
    body,
    app.store.current.map(slot => app.store.places[slot]),
  );
  partOf(app.state.page).update(app.state);
}

async function start() {
  const { header, body } = await unpackBlock(blockText('data'));
  app.store = createStore(header, body);
  app.go = go;
  app.href = change => addressOf(app.store, { ...app.state, ...change });
  fillPlaces();
  startSide();
  listen();
  startSearch();
  follow();
  document.documentElement.dataset.ready = 'yes';
  performance.mark('yardstick-ready');
  await addWords();
  document.documentElement.dataset.words = 'yes';
}

/** What a reader sees where the browser cannot unpack the data, with the static page still there. @param {unknown} fault */
function failed(fault) {
  byId('notes').hidden = false;
  setText(
    byId('notes-text'),
    `This browser could not open the figures (${fault instanceof Error ? fault.message : fault}). What stands below is the summary alone. A browser of 2023 or newer opens the rest.`,
  );
}

start().catch(failed);
