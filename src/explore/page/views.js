// The ways to look at one indicator: which there are, why one is not to be had, its controls and its chart.
import { app } from './app.js';
import { barsChart } from './chart_bars.js';
import { everyoneChart } from './chart_everyone.js';
import { funnelChart } from './chart_funnel.js';
import { chainsOf, ladderChart } from './chart_ladder.js';
import { ranksChart } from './chart_ranks.js';
import { scatterChart } from './chart_scatter.js';
import { breakdownsOf, sharesChart, wholeOf } from './chart_shares.js';
import { MAP_SHOWS, tilesChart } from './chart_tiles.js';
import { trendChart } from './chart_trend.js';
import { slotsShown, sourceLine, symbolNotes } from './caption.js';
import { createRun, fill, h } from './dom.js';
import { lookAt, markedSlots, meanLabel } from './look.js';
import { toggleMark } from './reader.js';
import { axisWords, changeCells, changeOf, digits, meanDigits, quarterWords, shown, standingOf } from './words.js';

/** Every way, in the order of the links. @returns {[string, string][]} */
export function viewsOf() {
  return [
    ['trend', 'Trend'],
    ['neighbours', 'Neighbours'],
    ['all', 'All authorities'],
    ['funnel', 'Funnel'],
    ['rank', 'Rank'],
    ['who', 'Who they are'],
    ['steps', 'Steps'],
    ['map', 'Map'],
    ['scatter', 'Beside another'],
    ['places', 'Places'],
    ['table', 'Table'],
  ];
}

const TOTAL =
  'This is a count: it follows from the size of a place, and England and the regions are totals. It is not set beside other places; compare rates or percentages.';

const OWN = 'These figures are your own: local and unvalidated, and nobody else has published theirs. They are not set beside other places.';

/** Why a view shows nothing; empty where it shows something. @param {Look} look */
export function whyNot(look) {
  const { indicator, state, peers, store, index } = look;
  if (state.view === 'trend' || state.view === 'table') return '';
  if (state.view === 'who')
    return breakdownsOf(store, wholeOf(store, index)).length > 0 ? '' : 'No breakdown of these people by need, age or the like is in this file.';
  if (state.view === 'steps')
    return chainsOf(store, index).length > 0 ? '' : 'This is no step on the way from referral to a protection plan or to care.';
  if (indicator.local) return OWN;
  if (indicator.total) return TOTAL;
  if (state.view === 'neighbours' && (peers[0]?.slots.length ?? 0) === 0)
    return peers[0]
      ? `No authorities are named in ${peers[0].title} for ${look.place.name}.`
      : 'No group is chosen to compare with. Choose one under “Compared with”.';
  if (state.view === 'funnel' && (!indicator.funnel || !look.newest))
    return indicator.funnel
      ? 'The limits of the funnel are given for the newest period only. Choose it above.'
      : 'There is no funnel: counts are not published for this indicator.';
  if (state.view === 'scatter' && state.beside < 0) return 'Choose another indicator to set this one against.';
  if (state.view === 'scatter' && store.indicators[state.beside].total)
    return `“${store.indicators[state.beside].short}” is a count, which follows from the size of a place. Choose a rate or a percentage.`;
  return store.quartiles(index, look.at).every(Number.isNaN) ? 'No authority has a figure for this period.' : '';
}

/** The chart of the view chosen, or its table where the view is one. @param {Look} look @returns {Chart | Table} */
export function chartOf(look) {
  switch (look.state.view) {
    case 'neighbours':
      return barsChart(look);
    case 'all':
      return everyoneChart(look);
    case 'funnel':
      return funnelChart(look);
    case 'rank':
      return ranksChart(look);
    case 'who':
      return whoChart(look);
    case 'steps':
      return ladderChart(look);
    case 'map':
      return tilesChart(look);
    case 'scatter':
      return scatterChart(look, look.state.beside);
    case 'places':
      return placesList(look);
    case 'table':
      return fullTable(look);
    default:
      return trendChart(look);
  }
}

/** @param {Look} look */
function whoChart(look) {
  const whole = wholeOf(look.store, look.index);
  const all = breakdownsOf(look.store, whole);
  return sharesChart(look, all.find(each => each.key === look.state.by) ?? all[0]);
}

