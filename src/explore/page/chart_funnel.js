// The funnel: all authorities by size, with the limits within which figures as theirs may lie by chance and by the usual spread. The limits and
// the verdicts come with the data.
import { captionOf } from './caption.js';
import { axisOver, outliersOf, placeOn, textWidth } from './layout.js';
import { markedSlots } from './look.js';
import { AXIS_LINE, STROKES, axisRoom, drawGrid, drawKey, keyHeight } from './plot.js';
import { drawDotNames, noteDots } from './point_names.js';
import { AXIS, SMALL, textCentred, levelLine, dot, line, text, uprightLine } from './sheet.js';
import { axisWords, digits, plainNumber, spoken } from './words.js';

const SAYS = [
  'not placed',
  'above the 99.8% limits',
  'above the 95% limits',
  'within the 95% limits',
  'below the 95% limits',
  'below the 99.8% limits',
];
const INNER = { ink: 'axis', width: 1.4, dash: '8 4' };
const OUTER = { ink: 'axis', width: 1.4 };

/** @typedef {{slot: number, size: number, value: number, over: number, verdict: number, own: boolean, near: boolean, marked: boolean, label: string}} Dot */

/** @param {Look} look @returns {Dot[]} context first, so that what is picked out lies on top */
function funnelDots(look) {
  const { store, index, at, indicator, slot, peers } = look;
  const marked = markedSlots(look);
  const counts = store.counts(index);
  const near = new Set(peers[0]?.slots ?? []);
  const periods = indicator.periods.length;
  const dots = store.current.flatMap(each => {
    const cell = each * periods + at;
    const size = counts?.of[cell] ?? NaN,
      over = counts?.over[cell] ?? NaN;
    const value = (over / size) * (indicator.per ?? 1);
    if (!Number.isFinite(value) || store.reading(index, each, at).value === null) return [];
    const { short } = store.places[each];
    return [
      {
        slot: each,
        size,
        over,
        value,
        verdict: store.facts(index, each)?.funnel ?? 0,
        own: each === slot,
        near: near.has(each),
        marked: marked.includes(each),
        label: short,
      },
    ];
  });
  const weight = (/** @type {Dot} */ each) => (each.own ? 8 : 0) + (each.marked ? 4 : 0) + (each.near ? 2 : 0) + (isOutside(each) ? 1 : 0);
  return dots.sort((a, b) => weight(a) - weight(b));
}

/** Outside the 95% limits, and perhaps the wider ones. @param {Dot} each */
function isOutside({ verdict }) {
  return verdict > 0 && verdict !== 3;
}

/** Outside the 99.8% limits. @param {Dot} each */
function isFarOutside({ verdict }) {
  return verdict === 1 || verdict === 5;
}

/** Where axes, dots and limits lie. @param {Sheet} sheet @param {Look} look @param {Dot[]} dots @param {import('./plot.js').KeyEntry[]} key */
function funnelPlan(sheet, look, dots, key) {
  const average = look.indicator.funnel?.average ?? 0;
  const values = dots.map(each => each.value);
  const above = outliersOf(values);
  const axis = axisOver([...values.filter((_, at) => !above.includes(at)), average], 5, true, look.indicator.decimals === 0);
  const sizes = dots.map(each => each.size).sort((a, b) => a - b);
  const largest = (sizes[sizes.length - 1] ?? 1) * 1.04;
  const roots = largest > 3.5 * (sizes[Math.floor(sizes.length / 2)] ?? 1);
  const wide = sheet.width > 560;
  const words = `All together ${digits(look.indicator, average)}`;
  const area = {
    left: axisRoom(axis),
    right: sheet.width - (wide ? textWidth(words, { size: AXIS }) + 12 : 8),
    top: AXIS_LINE + keyHeight(sheet.width, key) + (above.length > 0 ? 26 : 12),
    bottom: sheet.height - 2 * AXIS_LINE - 12,
  };
  const x = (/** @type {number} */ size) =>
    area.left + (roots ? Math.sqrt(Math.max(size / largest, 0)) : Math.max(size / largest, 0)) * (area.right - area.left);
  return { axis, area, largest, roots, above, average, words, wide, x };
}

/** Sizes whose printed figures keep apart. @param {ReturnType<typeof funnelPlan>} plan */
function sizeTicks({ largest, roots, x }) {
  const even = axisOver([largest], 5, true, true);
  const ticks = Array.from({ length: 9 }, (_, at) => at * even.step).filter(tick => tick <= largest);
  if (roots) ticks.push(...[2, 5, 10, 20, 50].map(part => even.step / part).filter(tick => tick % 1 === 0));
  /** @type {{x: number, half: number, tick: number}[]} */
  const kept = [];
  for (const tick of ticks) {
    const half = textWidth(plainNumber(tick), { size: AXIS }) / 2 + 5;
    if (kept.every(other => Math.abs(other.x - x(tick)) >= other.half + half)) kept.push({ x: x(tick), half, tick });
  }
  return kept;
}

