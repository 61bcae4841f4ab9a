// What stands behind a figure: its file, row and release, its counts and the arithmetic; for a mean, its members.
import { app } from './app.js';
import { cautionsOf } from './caption.js';
import { h, openDialog } from './dom.js';
import { lookAt, membersOf, companiesOf, summaryAt } from './look.js';
import { formatAllDigits } from './numbers.js';
import { figure } from './table.js';
import { axisWords, capital, changeOf, digits, fewWords, groupWords } from './words.js';
import { longDate, meanDigits, plainNumber, quantity, spoken, standingOf, standingWords } from './words.js';

/** @param {[string, Node | string][]} facts */
function factList(facts) {
  return h('dl', { class: 'facts' }, ...facts.flatMap(([name, says]) => [h('dt', null, name), h('dd', null, says)]));
}

/** Where a cell was read. @param {Ref} ref @returns {[string, Node | string][]} */
function originFacts({ indicator: index, slot, period }) {
  const { store } = app;
  const cell = slot * store.indicators[index].periods.length + period;
  const { row, source } = store.rows(index);
  const from = store.header.sources[source[cell]];
  if (!from || row[cell] === 0) return [['Where it is from', 'No row of a source holds this figure.']];
  return [
    ['Publication', `${from.publisher}${from.publisher ? ', ' : ''}${from.publication || from.file}`],
    [
      'Release',
      `${from.release}${from.published ? `, published ${longDate(from.published)}` : ''}${from.local ? ' (local figures, not validated)' : ''}`,
    ],
    ['File and row', `${from.file}, row ${plainNumber(row[cell])}`],
    ['SHA-256 of the file', h('code', null, from.sha256 || 'not told')],
  ];
}

/** The release that a cell is of; empty where it has no row. @param {Ref} ref */
function releaseOf({ indicator: index, slot, period }) {
  const { store } = app;
  const source = store.rows(index).source[slot * store.indicators[index].periods.length + period];
  return store.header.sources[source]?.release ?? '';
}

/** The counts behind a value and the sum done again. @param {Ref} ref @returns {[string, Node | string][]} */
function countFacts({ indicator: index, slot, period }) {
  const { store } = app;
  const indicator = store.indicators[index];
  const counts = store.counts(index);
  const cell = slot * indicator.periods.length + period;
  const over = counts?.over[cell] ?? NaN,
    of = counts?.of[cell] ?? NaN;
  const value = store.reading(index, slot, period).value;
  if (!Number.isFinite(over) && !Number.isFinite(of))
    return counts || indicator.kind === 'rate' || indicator.kind === 'share' ? [['Counts', 'not published']] : [];
  const said = (/** @type {number} */ count) =>
    Number.isFinite(count) ? formatAllDigits(count).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : 'not published';
  /** @type {[string, Node | string][]} */
  const facts = [['Counts', `${said(over)} of ${said(of)}${indicator.counts_of ? ` (${indicator.counts_of.join(', of ')})` : ''}`]];
  if (Number.isFinite(over) && of > 0 && indicator.per !== null) {
    const result = (over / of) * indicator.per;
    const times = indicator.per === 1 ? '' : ` × ${plainNumber(indicator.per)}`;
    facts.push([
      'Arithmetic',
      `${said(over)} ÷ ${said(of)}${times} = ${formatAllDigits(result)}${value === null ? '' : `; printed ${digits(indicator, value)}`}`,
    ]);
  }
  return facts;
}

