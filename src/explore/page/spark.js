// The small line in a row of a scorecard: the shape of the course, with the last figure as a dot. The figures stand beside it.
import { stretchesOf } from './plot.js';

const WIDTH = 84,
  HEIGHT = 26,
  ROOM = 4;

/** The SVG of a sparkline as text; hidden from assistive technology, which has the change in words. @param {(number | null)[]} values */
export function sparkline(values) {
  const known = values.filter(value => value !== null);
  if (known.length < 2) return '';
  const low = Math.min(...known),
    high = Math.max(...known);
  const x = (/** @type {number} */ at) => ROOM + (at / Math.max(values.length - 1, 1)) * (WIDTH - 2 * ROOM);
  const y = (/** @type {number} */ value) => (high === low ? HEIGHT / 2 : HEIGHT - ROOM - ((value - low) / (high - low)) * (HEIGHT - 2 * ROOM));
  const spots = values.map((value, at) => (value === null ? null : `${x(at).toFixed(1)},${y(value).toFixed(1)}`));
  const lines = stretchesOf(spots, [])
    .map(stretch => `<polyline points="${stretch.join(' ')}"/>`)
    .join('');
  const end = values.findLastIndex(value => value !== null);
  return `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true" focusable="false">${lines}<circle cx="${x(end).toFixed(1)}" cy="${y(values[end] ?? 0).toFixed(1)}" r="2.8"/></svg>`;
}

/** Four cells, as many full as the quarter is high; beside it stand the words. @param {number} step */
export function quarterShape(step) {
  return '■'.repeat(step) + '□'.repeat(4 - step);
}
