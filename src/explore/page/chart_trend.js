// The trend: an authority's own line over the years beside the mean and range of its neighbours, its region and England.
import { captionOf, besideWords, symbolNotes } from './caption.js';
import { lookAt, meanLabel } from './look.js';
import { drawStretches, axisRoom, drawCut, drawGrid, drawPeriods, spread, stretchesOf, STROKES, AXIS_LINE } from './plot.js';
import { CAP_HEIGHT, LEADING, axisOver, keptApart, meetsLine, overlap, placeOn, textWidth, widest, wrapped } from './layout.js';
import { AXIS, LABEL, SMALL, textCentred, dot, leader, rect, shape, text, uprightLine } from './sheet.js';
import { axisWords, digits, meanDecimals, shown, spoken } from './words.js';

/** @typedef {{label: string, role: string, stroke: Stroke, points: Reading[], decimals: number, slot: number, peers: string}} TrendLine */

/** The readings of one place over all periods. @param {Look} look @param {number} slot @returns {Reading[]} */
function readingsOf({ store, index, indicator }, slot) {
  return indicator.periods.map((_, at) => store.reading(index, slot, at));
}

/** The looks at every period, for the means and ranges. @param {Look} look */
function looksOf(look) {
  return look.indicator.periods.map((_, at) => lookAt(look.store, look.state, look.index, at));
}

/** @param {Look} look @param {Look[]} looks @returns {TrendLine[]} own first; drawn in the opposite order */
function linesOf(look, looks) {
  const { indicator, store, place, slot, state } = look;
  /** @type {TrendLine[]} */
  const lines = [
    { label: place.short, role: 'own', stroke: STROKES.own, points: readingsOf(look, slot), decimals: indicator.decimals, slot, peers: '' },
  ];
  look.peers.forEach((peers, at) => {
    if (peers.slots.length === 0) return;
    const stroke = at === 0 ? STROKES.peers : STROKES.group;
    if (peers.single >= 0) {
      const points = readingsOf(look, peers.single);
      lines.push({ label: peers.label, role: 'place', stroke, points, decimals: indicator.decimals, slot: peers.single, peers: '' });
      return;
    }
    const points = looks.map(each => {
      const { summary } = each.peers[at];
      return { value: summary.enough ? summary.mean : null, status: null };
    });
    lines.push({
      label: meanLabel(peers),
      role: at === 0 ? 'peers' : 'group',
      stroke,
      points,
      decimals: meanDecimals(indicator),
      slot: -1,
      peers: peers.key,
    });
  });
  const wider = /** @type {[string, number][]} */ ([
    ['region', look.regionSlot],
    ['england', state.with.includes('england') ? store.england : -1],
  ]);
  for (const [role, each] of indicator.total ? [] : wider) {
    if (each < 0) continue;
    const points = readingsOf(look, each).map((reading, at) =>
      role === 'england' && !indicator.periods[at].england_fits ? { value: null, status: null } : reading,
    );
    lines.push({ label: store.places[each].short, role, stroke: STROKES[role], points, decimals: indicator.decimals, slot: each, peers: '' });
  }
  return [...lines, ...otherLines(look)];
}

/** Neighbours' own lines, where they are asked for, and places that were clicked. @param {Look} look @returns {TrendLine[]} */
function otherLines(look) {
  const { indicator, store, state, peers, slot } = look;
  if (indicator.total) return [];
  const drawn = [slot, ...peers.map(each => each.single)];
  const marked = state.mark.map(slug => store.slotOfSlug(slug)).filter(each => each >= 0 && !drawn.includes(each));
  const thin = state.lines ? (peers[0]?.slots ?? []).filter(each => !marked.includes(each) && !drawn.includes(each)) : [];
  return [...marked, ...thin].map(each => ({
    label: store.places[each].short,
    role: marked.includes(each) ? 'mark' : 'other',
    stroke: marked.includes(each) ? STROKES.mark : STROKES.other,
    points: readingsOf(look, each),
    decimals: indicator.decimals,
    slot: each,
    peers: '',
  }));
}