/** All authorities as a list; each opens its own page. @param {Look} look @returns {Table} */
function placesList(look) {
  const { store, index, at, indicator, state } = look;
  const near = new Set([...(look.peers[0]?.slots ?? []), ...markedSlots(look)]);
  const rows = store.current.map(slot => {
    const place = store.places[slot];
    const reading = store.reading(index, slot, at);
    const change = changeOf(store, index, at, slot),
      standing = standingOf(store, index, at, slot),
      quarter = quarterWords(store, index, at, slot);
    return [
      // The authority chosen leads the list as it is at first, by name.
      {
        text: place.name,
        head: true,
        href: app.href({ place: slot, view: 'trend', sort: '' }),
        own: slot === state.place,
        sort: slot === state.place ? '' : place.name,
      },
      { text: store.places[store.slot(place.region)]?.short ?? '' },
      { text: place.type },
      { text: slot === state.place ? 'the one chosen' : near.has(slot) ? 'compared with' : '' },
      { text: shown(indicator, reading), value: reading.value, ref: { indicator: index, slot, period: at } },
      ...changeCells(change, 'none'),
      { text: standing ? `${standing.sharedBy > 1 ? '=' : ''}${standing.rank}` : 'none', value: standing?.rank ?? null },
      { text: quarter?.says ?? 'none', shape: quarter?.step ?? 0, sort: quarter?.step },
    ];
  });
  return {
    name: `${indicator.id}-places`,
    caption: `${indicator.title}, ${axisWords(indicator)}, ${indicator.periods[at].label}: every authority`,
    rows,
    source: sourceLine(look, at),
    notes: symbolNotes(store.current.map(slot => ({ name: store.places[slot].short, reading: store.reading(index, slot, at) }))),
    columns: [
      { key: 'authority', title: 'Authority' },
      { key: 'region', title: 'Region' },
      { key: 'type', title: 'Type' },
      { key: 'with', title: 'Here' },
      { key: 'value', title: 'Value', numeric: true },
      { key: 'change', title: 'Change', numeric: true },
      { key: 'chance', title: 'Change against chance', fileOnly: true },
      { key: 'rank', title: indicator.better ? 'Place (1 is best)' : `Place (1 is ${indicator.first})`, numeric: true },
      { key: 'quarter', title: 'Quarter' },
    ],
  };
}

/** Everything in figures: a row a period, a column for each place and mean. @param {Look} look @returns {Table} */
function fullTable(look) {
  const { store, state, index, indicator } = look;
  const slots = [...new Set(slotsShown(look))].filter(slot => slot >= 0);
  const rows = indicator.periods
    .map((period, at) => {
      const each = lookAt(store, state, index, at);
      const means = each.peers.flatMap(peers => {
        if (peers.single >= 0) return [];
        const ref = { indicator: index, slot: look.slot, period: at, peers: peers.key };
        const { enough, mean, median, min, max, known, members } = peers.summary;
        const few = `${known} of ${members}`;
        return [
          { text: enough ? meanDigits(indicator, mean) : few, value: enough ? mean : null, ref },
          { text: enough ? meanDigits(indicator, median) : few, value: enough ? median : null },
          { text: enough ? `${digits(indicator, min)} to ${digits(indicator, max)}` : few },
        ];
      });
      return [
        { text: period.finality ? `${period.label} (${period.finality})` : period.label, head: true },
        ...slots.slice(0, 1).map(slot => placeCell(each, slot, at)),
        ...means,
        ...slots.slice(1).map(slot => placeCell(each, slot, at)),
      ];
    })
    .reverse();
  const column = (/** @type {number} */ slot) => ({ key: store.places[slot].slug, title: store.places[slot].short, numeric: true });
  return {
    name: `${indicator.id}-table`,
    caption: `${indicator.title}, ${axisWords(indicator)}: ${look.place.name} and all it is compared with`,
    rows,
    source: sourceLine(look),
    notes: symbolNotes(
      slots.flatMap(slot =>
        indicator.periods.map((period, at) => ({ name: `${store.places[slot].short} ${period.label}`, reading: store.reading(index, slot, at) })),
      ),
    ),
    columns: [
      { key: 'period', title: 'Period' },
      ...slots.slice(0, 1).map(column),
      // The only member of a group has its own column.
      ...look.peers
        .filter(peers => peers.single < 0)
        .flatMap(peers => [
          { key: `${peers.key}-mean`, title: meanLabel(peers), numeric: true },
          { key: `${peers.key}-median`, title: 'Median', numeric: true },
          { key: `${peers.key}-range`, title: 'Range', numeric: true },
        ]),
      ...slots.slice(1).map(column),
    ],
  };
}

