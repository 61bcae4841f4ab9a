// Search: one combobox for authorities and indicators, after the pattern of the ARIA Authoring Practices. It works from the first letter, by any
// name, theme, code or alias, and opens nothing that was not chosen.
import { app, kept, toIndicator, toPlace } from './app.js';
import { distance, plainWords } from './address.js';
import { byId, fill, h, tell } from './dom.js';
import { counted, listed } from './words.js';

const MOST = 14;
/** Names offered where nothing was found. */
const MOST_NEAR = 3;

/** What goes first among answers that fit equally well: a place, one of the scorecard's indicators, another with our own words, a theme. */
const PLACE = 4;
const HEADLINE = 3;
const CURATED = 2;
const THEME = 1;

/**
 * What can be found. `names` are its title and aliases, `same` what else people call it, `words` those of the theme and the code, all as plain words.
 * @typedef {{title: string, kind: string, names: string[], same: string[], words: string[], code: string, open: Partial<State>, weight: number}} Entry
 */

/** @type {Entry[] | null} */
let entries = null;

/** Everything that can be found, made when the first letter is typed. @returns {Entry[]} */
function allEntries() {
  const { store } = app;
  const { header } = store;
  const themes = new Map(
    [...header.themes, ...header.topics].flatMap(theme => theme.indicators.map(index => /** @type {[number, string]} */ ([index, theme.title]))),
  );
  const rows = sameWords();
  const plain = (/** @type {string[]} */ names) => [...new Set(names.map(plainWords))];
  const places = store.current.map(slot => {
    const { name, short, aliases, code } = store.places[slot];
    return {
      title: name,
      kind: 'authority',
      names: plain([name, short, ...aliases]),
      same: [],
      words: [plainWords(code)],
      code,
      open: toPlace(slot),
      weight: PLACE,
    };
  });
  const indicators = store.indicators.map((indicator, index) => {
    const names = plain([indicator.short, indicator.title, ...indicator.aliases]);
    const theme =
      themes.get(index) ??
      (indicator.parent
        ? `${store.indicators[store.indexOf(indicator.parent.indicator)]?.short ?? ''}, by ${indicator.parent.breakdown_title.toLowerCase()}`
        : '');
    return {
      title: indicator.short,
      kind: theme || 'indicator',
      names,
      same: alsoCalled(names, rows),
      words: [...plain([theme, indicator.id]), ...alsoCalled(plain([theme]), rows)],
      code: indicator.id,
      open: toIndicator(index),
      weight: header.headlines.includes(index) ? HEADLINE : indicator.curated ? CURATED : 0,
    };
  });
  const themePages = header.themes.map(theme => ({
    title: `Theme: ${theme.title}`,
    kind: 'theme',
    names: plain([theme.title]),
    same: alsoCalled(plain([theme.title]), rows),
    words: [],
    code: theme.key,
    open: /** @type {Partial<State>} */ ({ page: 'glance', theme: theme.key, sort: '' }),
    weight: THEME,
  }));
  return [...places, ...indicators, ...themePages];
}

/** Phrases that mean the same, a row each, as plain words. */
function sameWords() {
  return (app.store.header.search_words ?? []).map(row => row.map(plainWords));
}

/** Whether words stand together in a name, as whole words. @param {string} name @param {string} phrase */
function holds(name, phrase) {
  return `-${name}-`.includes(`-${phrase}-`);
}

/** What names are called in other words: all phrases of the rows of which one stands in them. @param {string[]} names @param {string[][]} rows */
function alsoCalled(names, rows) {
  return [...new Set(rows.filter(row => row.some(phrase => names.some(name => holds(name, phrase)))).flat())];
}

/** How what is typed is met, from the theme alone to the whole of a name. */
const BEGINS_THEME = 10,
  WHOLE_THEME = 15,
  BEGINS_SAME = 20,
  BEGINS_WORDS = 22,
  BEGINS_NAME = 25,
  WHOLE_SAME = 28,
  WHOLE_WORDS = 35,
  PHRASE = 40,
  WHOLE_NAME = 50;
/** A headline that is met by whole words goes before every other indicator. */
const HEADLINE_LEAD = 20;

/** Each phrase of a row counts so much less than the one before it. */
const FURTHER = 0.4;

/** @param {string[]} phrases */
function wordsOf(phrases) {
  return phrases.flatMap(phrase => phrase.split('-'));
}

/** What is typed in other words, the nearest in meaning first in its row: how much less it counts. @typedef {{says: string, less: number}} Other */

/** "cp-plan" is "child-protection-plan" too. @param {string} wanted @param {string[][]} rows @returns {Other[]} */
function inOtherWords(wanted, rows) {
  return rows.flatMap(row => {
    const typed = row.find(phrase => holds(wanted, phrase));
    if (!typed) return [];
    const others = row.filter(phrase => phrase !== typed);
    return others.map((phrase, at) => ({ says: `-${wanted}-`.replace(`-${typed}-`, `-${phrase}-`).slice(1, -1), less: at * FURTHER }));
  });
}

/** How whole words meet the names of an entry, 0 where they do not. @param {Entry} entry @param {string} wanted */
function metBy({ names, kind }, wanted) {
  if (names.includes(wanted) && kind !== 'theme') return WHOLE_NAME;
  if (names.some(name => holds(name, wanted) || holds(name, `${wanted}s`))) return PHRASE;
  const all = wordsOf(names);
  return wanted.split('-').every(part => all.includes(part)) ? WHOLE_WORDS : 0;
}

