// What several charts share: an upright axis of values with its grid, periods along the foot, lines in stretches, strokes, a key.
import { LEADING, fitted, placeOn, textWidth, tickLabel, ticksOf, widest } from './layout.js';
import { AXIS, LABEL, SMALL, textCentred, levelLine, dot, line, rect, text, uprightLine } from './sheet.js';

/** The strokes of the lines, the same in every chart: hue, weight and dash each tell them apart. */
export const STROKES = /** @type {Record<string, Stroke>} */ ({
  own: { ink: 'own', width: 3.6 },
  peers: { ink: 'peers', width: 2.4 },
  region: { ink: 'region', width: 2.4, dash: '2.5 3.5' },
  england: { ink: 'england', width: 2.4, dash: '9 5' },
  group: { ink: 'group', width: 2 },
  other: { ink: 'other', width: 1.3 },
  mark: { ink: 'mark', width: 2.6 },
  grid: { ink: 'grid', width: 1 },
  axis: { ink: 'axis', width: 1.2 },
  break: { ink: 'axis', width: 1.2, dash: '2.5 3.5' },
});

/** @param {Sheet} sheet @param {Axis} axis @param {Box} area @param {number} [beyond] */
export function drawGrid(sheet, axis, area, beyond = 6) {
  const letter = { size: AXIS };
  for (const tick of ticksOf(axis)) {
    const y = Math.round(placeOn(axis, tick, area.bottom, area.top));
    levelLine(sheet, area.left, area.right + beyond, y, tick === 0 ? STROKES.axis : STROKES.grid);
    textCentred(sheet, [tickLabel(axis, tick)], [area.left - 8, y], 'end', letter);
  }
}

/** The room that the labels of an axis take. @param {Axis} axis */
export function axisRoom(axis) {
  return (
    widest(
      ticksOf(axis).map(tick => tickLabel(axis, tick)),
      { size: AXIS },
    ) + 10
  );
}

/** The sign of an axis that does not start at zero: a kink at its foot. @param {Sheet} sheet @param {Axis} axis @param {Box} area */
export function drawCut(sheet, axis, { left, bottom }) {
  if (axis.low <= 0) return;
  const kink = /** @type {Spot[]} */ ([
    [0, 0],
    [0, 5],
    [-4, 8],
    [4, 13],
    [0, 16],
    [0, 22],
  ]);
  line(
    sheet,
    kink.map(([across, up]) => [left + across, bottom - up]),
    STROKES.axis,
  );
}

/** Evenly from left to right, a single one in the middle. @param {number} count @param {number} left @param {number} right */
export function spread(count, left, right) {
  return count === 1 ? [(left + right) / 2] : Array.from({ length: count }, (_, at) => left + ((right - left) * at) / (count - 1));
}

/** The labels of periods: as many as find room, counted back from the latest. @param {Sheet} sheet @param {string[]} labels @param {number[]} xs @param {number} baseline */
export function drawPeriods(sheet, labels, xs, baseline) {
  const letter = { size: AXIS };
  const longest = widest(labels, letter) + 12;
  const apart = xs.length > 1 ? xs[1] - xs[0] : longest;
  const every = Math.max(Math.ceil(longest / apart), 1);
  for (let at = labels.length - 1; at >= 0; at -= every) {
    // The first may stand at the very edge of the sheet.
    const half = textWidth(labels[at], letter) / 2;
    text(sheet, labels[at], [Math.max(xs[at], half + 1), baseline], 'middle', letter);
  }
}

/**
 * Neighbouring values in stretches, none of which runs across a gap or a break.
 * @template T @param {(T | null)[]} values @param {Remark[]} breaks @returns {T[][]}
 */
export function stretchesOf(values, breaks) {
  /** @type {T[][]} */
  const stretches = [];
  let follows = false;
  values.forEach((value, at) => {
    if (value === null) {
      follows = false;
      return;
    }
    if (follows && !breaks.some(one => one.at === at)) stretches[stretches.length - 1].push(value);
    else stretches.push([value]);
    follows = true;
  });
  return stretches;
}

/** A line in its stretches; a single value is a dot. @param {Sheet} sheet @param {(Spot | null)[]} spots @param {Remark[]} breaks @param {Stroke} stroke */
export function drawStretches(sheet, spots, breaks, stroke) {
  for (const stretch of stretchesOf(spots, breaks)) {
    if (stretch.length === 1) dot(sheet, stretch[0], stroke.width * 0.9, stroke.ink);
    line(sheet, stretch, stroke);
  }
}

/** @typedef {{words: string, ink: string, form: 'dot' | 'line' | 'box' | 'ring' | 'rings' | 'tick' | 'diamond', stroke?: Stroke}} KeyEntry */