/** @param {Look} look @param {number} slot @param {number} at @returns {Cell} */
function placeCell({ store, index, indicator, slot: own }, slot, at) {
  const reading = store.reading(index, slot, at);
  return { text: shown(indicator, reading), value: reading.value, ref: { indicator: index, slot, period: at }, own: slot === own };
}

/** What one view lets a reader choose. They stay as they are while the view and the indicator do, so that the focus stays too. @param {Look} look @param {HTMLElement} controls */
export function controlsOf(look, controls) {
  const { state, store, index } = look;
  const kind =
    state.view === 'who'
      ? `who ${wholeOf(store, index)}`
      : state.view === 'trend'
        ? `trend ${index} ${state.place} ${state.with.join()}`
        : state.view;
  if (controls.dataset.kind !== kind) {
    controls.dataset.kind = kind;
    fill(controls, ...madeControls(look));
  }
  controls.hidden = controls.childElementCount === 0;
  for (const input of controls.querySelectorAll('input, select, button[data-slot]')) refreshControl(/** @type {HTMLElement} */ (input), look);
}

/** @param {HTMLElement} input @param {Look} look */
function refreshControl(input, { state, store }) {
  if (input.dataset.slot) {
    input.setAttribute('aria-pressed', String(state.mark.includes(store.places[Number(input.dataset.slot)].slug)));
    input.hidden = !state.lines;
  } else if (input instanceof HTMLInputElement) input.checked = input.type === 'checkbox' ? state.lines : input.value === state.show;
  else if (input instanceof HTMLSelectElement) input.value = input.id === 'by' ? state.by || input.options[0].value : String(state.beside);
}

/** @param {Look} look @returns {HTMLElement[]} */
function madeControls(look) {
  const { state, store, peers, indicator } = look;
  if (state.view === 'trend' && !indicator.total && (peers[0]?.slots.length ?? 0) > 1) {
    const each = h('input', { type: 'checkbox', id: 'lines', onchange: () => app.go({ lines: !app.state.lines }, { replace: true }) });
    const places = peers[0].slots.length > 30 ? [] : peers[0].slots;
    return [
      h('div', { class: 'check' }, each, h('label', { for: 'lines' }, 'Each one’s own line')),
      h(
        'div',
        { class: 'marks', role: 'group', 'aria-label': 'Lines to keep' },
        ...places.map(slot =>
          h('button', { type: 'button', 'data-slot': slot, 'aria-pressed': 'false', onclick: () => toggleMark(slot) }, store.places[slot].short),
        ),
      ),
    ];
  }
  if (state.view === 'map' && !indicator.total) {
    return [
      h(
        'fieldset',
        { class: 'choice' },
        h('legend', null, 'Show'),
        ...MAP_SHOWS.map(([value, title]) =>
          h('label', null, h('input', { type: 'radio', name: 'show', value, onchange: () => app.go({ show: value }, { replace: true }) }), title),
        ),
      ),
    ];
  }
  if (state.view === 'who') {
    const all = breakdownsOf(store, wholeOf(store, look.index));
    if (all.length === 0) return [];
    const goesOn = createRun();
    const select = /** @type {HTMLSelectElement} */ (
      h(
        'select',
        { id: 'by', onchange: () => app.go({ by: select.value }, { replace: goesOn() }) },
        ...all.map(each => h('option', { value: each.key }, each.title)),
      )
    );
    return [h('label', { for: 'by' }, 'By'), select];
  }
  if (state.view === 'scatter' && !indicator.total) return besideControls();
  return [];
}

/** @returns {HTMLElement[]} */
function besideControls() {
  const { header, indicators } = app.store;
  const goesOn = createRun();
  const option = (/** @type {number} */ each) => h('option', { value: each }, indicators[each].short);
  const groups = [...header.themes, ...header.topics].map(theme =>
    h('optgroup', { label: theme.title }, ...theme.indicators.filter(each => !indicators[each].total).map(option)),
  );
  const select = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { id: 'beside', onchange: () => app.go({ beside: Number(select.value) }, { replace: goesOn() }) },
      h('option', { value: '-1' }, 'Choose one'),
      ...groups,
    )
  );
  return [h('label', { for: 'beside' }, 'Set against'), select];
}
