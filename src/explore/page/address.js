// The address: everything chosen stands in it, and a wrong or old one opens the nearest thing and says so.
import { periodOf } from './look.js';
import { longDate } from './words.js';

export const VIEWS = ['trend', 'neighbours', 'all', 'funnel', 'rank', 'who', 'steps', 'map', 'scatter', 'places', 'table'];

/** Whom a reader is shown beside the authority before choosing. @param {Store} store */
export function usualWith({ header }) {
  return header.with.length > 0 ? header.with : [header.usual_list, 'region', 'england'];
}

/** @param {Store} store @returns {State} */
export function startState(store) {
  const chosen = store.slot(store.header.chosen);
  return {
    page: chosen < 0 ? 'start' : 'glance',
    place: chosen,
    indicator: -1,
    period: '',
    with: usualWith(store),
    view: 'trend',
    beside: -1,
    show: 'value',
    lines: false,
    sort: '',
    theme: '',
    mark: [],
    by: '',
    table: false,
  };
}

/** How many letters must change to make one word into another (Levenshtein). @param {string} from @param {string} to */
export function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    let corner = row[0];
    row[0] = i;
    for (let j = 1; j <= to.length; j += 1) {
      const above = row[j];
      row[j] = Math.min(above + 1, row[j - 1] + 1, corner + (from[i - 1] === to[j - 1] ? 0 : 1));
      corner = above;
    }
  }
  return row[to.length];
}

