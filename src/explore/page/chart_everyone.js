// All authorities in one row of bars: the own one and its neighbours picked out and named, quarters under them, lines across.
import { captionOf, besideWords } from './caption.js';
import { barsOf, placesTable, referencesOf } from './chart_bars.js';
import { quarterOf } from './group.js';
import { LEADING, axisOver, keptApart, outliersOf, overlap, placeOn, textWidth, widest, wrapped } from './layout.js';
import { AXIS_LINE, STROKES, axisRoom, drawGrid } from './plot.js';
import { AXIS, SMALL, textCentred, levelLine, leader, line, rect, text, uprightLine } from './sheet.js';
import { axisWords, digits, groupWords, spoken } from './words.js';

/** @typedef {import('./chart_bars.js').Bar} Bar */

/** A bar that is cut rises this far above the highest that is not. */
const OVERSHOOT = 16;
/** As many bars are named in words where there is no room for names. */
const MOST_NOTED = 20;
const QUARTER_TITLES = ['Lowest quarter', 'Second lowest', 'Second highest', 'Highest quarter'];

/** Bars with a value, the few that are too high, and the quartiles. @param {Look} look */
function shownBars(look) {
  const bars = barsOf(look, look.store.current).filter(bar => bar.reading.value !== null);
  const values = bars.map(bar => bar.reading.value ?? 0);
  return { bars, values, cut: outliersOf(values), quartiles: look.store.quartiles(look.index, look.at) };
}

/** @param {Sheet} sheet @param {Look} look @param {ReturnType<typeof shownBars>} shownNow */
function everyonePlan(sheet, look, { bars, values, cut }) {
  const references = referencesOf(look);
  const narrow = sheet.width < 620;
  const letter = { size: narrow ? SMALL : AXIS };
  const column = references.map(each => wrapped(each.label, letter, narrow ? 82 : 130, 4));
  const wide = column.reduce((most, lines) => Math.max(most, widest(lines, letter)), 0);
  const axis = axisOver(
    [...values.filter((_, at) => !cut.includes(at)), ...references.map(each => each.value)],
    5,
    true,
    look.indicator.decimals === 0,
  );
  const left = axisRoom(axis);
  const right = sheet.width - wide - (references.length > 0 ? 24 : 4);
  const pitch = (right - left) / Math.max(bars.length, 1);
  const area = { left, right, top: AXIS_LINE + 12, bottom: sheet.height - 50 };
  return { references, column, letter, wide, axis, area, pitch, bar: pitch > 4 ? Math.floor(pitch) - 1.5 : pitch * 0.75 };
}

/** @typedef {ReturnType<typeof everyonePlan>} Plan */
/** @typedef {{bar: Bar, x: number, foot: number, words: string, letter: Letter, box: Box}} Name */

/** Upper end of a bar. @param {Plan} plan @param {number[]} values @param {number[]} cut @param {number} at */
function topOf({ axis, area }, values, cut, at) {
  return cut.includes(at) ? area.top - OVERSHOOT : placeOn(axis, Math.max(values[at], 0), area.bottom, area.top);
}

/** A name on a stem above each bar picked out, as low as it can stand clear of bars, names, stems and lines. @param {Sheet} sheet @param {Look} look @param {Plan} plan @param {ReturnType<typeof shownBars>} shownNow @returns {Name[]} */
function placedNames(sheet, look, plan, { bars, values, cut }) {
  const few = sheet.width < 620;
  const near = new Set(few ? [] : (look.peers[0]?.slots.slice(0, 14) ?? []));
  const lines = plan.references.map(each => placeOn(plan.axis, each.value, plan.area.bottom, plan.area.top));
  /** @type {Name[]} */
  const placed = [];
  // From the lowest bar to the highest: a later name stands further left and higher, so that stems need not cross words.
  for (let at = bars.length - 1; at >= 0; at -= 1) {
    const bar = bars[at];
    if (!bar.own && !bar.marked && !near.has(bar.slot) && !(cut.includes(at) && !few)) continue;
    const letter = bar.own ? { size: few ? SMALL : 14, bold: true, ink: 'own', halo: true } : { size: few ? 12 : SMALL, halo: true };
    const words = `${bar.label} ${bar.text}`;
    const x = plan.area.left + (at + 0.5) * plan.pitch,
      wide = textWidth(words, letter);
    const left = Math.max(Math.min(x + 3, sheet.width - wide), plan.area.left);
    const first = Math.max(Math.floor((left - plan.area.left) / plan.pitch), 0),
      last = Math.min(Math.ceil((left + wide - plan.area.left) / plan.pitch), bars.length);
    let floor = topOf(plan, values, cut, at);
    for (let each = first; each < last; each += 1) floor = Math.min(floor, topOf(plan, values, cut, each));
    const right = left + wide > plan.area.right ? plan.references.length : 0;
    let box = { left, right: left + wide, top: floor - 4 - letter.size, bottom: floor - 4 };
    for (let tries = 0; tries < 200 && !isFree(box, placed, lines, right > 0 ? columnBoxes(sheet, plan) : []); tries += 1)
      box = { ...box, top: box.top - 3, bottom: box.bottom - 3 };
    placed.push({ bar, x, foot: topOf(plan, values, cut, at), words, letter, box });
  }
  return placed;
}

