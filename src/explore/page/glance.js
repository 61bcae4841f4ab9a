// At a glance: the scorecard of one authority, a row an indicator, and what the program says of it in a few sentences.
import { app, toIndicator } from './app.js';
import { axisWords, capital, changeCells, changeOf, counted, groupShown, quarterWords, shown } from './words.js';
import { fill, h, setText } from './dom.js';
import { creditLine, sourcesOf, symbolNotes } from './caption.js';
import { lookAt, meanLabel, pickedSlots, refOfPeers } from './look.js';
import { tableTools } from './panel.js';
import { figure, tableElement } from './table.js';

/** The values of the own line, for the small picture. @param {Look} look @returns {(number | null)[]} */
function courseOf({ store, index, slot, indicator, at }) {
  const from = indicator.breaks.reduce((last, one) => (one.at <= at ? Math.max(last, one.at) : last), 0);
  return indicator.periods.slice(from, at + 1).map((_, step) => store.reading(index, slot, from + step).value);
}

/** The one place ticked by hand beside a first group, which has a column of its own; else -1. @param {State} state @param {Peers | undefined} group */
function placeBeside(state, group) {
  const picked = pickedSlots(app.store, state);
  return group && picked.length === 1 && group.key !== 'places' && picked[0] !== state.place ? picked[0] : -1;
}

/** @param {Look} look @param {boolean} hasMean whether the table has a column for the group @param {number} beside a place with a column of its own @returns {Cell[]} */
function rowOf(look, hasMean, beside) {
  const { store, index, at, slot, indicator, own, peers, england, region, regionSlot } = look;
  const ref = { indicator: index, slot, period: at };
  const alone = indicator.local ? 'local' : indicator.total ? 'a total' : '';
  const change = changeOf(store, index, at, slot);
  const quarter = quarterWords(store, index, at, slot);
  const wider = (/** @type {Reading | null} */ reading, /** @type {number} */ each) =>
    reading
      ? { text: shown(indicator, reading), value: reading.value, ref: { ...ref, slot: each } }
      : { text: alone || 'not set beside it', value: null };
  return [
    { text: indicator.short, head: true, href: app.href(toIndicator(index)), small: axisWords(indicator) },
    { text: '', spark: courseOf(look) },
    { text: shown(indicator, own), value: own.value, ref, own: true },
    { text: indicator.suffix || indicator.prefix || indicator.unit },
    { text: indicator.periods[at].label, sort: indicator.periods[at].end },
    // Changes of many units are put in order by their share of the figure before.
    ...changeCells(change, 'not like for like').map(cell => ({
      ...cell,
      sort: change ? change.size / (Math.abs((own.value ?? 0) - change.size) || 1) : undefined,
    })),
    ...peers.slice(0, 1).map(each => ({
      text: groupShown(look, each),
      value: each.summary.enough ? each.summary.mean : null,
      ref: refOfPeers(look, each),
    })),
    ...(peers.length === 0 && hasMean ? [{ text: alone, value: null }] : []),
    ...(beside >= 0 ? [wider(indicator.total ? null : store.reading(index, beside, at), beside)] : []),
    ...(regionSlot >= 0 ? [wider(region, regionSlot)] : []),
    ...(look.state.with.includes('england') ? [wider(england, store.england)] : []),
    { text: quarter ? quarter.says : 'none', shape: quarter?.step ?? 0, sort: quarter ? quarter.step : undefined },
  ];
}

/** The indicators of a theme, or the headlines. @param {State} state */
function chosenList(state) {
  const { header } = app.store;
  const theme = [...header.themes, ...header.topics].find(each => each.key === state.theme);
  return theme ? { title: theme.title, list: theme.indicators } : { title: 'Headline indicators', list: header.headlines };
}

/** @param {State} state @returns {Table} */
export function scorecardTable(state) {
  const { store } = app;
  const { title, list } = chosenList(state);
  const looks = list.map(index => lookAt(store, { ...state, period: '' }, index));
  const place = store.places[state.place];
  const group = looks.find(each => each.peers[0])?.peers[0];
  const beside = placeBeside(state, group);
  const region = looks[0]?.regionSlot ?? -1;
  const sources = looks.flatMap(look => sourcesOf(store, look.index, [look.slot], look.at));
  return {
    name: `${place.slug}-${state.theme || 'at-a-glance'}`,
    caption: `${title}: ${place.name}, the newest figure of each`,
    columns: [
      { key: 'indicator', title: 'Indicator' },
      { key: 'course', title: 'Course', sort: false, noFile: true },
      { key: 'value', title: place.short, numeric: true, sort: false },
      { key: 'unit', title: 'Unit', sort: false, fileOnly: true },
      { key: 'period', title: 'Period' },
      { key: 'change', title: 'Change', numeric: true, wraps: true },
      { key: 'chance', title: 'Change against chance', fileOnly: true },
      ...(group ? [{ key: 'mean', title: meanLabel(group), numeric: true, sort: false }] : []),
      ...(beside >= 0 ? [{ key: 'place', title: store.places[beside].short, numeric: true, sort: false }] : []),
      ...(region >= 0 ? [{ key: 'region', title: store.places[region].short, numeric: true, sort: false, wraps: true }] : []),
      ...(state.with.includes('england') ? [{ key: 'england', title: 'England', numeric: true, sort: false, wraps: true }] : []),
      { key: 'quarter', title: 'Quarter of authorities', wraps: true },
    ],
    rows: looks.map(look => rowOf(look, Boolean(group), beside)),
    notes: symbolNotes(looks.map(look => ({ name: look.indicator.short, reading: look.own }))),
    source: creditLine(sources),
  };
}

