// The list of authorities by region; what is new: the newest releases with the figures that came with them; and inspections.
import { app, toIndicator } from './app.js';
import { dayOf, symbolNotes } from './caption.js';
import { fill, h, setText } from './dom.js';
import { lookAt } from './look.js';
import { tableElement } from './table.js';
import { axisWords, changeCells, changeOf, counted, digits, longDate, quarterWords, shown } from './words.js';

/** @returns {Part} */
export function createStart() {
  const lists = h('div', { class: 'regions' });
  const root = h(
    'article',
    { class: 'start' },
    h('h1', { id: 'heading', tabindex: '-1' }, 'Choose an authority'),
    h('p', null, 'Every English authority with children’s services, by region. Or search above: press / and type.'),
    lists,
  );
  return {
    root,
    title: () => 'Authorities by region',
    update() {
      const { store } = app;
      const regions = store.places.flatMap((place, slot) => (place.kind === 'region' ? [slot] : []));
      const sections = regions.map(region => {
        const members = store.current
          .filter(slot => store.places[slot].region === store.places[region].code)
          .sort((a, b) => store.places[a].name.localeCompare(store.places[b].name, 'en-GB'));
        return members.length === 0
          ? null
          : h(
              'section',
              null,
              h('h2', null, store.places[region].name),
              h(
                'ul',
                null,
                ...members.map(slot => h('li', null, h('a', { href: app.href({ page: 'glance', place: slot }) }, store.places[slot].name))),
              ),
            );
      });
      fill(lists, ...sections);
    },
  };
}

/** The indicators of the catalogue by the release of their newest figure. @param {number} place */
function releasesOf(place) {
  const { store } = app;
  /** @type {Map<string, {source: Source, list: number[]}>} */
  const releases = new Map();
  for (const index of store.header.themes.flatMap(theme => theme.indicators)) {
    const cell = (/** @type {number} */ slot) => store.rows(index).source[slot * store.indicators[index].periods.length + store.latest(index)];
    const at = cell(place) >= 0 ? cell(place) : cell(store.england);
    const source = store.header.sources[at];
    if (!source) continue;
    const key = `${source.publication}|${source.release}`;
    const one = releases.get(key) ?? { source, list: [] };
    one.list.push(index);
    releases.set(key, one);
  }
  return [...releases.values()].sort(
    (a, b) => dayOf(b.source).localeCompare(dayOf(a.source)) || a.source.publication.localeCompare(b.source.publication),
  );
}

/** @param {number} index @param {State} state @returns {Cell[]} */
function newRow(index, state) {
  const { store } = app;
  const { indicator, at, slot, own } = lookAt(store, { ...state, period: '' }, index);
  const change = changeOf(store, index, at, slot);
  const before = change ? store.reading(index, slot, change.from) : null;
  const quarter = quarterWords(store, index, at, slot);
  const ref = { indicator: index, slot, period: at };
  return [
    { text: indicator.short, head: true, href: app.href({ ...toIndicator(index), view: 'trend' }), small: axisWords(indicator) },
    { text: indicator.periods[at].label },
    { text: shown(indicator, own), value: own.value, ref, own: true },
    { text: indicator.suffix || indicator.prefix || indicator.unit },
    {
      text: before && before.value !== null ? digits(indicator, before.value) : 'none',
      value: before?.value ?? null,
      ref: change ? { ...ref, period: change.from } : null,
    },
    ...changeCells(change, 'not like for like'),
    { text: quarter?.says ?? 'none', shape: quarter?.step ?? 0 },
  ];
}

