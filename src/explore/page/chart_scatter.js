// Two indicators against each other, a dot an authority. It shows where authorities lie, and nothing of why.
import { cautionsOf, sourceLine } from './caption.js';
import { axisOver, fitted, outliersOf, placeOn, textWidth, tickLabel, ticksOf } from './layout.js';
import { lookAt, markedSlots, meanLabel } from './look.js';
import { AXIS_LINE, STROKES, axisRoom, drawGrid, drawKey, keyHeight } from './plot.js';
import { drawDotNames, noteDots } from './point_names.js';
import { AXIS, levelLine, dot, text, uprightLine } from './sheet.js';
import { axisWords, digits, groupDigits, quantity, spoken } from './words.js';

/** @typedef {{slot: number, x: number, y: number, own: boolean, near: boolean, marked: boolean, label: string}} Dot */

/** @param {Look} up @param {Look} across @returns {Dot[]} */
function scatterDots(up, across) {
  const { store, slot, peers } = up;
  const marked = markedSlots(up);
  const near = new Set(peers[0]?.slots ?? []);
  const dots = store.current.flatMap(each => {
    const y = store.reading(up.index, each, up.at).value,
      x = store.reading(across.index, each, across.at).value;
    const { short } = store.places[each];
    return x === null || y === null
      ? []
      : [{ slot: each, x, y, own: each === slot, near: near.has(each), marked: marked.includes(each), label: short }];
  });
  const weight = (/** @type {Dot} */ each) => (each.own ? 4 : 0) + (each.marked ? 2 : 0) + (each.near ? 1 : 0);
  return dots.sort((a, b) => weight(a) - weight(b));
}

/** @param {Look} up @param {Look} across @param {boolean} both @returns {import('./plot.js').KeyEntry[]} */
function scatterKey(up, across, both) {
  /** @type {import('./plot.js').KeyEntry[]} */
  const key = [{ words: up.place.short, ink: 'own', form: 'dot' }];
  const group = up.peers[0];
  if (group) key.push({ words: group.label, ink: 'peers', form: 'dot' });
  key.push({ words: 'Other authorities', ink: 'dot', form: 'dot' });
  if (both) key.push({ words: 'England', ink: 'england', form: 'line', stroke: STROKES.england });
  if (group && group.single < 0 && group.summary.enough && across.peers[0]?.summary.enough)
    key.push({ words: meanLabel(group), ink: 'peers', form: 'line', stroke: STROKES.peers });
  return key;
}

/** @param {Sheet} sheet @param {Look} up @param {Look} across @param {Dot[]} dots */
function drawScatter(sheet, up, across, dots) {
  const plan = scatterPlan(sheet, up, across, dots);
  const { area, spots, high, far } = plan;
  drawKey(sheet, plan.key, 0);
  drawScatterAxes(sheet, up, across, plan);
  cross(sheet, plan, up.england?.value ?? null, across.england?.value ?? null, STROKES.england);
  const [group] = up.peers,
    [other] = across.peers;
  if (group && group.single < 0 && group.summary.enough && other?.summary.enough)
    cross(sheet, plan, group.summary.mean, other.summary.mean, STROKES.peers);
  dots.forEach((each, at) => {
    const [r, ink] = each.own ? [8, 'own'] : each.marked ? [6.5, 'mark'] : each.near ? [5, 'peers'] : [3.6, 'dot'];
    dot(sheet, spots[at], Number(r), String(ink), each.own ? 'paper' : undefined);
  });
  const wide = sheet.width > 560;
  const isNamed = dots.map((each, at) => high.includes(at) || far.includes(at) || (each.near && wide));
  const room = { left: area.left, right: sheet.width, top: area.top - 12, bottom: area.bottom };
  noteDots(sheet, dots, drawDotNames(sheet, dots, spots, isNamed, [], room), each => each.near);
  sheet.nearest = 'spot';
  sheet.stops = dots.map((each, at) => scatterStop(up, across, each, spots[at])).sort((a, b) => a.x - b.x);
}

/** Where axes and dots lie. @param {Sheet} sheet @param {Look} up @param {Look} across @param {Dot[]} dots */
function scatterPlan(sheet, up, across, dots) {
  const key = scatterKey(up, across, (up.england?.value ?? null) !== null && (across.england?.value ?? null) !== null);
  const ys = dots.map(each => each.y),
    xs = dots.map(each => each.x);
  const high = outliersOf(ys),
    far = outliersOf(xs);
  const inside = (/** @type {number[]} */ values, /** @type {number[]} */ out) => values.filter((_, at) => !out.includes(at));
  const rising = axisOver(inside(ys, high), 5, false, up.indicator.decimals === 0);
  const level = axisOver(inside(xs, far), sheet.width < 500 ? 4 : 6, false, across.indicator.decimals === 0);
  const top = keyHeight(sheet.width, key) + AXIS_LINE + 16;
  const area = { left: axisRoom(rising), right: sheet.width - 20, top, bottom: sheet.height - 2 * AXIS_LINE - 12 };
  const x = (/** @type {number} */ value) => placeOn(level, value, area.left, area.right);
  const y = (/** @type {number} */ value) => placeOn(rising, value, area.bottom, area.top);
  /** @type {Spot[]} */
  const spots = dots.map((each, at) => [far.includes(at) ? area.right + 8 : x(each.x), high.includes(at) ? area.top - 8 : y(each.y)]);
  return { key, high, far, rising, level, area, spots, x, y };
}