/**
 * How well an entry answers, 0 where it does not: every word typed must begin one of its words. Whole words of a name, or of what people call
 * the same, come before parts of words, and those before the theme.
 * @param {Entry} entry @param {string} wanted @param {Other[]} others the same in other words
 */
function worth(entry, wanted, others) {
  if (entry.code === wanted && entry.kind !== 'theme') return 1000;
  const { names, same, words, weight } = entry;
  const parts = wanted.split('-');
  const [own, called] = [wordsOf(names), wordsOf([...names, ...same])];
  const around = [...called, ...wordsOf(words)];
  const begins = (/** @type {string[]} */ among) => parts.every(part => among.some(word => word.startsWith(part)));
  const isWhole = (/** @type {string[]} */ among) => parts.every(part => among.includes(part));
  const whole = Math.max(metBy(entry, wanted), ...others.map(({ says, less }) => Math.min(metBy(entry, says), PHRASE) - less));
  const steps = /** @type {[number, boolean][]} */ ([
    [whole, whole > BEGINS_NAME],
    [WHOLE_SAME, isWhole(called)],
    [BEGINS_NAME, names.some(name => name.startsWith(wanted))],
    [BEGINS_WORDS, begins(own)],
    [BEGINS_SAME, begins(called)],
    [WHOLE_THEME, isWhole(around)],
    [BEGINS_THEME, begins(around)],
  ]);
  const step = steps.find(([, isMet]) => isMet)?.[0] ?? 0;
  if (step === 0) return 0;
  const lead = weight === HEADLINE && step >= WHOLE_SAME ? HEADLINE_LEAD : 0;
  return (
    step +
    lead +
    weight / 2 +
    ([wanted, ...others.map(({ says }) => says)].some(each => names[0].startsWith(each)) ? 0.3 : 0) -
    names[0].length / 1000
  );
}

/** @param {string} typed @returns {{found: Entry[], count: number}} */
export function searched(typed) {
  entries ??= allEntries();
  const wanted = plainWords(typed);
  if (!wanted) return { found: [], count: 0 };
  const others = inOtherWords(wanted, sameWords());
  const all = entries
    .map(entry => ({ entry, worth: worth(entry, wanted, others) }))
    .filter(each => each.worth > 0)
    .sort((a, b) => b.worth - a.worth);
  return { found: all.slice(0, MOST).map(each => each.entry), count: all.length };
}

/** The entries with the names nearest to what is typed, for a slip of the finger: as many letters may differ as one in four. @param {string} typed @returns {Entry[]} */
function nearestEntries(typed) {
  const wanted = plainWords(typed);
  const most = Math.floor(wanted.length / 4);
  const count = wanted.split('-').length;
  // The beginning of a longer name, with as many words as were typed, is a name too.
  const far = (/** @type {Entry} */ { names }) =>
    Math.min(...names.flatMap(name => [name, name.split('-').slice(0, count).join('-')]).map(name => distance(wanted, name)));
  return (entries ??= allEntries())
    .filter(entry => entry.weight > 0)
    .map(entry => ({ entry, far: far(entry) }))
    .filter(each => each.far <= most)
    .sort((a, b) => a.far - b.far || b.entry.weight - a.entry.weight)
    .slice(0, MOST_NEAR)
    .map(each => each.entry);
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

/** How many were found, told and, where none, shown with what is near. @param {string} typed @param {number} count @param {Entry[]} near */
function tellFound(typed, count, near) {
  const instead = near.length > 0 ? 'Did you mean one of the nearest names?' : 'Try fewer letters.';
  byId('none-found').textContent = typed && count === 0 ? `Nothing found for “${typed}”. ${instead}` : '';
  if (!typed) return;
  if (count === 0) tell(`Nothing found for ${typed}. ${near.length > 0 ? `Nearest: ${listed(near.map(each => each.title))}.` : ''}`);
  else tell(count > MOST ? `${count} found, the nearest ${MOST} shown.` : `${counted(count, 'result')}.`);
}

/** The list of answers under the box: what stands in it, and which is marked. @param {HTMLInputElement} input @param {HTMLElement} list @param {(entry: Entry) => void} choose */
function createAnswers(input, list, choose) {
  /** @type {Entry[]} */
  let entriesShown = [];
  let active = -1;
  /** Whether what is shown is near to what was typed and not what was typed: it is opened only when it was marked. */
  let isNear = false;
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
    wanted: () => entriesShown[active] ?? (entriesShown.length === 1 && !isNear && input.value.trim() ? entriesShown[0] : undefined),
    count: () => entriesShown.length,
    close() {
      unmark();
      open(false);
    },
    show() {
      const typed = input.value.trim();
      const { found, count } = typed ? searched(typed) : { found: recent(), count: 0 };
      isNear = typed !== '' && count === 0;
      entriesShown = isNear ? nearestEntries(typed) : found;
      unmark();
      fill(list, ...entriesShown.map((entry, at) => optionElement(entry, at, typed ? entry.kind : 'seen lately', choose)));
      open(entriesShown.length > 0);
      tellFound(typed, count, entriesShown);
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
    else if (event.key === 'Enter') tell(answers.count() > 0 ? 'Nothing is opened by guess. Choose one with the arrow keys.' : 'Nothing to open.');
    else if (event.key === 'Escape' && (!list.hidden || input.value)) {
      answers.close();
      input.value = '';
      byId('none-found').textContent = '';
    } else return;
    event.preventDefault();
  });
}