/** @param {Box} box @param {Name[]} placed @param {number[]} lines @param {Box[]} others */
function isFree(box, placed, lines, others) {
  return (
    lines.every(y => box.bottom + 2 < y || box.top - 2 > y) &&
    others.every(other => !overlap(box, other)) &&
    placed.every(
      ({ box: other, x, foot }) =>
        !overlap({ left: box.left - 3, right: box.right + 3, top: box.top - 1, bottom: box.bottom + 1 }, other) &&
        !(box.left < x + 1 && box.right > x - 1 && box.top < foot && box.bottom > other.bottom),
    )
  );
}

/** Where the names of the reference lines stand. @param {Sheet} sheet @param {Plan} plan @returns {Box[]} */
function columnBoxes(sheet, { references, column, axis, area, letter, wide }) {
  const wanted = references.map((each, at) => ({
    centre: placeOn(axis, each.value, area.bottom, area.top),
    extent: column[at].length * letter.size * LEADING + 4,
  }));
  const centres = keptApart(wanted, 0, area.bottom + 30);
  return wanted.map(({ extent }, at) => ({
    left: sheet.width - wide,
    right: sheet.width,
    top: centres[at] - extent / 2,
    bottom: centres[at] + extent / 2,
  }));
}

/** @param {Sheet} sheet @param {Plan} plan @param {ReturnType<typeof shownBars>} shownNow @param {Set<number>} near */
function drawColumns(sheet, plan, { bars, values, cut }, near) {
  const { axis, area, pitch, bar: wide } = plan;
  const zero = placeOn(axis, 0, area.bottom, area.top);
  bars.forEach((bar, at) => {
    const left = area.left + at * pitch;
    const end = values[at] < 0 ? placeOn(axis, values[at], area.bottom, area.top) : topOf(plan, values, cut, at);
    rect(
      sheet,
      { left, right: left + wide, top: Math.min(zero, end), bottom: Math.max(zero, end) },
      bar.own ? 'own' : bar.marked ? 'mark' : near.has(bar.slot) ? 'peers' : 'other',
    );
    if (cut.includes(at))
      line(
        sheet,
        [
          [left - 2, area.top - 3],
          [left + wide + 2, area.top - 9],
        ],
        { ink: 'paper', width: 3 },
      );
  });
  levelLine(sheet, area.left - 3, area.right + 3, zero, STROKES.axis);
}

/** @param {Sheet} sheet @param {Plan} plan */
function drawLines(sheet, plan) {
  const { references, column, axis, area, letter } = plan;
  const boxes = columnBoxes(sheet, plan);
  references.forEach(({ value, stroke }, at) => {
    const y = placeOn(axis, value, area.bottom, area.top);
    levelLine(sheet, area.left, area.right + 4, y, { ink: 'paper', width: stroke.width + 1.6 });
    levelLine(sheet, area.left, area.right + 4, y, { ...stroke, width: 2 });
    const centre = (boxes[at].top + boxes[at].bottom) / 2;
    leader(sheet, [area.right + 4, y], [boxes[at].left - 3, centre], [3, 4], { ink: stroke.ink, width: 1 });
    textCentred(sheet, column[at], [boxes[at].left, centre], 'start', letter);
  });
}

/** A bracket under each quarter, with its letter or its place in words and its bounds. @param {Sheet} sheet @param {Look} look @param {Plan} plan @param {ReturnType<typeof shownBars>} shownNow */
function drawQuarters(sheet, look, { area, pitch, bar: wide }, { bars, values, quartiles }) {
  if (bars.length < 8) return;
  const { better, decimals } = look.indicator;
  const banded = better && (look.facts?.band ?? 0) > 0;
  const y = area.bottom + 8;
  /** @type {string[]} what finds no room under its bracket */
  const short = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const members = values.flatMap((value, at) => (quarterOf(value, quartiles) === quarter ? [at] : []));
    if (members.length === 0) continue;
    const left = area.left + members[0] * pitch,
      right = area.left + members[members.length - 1] * pitch + wide;
    line(
      sheet,
      [
        [left, y - 4],
        [left, y],
        [right, y],
        [right, y - 4],
      ],
      STROKES.axis,
    );
    const letter = banded ? 'ABCD'[better === 'lower' ? quarter : 3 - quarter] : '';
    const bounds = [values[members[members.length - 1]], values[members[0]]].map(each => digits(look.indicator, each, decimals)).join(' to ');
    const titles = banded ? [`Quartile band ${letter}`, letter] : [QUARTER_TITLES[quarter], String(quarter + 1)];
    const title = titles.find(each => textWidth(each, { size: SMALL, bold: true }) < right - left) ?? titles[titles.length - 1];
    text(sheet, title, [(left + right) / 2, y + 17], 'middle', { size: SMALL, bold: true });
    const fits = textWidth(bounds, { size: 12 }) < right - left;
    if (fits) text(sheet, bounds, [(left + right) / 2, y + 34], 'middle', { size: 12 });
    if (!fits || title !== titles[0]) short.push(title === titles[0] ? `${title} ${bounds}` : `${title}: ${titles[0].toLowerCase()}, ${bounds}`);
  }
  if (short.length > 0) sheet.notes.push(`Under the bars, ${short.join('; ')}.`);
}