/** @param {Sheet} sheet @param {Look} up @param {Look} across @param {ReturnType<typeof scatterPlan>} plan */
function drawScatterAxes(sheet, up, across, { area, rising, level, x }) {
  const letter = { size: AXIS };
  const [above, below] = [up, across].map(({ indicator, at }) => `${indicator.short}, ${axisWords(indicator)}, ${indicator.periods[at].label}`);
  text(sheet, fitted(`↑ ${above}`, letter, sheet.width), [0, area.top - 14], 'start', letter);
  drawGrid(sheet, rising, area, 0);
  for (const tick of ticksOf(level)) {
    uprightLine(sheet, x(tick), area.top, area.bottom, STROKES.grid);
    text(sheet, tickLabel(level, tick), [x(tick), area.bottom + AXIS + 5], 'middle', letter);
  }
  const foot = fitted(`→ ${below}`, letter, sheet.width);
  const left = Math.max(Math.min(area.left, sheet.width - textWidth(foot, letter)), 0);
  text(sheet, foot, [left, area.bottom + 2 * AXIS_LINE + 4], 'start', letter);
}

/** @param {Look} up @param {Look} across @param {Dot} each @param {Spot} spot @returns {Stop} */
function scatterStop(up, across, each, [x, y]) {
  const said = [up, across].map(({ indicator, index, at }, side) => ({
    label: indicator.short,
    text: digits(indicator, side === 0 ? each.y : each.x),
    own: each.own,
    ref: { indicator: index, slot: each.slot, period: at },
  }));
  return { x, y, title: each.label, slot: each.slot, said };
}

/** Two lines that cross where England or a mean lies. @param {Sheet} sheet @param {ReturnType<typeof scatterPlan>} plan @param {number | null} up @param {number | null} across @param {Stroke} stroke */
function cross(sheet, { area, x, y }, up, across, stroke) {
  if (up === null || across === null) return;
  const thin = { ...stroke, width: 1.6 };
  if (x(across) >= area.left && x(across) <= area.right) uprightLine(sheet, x(across), area.top, area.bottom, thin);
  if (y(up) >= area.top && y(up) <= area.bottom) levelLine(sheet, area.left, area.right, y(up), thin);
}

/** @param {Look} up @param {number} beside @returns {Chart} */
export function scatterChart(up, beside) {
  const { store, state, place } = up;
  const across = lookAt(store, { ...state, period: '' }, beside);
  const dots = scatterDots(up, across);
  const says = (/** @type {Look} */ look) =>
    `${look.indicator.short} ${spoken(look.indicator, look.own)}${look.peers[0]?.summary.enough ? ` (${look.peers[0].title}${look.peers[0].single < 0 ? ', mean' : ''} ${groupDigits(look.indicator, look.peers[0])})` : ''}`;
  const own = (/** @type {Look} */ look) => (look.own.value === null ? spoken(look.indicator, look.own) : quantity(look.indicator, look.own.value));
  /** @type {Caption} */
  const caption = {
    title: `${place.short}: ${up.indicator.short} ${own(up)}, ${across.indicator.short} ${own(across)}`,
    subtitle: `${up.indicator.title} (upward), against ${across.indicator.title} (to the right). ${dots.length} English authorities with both figures`,
    alt: `Scatter chart of ${dots.length} authorities. ${place.short}: ${says(up)}; ${says(across)}.`,
    notes: [
      'Each dot is an authority. The picture shows where authorities lie; that two figures go together does not say that one brings about the other. Axes need not start at zero.',
      ...cautionsOf(up.indicator),
      ...cautionsOf(across.indicator),
    ],
    source: [...new Set([sourceLine(up, up.at), sourceLine(across, across.at)])].join(' '),
  };
  /** @type {Table} */
  const table = {
    name: `${up.indicator.id}-against-${across.indicator.id}`,
    caption: `${up.indicator.title}, and ${across.indicator.title}: English authorities`,
    source: caption.source,
    columns: [
      { key: 'authority', title: 'Authority' },
      ...[up, across].map(look => ({
        key: look.indicator.id,
        title: `${look.indicator.short}, ${axisWords(look.indicator)}, ${look.indicator.periods[look.at].label}`,
        numeric: true,
      })),
    ],
    rows: dots
      .toSorted((a, b) => b.y - a.y)
      .map(each => [
        { text: store.places[each.slot].name, head: true, own: each.own },
        { text: digits(up.indicator, each.y), value: each.y, ref: { indicator: up.index, slot: each.slot, period: up.at } },
        { text: digits(across.indicator, each.x), value: each.x, ref: { indicator: across.index, slot: each.slot, period: across.at } },
      ]),
  };
  return { caption, table, height: width => (width < 620 ? 400 : 470), draw: sheet => drawScatter(sheet, up, across, dots) };
}
