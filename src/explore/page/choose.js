// Choosing whom to compare with: neighbours of 2025 or 2021, region, England, groups by rule or name, and places ticked by hand.
import { app } from './app.js';
import { plainWords, usualWith } from './address.js';
import { groupLabel, pickedSlots } from './look.js';
import { button, byId, fill, h, openDialog, setText } from './dom.js';
import { capital, counted, listed } from './words.js';

const KINDS = [
  ['type', 'By type'],
  ['coastal', 'By the coast'],
  ['deprived', 'By deprivation'],
  ['judged', 'By judgement'],
  ['region', 'Authorities of a region'],
  ['named', 'Named groups'],
  ['group', 'Other groups'],
];

/** The words on the button: "Neighbours, England, North West". */
export function withWords() {
  const { store, state } = app;
  const names = state.with.flatMap(key => {
    if (key === 'england') return ['England'];
    if (key === 'region') return [store.places[store.slot(store.places[state.place]?.region ?? null)]?.short ?? 'its region'];
    const company = store.company(key);
    return company ? [groupLabel(store, company)] : [];
  });
  const picked = pickedSlots(store, state).length;
  if (picked > 0) names.push(picked === 1 ? store.places[pickedSlots(store, state)[0]].short : counted(picked, 'place'));
  return names.length > 0 ? listed(names) : 'nobody';
}

/** Whether something was chosen since the dialog was opened: all that is chosen in it is one step to go back to. */
let isChanged = false;

/** @param {string[]} chosen */
function choose(chosen) {
  app.go({ with: chosen }, { replace: isChanged });
  isChanged = true;
}

/** Puts a comparator in or takes it out; the first group chosen is the one drawn with its range. @param {string} key @param {boolean} on */
function toggle(key, on) {
  const others = app.state.with.filter(each => each !== key);
  choose(on ? [...others, key] : others);
}

/** @param {string} key @param {string} title @param {string} [rule] */
function tick(key, title, rule) {
  const input = h('input', {
    type: 'checkbox',
    checked: app.state.with.includes(key),
    value: key,
    onchange: (/** @type {Event} */ event) => toggle(key, /** @type {HTMLInputElement} */ (event.target).checked),
  });
  return h('label', { class: 'tick' }, input, h('span', null, title, rule ? h('small', null, rule) : null));
}

/** @param {string} title @param {HTMLElement[]} ticks @param {boolean} [open] */
function section(title, ticks, open = false) {
  if (ticks.length === 0) return null;
  const chosen = ticks.filter(each => each.querySelector('input')?.checked).length;
  return h(
    'details',
    { open: open || chosen > 0 },
    h('summary', null, `${title}${chosen > 0 ? ` (${chosen} chosen)` : ''}`),
    h('div', { class: 'ticks', role: 'group', 'aria-label': title }, ...ticks),
  );
}

/** Authorities as the list has them: the one shown, those ticked, and all others by name. */
function byHandOrder() {
  const { store, state } = app;
  const picked = pickedSlots(store, state);
  const weight = (/** @type {number} */ slot) => (slot === state.place ? 2 : picked.includes(slot) ? 1 : 0);
  return store.current.toSorted((a, b) => weight(b) - weight(a) || store.places[a].name.localeCompare(store.places[b].name, 'en-GB'));
}

/** Places by hand: a box to narrow the list, then ticks. */
function handPicked() {
  const { store } = app;
  const ticks = byHandOrder().map(slot => {
    const { slug, name } = store.places[slot];
    const own = slot === app.state.place ? 'the one shown: it is never set beside itself' : undefined;
    return { slot, element: tick(`place:${slug}`, name, own) };
  });
  const count = h('span', { class: 'count', role: 'status' });
  const filter = () => {
    const wanted = plainWords(input.value);
    let left = 0;
    for (const { slot, element } of ticks) {
      const { name, short, aliases } = store.places[slot];
      element.hidden = ![name, short, ...aliases].some(each => plainWords(each).includes(wanted));
      if (!element.hidden) left += 1;
    }
    setText(count, wanted ? counted(left, 'place') : '');
  };
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'text', id: 'narrow', autocomplete: 'off', oninput: filter }));
  const picked = pickedSlots(store, app.state).length;
  return h(
    'details',
    { open: picked > 0 },
    h('summary', null, `Places by hand${picked > 0 ? ` (${picked} chosen)` : ''}`),
    h('div', { class: 'narrow' }, h('label', { for: 'narrow' }, 'Narrow the list'), input, count),
    h('div', { class: 'ticks hand', role: 'group', 'aria-label': 'Places by hand', tabindex: '0' }, ...ticks.map(each => each.element)),
  );
}

/** Opens the dialog; what is ticked is shown behind it at once. */
export function openChooser() {
  const { store } = app;
  const { companies } = store.header;
  const company = (/** @type {Company} */ each) => tick(each.key, capital(each.short ?? each.title), each.rule);
  const lists = companies.filter(each => each.kind === 'neighbours');
  const region = store.places[store.slot(store.places[app.state.place]?.region ?? null)];
  const first = [
    ...lists.map(company),
    ...(region ? [tick('region', `${region.name} (published figure)`)] : []),
    tick('england', 'England (published figure)'),
  ];
  const known = new Set(KINDS.map(([kind]) => kind));
  const kindOf = (/** @type {Company} */ each) => (each.kind && known.has(each.kind) ? each.kind : 'group');
  const body = h('div', { class: 'chooser' });
  fill(
    body,
    h(
      'p',
      null,
      'The first group ticked is drawn with its range; further ones with their means. Where fewer than seven in ten of a group have a figure, no mean is shown.',
    ),
    section('Neighbours, region, England', first, true),
    ...KINDS.map(([kind, title]) => section(title, companies.filter(each => each.kind !== 'neighbours' && kindOf(each) === kind).map(company))),
    handPicked(),
  );
  const usual = button('The usual ones', {
    class: 'usual',
    onclick: () => {
      choose(usualWith(store));
      dialog.close();
    },
  });
  body.append(usual);
  isChanged = false;
  const dialog = openDialog('Compared with', [body], 'choose');
}

/** Shows on the bar who is chosen. */
export function showChosen() {
  setText(byId('with-words'), withWords());
}
