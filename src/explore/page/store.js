// The unpacked data, and how the page asks for it: a matrix an indicator, made when it is first asked for.
import { KNOWN, readList, readMatrix, readRows, readText, textIndex, varintReader } from './unpack.js';
import { quartilesOf, rankingValues } from './group.js';

const PERIODS = 1000;
const FACTS = ['rank', 'of', 'tied', 'from', 'to', 'band', 'england', 'change', 'funnel'];

/**
 * A function that remembers what it made for each number.
 * @template T @param {(index: number) => T} make @returns {(index: number) => T}
 */
function remembered(make) {
  /** @type {Map<number, T>} */
  const made = new Map();
  return index => {
    let found = made.get(index);
    if (found === undefined) made.set(index, (found = make(index)));
    return found;
  };
}

/** @param {Header} header @param {Uint8Array} body @returns {Store} */
export function createStore(header, body) {
  const { places, indicators } = header;
  // People read "2024-25" where a source writes "2025"; either is understood.
  for (const period of indicators.flatMap(indicator => indicator.periods)) {
    period.code ??= period.label;
    period.label = period.short || period.label;
  }
  const slots = new Map(places.map((place, slot) => [place.code, slot]));
  const slugs = new Map(places.map((place, slot) => [place.slug, slot]));
  const ids = new Map(indicators.map((indicator, index) => [indicator.id, index]));
  const companies = new Map(header.companies.map(company => [company.key, company]));
  const current = places.flatMap((place, slot) => (place.kind === 'authority' && place.current ? [slot] : []));
  const currentAt = new Map(current.map((slot, at) => [slot, at]));
  const children = childrenOf(indicators);
  const cells = readersOf(header, body, current);
  // An indicator has far fewer periods than this: one number names both.
  const ranking = remembered(key => rankingOf(store, Math.floor(key / PERIODS), key % PERIODS));
  const quartiles = remembered(key => quartilesAt(store, Math.floor(key / PERIODS), key % PERIODS));

  /** @type {Store} */
  const store = {
    header,
    places,
    indicators,
    current,
    slot: code => (code === null ? -1 : (slots.get(code) ?? -1)),
    slotOfSlug: slug => slugs.get(slug) ?? -1,
    indexOf: id => ids.get(id) ?? -1,
    currentAt: slot => currentAt.get(slot) ?? -1,
    england: places.findIndex(place => place.kind === 'nation'),
    ...cells,
    facts: (index, slot) => factsAt(cells.factLists(index), currentAt.get(slot)),
    reading: (index, slot, period) => readingAt(header, cells.matrix(index), slot, period, indicators[index].periods.length),
    ranking: (index, period) => ranking(index * PERIODS + period),
    quartiles: (index, period) => quartiles(index * PERIODS + period),
    children: id => children.get(id) ?? [],
    company: key => companies.get(key) ?? null,
  };
  return store;
}

/** Indicators by the one that they are categories of. @param {Indicator[]} indicators */
function childrenOf(indicators) {
  /** @type {Map<string, number[]>} */
  const children = new Map();
  indicators.forEach(({ parent }, index) => {
    if (parent) children.set(parent.indicator, [...(children.get(parent.indicator) ?? []), index]);
  });
  return children;
}

/** @param {Header} header @param {Uint8Array} body @param {number[]} current */
function readersOf(header, body, current) {
  const { indicators } = header;
  const places = header.places.length;
  const matrix = remembered(index => {
    const { values, periods, scale } = indicators[index];
    return readMatrix(varintReader(body, values), places, periods.length, scale);
  });
  const counts = remembered(index => {
    const { counts: span, periods, counts_scale: scale } = indicators[index];
    if (!span) return null;
    const reader = varintReader(body, span);
    const over = readMatrix(reader, places, periods.length, scale?.[0] ?? 0).values;
    return { over, of: readMatrix(reader, places, periods.length, scale?.[1] ?? 0).values };
  });
  const rows = remembered(index => readRows(varintReader(body, indicators[index].rows), places * indicators[index].periods.length));
  const factLists = remembered(index => {
    const { facts } = indicators[index];
    return facts && Object.fromEntries(FACTS.map(name => [name, facts[name] ? readList(body, facts[name], current.length) : null]));
  });
  const latest = remembered(index => indicators[index].latest ?? newestOf(header, matrix(index), indicators[index].periods.length, current));
  return { matrix, counts, rows, factLists, latest };
}

