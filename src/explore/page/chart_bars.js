// Ranked bars: an authority among its neighbours or any group of a few dozen, with lines for those it is compared with. Bars start at zero.
import { besideWords, captionOf, symbolNotes } from './caption.js';
import { LEADING, fitted, keptApart, textWidth, widest } from './layout.js';
import { markedSlots } from './look.js';
import { STROKES } from './plot.js';
import { AXIS, LABEL, textCentred, leader, rect, text, uprightLine } from './sheet.js';
import { axisWords, changeOf, digits, groupWords, listed, meanMark, shown, spoken, standingOf } from './words.js';

/** @typedef {{slot: number, label: string, reading: Reading, own: boolean, marked: boolean, text: string}} Bar */
/** @typedef {{label: string, value: number, stroke: Stroke}} Reference */

/** Highest first, those without a figure last. @param {Look} look @param {number[]} slots @returns {Bar[]} */
export function barsOf(look, slots) {
  const { store, index, at, indicator, slot } = look;
  const marked = markedSlots(look);
  return [...new Set([slot, ...slots])]
    .map(each => {
      const reading = store.reading(index, each, at);
      return {
        slot: each,
        label: store.places[each].short,
        reading,
        own: each === slot,
        marked: marked.includes(each),
        text: reading.value === null ? spoken(indicator, reading) : digits(indicator, reading.value),
      };
    })
    .sort((a, b) => (b.reading.value ?? -Infinity) - (a.reading.value ?? -Infinity) || a.slot - b.slot);
}

/** The lines across bars: the groups' means, the region, England. @param {Look} look @returns {Reference[]} */
export function referencesOf(look) {
  const { indicator, peers, region, england, regionSlot, store } = look;
  const lines = peers
    // A group of one is a bar among the bars.
    .filter(each => each.summary.enough && each.single < 0)
    .map(each => ({
      label: meanMark(look, each),
      value: each.summary.mean,
      stroke: each === peers[0] ? STROKES.peers : STROKES.group,
    }));
  if (region && region.value !== null)
    lines.push({ label: `${store.places[regionSlot].short} ${digits(indicator, region.value)}`, value: region.value, stroke: STROKES.region });
  if (england && england.value !== null)
    lines.push({ label: `England ${digits(indicator, england.value)}`, value: england.value, stroke: STROKES.england });
  return lines;
}

/** Rows of bars: on a narrow sheet a name stands above its bar. @param {number} width */
function barMeasures(width) {
  const stacked = width < 460;
  return { stacked, row: stacked ? 38 : 27, bar: stacked ? 12 : 18, letter: stacked ? 14 : LABEL };
}

/** How many rows the names of the reference lines need. @param {number} width @param {Reference[]} references */
function nameRows(width, references) {
  const total = references.reduce((sum, each) => sum + textWidth(each.label, { size: AXIS }) + 14, 0);
  return references.length === 0 ? 0 : total > width - 10 ? references.length : 1;
}

/** Where bars, names and lines lie. @param {Sheet} sheet @param {Bar[]} bars @param {Reference[]} references */
function barsPlan(sheet, bars, references) {
  const { stacked, row, bar, letter } = barMeasures(sheet.width);
  const bold = { size: letter, bold: true };
  const names = stacked
    ? 0
    : Math.min(
        widest(
          bars.map(each => each.label),
          bold,
        ),
        sheet.width * 0.32,
      );
  const texts = Math.min(
    widest(
      bars.filter(each => each.reading.value !== null).map(each => each.text),
      bold,
    ) + 12,
    sheet.width * 0.4,
  );
  const values = [...bars.map(each => each.reading.value ?? 0), ...references.map(each => each.value)];
  const low = Math.min(0, ...values),
    high = Math.max(0, ...values);
  const left = names + (stacked ? 0 : 10) + (low < 0 ? texts : 0);
  const right = sheet.width - (high > 0 || low === 0 ? texts : 8);
  const unit = (right - left) / (high - low || 1);
  const rows = nameRows(sheet.width, references);
  const top = AXIS * LEADING + rows * AXIS * LEADING + (rows ? 20 : 6);
  return { stacked, row, bar, letter, names, left, right, top, zero: left - low * unit, unit, rows, bottom: top + bars.length * row };
}

/** @param {Sheet} sheet @param {Reference[]} references @param {ReturnType<typeof barsPlan>} plan */
function drawReferences(sheet, references, plan) {
  const letter = { size: AXIS };
  const xs = references.map(each => plan.zero + each.value * plan.unit);
  const widths = references.map(each => textWidth(each.label, letter));
  const oneRow = plan.rows === 1;
  const centres = oneRow
    ? keptApart(
        references.map((_, at) => ({ centre: xs[at], extent: widths[at] + 14 })),
        0,
        sheet.width,
      )
    : xs.map((x, at) => Math.min(Math.max(x, widths[at] / 2), sheet.width - widths[at] / 2));
  references.forEach(({ label, stroke }, at) => {
    const y = AXIS * LEADING * (oneRow ? 2 : at + 2) - 4;
    uprightLine(sheet, xs[at], plan.top - 2, plan.bottom, { ink: 'paper', width: stroke.width + 2 });
    uprightLine(sheet, xs[at], plan.top - 2, plan.bottom, stroke);
    if (oneRow) leader(sheet, [centres[at], y + 4], [xs[at], plan.top - 2], [0, 0], { ...stroke, width: 1.4, dash: undefined });
    text(sheet, label, [centres[at], y], 'middle', letter);
  });
}

