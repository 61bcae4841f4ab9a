// Search: one combobox for authorities and indicators, after the pattern of the ARIA Authoring Practices. It works from the first letter, by any
// name, theme, code or alias, and opens nothing that was not chosen.
import { app, kept, toIndicator, toPlace } from './app.js';
import { plainWords } from './address.js';
import { byId, fill, h, tell } from './dom.js';
import { counted } from './words.js';

const MOST = 14;

/** @typedef {{title: string, kind: string, words: string[], first: string[], code: string, open: Partial<State>, weight: number}} Entry */

/** @type {Entry[] | null} */
let entries = null;

/** Everything that can be found, made when the first letter is typed. @returns {Entry[]} */
function allEntries() {
  const { store } = app;
  const { header } = store;
  const themes = new Map(
    [...header.themes, ...header.topics].flatMap(theme => theme.indicators.map(index => /** @type {[number, string]} */ ([index, theme.title]))),
  );
  const same = synonyms(header.search_words ?? []);
  const split = (/** @type {string[]} */ names) => {
    const plain = names.map(plainWords);
    return [...new Set(plain.flatMap(name => name.split('-')).flatMap(word => [word, ...(same.get(word) ?? [])]))];
  };
  const places = store.current.map(slot => {
    const { name, short, aliases, code } = store.places[slot];
    return {
      title: name,
      kind: 'authority',
      words: split([name, short, ...aliases, code]),
      first: [name, short, ...aliases].map(plainWords),
      code,
      open: toPlace(slot),
      weight: 3,
    };
  });
  const indicators = store.indicators.map((indicator, index) => {
    const names = [indicator.short, indicator.title, ...indicator.aliases];
    const theme =
      themes.get(index) ??
      (indicator.parent
        ? `${store.indicators[store.indexOf(indicator.parent.indicator)]?.short ?? ''}, by ${indicator.parent.breakdown_title.toLowerCase()}`
        : '');
    return {
      title: indicator.short,
      kind: theme || 'indicator',
      words: split([...names, theme, indicator.id]),
      first: names.map(plainWords),
      code: indicator.id,
      open: toIndicator(index),
      weight: indicator.curated ? 2 : 0,
    };
  });
  const themePages = header.themes.map(theme => ({
    title: `Theme: ${theme.title}`,
    kind: 'theme',
    words: split([theme.title]),
    first: [plainWords(theme.title)],
    code: theme.key,
    open: /** @type {Partial<State>} */ ({ page: 'glance', theme: theme.key, sort: '' }),
    weight: 1,
  }));
  return [...places, ...indicators, ...themePages];
}

/** @param {string[][]} rows */
function synonyms(rows) {
  /** @type {Map<string, string[]>} */
  const same = new Map();
  for (const row of rows) {
    const words = row.map(plainWords);
    for (const word of words)
      same.set(word, [...(same.get(word) ?? []), ...words.filter(other => other !== word).flatMap(other => other.split('-'))]);
  }
  return same;
}

/** How well an entry answers, 0 where it does not: every word typed must begin one of its words. @param {Entry} entry @param {string} wanted @param {string[]} parts */
function worth(entry, wanted, parts) {
  if (entry.code === wanted) return 100;
  if (!parts.every(part => entry.words.some(word => word.startsWith(part)))) return 0;
  const starts = entry.first.some(name => name === wanted)
    ? 60
    : entry.first[0].startsWith(wanted)
      ? 40
      : entry.first.some(name => name.startsWith(wanted))
        ? 25
        : 5;
  const whole = parts.filter(part => entry.words.includes(part)).length * 3;
  return starts + whole + entry.weight - entry.first[0].length / 100;
}

/** @param {string} typed @returns {{found: Entry[], count: number}} */
export function searched(typed) {
  entries ??= allEntries();
  const wanted = plainWords(typed);
  const parts = wanted.split('-').filter(Boolean);
  if (parts.length === 0) return { found: [], count: 0 };
  const all = entries
    .map(entry => ({ entry, worth: worth(entry, wanted, parts) }))
    .filter(each => each.worth > 0)
    .sort((a, b) => b.worth - a.worth);
  return { found: all.slice(0, MOST).map(each => each.entry), count: all.length };
}