/** A diamond: the mark of England among dots. @param {Spot} at @param {number} r @returns {Spot[]} */
export function diamond([x, y], r) {
  return [
    [x, y - r],
    [x + r, y],
    [x, y + r],
    [x - r, y],
  ];
}

/** A key whose entries flow in rows from a height; gives the height under it. @param {Sheet} sheet @param {KeyEntry[]} entries @param {number} top @param {number} [left] */
export function drawKey(sheet, entries, top, left = 0) {
  const letter = { size: SMALL };
  let x = left,
    y = top + SMALL * 0.8;
  for (const entry of entries) {
    const mark = entry.form === 'line' || entry.form === 'box' ? 24 : 12;
    const wide = mark + 6 + textWidth(entry.words, letter);
    if (x > left && x + wide > sheet.width) {
      x = left;
      y += SMALL * 1.5;
    }
    drawKeyMark(sheet, entry, x, y, mark);
    textCentred(sheet, [entry.words], [x + mark + 6, y], 'start', letter);
    x += wide + 20;
  }
  return y + SMALL * 0.8;
}

/** @param {Sheet} sheet @param {KeyEntry} entry @param {number} x @param {number} y @param {number} mark */
function drawKeyMark(sheet, { form, ink, stroke }, x, y, mark) {
  if (form === 'line') levelLine(sheet, x, x + mark, y, stroke ?? STROKES.axis);
  else if (form === 'box') rect(sheet, { left: x, top: y - 6, right: x + mark, bottom: y + 6 }, ink, ink === 'q1' ? 'grid' : undefined);
  else if (form === 'ring') dot(sheet, [x + 6, y], 4, ink, 'text');
  else if (form === 'rings') {
    dot(sheet, [x + 6, y], 6.5, ink, 'text');
    dot(sheet, [x + 6, y], 2.5, ink, 'text');
  } else if (form === 'tick') uprightLine(sheet, x + 6, y - 7, y + 7, stroke ?? { ink, width: 2.4 });
  else if (form === 'diamond') sheet.marks.push({ is: 'shape', points: diamond([x + 6, y], 6.5), ink });
  else dot(sheet, [x + 6, y], 5.5, ink);
}

/** The lines of a key, for measuring the room that it takes. @param {number} width @param {KeyEntry[]} entries */
export function keyHeight(width, entries) {
  if (entries.length === 0) return 0;
  let x = 0,
    rows = 1;
  for (const entry of entries) {
    const wide = (entry.form === 'line' || entry.form === 'box' ? 30 : 18) + textWidth(entry.words, { size: SMALL });
    if (x > 0 && x + wide > width) {
      x = 0;
      rows += 1;
    }
    x += wide + 20;
  }
  return SMALL * 1.5 * rows + 4;
}

/** Height of a line of axis words. */
export const AXIS_LINE = AXIS * LEADING;

/** Rows with a name at the left and a text at the right; on a narrow sheet both stand above what is drawn. @typedef {{label: string, text: string}} NamedRow */

/** Where rows and what is drawn in them lie. @param {Sheet} sheet @param {NamedRow[]} rows @param {{stacked: boolean, row: number, top: number, part: number}} how */
export function rowPlan(sheet, rows, { stacked, row, top, part }) {
  const letter = { size: stacked ? 14 : LABEL };
  const bold = { ...letter, bold: true };
  const labels = rows.map(each => each.label),
    texts = rows.map(each => each.text);
  const names = stacked ? 0 : Math.min(widest(labels, bold), sheet.width * part);
  const left = names + (stacked ? 8 : 20);
  const right = sheet.width - (stacked ? 10 : widest(texts, bold) + 28);
  const bottom = top + rows.length * row;
  return {
    stacked,
    row,
    top,
    bottom,
    left,
    right,
    names,
    letter,
    bold,
    y: (/** @type {number} */ at) => top + at * row + (stacked ? row - 13 : row / 2),
  };
}

/** The tint of every second row. @param {Sheet} sheet @param {ReturnType<typeof rowPlan>} plan @param {number} count */
export function drawTints(sheet, { top, row }, count) {
  for (let at = 0; at < count; at += 2) rect(sheet, { left: 0, right: sheet.width, top: top + at * row, bottom: top + (at + 1) * row }, 'tint');
}

/** Name and text of a row. @param {Sheet} sheet @param {ReturnType<typeof rowPlan>} plan @param {NamedRow} each @param {number} y @param {Letter} name @param {Letter} value */
export function drawRowWords(sheet, { stacked, names }, each, y, name, value) {
  if (stacked) {
    text(sheet, each.text, [sheet.width, y - 13], 'end', value);
    text(sheet, fitted(each.label, name, sheet.width - textWidth(each.text, value) - 10), [0, y - 13], 'start', name);
    return;
  }
  textCentred(sheet, [fitted(each.label, name, names)], [0, y], 'start', name);
  textCentred(sheet, [each.text], [sheet.width, y], 'end', value);
}