/** Text beside the end of a bar, or beyond the reference lines that would run through it. @param {ReturnType<typeof barsPlan>} plan @param {Bar} bar @param {number} length @param {number[]} lines @param {number} width @returns {[number, Anchor]} */
function textPlace(plan, { reading }, length, lines, width) {
  const end = plan.zero + (reading.value ?? 0) * plan.unit;
  const away = (reading.value ?? 0) < 0 ? -1 : 1;
  let from = end + away * 6;
  for (let tries = 0; tries < lines.length; tries += 1) {
    const hit = lines.find(each => (each - from) * away > -3 && (each - from) * away < length + 3);
    if (hit !== undefined) from = hit + away * 6;
  }
  const over = away > 0 ? from + length > width : from - length < 0;
  return [over ? end + away * 6 : from, away > 0 ? 'start' : 'end'];
}

/** @param {Sheet} sheet @param {Look} look @param {Bar[]} bars @param {Reference[]} references */
function drawBars(sheet, look, bars, references) {
  const plan = barsPlan(sheet, bars, references);
  text(sheet, axisWords(look.indicator), [0, AXIS], 'start', { size: AXIS });
  const middles = bars.map((_, at) => plan.top + at * plan.row + (plan.stacked ? plan.row - plan.bar / 2 - 3 : plan.row / 2));
  bars.forEach(({ reading, own, marked }, at) => {
    if (reading.value === null) return;
    const end = plan.zero + reading.value * plan.unit;
    const box = {
      left: Math.min(plan.zero, end),
      right: Math.max(plan.zero, end),
      top: middles[at] - plan.bar / 2,
      bottom: middles[at] + plan.bar / 2,
    };
    rect(sheet, box, own ? 'own' : marked ? 'mark' : 'other');
  });
  uprightLine(sheet, plan.zero, plan.top - 2, plan.bottom, STROKES.axis);
  drawReferences(sheet, references, plan);
  const lines = references.map(each => plan.zero + each.value * plan.unit);
  bars.forEach((bar, at) => {
    const letter = bar.own ? { size: plan.letter, bold: true, ink: 'own' } : { size: plan.letter, bold: bar.marked };
    const says = { ...letter, halo: true };
    if (plan.stacked) text(sheet, fitted(bar.label, letter, sheet.width), [0, middles[at] - plan.bar / 2 - 4], 'start', { ...letter, halo: true });
    else textCentred(sheet, [fitted(bar.label, letter, plan.names)], [plan.names, middles[at]], 'end', letter);
    const [x, anchor] = textPlace(plan, bar, textWidth(bar.text, letter), lines, sheet.width);
    textCentred(sheet, [fitted(bar.text, letter, Math.max(sheet.width - x, 60))], [x, middles[at]], anchor, says);
  });
  sheet.nearest = 'y';
  sheet.stops = bars.map((bar, at) => ({
    x: plan.zero + (bar.reading.value ?? 0) * plan.unit,
    y: middles[at],
    title: bar.label,
    slot: bar.slot,
    said: [
      { label: look.indicator.periods[look.at].label, text: bar.text, own: bar.own, ref: { indicator: look.index, slot: bar.slot, period: look.at } },
    ],
  }));
}

/** A table of places at one period: value, place, change. @param {Look} look @param {number[]} slots @param {string} name @param {string} says @param {string} source @returns {Table} */
export function placesTable(look, slots, name, says, source) {
  const { indicator, index, store, at, slot } = look;
  const rows = barsOf(look, slots).map(bar => {
    const standing = standingOf(store, index, at, bar.slot);
    const change = changeOf(store, index, at, bar.slot);
    return [
      { text: store.places[bar.slot].name, head: true, own: bar.own },
      { text: shown(indicator, bar.reading), value: bar.reading.value, ref: { indicator: index, slot: bar.slot, period: at }, own: bar.own },
      { text: standing ? `${standing.sharedBy > 1 ? '=' : ''}${standing.rank}` : '', value: standing?.rank ?? null },
      { text: change ? change.text : 'none', value: change?.size ?? null },
    ];
  });
  return {
    name: `${indicator.id}-${name}`,
    caption: `${indicator.title}, ${axisWords(indicator)}, ${indicator.periods[at].label}: ${store.places[slot].name} and ${says}`,
    source,
    columns: [
      { key: 'authority', title: 'Authority' },
      { key: 'value', title: `Value (${axisWords(indicator)})`, numeric: true },
      { key: 'rank', title: indicator.better ? 'Place (1 is best)' : `Place (1 is ${indicator.first})`, numeric: true },
      { key: 'change', title: 'Change in a period', numeric: true },
    ],
    rows,
  };
}

/** @param {Look} look @returns {Chart} */
export function barsChart(look) {
  const { indicator, at } = look;
  const group = look.peers[0];
  const marked = markedSlots(look);
  const bars = barsOf(look, [...group.slots, ...marked]);
  const references = referencesOf(look);
  const says = listed([groupWords(group), ...look.peers.slice(1).flatMap(each => (each.single >= 0 ? each.title : []))]);
  const alt = `Bar chart, ${indicator.periods[at].label}, highest first: ${bars.map(bar => `${bar.label} ${bar.text}`).join(', ')}.${besideWords(look)}`;
  const missing = bars.filter(bar => bar.reading.value === null).map(bar => ({ name: bar.label, reading: bar.reading }));
  const caption = captionOf(look, ` and ${says}, ${indicator.periods[at].label}`, alt, { notes: symbolNotes(missing), only: at });
  return {
    caption,
    table: placesTable(look, [...group.slots, ...marked], 'neighbours', says, caption.source),
    height: width => Math.ceil(barMeasures(width).row * bars.length + AXIS * LEADING * (1 + nameRows(width, references)) + 30),
    draw: sheet => drawBars(sheet, look, bars, references),
  };
}