/** The name and the latest value at the end of a line. @param {TrendLine} each @param {Look} look */
function endWords(each, look) {
  const { indicator } = look;
  const last = indicator.periods.length - 1;
  const at = each.points.findLastIndex(point => point.value !== null);
  if (at < 0) {
    const why = each.points.findLast(point => point.status?.code)?.status?.word;
    return { words: `${each.label}: no figure${why ? ` (${why})` : ''}`, at };
  }
  const value = digits(indicator, each.points[at].value ?? NaN, each.decimals);
  if (at === last) return { words: `${each.label} ${value}`, at };
  const why = each.points[last].status?.word;
  return {
    words:
      each.role === 'own' && why
        ? `${each.label}: ${why} in ${indicator.periods[last].label} (${value} in ${indicator.periods[at].label})`
        : `${each.label} ${value} in ${indicator.periods[at].label}`,
    at,
  };
}

/** @param {TrendLine} each @returns {Letter} */
function letterOf(each) {
  if (each.role === 'own') return { size: LABEL, bold: true, ink: 'own' };
  return { size: each.role === 'other' ? 12 : LABEL };
}

/** Where everything of a trend lies on a sheet. @param {Sheet} sheet @param {Look} look @param {TrendLine[]} lines @param {Look[]} looks */
function layOut(sheet, look, lines, looks) {
  const { indicator } = look;
  const ranges = rangesOf(look, looks);
  const values = lines.flatMap(each => each.points.map(point => point.value ?? NaN));
  const axis = axisOver([...values, ...ranges.flatMap(range => range ?? [])], 5, true, indicator.decimals === 0);
  const named = lines.filter(each => each.role !== 'other' || sheet.width > 560);
  const room = Math.min(210, sheet.width * 0.3);
  const labels = named
    .map(each => ({ each, letter: letterOf(each), ...endWords(each, look) }))
    .map(label => ({ ...label, lines: wrapped(label.words, label.letter, room, 4) }));
  const column = labels.reduce((most, label) => Math.max(most, widest(label.lines, label.letter)), 0);
  const leaderRoom = sheet.width > 560 ? 40 : 20;
  const left = axisRoom(axis);
  const breaks = breakWords(indicator, sheet.width);
  const strip = lines.some(each => each.role === 'own' && each.points.some(point => point.status?.code)) ? 18 : 0;
  const area = {
    left,
    top: AXIS_LINE + (looks[0]?.peers[0] ? AXIS_LINE + 2 : 0) + breaks.height + 20,
    right: sheet.width - column - leaderRoom,
    bottom: sheet.height - AXIS_LINE - 10 - strip,
  };
  const xs = spread(indicator.periods.length, left + Math.min(18, sheet.width * 0.03), area.right);
  return { axis, area, xs, labels, ranges, breaks, strip, labelsLeft: sheet.width - column, leaderRoom };
}

/** Lowest and highest of the first group at each period. @param {Look} look @param {Look[]} looks @returns {(Span | null)[]} */
function rangesOf(look, looks) {
  if (!look.peers[0] || look.peers[0].slots.length < 2) return looks.map(() => null);
  return looks.map(each => {
    const { summary } = each.peers[0];
    return summary.enough ? [summary.min, summary.max] : null;
  });
}

/** Reasons of breaks, as lines above the plot; on a narrow sheet they stand under the chart alone. @param {Indicator} indicator @param {number} width */
function breakWords(indicator, width) {
  const letter = { size: SMALL };
  const wide = width > 560;
  const all = indicator.breaks.filter(one => one.at > 0).map(one => ({ at: one.at, lines: wide ? wrapped(one.says, letter, 300, 3) : ['break'] }));
  return { all, height: all.reduce((sum, each) => sum + each.lines.length * SMALL * LEADING + 4, 0) };
}

/** @param {Sheet} sheet @param {ReturnType<typeof layOut>} plan */
function drawBreaks(sheet, { breaks, xs, area }) {
  let top = area.top - 20 - breaks.height;
  for (const { at, lines } of breaks.all) {
    const x = (xs[at - 1] + xs[at]) / 2;
    uprightLine(sheet, x, top, area.bottom, STROKES.break);
    const letter = { size: SMALL };
    const fits = x + 6 + widest(lines, letter) <= sheet.width;
    lines.forEach((words, row) => text(sheet, words, [fits ? x + 6 : x - 6, top + (row + 0.8) * SMALL * LEADING], fits ? 'start' : 'end', letter));
    top += lines.length * SMALL * LEADING + 4;
  }
}