/**
 * A sentence with its figures as buttons. `[[184|own]]`, `[[67|england]]`, `[[90|region]]` are newest figures of the indicator, `[[163|own|2016]]` is one of a year.
 * @param {string} says @param {number} indicator @returns {(string | Node)[]}
 */
export function withFigures(says, indicator) {
  const { store, state } = app;
  const { region } = store.places[state.place];
  /** @type {Record<string, number>} */
  const slots = { own: state.place, england: store.england, region: store.slot(region) };
  return says.split(/(\[\[[^\]]*\]\])/).map(part => {
    if (!part.startsWith('[[')) return part;
    const [text, whose, label] = part.slice(2, -2).split('|');
    const slot = slots[whose] ?? -1;
    const period = !label ? store.latest(indicator) : store.indicators[indicator].periods.findIndex(each => each.label === label);
    return slot < 0 || period < 0 ? text : figure(text, { indicator, slot, period });
  });
}

/** The program's few sentences on an authority. @param {HTMLElement} list @param {State} state */
function fillSummary(list, state) {
  const { store, words } = app;
  const bullets = state.theme ? [] : (words?.summary(store.currentAt(state.place)) ?? []);
  fill(
    list,
    ...bullets.map(({ id, label, says }) => {
      const index = store.indexOf(id);
      const lead = label
        ? h('b', null, index >= 0 ? h('a', { href: app.href(toIndicator(index)) }, label.replace(/:$/, '')) : label.replace(/:$/, ''), ': ')
        : null;
      return h('li', null, lead, ...withFigures(says, index));
    }),
  );
  // While the words are still being unpacked the room for them is kept.
  list.classList.toggle('is-waiting', !words && !state.theme);
  list.hidden = bullets.length === 0 && Boolean(words ?? state.theme);
}

/** @returns {Part} */
export function createGlance() {
  const heading = h('h1', { id: 'heading', tabindex: '-1' });
  const list = h('ul', { class: 'summary' });
  const themes = /** @type {HTMLSelectElement} */ (h('select', { id: 'theme', onchange: () => app.go({ theme: themes.value, sort: '' }) }));
  const holder = h('div', { class: 'card' });
  const legend = h('p', { class: 'legend' });
  /** @type {Table | null} */
  let table = null;
  const source = h('p', { class: 'source' });
  const root = h(
    'article',
    { class: 'glance' },
    heading,
    list,
    h(
      'div',
      { class: 'controls' },
      h('label', { for: 'theme' }, 'Indicators'),
      themes,
      h('div', { class: 'tools', role: 'group', 'aria-label': 'Take away' }, ...tableTools(() => table)),
    ),
    holder,
    legend,
    source,
  );
  const sorted = (/** @type {string} */ sort) => app.go({ sort }, { replace: true });
  return {
    root,
    title: state => `${app.store.places[state.place].short}: ${state.theme ? chosenList(state).title : 'at a glance'}`,
    update(state) {
      const { header } = app.store;
      const place = app.store.places[state.place];
      setText(heading, state.theme ? `${place.name}: ${chosenList(state).title}` : `${place.name} at a glance`);
      if (themes.options.length === 0) {
        const option = (/** @type {Theme} */ each) => h('option', { value: each.key }, each.title);
        fill(
          themes,
          h('option', { value: '' }, 'Headlines'),
          h('optgroup', { label: 'Themes' }, ...header.themes.map(option)),
          header.topics.length > 0 && h('optgroup', { label: 'All series of LAIT' }, ...header.topics.map(option)),
        );
      }
      themes.value = state.theme;
      fillSummary(list, state);
      table = scorecardTable(state);
      fill(holder, tableElement(table, { sort: state.sort, sorted, kind: 'scorecard' }));
      const anyBand = table.rows.some(cells => /^A|^D/.test(cells[cells.length - 1].text));
      setText(
        legend,
        `${counted(table.rows.length, 'indicator')}. Quarters: four cells for the ${anyBand ? 'best (A) where a direction is agreed, for the ' : ''}highest quarter of authorities where none is; one cell for the ${anyBand ? 'worst (D) or ' : ''}lowest. ${[capital('a figure opens what stands behind it.'), ...(table.notes ?? [])].join(' ')}`,
      );
      setText(source, table.source);
    },
  };
}