/** What was seen last, offered before a letter is typed. @returns {Entry[]} */
function recent() {
  entries ??= allEntries();
  const ids = /** @type {string[]} */ (kept('seen') ?? []);
  return ids.flatMap(id => entries?.find(entry => entry.code === id) ?? []).slice(0, 6);
}

/** One answer of the list. @param {Entry} entry @param {number} at @param {string} kind @param {(entry: Entry) => void} choose */
function optionElement(entry, at, kind, choose) {
  const stay = (/** @type {Event} */ event) => event.preventDefault();
  const how = { role: 'option', id: `found-${at}`, 'aria-selected': 'false', onmousedown: stay, onclick: () => choose(entry) };
  return h('li', how, h('span', null, entry.title), h('span', { class: 'kind' }, kind));
}

/** How many were found, told and, where none, shown. @param {string} typed @param {number} count */
function tellFound(typed, count) {
  byId('none-found').textContent = typed && count === 0 ? `Nothing found for “${typed}”. Try fewer letters.` : '';
  if (!typed) return;
  if (count === 0) tell(`Nothing found for ${typed}.`);
  else tell(count > MOST ? `${count} found, the nearest ${MOST} shown.` : `${counted(count, 'result')}.`);
}

/** The list of answers under the box: what stands in it, and which is marked. @param {HTMLInputElement} input @param {HTMLElement} list @param {(entry: Entry) => void} choose */
function createAnswers(input, list, choose) {
  /** @type {Entry[]} */
  let entriesShown = [];
  let active = -1;
  const unmark = () => {
    active = -1;
    input.removeAttribute('aria-activedescendant');
  };
  const open = (/** @type {boolean} */ isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
  };
  return {
    /** The one marked, or the only one there is for what was typed. */
    wanted: () => entriesShown[active] ?? (entriesShown.length === 1 && input.value.trim() ? entriesShown[0] : undefined),
    count: () => entriesShown.length,
    close() {
      unmark();
      open(false);
    },
    show() {
      const typed = input.value.trim();
      const { found, count } = typed ? searched(typed) : { found: recent(), count: 0 };
      entriesShown = found;
      unmark();
      fill(list, ...found.map((entry, at) => optionElement(entry, at, typed ? entry.kind : 'seen lately', choose)));
      open(found.length > 0);
      tellFound(typed, count);
    },
    /** @param {number} step */
    move(step) {
      if (list.hidden) this.show();
      if (entriesShown.length === 0) return;
      active = active < 0 && step < 0 ? entriesShown.length - 1 : (active + step + entriesShown.length) % entriesShown.length;
      [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
      list.children[active].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', `found-${active}`);
    },
  };
}

/** Makes the search box of the bar work. */
export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId('search'));
  const list = byId('found');
  const choose = (/** @type {Entry} */ entry) => {
    answers.close();
    input.value = '';
    // A place keeps the view that is open now, not the one when the entries were made.
    app.go(entry.kind === 'authority' ? toPlace(entry.open.place ?? 0) : entry.open, { heading: true });
  };
  const answers = createAnswers(input, list, choose);
  input.addEventListener('input', answers.show);
  input.addEventListener('focus', () => {
    if (!input.value) answers.show();
  });
  input.addEventListener('blur', () => {
    answers.close();
    byId('none-found').textContent = '';
  });
  input.addEventListener('keydown', event => {
    const wanted = answers.wanted();
    if (event.key === 'ArrowDown') answers.move(1);
    else if (event.key === 'ArrowUp') answers.move(-1);
    else if (event.key === 'Enter' && wanted) choose(wanted);
    else if (event.key === 'Enter') tell(answers.count() > 1 ? 'Several fit. Choose one with the arrow keys.' : 'Nothing to open.');
    else if (event.key === 'Escape' && (!list.hidden || input.value)) {
      answers.close();
      input.value = '';
    } else return;
    event.preventDefault();
  });
}