/** The shade from the lowest to the highest of the group; a stretch of one period is a column. @param {Sheet} sheet @param {ReturnType<typeof layOut>} plan */
function drawBand(sheet, { ranges, xs, axis, area }) {
  const edges = ranges.map(
    (range, at) =>
      range &&
      /** @type {[number, number, number]} */ ([
        xs[at],
        placeOn(axis, range[0], area.bottom, area.top),
        placeOn(axis, range[1], area.bottom, area.top),
      ]),
  );
  for (const stretch of stretchesOf(edges, [])) {
    if (stretch.length === 1) {
      const [[x, low, high]] = stretch;
      rect(sheet, { left: x - 8, top: high, right: x + 8, bottom: low }, 'band');
      continue;
    }
    shape(
      sheet,
      [...stretch.map(([x, , high]) => /** @type {Spot} */ ([x, high])), ...stretch.toReversed().map(([x, low]) => /** @type {Spot} */ ([x, low]))],
      'band',
    );
  }
}

/** @param {Sheet} sheet @param {ReturnType<typeof layOut>} plan @param {Look} look */
function drawHead(sheet, { ranges }, look) {
  const letter = { size: AXIS };
  const unit = axisWords(look.indicator);
  text(sheet, unit, [0, AXIS], 'start', letter);
  if (!ranges.some(Boolean)) return;
  const says = look.peers[0].kind === 'neighbours' ? 'Shaded: lowest to highest neighbour' : 'Shaded: lowest to highest of the group';
  const aside = textWidth(unit, letter) + 26;
  const fits = aside + 34 + textWidth(says, letter) <= sheet.width;
  const [x, y] = fits ? [aside, AXIS] : [0, AXIS + AXIS_LINE];
  rect(sheet, { left: x, top: y - 11, right: x + 26, bottom: y + 1 }, 'band');
  text(sheet, says, [x + 34, y], 'start', letter);
}

/** Values beside the own points, clear of every line and of one another; where they are too many, the highest, the lowest and the first. @param {Sheet} sheet @param {ReturnType<typeof layOut>} plan @param {TrendLine[]} lines @param {Look} look */
function drawOwnValues(sheet, plan, lines, look) {
  const { xs, axis, area } = plan;
  const letter = { size: SMALL, ink: 'own', halo: true };
  const spot = (/** @type {number} */ value, /** @type {number} */ at) => /** @type {Spot} */ ([xs[at], placeOn(axis, value, area.bottom, area.top)]);
  let known = lines[0].points.flatMap((point, at) => (point.value === null ? [] : [{ value: point.value, at }]));
  const hurdles = lines
    .filter(each => each.role !== 'other')
    .flatMap(each =>
      each.points.slice(1).flatMap((point, at) => {
        const before = each.points[at].value;
        return point.value === null || before === null ? [] : [/** @type {[Spot, Spot]} */ ([spot(before, at), spot(point.value, at + 1)])];
      }),
    );
  /** @type {Box[]} */
  const taken = known.map(({ value, at }) => boxAround(spot(value, at), 6));
  known.pop();
  const longest = widest(
    known.map(({ value }) => digits(look.indicator, value)),
    letter,
  );
  if (known.length > 15 || (xs.length > 1 && longest + 6 > xs[1] - xs[0])) known = fewOf(known);
  for (const { value, at } of known) {
    const words = digits(look.indicator, value).replace(/[%£]/g, '');
    const [x, y] = spot(value, at);
    const half = textWidth(words, letter) / 2,
      rise = SMALL * CAP_HEIGHT;
    const centre = [
      [x, y - 10 - rise / 2],
      [x, y + 10 + rise / 2],
      [x + 12 + half, y],
      [x - 12 - half, y],
    ].find(([cx, cy]) => {
      const box = { left: cx - half - 2, right: cx + half + 2, top: cy - rise / 2 - 2, bottom: cy + rise / 2 + 2 };
      return (
        box.left > area.left - 20 &&
        box.right < area.right &&
        box.bottom < area.bottom &&
        box.top > area.top - 20 &&
        !taken.some(other => overlap(other, box)) &&
        !hurdles.some(([from, to]) => meetsLine(box, from, to))
      );
    });
    if (!centre) continue;
    taken.push({ left: centre[0] - half, right: centre[0] + half, top: centre[1] - rise / 2, bottom: centre[1] + rise / 2 });
    text(sheet, words, [centre[0], centre[1] + rise / 2], 'middle', letter);
  }
}

