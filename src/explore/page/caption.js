// The words around a chart: title, measure and period, sources, cautions, and what its symbols mean.
import { amongWords, capital, digits, listed, quantity, spoken, standingOf, standingWords } from './words.js';

/** The sources of the cells of some places, newest last, each once. @param {Store} store @param {number} index @param {number[]} slots @param {number} [only] a period */
export function sourcesOf(store, index, slots, only) {
  const { source } = store.rows(index);
  const periods = store.indicators[index].periods.length;
  /** @type {Set<number>} */
  const found = new Set();
  for (const slot of slots) {
    if (slot < 0) continue;
    for (let at = 0; at < periods; at += 1) {
      const each = source[slot * periods + at];
      if (each >= 0 && (only === undefined || at === only)) found.add(each);
    }
  }
  return [...found].map(each => store.header.sources[each]).filter(Boolean);
}

/** @param {Look} look */
export function slotsShown(look) {
  const { slot, region, regionSlot, store, england, peers } = look;
  return [slot, ...peers.flatMap(each => each.slots), region ? regionSlot : -1, england ? store.england : -1];
}

/** Which neighbour list stands behind the figures. @param {Look} look */
function listsSaid(look) {
  const lists = look.peers.filter(peers => peers.kind === 'neighbours').map(peers => peers.title);
  return lists.length > 0 ? ` Compared with ${listed(lists)}.` : '';
}

/** A day of a release that can be put in order; months where the day is not told. @param {Source} source */
export function dayOf({ published, release }) {
  if (published) return published;
  const date = new Date(`1 ${release} 12:00 UTC`);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 7);
}

/** The sources in one line, with the newest release among them as the date of the data. @param {Source[]} sources */
export function creditLine(sources) {
  const newest = sources.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)))[0];
  const credits = [...new Set(sources.map(source => source.credit))];
  return `Source: ${credits.join('; ') || 'not told'}.${newest?.release ? ` Data as at ${newest.release}.` : ''}`;
}

/** @param {Look} look @param {number} [only] */
export function sourceLine(look, only) {
  return creditLine(sourcesOf(look.store, look.index, slotsShown(look), only)) + listsSaid(look);
}

/** Cautions, breaks and unusual years, as they stand beside every figure. @param {Indicator} indicator */
export function cautionsOf({ cautions, breaks, unusual, periods }) {
  return [
    ...cautions,
    ...breaks.map(({ at, says }) => `Not like for like before ${periods[at]?.label ?? ''}: ${says}`),
    ...unusual.map(({ at, says }) => `${periods[at]?.label ?? ''} is an unusual year: ${says}`),
  ];
}

/** The message of a chart: what the figure is and where it stands. @param {Look} look */
export function message(look) {
  const { indicator, own, place, peers, store, index, at, slot } = look;
  if (own.value === null) return `${place.short}, ${indicator.short.toLowerCase()}: ${spoken(indicator, own)}`;
  const standing = standingOf(store, index, at, slot);
  const among = peers[0] && peers[0].summary.enough ? amongWords(look, peers[0]) : '';
  const outside = /^(Above|Below) all/.test(among) ? `, ${among.charAt(0).toLowerCase()}${among.slice(1).replace(/ \(.*/, '')}` : '';
  return `${place.short}: ${quantity(indicator, own.value)}${standing ? `, ${standingWords(indicator, standing)}` : ''}${outside}`;
}

/** @param {Look} look @param {string} what what is shown beside the authority @param {string} alt @param {{notes?: string[], only?: number}} [more] @returns {Caption} */
export function captionOf(look, what, alt, { notes = [], only } = {}) {
  return {
    title: message(look),
    subtitle: `${look.indicator.title}. ${look.place.name}${what}`,
    alt,
    notes: [...notes, ...cautionsOf(look.indicator)],
    source: sourceLine(look, only),
  };
}

/**
 * "c = suppressed", for each symbol among some readings.
 * @param {{name: string, reading: Reading}[]} readings @param {string} [bare] the sign of a figure that is not there and has no symbol
 */
export function symbolNotes(readings, bare = '') {
  /** @type {Map<string, string[]>} */
  const symbols = new Map();
  for (const { name, reading } of readings) {
    const code = reading.status?.code || (reading.status ? bare : '');
    if (!code) continue;
    const says = `${code} = ${reading.status?.word}`;
    symbols.set(says, [...(symbols.get(says) ?? []), name]);
  }
  return [...symbols].map(([says, names]) => `${says} (${names.length > 5 ? `${names.length} places or periods` : names.join(', ')}).`);
}

/** The values of a few groups, for a description. @param {Look} look */
export function besideWords(look) {
  const { indicator, peers, england, region, regionSlot, store } = look;
  const parts = peers
    .filter(each => each.summary.enough)
    .map(each =>
      each.single >= 0
        ? `${each.title} ${digits(indicator, each.summary.mean)}`
        : `${each.title} ${digits(indicator, each.summary.min)} to ${digits(indicator, each.summary.max)}`,
    );
  if (region && region.value !== null) parts.push(`${store.places[regionSlot].short} ${digits(indicator, region.value)}`);
  if (england && england.value !== null) parts.push(`England ${digits(indicator, england.value)}`);
  return parts.length > 0 ? ` ${capital(listed(parts))}.` : '';
}
