// What the page computes for any group of places: mean, median, range, quarters and rank. Pure, and by the program's own rules
// (src/stat/order.rs, src/compare/peers.rs): tests compare both on thousands of groups. Nothing else on the page is statistics.

/** Comparisons need at least seven in ten of a group's members with data. @param {number} known @param {number} members */
export function isEnough(known, members) {
  return known > 0 && known * 10 >= members * 7;
}

/** The finite values in rising order. @param {Iterable<number>} values */
export function sortedValues(values) {
  return Float64Array.from(Array.from(values).filter(Number.isFinite)).sort();
}

/**
 * Linear interpolation between order statistics: R type 7, numpy's default.
 * @param {ArrayLike<number>} sorted @param {number} part
 */
export function quantileOf(sorted, part) {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * Math.min(Math.max(part, 0), 1);
  const below = Math.floor(place);
  if (place > below && below + 1 < sorted.length) return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
  return sorted[below];
}

/** Lower quartile, median, upper quartile. @param {Iterable<number>} values @returns {[number, number, number]} */
export function quartilesOf(values) {
  const sorted = sortedValues(values);
  return [quantileOf(sorted, 0.25), quantileOf(sorted, 0.5), quantileOf(sorted, 0.75)];
}

/** The quarter in which a value lies, 0 for the lowest; a bound belongs to the quarter under it. @param {number} value @param {number[]} quartiles */
export function quarterOf(value, quartiles) {
  return quartiles.filter(bound => value > bound).length;
}

/**
 * Mean, median and range of the members that have a figure; the mean is unweighted and sums in the order of the members.
 * @param {number[]} values one a member, NaN where there is no figure
 * @returns {Summary}
 */
export function summaryOf(values) {
  const known = values.filter(Number.isFinite);
  const sorted = sortedValues(known);
  const none = known.length === 0;
  return {
    members: values.length,
    known: known.length,
    enough: isEnough(known.length, values.length),
    mean: none ? NaN : known.reduce((sum, value) => sum + value, 0) / known.length,
    median: quantileOf(sorted, 0.5),
    min: none ? NaN : sorted[0],
    max: none ? NaN : sorted[sorted.length - 1],
  };
}

/**
 * The place of a value among others, itself counted: one more than how many stand strictly before it. Equal ones share a place.
 * @param {Iterable<number>} values with the value itself among them @param {number} own @param {'highest' | 'lowest'} first
 */
export function rankAmong(values, own, first) {
  let before = 0,
    sharedBy = 0,
    of = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    of += 1;
    if (value === own) sharedBy += 1;
    else if (first === 'highest' ? value > own : value < own) before += 1;
  }
  return { rank: before + 1, sharedBy, of };
}

/**
 * What ranks at one period: numerator / denominator * per where every current authority with a figure has its counts, else the
 * published value. A published 0 without counts ranks as 0.
 * @param {{values: ArrayLike<number>, over: ArrayLike<number> | null, of: ArrayLike<number> | null, per: number | null, exact: boolean}} cells
 */
export function rankingValues({ values, over, of, per, exact }) {
  const ranked = Float64Array.from(values);
  if (!exact || !over || !of || per === null) return ranked;
  for (let at = 0; at < ranked.length; at += 1) {
    if (Number.isFinite(values[at]) && Number.isFinite(over[at]) && of[at] > 0) ranked[at] = (over[at] / of[at]) * per;
  }
  return ranked;
}