/** The newest period in which any current authority has a figure, or a row that could not be used. @param {Header} header @param {Matrix} matrix @param {number} periods @param {number[]} current */
function newestOf(header, matrix, periods, current) {
  for (let period = periods - 1; period > 0; period -= 1) {
    const isThere = current.some(slot => {
      const status = matrix.status[slot * periods + period];
      return status === KNOWN || header.statuses[status]?.code === '?';
    });
    if (isThere) return period;
  }
  return periods - 1;
}

/** @param {Record<string, Int32Array | null> | null} lists @param {number | undefined} at @returns {Facts | null} */
function factsAt(lists, at) {
  if (!lists || at === undefined) return null;
  const facts = /** @type {any} */ ({});
  for (const name of FACTS) facts[name] = lists[name]?.[at] ?? 0;
  return facts;
}

/** @param {Header} header @param {Matrix} matrix @param {number} slot @param {number} period @param {number} periods @returns {Reading} */
function readingAt(header, matrix, slot, period, periods) {
  const none = header.statuses.find(status => status.word === 'no row') ?? header.statuses[0];
  if (slot < 0 || period < 0) return { value: null, status: none };
  const cell = slot * periods + period;
  if (matrix.status[cell] === KNOWN) return { value: matrix.values[cell], status: null };
  return { value: null, status: header.statuses[matrix.status[cell]] ?? none };
}

/** @param {Store} store @param {number} index @param {number} period */
function rankingOf(store, index, period) {
  const indicator = store.indicators[index];
  const periods = indicator.periods.length;
  /** @param {Float64Array} all */
  const column = all => Float64Array.from(store.places, (_, slot) => all[slot * periods + period]);
  const exact = indicator.periods[period].exact;
  const counts = exact ? store.counts(index) : null;
  return rankingValues({
    values: column(store.matrix(index).values),
    over: counts && column(counts.over),
    of: counts && column(counts.of),
    per: indicator.per,
    exact,
  });
}

/** Quartiles of the values as published, among current authorities. @param {Store} store @param {number} index @param {number} at */
function quartilesAt(store, index, at) {
  const { values } = store.matrix(index);
  const periods = store.indicators[index].periods.length;
  return quartilesOf(store.current.map(slot => values[slot * periods + at]));
}

/** The program's own words, unpacked when the page is already in use. @param {WordsHeader} header @param {Uint8Array} body @param {Place[]} current @returns {Words} */
export function createWords(header, body, current) {
  const patterns = readText(body, header.patterns).split('\n');
  const spans = new Map(header.paragraphs.map(each => [each.indicator, each]));
  /** @type {Map<number, (at: number) => string[]>} */
  const texts = new Map();
  const bullets = textIndex(body, header.summaries, patterns, current);
  const mixes = header.breakdowns.map(each => ({ ...each, texts: textIndex(body, each, patterns, current) }));
  const insights = header.insights.map(each => ({ ...each, texts: textIndex(body, each, patterns, current) }));
  return {
    paragraph: (indicator, at) => {
      const span = spans.get(indicator);
      if (!span || at < 0) return [];
      if (!texts.has(indicator)) texts.set(indicator, textIndex(body, span, patterns, current));
      return texts.get(indicator)?.(at) ?? [];
    },
    mix: (id, key, at) => (at < 0 ? [] : (mixes.find(each => each.indicator === id && each.breakdown === key)?.texts(at) ?? [])),
    behind: (id, at) =>
      insights
        .filter(each => at >= 0 && each.of.includes(id))
        .map(({ title, texts }) => ({ title, says: texts(at) }))
        .filter(({ says }) => says.length > 0),
    summary: at =>
      (at < 0 ? [] : bullets(at)).map(line => {
        const [id, label, ...says] = line.split('\t');
        return { id, label, says: says.join(' ') };
      }),
  };
}