/** @param {{value: number, at: number}[]} known */
function fewOf(known) {
  const highest = known.reduce((best, each) => (each.value > best.value ? each : best), known[0]);
  const lowest = known.reduce((best, each) => (each.value < best.value ? each : best), known[0]);
  return [...new Set([highest, lowest, known[0]])].filter(Boolean);
}

/** @param {Spot} at @param {number} by @returns {Box} */
function boxAround([x, y], by) {
  return { left: x - by, right: x + by, top: y - by, bottom: y + by };
}

/** @param {Sheet} sheet @param {ReturnType<typeof layOut>} plan */
function drawEndLabels(sheet, { labels, axis, area, xs, labelsLeft, leaderRoom }) {
  const there = labels.filter(label => label.lines.length > 0);
  const wanted = there.map(({ each, at, letter, lines }) => ({
    centre: placeOn(axis, at < 0 ? axis.low : (each.points[at].value ?? 0), area.bottom, area.top),
    extent: lines.length * letter.size * LEADING + 4,
  }));
  const total = wanted.reduce((sum, each) => sum + each.extent, 0);
  const centres = keptApart(wanted, Math.min(area.top - 16, sheet.height - total), sheet.height);
  there.forEach(({ each, at, letter, lines }, place) => {
    const [end, y] = [xs[xs.length - 1], wanted[place].centre];
    if (at === xs.length - 1) leader(sheet, [end + 7, y], [labelsLeft - 4, centres[place]], [4, 5], { ink: each.stroke.ink, width: 1 });
    textCentred(sheet, lines, [end + leaderRoom, centres[place]], 'start', letter);
  });
}

/** @param {Look} look @param {TrendLine[]} lines @param {ReturnType<typeof layOut>} plan @returns {Stop[]} */
function stopsOf(look, lines, { xs, axis, area }) {
  const { indicator, index, slot } = look;
  return indicator.periods.map((period, at) => {
    const own = lines[0].points[at];
    return {
      near: lines.flatMap(each =>
        each.slot >= 0 && each.slot !== slot && ['other', 'mark'].includes(each.role) && each.points[at].value !== null
          ? [{ slot: each.slot, y: placeOn(axis, each.points[at].value ?? 0, area.bottom, area.top) }]
          : [],
      ),
      x: xs[at],
      y: own.value === null ? area.bottom : placeOn(axis, own.value, area.bottom, area.top),
      tall: [area.top, area.bottom],
      title: `${period.label}${period.finality ? ` (${period.finality})` : ''}`,
      said: lines
        .filter(each => each.role !== 'other')
        .map(each => {
          const { value } = each.points[at];
          const says =
            each.peers && value === null
              ? 'too few with a figure'
              : value === null
                ? spoken(indicator, each.points[at])
                : digits(indicator, value, each.decimals);
          return {
            label: each.label,
            text: says,
            own: each.slot === slot,
            ref: { indicator: index, slot: each.slot < 0 ? slot : each.slot, period: at, peers: each.peers || undefined },
          };
        }),
    };
  });
}

