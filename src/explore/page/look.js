// One authority, one indicator, one period, and all it is compared with: what every view shows. Nothing is drawn here.
import { rankAmong, summaryOf } from './group.js';

/** The index of the chosen period: the one with that label, else the newest. @param {Store} store @param {number} index @param {string} label */
export function periodOf(store, index, label) {
  const at = store.indicators[index].periods.findIndex(period => period.label === label);
  return at < 0 ? store.latest(index) : at;
}

/** The groups among the chosen comparators, by their keys; places ticked by hand are one group. @param {Store} store @param {State} state */
export function companiesOf(store, state) {
  const named = state.with.flatMap(key => store.company(key) ?? []);
  const picked = pickedSlots(store, state);
  if (picked.length === 0) return named;
  /** @type {Company} */
  const hand = {
    key: 'places',
    title: picked.length === 1 ? store.places[picked[0]].short : `the ${picked.length} places chosen`,
    kind: 'places',
    short: picked.length === 1 ? store.places[picked[0]].short : `${picked.length} places chosen`,
    members: picked.map(slot => store.places[slot].code),
    rule: 'ticked by hand',
  };
  const at = state.with.findIndex(key => key.startsWith('place:'));
  const before = state.with.slice(0, at).filter(key => store.company(key)).length;
  return [...named.slice(0, before), hand, ...named.slice(before)];
}

/** Places ticked by hand. @param {Store} store @param {State} state */
export function pickedSlots(store, state) {
  return state.with
    .filter(key => key.startsWith('place:'))
    .map(key => store.slotOfSlug(key.slice(6)))
    .filter(slot => slot >= 0);
}

/** Who belongs to a group beside an authority: never the authority itself, nor one that reports in the same row. @param {Store} store @param {Company} company @param {number} slot @param {Indicator} indicator */
export function membersOf(store, company, slot, indicator) {
  const own = store.places[slot].code;
  const codes = company.of ? (company.of[own] ?? []) : (company.members ?? []);
  const joint = (indicator.joint ?? []).find(codesTogether => codesTogether.includes(own)) ?? [own];
  return codes
    .filter(code => code !== own && !joint.includes(code))
    .map(code => store.slot(code))
    .filter(each => each >= 0);
}

/** The words for a group where space is short. @param {Store} store @param {Company} company */
export function groupLabel(store, company) {
  if (company.kind === 'places') return company.short ?? '';
  if (company.kind !== 'neighbours') return company.short ?? company.title.charAt(0).toUpperCase() + company.title.slice(1);
  return company.key === store.header.usual_list ? 'Neighbours' : `Neighbours (${company.key.replace(/\D+/g, '')} list)`;
}

/** The mean's name on a chart. @param {Peers} peers */
export function meanLabel(peers) {
  if (peers.single >= 0) return peers.label;
  return peers.label.startsWith('Neighbours') ? peers.label.replace('Neighbours', 'Neighbours’ mean') : `${peers.label}, mean`;
}

/** @param {Store} store @param {number} index @param {number} at @param {number[]} slots @returns {Summary} */
export function summaryAt(store, index, at, slots) {
  const { values } = store.matrix(index);
  const periods = store.indicators[index].periods.length;
  return summaryOf(slots.map(slot => values[slot * periods + at]));
}

/** @param {Store} store @param {Company} company @param {number} index @param {number} at @param {number} slot @returns {Peers} */
function peersOf(store, company, index, at, slot) {
  const indicator = store.indicators[index];
  const slots = membersOf(store, company, slot, indicator);
  const ranking = store.ranking(index, at);
  const own = ranking[slot];
  const place = Number.isFinite(own) ? rankAmong([...slots.map(each => ranking[each]), own], own, indicator.first) : { rank: 0, sharedBy: 0, of: 0 };
  // A group of one is that authority: its own published figure is shown, and nothing is worked out.
  const single = slots.length === 1 ? slots[0] : -1;
  return {
    key: company.key,
    title: single < 0 ? company.title : store.places[single].short,
    label: single < 0 ? groupLabel(store, company) : store.places[single].short,
    kind: single < 0 ? (company.kind ?? 'group') : 'places',
    single,
    slots,
    summary: summaryAt(store, index, at, slots),
    ...place,
  };
}

/** Places that are to be found in every picture: those clicked, those ticked by hand and groups of one, beyond the first group. @param {Look} look */
export function markedSlots({ store, state, peers, slot }) {
  const marked = state.mark.map(slug => store.slotOfSlug(slug));
  const ticked = peers.slice(1).flatMap(each => (each.key === 'places' || each.single >= 0 ? each.slots : []));
  const first = peers[0]?.slots ?? [];
  return [...new Set([...marked, ...ticked.filter(each => !first.includes(each))])].filter(each => each >= 0 && each !== slot);
}

/** Which figure stands for a group: its mean, or the published figure of its only member. @param {Look} look @param {Peers} peers @returns {Ref} */
export function refOfPeers({ index, slot, at }, peers) {
  const ref = { indicator: index, period: at };
  return peers.single >= 0 ? { ...ref, slot: peers.single } : { ...ref, slot, peers: peers.key };
}

/** The published figure of a wider place beside one authority; null where it may not be set beside it. @param {Store} store @param {number} index @param {number} at @param {number} slot */
function widerReading(store, index, at, slot) {
  return slot < 0 || store.indicators[index].total ? null : store.reading(index, slot, at);
}

/** @param {Store} store @param {State} state @param {number} [index] @param {number} [at] @returns {Look} */
export function lookAt(store, state, index = state.indicator, at = periodOf(store, index, state.period)) {
  const indicator = store.indicators[index];
  const slot = state.place;
  const place = store.places[slot];
  const newest = at === store.latest(index);
  const regionSlot = state.with.includes('region') ? store.slot(place.region) : -1;
  const england = state.with.includes('england') && indicator.periods[at].england_fits ? store.england : -1;
  return {
    store,
    state,
    indicator,
    index,
    at,
    slot,
    place,
    newest,
    regionSlot,
    own: store.reading(index, slot, at),
    peers: indicator.total ? [] : companiesOf(store, state).map(company => peersOf(store, company, index, at, slot)),
    england: widerReading(store, index, at, england),
    region: widerReading(store, index, at, regionSlot),
    facts: newest && !indicator.total ? store.facts(index, slot) : null,
  };
}

/** The rank of a place among all current authorities at any period, by the program's rule. @param {Store} store @param {number} index @param {number} at @param {number} slot */
export function nationalRank(store, index, at, slot) {
  const ranking = store.ranking(index, at);
  const own = ranking[slot];
  if (!Number.isFinite(own) || store.currentAt(slot) < 0) return null;
  return rankAmong(
    store.current.map(each => ranking[each]),
    own,
    store.indicators[index].first,
  );
}

/** How many current authorities are ranked. @param {Store} store @param {number} index @param {number} at */
export function rankedCount(store, index, at) {
  const ranking = store.ranking(index, at);
  return store.current.filter(slot => Number.isFinite(ranking[slot])).length;
}

/** The latest period before this one with a figure, if no break lies between them. @param {Store} store @param {number} index @param {number} at @param {number} slot */
export function periodBefore(store, index, at, slot) {
  const { periods, breaks } = store.indicators[index];
  if (at < 1 || breaks.some(one => one.at === at)) return -1;
  const { values } = store.matrix(index);
  return Number.isFinite(values[slot * periods.length + at - 1]) ? at - 1 : -1;
}
