// Measures of a chart: widths of text, lines broken between words, labels kept apart, round ticks. The program's own ways
// (src/figure/layout.rs, scale.rs), so that its charts and the page's look alike.
import { formatNumber, withMinus } from './numbers.js';

export const FONT = 'Arial, Helvetica, "Liberation Sans", sans-serif';
export const LEADING = 1.24;
/** Height of capitals and digits, in ems: it centres a line on a point. */
export const CAP_HEIGHT = 0.716;

/** @type {CanvasRenderingContext2D | null | undefined} */
let pen;
/** @type {Map<string, number>} */
const widths = new Map();

/** The width of a text in pixels. @param {string} words @param {Letter} letter */
export function textWidth(words, { size, bold }) {
  const key = `${bold ? 'b' : 'p'}${words}`;
  let found = widths.get(key);
  if (found === undefined) {
    pen ??= document.createElement('canvas').getContext('2d');
    if (!pen) return words.length * size * 0.55;
    pen.font = `${bold ? 'bold ' : ''}100px ${FONT}`;
    found = pen.measureText(words).width / 100;
    if (widths.size > 20000) widths.clear();
    widths.set(key, found);
  }
  return found * size;
}

/** @param {string[]} texts @param {Letter} letter */
export function widest(texts, letter) {
  return texts.reduce((most, text) => Math.max(most, textWidth(text, letter)), 0);
}

/** A text cut to a width, with an ellipsis where something is lost. @param {string} words @param {Letter} letter @param {number} room */
export function fitted(words, letter, room) {
  if (textWidth(words, letter) <= room) return words;
  let kept = words;
  while (kept.length > 1 && textWidth(`${kept.trimEnd()}…`, letter) > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** A text broken between words into at most `most` lines of a width. @param {string} words @param {Letter} letter @param {number} room @param {number} most */
export function wrapped(words, letter, room, most) {
  /** @type {string[]} */
  const lines = [];
  const parts = words.split(' ').filter(Boolean);
  let line = '';
  for (let at = 0; at < parts.length; at += 1) {
    const longer = line ? `${line} ${parts[at]}` : parts[at];
    if (textWidth(longer, letter) <= room || !line) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) {
      line = [line, ...parts.slice(at)].join(' ');
      break;
    }
    lines.push(line);
    line = parts[at];
  }
  if (line) lines.push(line);
  return lines.map(each => fitted(each, letter, room));
}

/**
 * Places for labels that keep off one another: each as near as can be to where it is wanted, within `low` and `high`. Isotonic regression by
 * pooling, clamped to the bounds.
 * @param {{centre: number, extent: number}[]} wanted @param {number} low @param {number} high @returns {number[]}
 */
export function keptApart(wanted, low, high) {
  const order = wanted.map((_, at) => at).sort((a, b) => wanted[a].centre - wanted[b].centre);
  let before = 0;
  /** @type {number[]} */
  const offsets = [];
  /** @type {{sum: number, count: number}[]} */
  const pools = [];
  for (const at of order) {
    const { centre, extent } = wanted[at];
    offsets[at] = before + extent / 2;
    before += extent;
    let pool = { sum: centre - offsets[at], count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.count >= pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  }
  const highest = Math.max(high - before, low);
  const levels = pools.flatMap(pool => Array(pool.count).fill(Math.min(Math.max(pool.sum / pool.count, low), highest)));
  /** @type {number[]} */
  const centres = [];
  order.forEach((at, place) => {
    centres[at] = levels[place] + offsets[at];
  });
  return centres;
}

/** The least step of 1, 2, 2.5, 5 or 10 times a power of ten that is not below `raw`. @param {number} raw */
function niceStep(raw) {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  const nice = [1, 2, 2.5, 5, 10].find(step => step >= lead - 1e-9) ?? 10;
  return power < 1 ? nice / Math.round(1 / power) : nice * power;
}

/**
 * The axis that covers values with about `ticks` steps. `whole` allows whole steps only, for figures printed without decimals.
 * @param {number[]} values @param {number} ticks @param {boolean} fromZero @param {boolean} whole @returns {Axis}
 */
export function axisOver(values, ticks, fromZero, whole) {
  const finite = values.filter(Number.isFinite);
  let low = finite.length > 0 ? Math.min(...finite) : 0;
  let high = finite.length > 0 ? Math.max(...finite) : 1;
  if (fromZero) {
    low = Math.min(low, 0);
    high = Math.max(high, 0);
  }
  if (high - low < Number.EPSILON * Math.max(Math.abs(high), Math.abs(low), 1)) {
    const room = high === 0 ? 1 : Math.abs(high) * 0.1;
    if (!fromZero && low !== 0) low -= room;
    high += room;
  }
  let step = niceStep((high - low) / ticks);
  if (whole && step % 1 !== 0) step = Math.max(Math.floor(step), 1);
  return { low: Math.floor(low / step + 1e-9) * step, high: Math.ceil(high / step - 1e-9) * step, step };
}

/** @param {Axis} axis */
export function ticksOf({ low, high, step }) {
  const first = Math.round(low / step);
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => (first + at) * step || 0);
}

/** @param {Axis} axis @param {number} tick */
export function tickLabel({ step }, tick) {
  let decimals = 0;
  while (decimals < 9 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) >= 1e-6) decimals += 1;
  return withMinus(formatNumber(tick, decimals));
}

/** Where a value lies between two pixels. @param {Axis} axis @param {number} value @param {number} start @param {number} end */
export function placeOn({ low, high }, value, start, end) {
  return start + ((value - low) / (high - low)) * (end - start);
}

/** Indices of the few values so high that an axis which reached them would press the others flat. @param {number[]} values */
export function outliersOf(values) {
  if (values.length < 20) return [];
  const order = values.map((_, at) => at).sort((a, b) => values[b] - values[a]);
  for (let count = 3; count > 0; count -= 1) {
    const last = values[order[count - 1]],
      next = values[order[count]];
    if (next > 0 && last > 1.5 * next) return order.slice(0, count);
  }
  return [];
}

/** Whether two boxes share a spot. @param {Box} a @param {Box} b */
export function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether a straight line touches a box, by the method of Liang and Barsky. @param {Box} box @param {Spot} from @param {Spot} to */
export function meetsLine(box, from, to) {
  const dx = to[0] - from[0],
    dy = to[1] - from[1];
  let enter = 0,
    leave = 1;
  for (const [step, room] of [
    [-dx, from[0] - box.left],
    [dx, box.right - from[0]],
    [-dy, from[1] - box.top],
    [dy, box.bottom - from[1]],
  ]) {
    if (step === 0) {
      if (room < 0) return false;
      continue;
    }
    if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}