/** @param {Sheet} sheet @param {Look} look @param {TrendLine[]} lines @param {Look[]} looks */
function drawTrend(sheet, look, lines, looks) {
  const { indicator } = look;
  const plan = layOut(sheet, look, lines, looks);
  const { axis, area, xs, strip } = plan;
  drawBand(sheet, plan);
  drawHead(sheet, plan, look);
  drawGrid(sheet, axis, area);
  drawCut(sheet, axis, area);
  const odd = (/** @type {number} */ at) => indicator.unusual.some(one => one.at === at);
  drawPeriods(
    sheet,
    indicator.periods.map((period, at) => `${period.label}${odd(at) ? '*' : ''}`),
    xs,
    area.bottom + strip + AXIS + 6,
  );
  if (strip)
    lines[0].points.forEach((point, at) =>
      text(sheet, point.status?.code ?? '', [xs[at], area.bottom + SMALL + 3], 'middle', { size: SMALL, bold: true, ink: 'own' }),
    );
  drawBreaks(sheet, plan);
  if (!look.newest) uprightLine(sheet, xs[look.at], area.top - 6, area.bottom, { ink: 'axis', width: 1 });
  for (const each of lines.toReversed()) {
    const spots = each.points.map((point, at) =>
      point.value === null ? null : /** @type {Spot} */ ([xs[at], placeOn(axis, point.value, area.bottom, area.top)]),
    );
    if (each.role === 'own') drawStretches(sheet, spots, indicator.breaks, { ink: 'paper', width: 6.5 });
    drawStretches(sheet, spots, indicator.breaks, each.stroke);
    if (each.role === 'own') spots.forEach(spot => spot && dot(sheet, spot, 5, 'own'));
    const end = spots[spots.length - 1];
    if (end && each.role !== 'other') dot(sheet, end, each.role === 'own' ? 5 : 3.5, each.stroke.ink);
  }
  drawOwnValues(sheet, plan, lines, look);
  drawEndLabels(sheet, plan);
  const unnamed = lines.filter(each => !plan.labels.some(label => label.each === each));
  if (unnamed.length > 0) {
    const names = unnamed.map(each => endWords(each, look).words);
    sheet.notes.push(`The thin lines: ${names.join(', ')}.`);
  }
  sheet.stops = stopsOf(look, lines, plan);
  sheet.nearest = 'x';
}

/** The table behind a trend: a row a period, a column a line. @param {Look} look @param {TrendLine[]} lines @param {string} source @returns {Table} */
function trendTable(look, lines, source) {
  const { indicator, index, slot } = look;
  const rows = indicator.periods
    .map((period, at) => [
      { text: period.label, head: true },
      ...lines.map(each => {
        const { value, status } = each.points[at];
        const says = value === null ? (each.peers ? 'too few' : shown(indicator, { value, status })) : digits(indicator, value, each.decimals);
        return {
          text: says,
          value,
          own: each.role === 'own',
          ref: { indicator: index, slot: each.slot < 0 ? slot : each.slot, period: at, peers: each.peers || undefined },
        };
      }),
    ])
    .reverse();
  return {
    name: `${indicator.id}-trend`,
    caption: `${indicator.title}, ${axisWords(indicator)}: ${look.place.name} by period`,
    source,
    columns: [{ key: 'period', title: 'Period' }, ...lines.map(each => ({ key: each.label, title: each.label, numeric: true }))],
    rows,
  };
}

/** @param {Look} look @returns {Chart} */
export function trendChart(look) {
  const { indicator, place } = look;
  const looks = looksOf(look);
  const lines = linesOf(look, looks);
  const own = lines[0].points;
  const first = indicator.periods[0].label,
    last = indicator.periods[indicator.periods.length - 1].label;
  const each = own.map(
    (point, at) => `${point.value === null ? spoken(indicator, point) : digits(indicator, point.value)} in ${indicator.periods[at].label}`,
  );
  const alt = `Line chart by period. ${place.short}: ${each.join(', ')}. In ${indicator.periods[look.at].label}:${besideWords(look) || ' nothing to compare with.'}`;
  const notes = symbolNotes(own.map((reading, at) => ({ name: `${place.short} ${indicator.periods[at].label}`, reading })));
  const caption = captionOf(look, `, ${first === last ? first : `${first} to ${last}`}`, alt, { notes });
  const above = looks[0]?.peers[0] ? 20 : 0;
  return {
    caption,
    table: trendTable(look, lines, caption.source),
    height: width => Math.round(Math.min(Math.max(width * 0.46, 290), 430) + above + breakWords(indicator, width).height),
    draw: sheet => drawTrend(sheet, look, lines, looks),
  };
}
