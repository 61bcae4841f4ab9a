// The list of indicators by theme at the side; on a narrow page the same list in a dialog.
import { app, kept, toIndicator } from './app.js';
import { byId, fill, h, openDialog } from './dom.js';

/** @type {Map<HTMLElement, Partial<State>>} links with what each opens */
const links = new Map();

/** @param {string} text @param {Partial<State>} open @param {string} key */
function link(text, open, key) {
  const element = h('a', { 'data-key': key }, text);
  links.set(element, open);
  return element;
}

/** A theme whose links are made when it is opened. @param {Theme} theme @param {string} kind */
function themeElement(theme, kind) {
  const list = h('ul', null);
  const build = () => {
    if (list.childElementCount > 0) return;
    const page = link('All of these at a glance', { page: 'glance', theme: theme.key, sort: '' }, `theme:${theme.key}`);
    page.className = 'whole';
    fill(
      list,
      h('li', null, page),
      ...theme.indicators.map(index =>
        h('li', null, link(app.store.indicators[index].short, toIndicator(index), `side:${app.store.indicators[index].id}`)),
      ),
    );
    refreshLinks();
  };
  const details = /** @type {HTMLDetailsElement} */ (h('details', { class: kind, 'data-theme': theme.key }, h('summary', null, theme.title), list));
  details.addEventListener('toggle', () => details.open && build());
  return { details, build };
}

/** @type {Map<string, {details: HTMLDetailsElement, build: () => void}>} */
const themes = new Map();
const seen = h('ul', { class: 'seen' });

/** Makes the list once. */
export function startSide() {
  const { header } = app.store;
  for (const theme of header.themes) themes.set(theme.key, themeElement(theme, 'theme'));
  for (const topic of header.topics) themes.set(topic.key, themeElement(topic, 'topic'));
  const element = (/** @type {Theme} */ theme) => h('li', null, themes.get(theme.key)?.details);
  const count = header.topics.reduce((sum, topic) => sum + topic.indicators.length, 0);
  fill(
    byId('side'),
    h(
      'ul',
      { class: 'pages' },
      h('li', null, link('At a glance', { page: 'glance', theme: '', sort: '' }, 'side:glance')),
      h('li', null, link('Inspections', { page: 'inspections' }, 'side:inspections')),
      h('li', null, link('What is new', { page: 'new' }, 'side:new')),
      h('li', null, link('Authorities by region', { page: 'start' }, 'side:list')),
    ),
    h('h2', null, 'Indicators'),
    h('ul', { class: 'themes' }, ...header.themes.map(element)),
    count > 0 &&
      h(
        'details',
        { class: 'lait' },
        h('summary', null, `All ${count} further series of LAIT`),
        h('ul', { class: 'themes' }, ...header.topics.map(element)),
      ),
    h('details', { class: 'lately' }, h('summary', null, 'Seen lately'), seen),
  );
}

/** Gives every link the address it has from here. */
function refreshLinks() {
  const { state } = app;
  for (const [element, open] of links) {
    element.setAttribute('href', app.href(open));
    const here =
      open.page === state.page &&
      (open.indicator === undefined || open.indicator === state.indicator) &&
      (open.page !== 'glance' || open.theme === state.theme);
    if (here) element.setAttribute('aria-current', 'page');
    else element.removeAttribute('aria-current');
  }
}

/** The indicators seen lately, the latest first. */
function showSeen() {
  const ids = /** @type {string[]} */ (kept('seen') ?? []);
  for (const old of seen.querySelectorAll('a')) links.delete(old);
  fill(
    seen,
    ...ids.flatMap(id => {
      const index = app.store.indexOf(id);
      return index < 0 ? [] : [h('li', null, link(app.store.indicators[index].short, toIndicator(index), `seen:${id}`))];
    }),
  );
}

/** Opens the theme of what is shown and marks it. */
export function showSide() {
  const { state, store } = app;
  const theme = [...store.header.themes, ...store.header.topics].find(each =>
    state.page === 'indicator' ? each.indicators.includes(state.indicator) : each.key === state.theme,
  );
  const one = theme && themes.get(theme.key);
  if (one && !one.details.open) {
    one.build();
    one.details.open = true;
    one.details.closest('.lait')?.setAttribute('open', '');
  }
  showSeen();
  refreshLinks();
}

/** On a narrow page the list opens as a dialog, and goes back to its place when that closes. */
export function openSide() {
  const side = byId('side');
  const home = side.parentElement;
  const dialog = openDialog('Indicators', [side], 'side-dialog', () => home?.append(side));
  const close = (/** @type {Event} */ event) => {
    if (event.target instanceof Element && event.target.closest('a')) {
      dialog.close();
      side.removeEventListener('click', close);
    }
  };
  side.addEventListener('click', close);
}