/** @param {string} text */
export function plainWords(text) {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * The candidate with the nearest name, or -1 where none is near.
 * @param {string} wanted @param {{names: string[], at: number}[]} candidates
 */
function nearest(wanted, candidates) {
  const word = plainWords(wanted);
  let best = { at: -1, far: Infinity };
  for (const { names, at } of candidates) {
    for (const name of names) {
      const plain = plainWords(name);
      const far = plain === word ? 0 : plain.startsWith(word) && word.length > 2 ? 0.5 : distance(word, plain);
      if (far < best.far) best = { at, far };
    }
  }
  return best.far <= Math.max(2, word.length * 0.4) ? best.at : -1;
}

/** @param {Store} store @param {string} wanted @param {string[]} notes */
function placeOf(store, wanted, notes) {
  const exact = store.slotOfSlug(wanted);
  const byCode = exact < 0 ? store.slot(wanted) : exact;
  const known = byCode >= 0 && store.places[byCode].kind === 'authority' ? byCode : -1;
  if (known >= 0) {
    const { name, to, current } = store.places[known];
    if (!current) notes.push(`${name} is no longer an authority${to ? `: its last day was ${longDate(to)}` : ''}. These are its last figures.`);
    return known;
  }
  const candidates = store.current.map(slot => {
    const place = store.places[slot];
    return { at: slot, names: [place.slug, place.name, place.short, ...place.aliases] };
  });
  const found = nearest(wanted, candidates);
  const fallback = found >= 0 ? found : store.slot(store.header.chosen);
  const instead = fallback >= 0 ? `This is ${store.places[fallback].name}${found >= 0 ? ', the nearest name' : ''}.` : 'Choose one from the list.';
  notes.push(`The address names “${wanted}”, and no authority here has that name. ${instead}`);
  return fallback;
}

/** @param {Store} store @param {string} wanted @param {string[]} notes */
function indicatorOf(store, wanted, notes) {
  const exact = store.indexOf(wanted);
  if (exact >= 0) return exact;
  const candidates = store.indicators.map((indicator, at) => ({ at, names: [indicator.id, indicator.short, indicator.title, ...indicator.aliases] }));
  const found = nearest(wanted, candidates);
  notes.push(
    `The address names the indicator “${wanted}”, which is not here. ${found >= 0 ? `This is “${store.indicators[found].short}”, the nearest name.` : 'This is the summary.'}`,
  );
  return found;
}

/** @param {Store} store @param {string} text @param {string[]} notes */
function withOf(store, text, notes) {
  const keys = text.split(',').filter(Boolean);
  const known = keys.filter(
    key => key === 'england' || key === 'region' || store.company(key) || (key.startsWith('place:') && store.slotOfSlug(key.slice(6)) >= 0),
  );
  const lost = keys.filter(key => !known.includes(key));
  if (lost.length > 0) notes.push(`Left out of the comparison, since it is not here: ${lost.join(', ')}.`);
  return known;
}

/** @param {Store} store @param {State} state @param {URLSearchParams} query @param {string[]} notes */
function readQuery(store, state, query, notes) {
  if (query.has('with')) state.with = withOf(store, query.get('with') ?? '', notes);
  state.sort = query.get('sort') ?? '';
  state.lines = query.get('lines') === 'each';
  state.table = query.get('table') === 'open';
  state.mark = (query.get('mark') ?? '').split(',').filter(slug => store.slotOfSlug(slug) >= 0);
  if (['quartile', 'change'].includes(query.get('show') ?? '')) state.show = query.get('show') ?? 'value';
  const theme = query.get('theme') ?? '';
  if ([...store.header.themes, ...store.header.topics].some(each => each.key === theme)) state.theme = theme;
  else if (theme) notes.push(`There is no theme “${theme}” here. These are the headline indicators.`);
  if (state.page === 'indicator') readView(store, state, query, notes);
}

/** @param {Store} store @param {State} state @param {URLSearchParams} query @param {string[]} notes */
function readView(store, state, query, notes) {
  const view = query.get('view') ?? 'trend';
  if (VIEWS.includes(view)) state.view = view;
  else notes.push(`There is no view “${view}”. This is the trend.`);
  state.by = query.get('by') ?? '';
  const beside = query.get('beside');
  if (beside) state.beside = indicatorOf(store, beside, notes);
  const period = query.get('period') ?? '';
  if (!period) return;
  const { periods, short } = store.indicators[state.indicator];
  const found =
    periods.find(each => each.label === period || each.code === period) ??
    periods.find(each => each.end.slice(0, 4) === period || each.label.startsWith(period));
  if (!found) notes.push(`“${short}” has no period “${period}”. This is the newest.`);
  else if (found.label !== period && found.code !== period) notes.push(`“${short}” has no period “${period}”. This is ${found.label}.`);
  state.period = found && periods.indexOf(found) !== store.latest(state.indicator) ? found.label : '';
}

/**
 * What an address asks for, and what had to be changed in it.
 * @param {Store} store @param {string} hash @returns {{state: State, notes: string[]}}
 */
export function readAddress(store, hash) {
  const state = startState(store);
  const text = hash.replace(/^#\/?/, '');
  const [path, search = ''] = text.split('?');
  /** @type {string[]} */
  const notes = [];
  let parts;
  try {
    parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    parts = path.split('/').filter(Boolean);
  }
  if (parts[0] === 'list') return { state: { ...state, page: 'start' }, notes };
  if (parts.length > 0) state.place = placeOf(store, parts[0], notes);
  if (state.place < 0) return { state: { ...state, page: 'start' }, notes };
  state.page = 'glance';
  if (parts[1] === 'new' || parts[1] === 'inspections') state.page = parts[1];
  else if (parts[1]) state.indicator = indicatorOf(store, parts[1], notes);
  if (state.indicator >= 0) state.page = 'indicator';
  readQuery(store, state, new URLSearchParams(search), notes);
  return { state, notes };
}

/** @param {Store} store @param {State} state @returns {[string, string][]} */
function queryOf(store, state) {
  /** @type {[string, string][]} */
  const query = [];
  if (state.with.join() !== usualWith(store).join()) query.push(['with', state.with.join(',')]);
  if (state.page === 'indicator') {
    if (state.period && periodOf(store, state.indicator, state.period) !== store.latest(state.indicator)) query.push(['period', state.period]);
    if (state.view !== 'trend') query.push(['view', state.view]);
    if (state.view === 'scatter' && state.beside >= 0) query.push(['beside', store.indicators[state.beside].id]);
    if (state.view === 'map' && state.show !== 'value') query.push(['show', state.show]);
    if (state.view === 'trend' && state.lines) query.push(['lines', 'each']);
    if (state.view === 'who' && state.by) query.push(['by', state.by]);
    if (state.mark.length > 0) query.push(['mark', state.mark.join(',')]);
    if (state.table) query.push(['table', 'open']);
  }
  if (state.page === 'glance' && state.theme) query.push(['theme', state.theme]);
  if (state.sort && (state.page === 'glance' || state.view === 'places')) query.push(['sort', state.sort]);
  return query;
}

/** The address of a state, always written in one way. @param {Store} store @param {State} state */
export function addressOf(store, state) {
  if (state.page === 'start') return '#/list';
  const path = [store.places[state.place].slug];
  if (state.page === 'new' || state.page === 'inspections') path.push(state.page);
  if (state.page === 'indicator') path.push(store.indicators[state.indicator].id);
  const query = queryOf(store, state).map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`);
  return `#/${path.map(encodeURIComponent).join('/')}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