/** The limits, cut to the plot. @param {Sheet} sheet @param {Funnel} funnel @param {ReturnType<typeof funnelPlan>} plan @returns {[Spot, Spot][]} */
function drawLimits(sheet, funnel, { axis, area, x }) {
  /** @type {[Spot, Spot][]} */
  const drawn = [];
  for (const [limits, stroke] of /** @type {[Span[], Stroke][]} */ ([
    [funnel.inner, INNER],
    [funnel.outer, OUTER],
  ])) {
    for (const end of [0, 1]) {
      /** @type {Spot[]} */
      let part = [];
      funnel.bases.forEach((base, at) => {
        const value = limits[at][end];
        if (value >= axis.low && value <= axis.high) part.push([x(base), placeOn(axis, value, area.bottom, area.top)]);
        else {
          line(sheet, part, stroke);
          part = [];
        }
      });
      line(sheet, part, stroke);
      part.slice(1).forEach((spot, at) => drawn.push([part[at], spot]));
    }
  }
  return drawn;
}

/** @param {Look} look @param {Dot[]} dots @returns {import('./plot.js').KeyEntry[]} */
function funnelKey(look, dots) {
  return [
    { words: look.place.short, ink: 'own', form: 'dot' },
    ...(dots.some(each => each.near)
      ? [/** @type {import('./plot.js').KeyEntry} */ ({ words: look.peers[0].label, ink: 'peers', form: 'dot' })]
      : []),
    { words: 'Outside the 95% limits', ink: 'paper', form: 'ring' },
    ...(dots.some(isFarOutside)
      ? [/** @type {import('./plot.js').KeyEntry} */ ({ words: 'Outside the 99.8% limits too', ink: 'paper', form: 'rings' })]
      : []),
    { words: '95% limits', ink: 'axis', form: 'line', stroke: INNER },
    { words: '99.8% limits', ink: 'axis', form: 'line', stroke: OUTER },
  ];
}

/** @param {Sheet} sheet @param {Dot} each @param {Spot} at */
function drawDot(sheet, each, at) {
  const [r, ink] = each.own
    ? [8, 'own']
    : each.marked
      ? [6.5, 'mark']
      : each.near
        ? [5, 'peers']
        : isFarOutside(each)
          ? [2.5, 'paper']
          : isOutside(each)
            ? [4, 'paper']
            : [3.2, 'dot'];
  // A ring is an edge: one for the 95% limits, a second around it for the 99.8% limits, whatever colour the dot has.
  if (isFarOutside(each)) dot(sheet, at, Number(r) + 4, 'paper', 'text');
  dot(sheet, at, Number(r), String(ink), isOutside(each) ? 'text' : each.own ? 'paper' : undefined);
}

/** @param {Sheet} sheet @param {Look} look @param {Dot[]} dots */
function drawFunnel(sheet, look, dots) {
  const { indicator } = look;
  const key = funnelKey(look, dots);
  const plan = funnelPlan(sheet, look, dots, key);
  const { axis, area, x, above } = plan;
  drawKey(sheet, key, 0);
  drawFunnelAxes(sheet, indicator, plan, keyHeight(sheet.width, key) + AXIS);
  const lines = indicator.funnel ? drawLimits(sheet, indicator.funnel, plan) : [];
  const y = placeOn(axis, plan.average, area.bottom, area.top);
  levelLine(sheet, area.left, area.right, y, { ...STROKES.england, width: 2 });
  if (plan.wide) textCentred(sheet, [plan.words], [area.right + 8, y], 'start', { size: AXIS });
  /** @type {Spot[]} */
  const spots = dots.map((each, at) => [x(each.size), above.includes(at) ? area.top - 9 : placeOn(axis, each.value, area.bottom, area.top)]);
  dots.forEach((each, at) => drawDot(sheet, each, spots[at]));
  if (!plan.wide) text(sheet, plan.words, [area.right, y - 5], 'end', { size: SMALL, halo: true });
  const isNamed = dots.map((each, at) => above.includes(at) || (plan.wide && (each.near || isFarOutside(each))));
  const room = { left: area.left, right: sheet.width, top: AXIS_LINE + keyHeight(sheet.width, key), bottom: area.bottom };
  const written = drawDotNames(sheet, dots, spots, isNamed, lines, room);
  noteDots(sheet, dots, written, each => each.near || isFarOutside(each));
  sheet.nearest = 'spot';
  sheet.stops = dots.map((each, at) => funnelStop(look, each, spots[at])).sort((a, b) => a.x - b.x);
}