/** @param {Ref} ref */
function explainCell(ref) {
  const { store, state } = app;
  const { indicator: index, slot, period } = ref;
  const indicator = store.indicators[index];
  const place = store.places[slot];
  const at = indicator.periods[period];
  const reading = store.reading(index, slot, period);
  /** @type {[string, Node | string][]} */
  const facts = [
    ['Measure', `${indicator.title} (${axisWords(indicator)})`],
    ['Period', `${at.label}, ${at.words}${at.finality ? ` (${at.finality})` : ''}`],
  ];
  if (reading.value === null)
    facts.push([
      'Why there is no number',
      `${reading.status?.code ? `“${reading.status.code}”: ` : ''}${reading.status?.means ?? 'no row in the source'}. It is not zero.`,
    ]);
  else facts.push(['As published', formatAllDigits(reading.value)]);
  facts.push(...countFacts(ref));
  const standing = standingOf(store, index, period, slot);
  if (standing)
    facts.push([
      'Place',
      `${standingWords(indicator, { ...standing, wide: false })}${standing.from > 0 ? `; chance allows ${standing.from} to ${standing.to}` : ''}${at.exact ? ' (ranked on counts, before rounding)' : ''}`,
    ]);
  const change = changeOf(store, index, period, slot);
  if (change) facts.push(['Change', change.says]);
  facts.push(...originFacts(ref));
  const cautions = cautionsOf(indicator);
  if (cautions.length > 0) facts.push(['Take care', h('ul', null, ...cautions.map(each => h('li', null, each)))]);
  const release = releaseOf(ref);
  if (release) facts.push(['Data as at', release]);
  const own = slot === state.place ? '' : ' other';
  openDialog(
    `${place.short}: ${indicator.short}, ${at.label}`,
    [h('p', { class: `answer${own}` }, reading.value === null ? spoken(indicator, reading) : quantity(indicator, reading.value)), factList(facts)],
    'explain',
  );
}

/** @param {Ref} ref @param {string} key */
function explainMean({ indicator: index, slot, period }, key) {
  const { store, state } = app;
  const indicator = store.indicators[index];
  const company = companiesOf(store, state).find(each => each.key === key) ?? store.company(key);
  if (!company) return;
  const slots = membersOf(store, company, slot, indicator);
  const summary = summaryAt(store, index, period, slots);
  const look = lookAt(store, state, index, period);
  const peers = look.peers.find(each => each.key === key);
  const who = peers ? groupWords(peers) : company.title;
  const members = slots.map(each => ({ each, reading: store.reading(index, each, period) }));
  const known = members.flatMap(({ reading }) => (reading.value === null ? [] : [formatAllDigits(reading.value)]));
  const sum = known.length > 30 ? `the sum of ${known.length} figures` : `(${known.join(' + ')})`;
  /** @type {[string, Node | string][]} */
  const facts = [
    ['Measure', `${indicator.title} (${axisWords(indicator)})`],
    ['Period', indicator.periods[period].label],
    ['Of whom', `${who}: ${summary.known} of ${summary.members} have a figure${company.rule ? `. Rule: ${company.rule}` : ''}`],
  ];
  if (summary.enough) {
    facts.push(['Arithmetic', `${sum} ÷ ${known.length} = ${formatAllDigits(summary.mean)}; unweighted: each authority counts once`]);
    facts.push([
      'Median and range',
      `${meanDigits(indicator, summary.median)}; ${digits(indicator, summary.min)} to ${digits(indicator, summary.max)}`,
    ]);
  } else facts.push(['Why there is no mean', peers ? fewWords(peers) : 'too few have a figure']);
  const list = h(
    'ul',
    { class: 'members' },
    ...members.map(({ each, reading }) =>
      h(
        'li',
        null,
        `${store.places[each].short} `,
        figure(reading.value === null ? `${reading.status?.code || 'none'} (${reading.status?.word})` : digits(indicator, reading.value), {
          indicator: index,
          slot: each,
          period,
        }),
      ),
    ),
  );
  openDialog(
    `${capital(company.title)}: ${indicator.short}, ${indicator.periods[period].label}`,
    [
      h('p', { class: 'answer' }, summary.enough ? `mean ${meanDigits(indicator, summary.mean)}` : 'no mean'),
      factList(facts),
      h('h3', null, 'Its members'),
      list,
    ],
    'explain',
  );
}

/** Opens what stands behind a figure. @param {Ref} ref */
export function explain(ref) {
  const company = ref.peers ? (companiesOf(app.store, app.state).find(each => each.key === ref.peers) ?? app.store.company(ref.peers)) : null;
  const members = company ? membersOf(app.store, company, ref.slot, app.store.indicators[ref.indicator]) : [];
  // Of a group of one there is no mean to explain: its figure is published.
  if (members.length === 1) explainCell({ ...ref, slot: members[0], peers: undefined });
  else if (ref.peers) explainMean(ref, ref.peers);
  else explainCell(ref);
}
