// Words around figures: how a value is said, where it stands, what has changed. Sides come from printed figures, verdicts from the data.
import { formatNumber, printedValue, withMinus } from './numbers.js';
import { quarterOf } from './group.js';
import { meanLabel, nationalRank, periodBefore, rankedCount } from './look.js';

/** @param {string} words */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {string[]} parts */
export function listed(parts) {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Digits with their sign and marks: "£1,234", "46%", "−3.0". @param {Indicator} indicator @param {number} value @param {number} [decimals] */
export function digits(indicator, value, decimals = indicator.decimals) {
  const printed = formatNumber(value, decimals);
  const sign = printed.startsWith('-') ? '\u2212' : '';
  // A suffix in words (" per 10,000") stands once in a sentence and not at every figure.
  return `${sign}${indicator.prefix}${printed.replace('-', '')}${indicator.suffix.startsWith(' ') ? '' : indicator.suffix}`;
}

/** @param {Indicator} indicator */
export function meanDecimals(indicator) {
  return indicator.mean_decimals ?? indicator.decimals + (indicator.decimals < 1 ? 1 : 0);
}

/** @param {Indicator} indicator @param {number} value */
export function meanDigits(indicator, value) {
  return digits(indicator, value, meanDecimals(indicator));
}

/** What a group's figure is where it has one: its mean, or the published figure of its only member. @param {Indicator} indicator @param {Peers} peers */
export function groupDigits(indicator, { single, summary }) {
  return single >= 0 ? digits(indicator, summary.mean) : meanDigits(indicator, summary.mean);
}

/** A group's figure in a table, or why there is none. @param {Look} look @param {Peers} peers */
export function groupShown({ store, indicator, index, at }, peers) {
  if (peers.summary.enough) return groupDigits(indicator, peers);
  return peers.single >= 0 ? shown(indicator, store.reading(index, peers.single, at)) : `${peers.summary.known} of ${peers.summary.members}`;
}

/** A value with its unit: "184 per 10,000". @param {Indicator} indicator @param {number} value */
export function quantity(indicator, value) {
  const says = digits(indicator, value);
  if (indicator.suffix.startsWith(' ')) return says + indicator.suffix;
  return indicator.kind === 'rate' ? `${says} ${indicator.unit}` : says;
}

/** The axis of values in words. @param {Indicator} indicator */
export function axisWords(indicator) {
  if (indicator.kind === 'rate' && !indicator.unit.startsWith('rate')) return `rate ${indicator.unit}`;
  if (indicator.prefix === '£') return 'pounds';
  return indicator.suffix === '%' ? 'per cent' : indicator.unit || 'as published';
}

/** A reading as printed: its digits, or its symbol. @param {Indicator} indicator @param {Reading} reading */
export function shown(indicator, { value, status }) {
  return value === null ? status?.code || 'none' : digits(indicator, value);
}

/** A reading in words: suppressed is never zero, and empty is never blank. @param {Indicator} indicator @param {Reading} reading */
export function spoken(indicator, { value, status }) {
  if (value !== null) return quantity(indicator, value);
  return status?.word === 'no row' ? 'no figure (no row in the source)' : `no figure (${status?.word ?? 'not there'})`;
}

/** @param {number} rank */
export function ordinal(rank) {
  const tens = rank % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank}${ending}`;
}

const PLACES = ['', '', 'second ', 'third ', 'fourth ', 'fifth ', 'sixth ', 'seventh ', 'eighth ', 'ninth ', 'tenth '];

/**
 * A place among all authorities. Where 1st is best it says so; where no direction is good it says highest or lowest.
 * @param {Indicator} indicator @param {{rank: number, sharedBy: number, of: number}} place
 */
export function placeWords(indicator, { rank, sharedBy, of }) {
  const joint = sharedBy > 1 ? 'joint ' : '';
  if (indicator.better) return `${joint}${ordinal(rank)} of ${of} authorities, where 1st is best`;
  const fromLast = of - rank - sharedBy + 2;
  const nearTop = rank <= fromLast;
  const place = nearTop ? rank : fromLast;
  const end = nearTop === (indicator.first === 'highest') ? 'highest' : 'lowest';
  return `${joint}${PLACES[place] ?? `${ordinal(place)} `}${end} of ${of} authorities`;
}

/** @typedef {{rank: number, sharedBy: number, of: number, from: number, to: number, wide: boolean}} Standing */

/** The place of one authority with what chance allows, from the data where it has it. @param {Store} store @param {number} index @param {number} at @param {number} slot @returns {Standing | null} */
export function standingOf(store, index, at, slot) {
  if (store.indicators[index].total) return null;
  const place = nationalRank(store, index, at, slot);
  if (!place) return null;
  const facts = at === store.latest(index) ? store.facts(index, slot) : null;
  const from = facts?.from ?? 0,
    to = facts?.to ?? 0;
  // The program's rank leads; ours is by the same rule, for periods that it does not send.
  const rank = facts?.rank || place.rank;
  return { rank, sharedBy: place.sharedBy, of: facts?.of || place.of, from, to, wide: to - from > place.of / 3 };
}

/** @param {Indicator} indicator @param {Standing} standing */
export function standingWords(indicator, standing) {
  if (!standing.wide) return placeWords(indicator, standing);
  return `between ${ordinal(standing.from)} and ${ordinal(standing.to)} of ${standing.of} authorities, allowing for chance`;
}

/** Which side one printed figure is of another. @param {Indicator} indicator @param {number} own @param {number} other @param {number} [decimals] */
export function sideOf(indicator, own, other, decimals = indicator.decimals) {
  const difference = printedValue(own, indicator.decimals) - printedValue(other, decimals);
  if (difference === 0) return 'level with';
  return difference > 0 ? 'above' : 'below';
}

/** A group in a sentence. @param {Peers} peers */
export function groupWords(peers) {
  if (peers.kind !== 'neighbours') return peers.title;
  return `its ${peers.label === 'Neighbours' ? peers.title.replace(/ \(\d+\)$/, '') : peers.title}`;
}

/** Why no mean is shown. @param {Peers} peers */
export function fewWords(peers) {
  const { members, known } = peers.summary;
  if (members === 0) return `There is no one in ${peers.kind === 'neighbours' ? `the list of ${peers.title}` : groupWords(peers)} to compare with.`;
  return `${known} of ${members} of ${groupWords(peers)} have a figure: too few (under seven in ten) for a mean.`;
}

/** Where an authority stands among a group: "above all ten (88 to 170)". @param {Look} look @param {Peers} peers */
export function amongWords(look, peers) {
  const { indicator, own } = look;
  const { summary } = peers;
  if (own.value === null) return '';
  if (peers.single >= 0) {
    const single = look.store.reading(look.index, peers.single, look.at);
    if (single.value === null) return `${peers.label}: ${spoken(indicator, single)}.`;
    return `${capital(sideOf(indicator, own.value, single.value))} ${peers.label} (${digits(indicator, single.value)}).`;
  }
  if (!summary.enough) return fewWords(peers);
  const range = `${digits(indicator, summary.min)} to ${digits(indicator, summary.max)}`;
  const low = sideOf(indicator, own.value, summary.min),
    high = sideOf(indicator, own.value, summary.max);
  const who = groupWords(peers);
  const count = summary.known === summary.members ? `all ${summary.members}` : `the ${summary.known} of ${summary.members} with a figure`;
  const all = peers.kind === 'neighbours' ? `${count} of` : `${count} in the group`;
  if (high === 'above') return `Above ${all} ${who} (${range}).`;
  if (low === 'below') return `Below ${all} ${who} (${range}).`;
  if (high === 'level with') return `Level with the highest of ${who} (${range}).`;
  if (low === 'level with') return `Level with the lowest of ${who} (${range}).`;
  return `Within the range of ${who} (${range}), ${sideOf(indicator, own.value, summary.mean, meanDecimals(indicator))} their mean of ${meanDigits(indicator, summary.mean)}.`;
}

/** England's figure and the verdict of the program on it. @param {Look} look */
export function englandWords(look) {
  const { indicator, england, own, facts } = look;
  if (!england) return '';
  if (england.value === null) return `England: ${spoken(indicator, england)}.`;
  const verdict =
    own.value === null
      ? ''
      : ['', ', a difference beyond chance', ', a difference beyond chance', ', a difference that chance may bring'][facts?.england ?? 0];
  return `England: ${digits(indicator, england.value)}${verdict}.`;
}

/** @typedef {{from: number, size: number, text: string, says: string, verdict: string}} Change */

/** The change from the period before; null where there is none that is like for like. @param {Store} store @param {number} index @param {number} at @param {number} slot @returns {Change | null} */
export function changeOf(store, index, at, slot) {
  const indicator = store.indicators[index];
  const now = store.reading(index, slot, at).value;
  const from = periodBefore(store, index, at, slot);
  const before = store.reading(index, slot, from).value;
  if (now === null || before === null) return null;
  const size = printedValue(now, indicator.decimals) - printedValue(before, indicator.decimals);
  const moved = formatNumber(Math.abs(size), indicator.decimals);
  const text = /[1-9]/.test(moved) ? `${size > 0 ? '+' : '\u2212'}${indicator.prefix}${moved}` : 'no change';
  // A total is tested against itself a period ago like any other figure; only other places are not set beside it.
  const facts = at === store.latest(index) ? store.facts(index, slot) : null;
  const verdict = ['', 'beyond chance', 'beyond chance', 'within chance'][facts?.change ?? 0];
  const label = indicator.periods[from].label;
  const course = text === 'no change' ? `The same as in ${label}` : `${size > 0 ? 'Up' : 'Down'} from ${digits(indicator, before)} in ${label}`;
  const sense = verdict === 'beyond chance' && indicator.better ? `, a change for the ${size > 0 === (indicator.better === 'higher') ? 'better' : 'worse'}` : '';
  const judged = [
    '; significance not tested',
    `, more than chance would bring${sense}`,
    `, more than chance would bring${sense}`,
    ', no more than chance would bring',
  ][facts?.change ?? 0];
  return { from, size, text, verdict: verdict + sense, says: `${course}${text === 'no change' ? '' : judged}.` };
}

/** What is said of a change that is not like for like. @param {Look} look */
export function brokenWords(look) {
  const broken = look.indicator.breaks.find(one => one.at === look.at);
  return broken ? `Not compared with the period before: ${broken.says}` : '';
}

/** The cells of a change: its size, and the verdict on it. @param {Change | null} change @param {string} none @returns {[Cell, Cell]} */
export function changeCells(change, none) {
  if (!change) return [{ text: none }, { text: '' }];
  return [
    { text: change.text, small: change.verdict, value: change.text === 'no change' ? 0 : change.size, sort: change.size },
    { text: change.verdict },
  ];
}

const BANDS = ['', 'A: best quarter', 'B: second best', 'C: second worst', 'D: worst quarter'];
const QUARTERS = ['lowest quarter', 'second lowest', 'second highest', 'highest quarter'];

/** @typedef {{step: number, says: string, letter: string}} Quarter */

/**
 * The quarter of authorities in which a place lies: the program's band where it gives one, else the quarter by size. `step` is how many of
 * four cells its shape fills.
 * @param {Store} store @param {number} index @param {number} at @param {number} slot @returns {Quarter | null}
 */
export function quarterWords(store, index, at, slot) {
  const indicator = store.indicators[index];
  const value = store.reading(index, slot, at).value;
  if (indicator.total || indicator.banded === false || value === null || store.currentAt(slot) < 0) return null;
  const band = at === store.latest(index) ? (store.facts(index, slot)?.band ?? 0) : 0;
  if (band > 0) return { step: 5 - band, says: BANDS[band], letter: 'ABCD'[band - 1] };
  const quarter = quarterOf(value, store.quartiles(index, at));
  return { step: quarter + 1, says: QUARTERS[quarter], letter: ['1', '2', '3', '4'][quarter] };
}

/** The sentence that leads an indicator's page: value, place, neighbours, England. @param {Look} look */
export function leadSentences(look) {
  const { store, indicator, index, at, slot, own } = look;
  const period = indicator.periods[at];
  const final = period.finality ? ` (${period.finality})` : '';
  if (own.value === null) {
    const means = own.status?.means ?? 'no row in the source';
    return [`No figure ${period.words}${final}: ${own.status?.code ? `“${own.status.code}”, ` : ''}${means}. That is not zero.`];
  }
  const standing = standingOf(store, index, at, slot);
  const place = standing ? `, ${standingWords(indicator, standing)}` : '';
  const change = changeOf(store, index, at, slot);
  return [
    `${quantity(indicator, own.value)} ${period.words}${final}${place}.`,
    look.peers[0] ? amongWords(look, look.peers[0]) : '',
    englandWords(look),
    change?.says ?? brokenWords(look),
  ].filter(Boolean);
}

/** A chart's text for one group at one period, or nothing where too few have a figure. @param {Look} look @param {Peers} peers */
export function meanMark(look, peers) {
  return `${meanLabel(peers)} ${groupDigits(look.indicator, peers)}`;
}

/** @param {Store} store @param {number} index @param {number} at */
export function amongHowMany(store, index, at) {
  return `${rankedCount(store, index, at)} of ${store.current.length} authorities`;
}

/** A plain number for a cell that is no indicator's. @param {number} value @param {number} [decimals] */
export function plainNumber(value, decimals = 0) {
  return withMinus(formatNumber(value, decimals));
}

/** A day in words. @param {string} iso */
export function longDate(iso) {
  const date = new Date(`${iso}T12:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