/** @param {Sheet} sheet @param {Indicator} indicator @param {ReturnType<typeof funnelPlan>} plan @param {number} unit the height of the words of the axis */
function drawFunnelAxes(sheet, indicator, plan, unit) {
  const { axis, area } = plan;
  const letter = { size: AXIS };
  text(sheet, axisWords(indicator), [0, unit], 'start', letter);
  drawGrid(sheet, axis, area, 0);
  for (const tick of sizeTicks(plan)) {
    uprightLine(sheet, tick.x, area.bottom, area.bottom + 5, STROKES.axis);
    text(sheet, plainNumber(tick.tick), [tick.x, area.bottom + AXIS + 6], 'middle', letter);
  }
  const sizes =
    indicator.kind === 'share' ? ['Number that the percentage is of', 'Number it is of'] : ['Population that the rate is of', 'Population'];
  const words = sizes.map(size => (plan.roots ? `${size} (square-root scale)` : size));
  const left = (/** @type {string} */ says) => Math.max(Math.min(area.left, sheet.width - textWidth(says, letter)), 0);
  const says = words.find(each => left(each) + textWidth(each, letter) <= sheet.width) ?? words[words.length - 1];
  text(sheet, says, [left(says), area.bottom + 2 * AXIS_LINE + 4], 'start', letter);
}

/** @param {Look} look @param {Dot} each @param {Spot} spot @returns {Stop} */
function funnelStop({ indicator, index, at }, each, [x, y]) {
  const says = `${digits(indicator, each.value)}, ${SAYS[each.verdict]}; of ${plainNumber(each.size)}`;
  const ref = { indicator: index, slot: each.slot, period: at };
  return { x, y, title: each.label, slot: each.slot, said: [{ label: '', text: says, own: each.own, ref }] };
}

/** @param {Look} look @param {Dot[]} dots @param {string} source @returns {Table} */
function funnelTable(look, dots, source) {
  const { indicator, store, at, index } = look;
  return {
    name: `${indicator.id}-funnel`,
    caption: `${indicator.title}, ${indicator.periods[at].label}: authorities by size and the limits of chance`,
    source,
    columns: [
      { key: 'authority', title: 'Authority' },
      { key: 'of', title: 'Size', numeric: true },
      { key: 'over', title: 'Count', numeric: true },
      { key: 'value', title: `Value (${axisWords(indicator)})`, numeric: true },
      { key: 'verdict', title: 'Against the limits' },
    ],
    rows: dots
      .toSorted((a, b) => b.value - a.value)
      .map(each => [
        { text: store.places[each.slot].name, head: true, own: each.own },
        { text: plainNumber(each.size), value: each.size },
        { text: plainNumber(each.over), value: each.over },
        { text: digits(indicator, each.value), value: each.value, ref: { indicator: index, slot: each.slot, period: at } },
        { text: SAYS[each.verdict] },
      ]),
  };
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** How many lie outside the 95% limits though nothing but chance is at work: no more is claimed of those that do. @param {number} count */
function chanceWords(count) {
  const [least, most] = [Math.floor(count / 20), Math.ceil(count / 20)];
  const says = [...new Set([least, most])].map(each => NUMBERS[each] ?? String(each)).join(' or ');
  return `Of ${count} authorities, ${least === most ? 'about ' : ''}${says} would lie outside the 95% limits by chance alone.`;
}

/** @param {Look} look @returns {Chart} */
export function funnelChart(look) {
  const dots = funnelDots(look);
  const { indicator, place, own, at, store } = look;
  const mine = dots.find(each => each.own);
  const ringed = dots.filter(isOutside).length;
  const outside = dots.filter(isFarOutside).map(each => `${each.label} ${digits(indicator, each.value)}`);
  const says = mine
    ? `${place.short} ${digits(indicator, mine.value)}: ${SAYS[mine.verdict]}.`
    : `${place.short}: ${spoken(indicator, own)}; it has no place here.`;
  const alt = `Funnel chart of ${dots.length} authorities by size, ${indicator.periods[at].label}. ${says} Outside the 95% limits: ${ringed} of ${dots.length}. Of these, outside the 99.8% limits too: ${outside.length > 0 ? outside.join(', ') : 'none'}.`;
  const notes = [
    `“All together”: the counts of the authorities shown, added up and divided by all that they are of. The limits allow for chance and for the usual spread between authorities.`,
    `A ring: outside the 95% limits${outside.length > 0 ? '; two rings: outside the 99.8% limits too' : ''}. ${chanceWords(dots.length)}`,
    dots.length < store.current.length
      ? `${store.current.length - dots.length} authorities are not shown, since their counts are not published.`
      : '',
  ].filter(Boolean);
  const caption = captionOf(look, ` among authorities by size, ${indicator.periods[at].label}`, alt, { notes, only: at });
  caption.title = mine ? `${place.short}: ${digits(indicator, mine.value)}, ${SAYS[mine.verdict]}` : caption.title;
  return {
    caption,
    table: funnelTable(look, dots, caption.source),
    height: width => (width < 620 ? 400 : 460),
    draw: sheet => drawFunnel(sheet, look, dots),
  };
}
