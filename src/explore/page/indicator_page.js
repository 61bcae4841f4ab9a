// The page of one indicator: its figure in a sentence, the ways to look at it, the program's paragraph, cautions and source.
import { app } from './app.js';
import { cautionsOf } from './caption.js';
import { button, createRun, fill, h, setText } from './dom.js';
import { lookAt, periodOf } from './look.js';
import { createPanel, tableTools } from './panel.js';
import { figure, tableElement } from './table.js';
import { copy } from './take.js';
import { chartOf, controlsOf, viewsOf, whyNot } from './views.js';
import { breakdownsOf, wholeOf } from './chart_shares.js';
import { withFigures } from './glance.js';
import { leadSentences, quarterWords, quantity, spoken } from './words.js';

/** The links between the ways to look. @param {State} state @param {HTMLElement} nav */
function fillViews(state, nav) {
  if (nav.childElementCount === 0) fill(nav, ...viewsOf().map(([key, title]) => h('a', { 'data-view': key, 'data-key': `view:${key}` }, title)));
  for (const link of nav.children) {
    const view = link.getAttribute('data-view') ?? '';
    link.setAttribute('href', app.href({ view }));
    if (view === state.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** @param {HTMLSelectElement} select @param {State} state */
function fillPeriods(select, state) {
  const indicator = app.store.indicators[state.indicator];
  if (select.dataset.of !== indicator.id) {
    select.dataset.of = indicator.id;
    fill(
      select,
      ...indicator.periods
        .map(period => h('option', { value: period.label }, period.finality ? `${period.label} (${period.finality})` : period.label))
        .reverse(),
    );
  }
  select.value = indicator.periods[periodOf(app.store, state.indicator, state.period)].label;
}

/** @param {HTMLElement} lead @param {Look} look */
function fillLead(lead, look) {
  const { indicator, own, store, index, at, slot } = look;
  const [first, ...rest] = leadSentences(look);
  const value = own.value === null ? spoken(indicator, own) : quantity(indicator, own.value);
  const quarter = quarterWords(store, index, at, slot);
  fill(
    lead,
    h('p', { class: 'answer' }, figure(value, { indicator: index, slot, period: at })),
    h(
      'p',
      { class: 'says' },
      own.value === null
        ? first
        : first
            .replace(value, '')
            .trim()
            .replace(/^./, letter => letter.toUpperCase()),
      ' ',
      ...rest.map(each => `${each} `),
      quarter ? `Quarter of authorities: ${quarter.says}.` : '',
    ),
  );
}

/** What the program says: of the people where they are looked at, else of the newest figure. @param {Look} look @returns {string[]} */
function saidAbout({ store, index, slot, state }) {
  const { words } = app;
  if (!words) return [];
  if (state.view !== 'who') return words.paragraph(index, store.currentAt(slot));
  const whole = wholeOf(store, index);
  const all = breakdownsOf(store, whole);
  const chosen = all.find(each => each.key === state.by) ?? all[0];
  return chosen ? words.mix(store.indicators[whole].id, chosen.key, store.currentAt(slot)) : [];
}

/** The program's own paragraph, on the newest period. @param {HTMLElement} section @param {Look} look */
function fillWords(section, look) {
  const { store, index, newest, indicator } = look;
  const sentences = saidAbout(look);
  section.hidden = sentences.length === 0;
  if (sentences.length === 0) return;
  const heading = h('h2', null, newest ? 'In words' : `In words, on ${indicator.periods[store.latest(index)].label}`);
  const text = sentences.join(' ').replace(/\[\[([^|\]]*)[^\]]*\]\]/g, '$1');
  fill(
    section,
    heading,
    h('p', { class: 'paragraph' }, ...sentences.flatMap(each => [...withFigures(each, index), ' '])),
    h('div', { class: 'tools' }, button('Copy the paragraph', { onclick: () => copy(text, '', 'Paragraph copied.'), 'data-key': 'copy-paragraph' })),
  );
}

/** What is behind the newest figure, as the program says it. @param {HTMLElement} section @param {Look} look */
function fillBehind(section, { store, index, slot, indicator, newest }) {
  const told = app.words?.behind(indicator.id, store.currentAt(slot)) ?? [];
  section.hidden = told.length === 0;
  if (told.length === 0) return;
  const when = newest ? '' : `, on ${indicator.periods[store.latest(index)].label}`;
  const text = told.map(({ title, says }) => `${title}. ${says.join(' ')}`).join('\n');
  fill(
    section,
    h('h2', null, `What is behind it${when}`),
    ...told.flatMap(({ title, says }) => [h('h3', null, title), h('p', { class: 'paragraph' }, says.join(' '))]),
    h('div', { class: 'tools' }, button('Copy these paragraphs', { onclick: () => copy(text, '', 'Paragraphs copied.'), 'data-key': 'copy-behind' })),
  );
}

/** What it measures, which direction is good and why, and when the next figure is expected. @param {HTMLElement} section @param {Look} look */
function fillAbout(section, { indicator, store, index }) {
  const direction = indicator.better ? `${indicator.better === 'lower' ? 'Lower' : 'Higher'} is better` : 'Neither direction is better in itself';
  const parent = indicator.parent ? store.indexOf(indicator.parent.indicator) : -1;
  const theme = store.header.themes.find(each => each.indicators.includes(index));
  const isNamed = indicator.about && indicator.about !== indicator.title;
  fill(
    section,
    h('h2', null, 'What it is'),
    isNamed ? h('p', null, indicator.about) : null,
    h('p', null, `${direction}: ${indicator.reason || 'no reason is given.'}`),
    indicator.ask ? h('p', null, h('b', null, 'A question to ask: '), indicator.ask) : null,
    parent >= 0
      ? h(
          'p',
          null,
          'One category of ',
          h('a', { href: app.href({ indicator: parent, view: 'who', by: indicator.parent?.breakdown ?? '' }) }, store.indicators[parent].short),
          '.',
        )
      : null,
    theme ? h('p', null, 'Theme: ', h('a', { href: app.href({ page: 'glance', theme: theme.key, sort: '' }) }, theme.title), '.') : null,
    indicator.next ? h('p', null, `Next figure: ${indicator.next.replace(/\.$/, '')}.`) : null,
  );
}

/** @param {HTMLElement} list @param {Look} look */
function fillCautions(list, { indicator }) {
  const all = cautionsOf(indicator);
  list.hidden = all.length === 0;
  fill(list, ...all.map(each => h('li', null, each)));
}

/** @returns {Part} */
export function createIndicatorPage() {
  const heading = h('h1', { id: 'heading', tabindex: '-1' });
  const goesOn = createRun();
  const period = /** @type {HTMLSelectElement} */ (
    h('select', { id: 'period', onchange: () => app.go({ period: period.value }, { replace: goesOn() }) })
  );
  const measure = h('p', { class: 'measure' });
  const lead = h('div', { class: 'lead' });
  const nav = h('nav', { class: 'views', 'aria-label': 'Ways to look' });
  const controls = h('div', { class: 'controls view-controls' });
  const none = h('p', { class: 'none', role: 'note' });
  const listing = h('div', { class: 'listing' });
  const panel = createPanel();
  const cautions = h('ul', { class: 'cautions', 'aria-label': 'Take care' });
  const words = h('section', { class: 'words' }),
    behind = h('section', { class: 'words behind' }),
    about = h('section', { class: 'about' });
  const root = h(
    'article',
    { class: 'indicator' },
    h('div', { class: 'head' }, heading, h('div', { class: 'period' }, h('label', { for: 'period' }, 'Period'), period)),
    measure,
    lead,
    cautions,
    nav,
    controls,
    none,
    listing,
    panel.root,
    words,
    behind,
    about,
  );
  return {
    root,
    title: state => `${app.store.places[state.place].short}: ${app.store.indicators[state.indicator].short}`,
    update(state) {
      const look = lookAt(app.store, state);
      setText(heading, look.indicator.short);
      setText(measure, `${look.place.name}. ${look.indicator.title}`);
      fillPeriods(period, state);
      fillLead(lead, look);
      fillCautions(cautions, look);
      fillViews(state, nav);
      const why = whyNot(look);
      const made = why ? null : chartOf(look);
      setText(none, why);
      none.hidden = !why;
      panel.root.hidden = !made || !('draw' in made);
      fill(listing);
      controlsOf(look, controls);
      if (made && 'draw' in made) panel.show(made, state.view);
      else if (made) showListing(listing, made, state);
      fillWords(words, look);
      fillBehind(behind, look);
      fillAbout(about, look);
    },
  };
}

/** A view that is a table: places as a list, or all lines in full. @param {HTMLElement} listing @param {Table} table @param {State} state */
function showListing(listing, table, state) {
  const isPlaces = state.view === 'places';
  const sorted = isPlaces ? (/** @type {string} */ sort) => app.go({ sort }, { replace: true }) : null;
  fill(
    listing,
    tableElement(table, { sort: isPlaces ? state.sort || 'authority' : '', sorted }),
    table.notes?.length ? h('ul', { class: 'notes' }, ...table.notes.map(each => h('li', null, each))) : null,
    h('p', { class: 'source' }, table.source),
    h('div', { class: 'tools', role: 'group', 'aria-label': 'Take away' }, ...tableTools(() => table)),
  );
}
