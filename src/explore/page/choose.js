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

/** Puts a comparator in or takes it out; the first group chosen is the one drawn with its range. @param {string} key @param {boolean} on */
function toggle(key, on) {
  const { state } = app;
  app.go({ with: on ? [...state.with.filter(each => each !== key), key] : state.with.filter(each => each !== key) }, { replace: true });
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

/** Places by hand: a box to narrow the list, then ticks. */
function handPicked() {
  const { store } = app;
  const ticks = store.current.map(slot => ({ slot, element: tick(`place:${store.places[slot].slug}`, store.places[slot].name) }));
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
      app.go({ with: usualWith(store) }, { replace: true });
      dialog.close();
    },
  });
  body.append(usual);
  const dialog = openDialog('Compared with', [body], 'choose');
}

/** Shows on the bar who is chosen. */
export function showChosen() {
  setText(byId('with-words'), withWords());
}