/** @returns {Part} */
export function createNews() {
  const heading = h('h1', { id: 'heading', tabindex: '-1' });
  const asAt = h('p', null);
  const lists = h('div', { class: 'releases' });
  const root = h('article', { class: 'news' }, heading, asAt, lists);
  const columns = [
    { key: 'indicator', title: 'Indicator' },
    { key: 'period', title: 'Period' },
    { key: 'value', title: 'Value', numeric: true },
    { key: 'unit', title: 'Unit', fileOnly: true },
    { key: 'before', title: 'Before', numeric: true },
    { key: 'change', title: 'Change', numeric: true },
    { key: 'chance', title: 'Change against chance', fileOnly: true },
    { key: 'quarter', title: 'Quarter' },
  ];
  return {
    root,
    title: state => `${app.store.places[state.place].short}: what is new`,
    update(state) {
      const { store } = app;
      const place = store.places[state.place];
      setText(heading, `${place.name}: what is new`);
      setText(asAt, `The newest release first, with the figures that came with it.`);
      fill(
        lists,
        ...releasesOf(state.place).map(({ source, list }) => {
          const next = [...new Set(list.map(index => store.indicators[index].next).filter(Boolean))];
          const day = source.published ? `Published ${longDate(source.published)}. ` : '';
          const table = {
            name: `${place.slug}-new`,
            caption: `${source.publication}, ${source.release}: ${counted(list.length, 'figure')}`,
            columns,
            rows: list.map(index => newRow(index, state)),
            notes: symbolNotes(
              list.map(index => ({ name: store.indicators[index].short, reading: lookAt(store, { ...state, period: '' }, index).own })),
            ),
            source: source.credit,
          };
          return h(
            'section',
            null,
            h('h2', null, `${source.release || 'Release not told'}: ${source.publication || source.file}`),
            h('p', null, `${day}${next.length > 0 ? `Next: ${next[0].replace(/\.$/, '')}.` : ''}`),
            tableElement(table),
            table.notes.length > 0 && h('p', { class: 'legend' }, table.notes.join(' ')),
          );
        }),
      );
    },
  };
}

/** The tables among the lines of what is said of inspections: each begins with its title. @param {string[][]} lines @param {string} slug @returns {Table[]} */
function tablesOf(lines, slug) {
  /** @type {Table[]} */
  const tables = [];
  for (const [is, ...cells] of lines) {
    if (is === 'table') tables.push({ name: `${slug}-inspections-${tables.length + 1}`, caption: cells[0], columns: [], rows: [], notes: [], source: '' });
    const table = tables.at(-1);
    if (!table) continue;
    // What was said, and is the longest, stands last.
    if (is === 'heads') table.columns = cells.map((title, at) => ({ key: `column-${at}`, title, wraps: at === cells.length - 1 }));
    if (is === 'row') table.rows.push(cells.map((text, at) => ({ text, head: at === 0 })));
    if (is === 'note') table.notes?.push(cells[0]);
    if (is === 'source') table.source = cells[0];
  }
  return tables;
}

/** @returns {Part} */
export function createInspections() {
  const heading = h('h1', { id: 'heading', tabindex: '-1' });
  const body = h('div', { class: 'inspections' });
  const root = h('article', { class: 'news' }, heading, body);
  return {
    root,
    title: state => `${app.store.places[state.place].short}: inspections`,
    update(state) {
      const { store, words } = app;
      const place = store.places[state.place];
      setText(heading, `${place.name}: inspections`);
      const told = words?.behind('inspections', store.currentAt(state.place)) ?? [];
      const lines = told.flatMap(({ says }) => says).map(line => line.split('\t'));
      if (lines.length === 0) {
        fill(body, h('p', null, words ? 'No inspection of it is known here: it is no authority of today.' : 'The words are still being unpacked.'));
        return;
      }
      const said = lines.filter(([is]) => is === 'say');
      fill(
        body,
        ...[...new Set(said.map(([, of]) => of))].flatMap(of => [
          h('h2', null, of),
          h('ul', null, ...said.filter(([, each]) => each === of).map(([, , text]) => h('li', null, text))),
        ]),
        ...tablesOf(lines, place.slug)
          .filter(({ rows }) => rows.length > 0)
          .flatMap(table => [
            tableElement(table),
            table.notes && table.notes.length > 0 && h('p', { class: 'legend' }, table.notes.join(' ')),
            table.source && h('p', { class: 'legend' }, `Source: ${table.source}`),
          ]),
      );
    },
  };
}