/** The bars of the group that have no name above them, in words. @param {Sheet} sheet @param {Look} look @param {ReturnType<typeof shownBars>} shownNow @param {Name[]} names */
function noteUnnamed(sheet, look, { bars }, names) {
  const [group] = look.peers;
  const unnamed = bars.filter(bar => group?.slots.includes(bar.slot) && !names.some(name => name.bar === bar));
  if (unnamed.length === 0) return;
  const rest = unnamed.length > MOST_NOTED ? ` and ${unnamed.length - MOST_NOTED} more` : '';
  const each = unnamed.slice(0, MOST_NOTED).map(bar => `${bar.label} ${bar.text}`);
  sheet.notes.push(`The bars of ${groupWords(group)}, from the highest: ${each.join(', ')}${rest}.`);
}

/** @param {Sheet} sheet @param {Look} look @param {ReturnType<typeof shownBars>} shownNow */
function drawEveryone(sheet, look, shownNow) {
  const plan = everyonePlan(sheet, look, shownNow);
  const bottom = plan.area.bottom,
    ceiling = plan.area.top;
  /** @type {Name[]} */
  let names = [];
  // The bars are lowered until the names above them have room.
  for (let part = 1; part >= 0.4; part -= 0.03) {
    plan.area.top = bottom - (bottom - ceiling) * part;
    names = placedNames(sheet, look, plan, shownNow);
    if (names.every(name => name.box.top >= AXIS_LINE - 4)) break;
  }
  text(sheet, axisWords(look.indicator), [0, AXIS], 'start', { size: AXIS });
  drawGrid(sheet, plan.axis, plan.area, 3);
  drawColumns(sheet, plan, shownNow, new Set(look.peers[0]?.slots ?? []));
  drawLines(sheet, plan);
  for (const { bar, x, foot, box } of names) uprightLine(sheet, x, foot - 1, box.bottom, { ink: bar.own ? 'own' : 'axis', width: bar.own ? 1.6 : 1 });
  for (const { words, box, letter } of names) text(sheet, words, [box.left, box.bottom - 2], 'start', letter);
  drawQuarters(sheet, look, plan, shownNow);
  noteUnnamed(sheet, look, shownNow, names);
  sheet.nearest = 'x';
  sheet.stops = shownNow.bars.map((bar, at) => ({
    x: plan.area.left + (at + 0.5) * plan.pitch,
    y: topOf(plan, shownNow.values, shownNow.cut, at),
    title: bar.label,
    slot: bar.slot,
    said: [
      { label: look.indicator.periods[look.at].label, text: bar.text, own: bar.own, ref: { indicator: look.index, slot: bar.slot, period: look.at } },
    ],
  }));
}

/** @param {Look} look @returns {Chart} */
export function everyoneChart(look) {
  const { indicator, at, store, place, own } = look;
  const shownNow = shownBars(look);
  const { bars, quartiles, cut } = shownNow;
  const absent = store.current.length - bars.length;
  const label = indicator.periods[at].label;
  const alt = `Bar chart of ${bars.length} authorities, ${label}, highest first. ${place.short}: ${spoken(indicator, own)}. The middle half lies between ${digits(indicator, quartiles[0])} and ${digits(indicator, quartiles[2])}.${besideWords(look)}`;
  const notes = [
    cut.length > 0 ? `Cut short, since they are far above the others: ${cut.map(each => `${bars[each].label} ${bars[each].text}`).join(', ')}.` : '',
    absent > 0 ? `${absent} of ${store.current.length} authorities have no figure and are not shown.` : '',
  ].filter(Boolean);
  const caption = captionOf(look, ` among all English authorities, ${label}`, alt, { notes, only: at });
  return {
    caption,
    table: placesTable(look, store.current, 'all-authorities', 'all English authorities', caption.source),
    height: width => (width < 620 ? 340 : 450),
    draw: sheet => drawEveryone(sheet, look, shownNow),
  };
}
