// Ranks with the range that chance allows: the authority and those it is compared with, a row each, on an axis from the first place to the last.
import { captionOf } from './caption.js';
import { markedSlots } from './look.js';
import { AXIS_LINE, STROKES, drawKey, drawRowWords, drawTints, keyHeight, rowPlan } from './plot.js';
import { AXIS, dot, rect, text, uprightLine } from './sheet.js';
import { digits, groupWords, ordinal, standingOf } from './words.js';

/** @typedef {{slot: number, label: string, own: boolean, marked: boolean, standing: import('./words.js').Standing | null, text: string}} Row */

/** @param {Look} look @returns {Row[]} best or first at the top */
function rankRows(look) {
  const { store, index, at, slot, peers } = look;
  const marked = markedSlots(look);
  const slots = [...new Set([slot, ...(peers[0]?.slots ?? []), ...marked])];
  return slots
    .map(each => {
      const standing = standingOf(store, index, at, each);
      const joint = standing && standing.sharedBy > 1 ? 'joint ' : '';
      const range = standing && standing.from > 0 ? ` (${ordinal(standing.from)} to ${ordinal(standing.to)})` : '';
      return {
        slot: each,
        label: store.places[each].short,
        own: each === slot,
        marked: marked.includes(each),
        standing,
        text: standing ? `${joint}${ordinal(standing.rank)}${range}` : 'no place',
      };
    })
    .sort((a, b) => (a.standing?.rank ?? 999) - (b.standing?.rank ?? 999) || a.slot - b.slot);
}

/** @param {Look} look */
function endsOf({ indicator }) {
  if (indicator.better) return ['1st: best', 'last: worst'];
  return indicator.first === 'highest' ? ['1st: highest', 'last: lowest'] : ['1st: lowest', 'last: highest'];
}

/** @param {number} width */
function rankMeasures(width) {
  return width < 460 ? { stacked: true, row: 42 } : { stacked: false, row: 28 };
}

/** @type {import('./plot.js').KeyEntry[]} */
const KEY = [
  { words: 'Rank', ink: 'own', form: 'dot' },
  { words: 'Ranks that chance allows (95%)', ink: 'range', form: 'box' },
];

/** @param {Sheet} sheet @param {Look} look @param {Row[]} rows @param {number} of */
function drawRanks(sheet, look, rows, of) {
  const plan = rowPlan(sheet, rows, { ...rankMeasures(sheet.width), top: keyHeight(sheet.width, KEY) + 10, part: 0.3 });
  const x = (/** @type {number} */ rank) => plan.left + ((rank - 1) / Math.max(of - 1, 1)) * (plan.right - plan.left);
  drawKey(sheet, KEY, 0);
  drawTints(sheet, plan, rows.length);
  drawRankAxis(sheet, look, plan, x, of);
  sheet.stops = rows.map((each, at) => {
    const y = plan.y(at);
    const letter = each.own ? { ...plan.bold, ink: 'own' } : each.marked ? plan.bold : plan.letter;
    drawRowWords(sheet, plan, each, y, letter, letter);
    if (each.standing) drawRow(sheet, each, x, y);
    const ref = { indicator: look.index, slot: each.slot, period: look.at };
    return {
      x: each.standing ? x(each.standing.rank) : plan.left,
      y,
      title: each.label,
      slot: each.slot,
      said: [{ label: '', text: `${each.text} of ${of}`, own: each.own, ref }],
    };
  });
  sheet.nearest = 'y';
}

/** @param {Sheet} sheet @param {Look} look @param {ReturnType<typeof rowPlan>} plan @param {(rank: number) => number} x @param {number} of */
function drawRankAxis(sheet, look, { top, bottom, stacked }, x, of) {
  const letter = { size: AXIS };
  for (const tick of [1, ...[25, 50, 75, 100, 125, 150].filter(each => each < of - 8), of]) {
    const anchor = !stacked ? 'middle' : tick === 1 ? 'start' : tick === of ? 'end' : 'middle';
    uprightLine(sheet, x(tick), top, bottom, STROKES.grid);
    text(sheet, String(tick), [x(tick), bottom + AXIS + 4], anchor, letter);
  }
  const [first, last] = endsOf(look);
  text(sheet, first, [Math.max(x(1) - 10, 0), bottom + 2 * AXIS_LINE + 2], 'start', letter);
  text(sheet, last, [Math.min(x(of) + 14, sheet.width), bottom + 2 * AXIS_LINE + 2], 'end', letter);
}

/** @param {Sheet} sheet @param {Row} each @param {(rank: number) => number} x @param {number} y */
function drawRow(sheet, { standing, own, marked }, x, y) {
  if (!standing) return;
  if (standing.from > 0) rect(sheet, { left: x(standing.from) - 3, right: x(standing.to) + 3, top: y - 6, bottom: y + 6 }, 'range');
  dot(sheet, [x(standing.rank), y], own ? 7 : 5.5, own ? 'own' : marked ? 'mark' : 'peers', own ? 'paper' : undefined);
}

/** @param {Look} look @returns {Chart} */
export function ranksChart(look) {
  const rows = rankRows(look);
  const { indicator, at, store, index } = look;
  const of = rows.find(each => each.standing)?.standing?.of ?? 1;
  const label = indicator.periods[at].label;
  const beside = look.peers[0] ? ` and ${groupWords(look.peers[0])}` : '';
  const alt = `Chart of ranks among ${of} authorities, ${label}, with the range that chance allows. ${rows.map(each => `${each.label}: ${each.text}`).join('; ')}.`;
  const notes = [
    rows.some(each => each.standing && each.standing.from > 0)
      ? ''
      : `No range is given ${look.newest ? 'where counts are not published' : 'for earlier periods'}.`,
  ].filter(Boolean);
  const caption = captionOf(look, `${beside}: ranks among all English authorities, ${label}`, alt, { notes, only: at });
  /** @type {Table} */
  const table = {
    name: `${indicator.id}-ranks`,
    caption: `${indicator.title}, ${label}: rank and the ranks that chance allows`,
    source: caption.source,
    columns: [
      { key: 'authority', title: 'Authority' },
      { key: 'value', title: 'Value', numeric: true },
      { key: 'rank', title: 'Rank', numeric: true },
      { key: 'from', title: 'From', numeric: true },
      { key: 'to', title: 'To', numeric: true },
      { key: 'of', title: 'Of', numeric: true },
    ],
    rows: rows.map(({ slot, own, standing }) => {
      const reading = store.reading(index, slot, at);
      const cell = (/** @type {number | undefined} */ value) => ({ text: value ? String(value) : 'none', value: value || null });
      return [
        { text: store.places[slot].name, head: true, own },
        {
          text: reading.value === null ? (reading.status?.code ?? '') : digits(indicator, reading.value),
          value: reading.value,
          ref: { indicator: index, slot, period: at },
        },
        cell(standing?.rank),
        cell(standing?.from),
        cell(standing?.to),
        cell(standing?.of),
      ];
    }),
  };
  return {
    caption,
    table,
    height: width => Math.ceil(keyHeight(width, KEY) + 10 + rows.length * rankMeasures(width).row + 2 * AXIS_LINE + 12),
    draw: sheet => drawRanks(sheet, look, rows, of),
  };
}
