// Who they are: shares of a whole by category, a row each. The own share beside England's and the neighbours', whose range is a bar and whose
// mean a line across it.
import { captionOf, creditLine, sourcesOf, symbolNotes } from './caption.js';
import { lookAt, periodOf, refOfPeers } from './look.js';
import { axisOver, placeOn, tickLabel, ticksOf } from './layout.js';
import { AXIS_LINE, STROKES, diamond, drawKey, drawRowWords, drawTints, keyHeight, rowPlan } from './plot.js';
import { AXIS, dot, rect, shape, text, uprightLine } from './sheet.js';
import { digits, groupShown, groupWords, listed, meanDigits, plainNumber, spoken } from './words.js';

/** The breakdowns of an indicator, each with its categories' indicators. @param {Store} store @param {number} index */
export function breakdownsOf(store, index) {
  /** @type {Map<string, {key: string, title: string, children: number[], exclusive: boolean}>} */
  const found = new Map();
  for (const child of store.children(store.indicators[index].id)) {
    const parent = store.indicators[child].parent;
    if (!parent) continue;
    const one = found.get(parent.breakdown) ?? {
      key: parent.breakdown,
      title: parent.breakdown_title,
      children: [],
      exclusive: parent.exclusive !== false,
    };
    one.children.push(child);
    found.set(parent.breakdown, one);
  }
  return [...found.values()];
}

/** The indicator whose people are broken down: itself, its parent, or one of the same people. @param {Store} store @param {number} index */
export function wholeOf(store, index) {
  const { parent, people } = store.indicators[index];
  const whole = parent?.indicator ?? people;
  return whole ? Math.max(store.indexOf(whole), 0) : index;
}

/** @typedef {{look: Look, label: string, text: string}} ShareRow */

/** One row a category, at the same period as the whole where there is one, else at its newest. @param {Look} look @param {number[]} children @returns {ShareRow[]} */
function shareRows(look, children) {
  const label = look.indicator.periods[look.at].label;
  return children.map(child => {
    const { periods, parent, short } = look.store.indicators[child];
    const same = periods.findIndex(period => period.label === label);
    const each = lookAt(look.store, look.state, child, same >= 0 ? same : periodOf(look.store, child, ''));
    const counts = look.store.counts(child);
    const over = counts?.over[each.slot * periods.length + each.at] ?? NaN;
    const count = Number.isFinite(over) ? ` (${plainNumber(over)})` : '';
    const { own, indicator } = each;
    const category = parent?.category ?? short;
    return {
      look: each,
      label: category.charAt(0).toUpperCase() + category.slice(1),
      text: own.value === null ? own.status?.code || 'none' : `${digits(indicator, own.value)}${count}`,
    };
  });
}

/** @param {Look} look @param {ShareRow[]} rows @returns {import('./plot.js').KeyEntry[]} */
export function shareKey(look, rows) {
  const group = look.peers[0] ?? rows[0]?.look.peers[0];
  /** @type {import('./plot.js').KeyEntry[]} */
  const key = [{ words: look.place.short, ink: 'own', form: 'dot' }];
  if (rows.some(each => each.look.england)) key.push({ words: 'England', ink: 'england', form: 'diamond' });
  if (group && group.single >= 0) key.push({ words: group.label, ink: 'axis', form: 'tick', stroke: { ink: 'axis', width: 2.4 } });
  else if (group)
    key.push(
      { words: `${group.label}: mean`, ink: 'axis', form: 'tick', stroke: { ink: 'axis', width: 2.4 } },
      { words: `${group.label}: range`, ink: 'range', form: 'box' },
    );
  return key;
}

/** @param {number} width */
export function shareMeasures(width) {
  return width < 560 ? { stacked: true, row: 44 } : { stacked: false, row: 34 };
}

/** @param {Sheet} sheet @param {Look} look @param {ShareRow[]} rows */
export function drawShares(sheet, look, rows) {
  const key = shareKey(look, rows);
  const plan = rowPlan(sheet, rows, { ...shareMeasures(sheet.width), top: keyHeight(sheet.width, key) + 8, part: 0.34 });
  const values = rows.flatMap(({ look: { own, england, peers } }) => [
    own.value ?? 0,
    england?.value ?? 0,
    peers[0]?.summary.enough ? peers[0].summary.max : 0,
  ]);
  const axis = axisOver(values, plan.stacked ? 4 : 5, true, true);
  const x = (/** @type {number} */ value) => placeOn(axis, value, plan.left, plan.right);
  const suffix = rows[0]?.look.indicator.suffix ?? '';
  drawKey(sheet, key, 0);
  drawTints(sheet, plan, rows.length);
  for (const tick of ticksOf(axis)) {
    const anchor = !plan.stacked ? 'middle' : tick === 0 ? 'start' : tick === axis.high ? 'end' : 'middle';
    uprightLine(sheet, x(tick), plan.top, plan.bottom, tick === 0 ? STROKES.axis : STROKES.grid);
    text(sheet, `${tickLabel(axis, tick)}${suffix}`, [x(tick), plan.bottom + AXIS + 5], anchor, { size: AXIS });
  }
  sheet.stops = rows.map((each, at) => {
    drawRowWords(sheet, plan, each, plan.y(at), plan.letter, { ...plan.bold, ink: 'own' });
    return drawShare(sheet, each, plan.y(at), x);
  });
  sheet.nearest = 'y';
}

/** @param {Sheet} sheet @param {ShareRow} row @param {number} y @param {(value: number) => number} x @returns {Stop} */
function drawShare(sheet, row, y, x) {
  const { look, label, text: says } = row;
  const {
    own,
    england,
    peers: [group],
    indicator,
    index,
    at,
    slot,
    store,
  } = look;
  const ref = { indicator: index, slot, period: at };
  /** @type {Said[]} */
  const said = [{ label: look.place.short, text: says, own: true, ref }];
  if (group && group.single >= 0) {
    const { mean, enough } = group.summary;
    if (enough) uprightLine(sheet, x(mean), y - 9, y + 9, { ink: 'axis', width: 2.4 });
    said.push({ label: group.label, text: groupShown(look, group), ref: refOfPeers(look, group) });
  } else if (group?.summary.enough) {
    const { min, max, mean } = group.summary;
    rect(sheet, { left: x(min), right: Math.max(x(max), x(min) + 2), top: y - 6, bottom: y + 6 }, 'range');
    uprightLine(sheet, x(mean), y - 9, y + 9, { ink: 'axis', width: 2.4 });
    said.push({
      label: group.label,
      text: `mean ${meanDigits(indicator, mean)}, ${digits(indicator, min)} to ${digits(indicator, max)}`,
      ref: { ...ref, peers: group.key },
    });
  } else if (group) said.push({ label: group.label, text: `${group.summary.known} of ${group.summary.members} with a figure: too few`, ref: null });
  if (england && england.value !== null) {
    shape(sheet, diamond([x(england.value), y], 7), 'england');
    said.push({ label: 'England', text: digits(indicator, england.value), ref: { ...ref, slot: store.england } });
  }
  if (own.value !== null) dot(sheet, [x(own.value), y], 7, 'own', 'paper');
  return { x: x(own.value ?? 0), y, title: label, said };
}

/** Why a place's figure is not drawn: "suppressed", "rounds to zero". @param {Reading | null} reading */
function whyMissing(reading) {
  return reading === null ? 'not counted in the same way at this period' : (reading.status?.word ?? 'no row');
}

/** Why a group has no range in a row: how many have a figure, and what stands in place of the others'. @param {Look} look @param {Peers} group */
function whyNoRange({ store, index, at, indicator }, group) {
  if (group.single >= 0) return whyMissing(store.reading(index, group.single, at));
  const readings = group.slots.map(each => store.reading(index, each, at)).filter(({ value }) => value === null);
  const words = readings.map(reading => whyMissing(reading));
  const reasons = [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`);
  const { known, members } = group.summary;
  return `too few: ${known} of ${members} have a figure in ${indicator.periods[at].label}${reasons.length > 0 ? `, ${listed(reasons)}` : ''}`;
}

/** Names by the reason that they share: "Asian, Black (suppressed); Other (rounds to zero)". @param {{name: string, why: string}[]} missing */
function byReason(missing) {
  const reasons = [...new Set(missing.map(({ why }) => why))];
  return reasons.map(why => `${listed(missing.filter(each => each.why === why).map(({ name }) => name))} (${why})`).join('; ');
}

/** The rows in which the range of the group or England's mark is not drawn, and why. @param {ShareRow[]} rows @returns {string[]} */
function missingMarks(rows) {
  const group = rows.find(row => row.look.peers[0])?.look.peers[0];
  const noRange = rows.flatMap(({ look, label }) => {
    const [own] = look.peers;
    return own && !own.summary.enough ? [{ name: label, why: whyNoRange(look, own) }] : [];
  });
  const isAsked = rows.some(({ look }) => look.state.with.includes('england'));
  const noEngland = rows.flatMap(({ look: { england }, label }) =>
    isAsked && (england?.value ?? null) === null ? [{ name: label, why: whyMissing(england) }] : [],
  );
  const range = !group
    ? ''
    : group.single >= 0
      ? `No mark of ${group.label}`
      : `No range of ${group.label === 'Neighbours' ? 'the neighbours' : group.label}`;
  return [noRange.length > 0 ? `${range}: ${byReason(noRange)}.` : '', noEngland.length > 0 ? `No mark of England: ${byReason(noEngland)}.` : ''];
}

/** The columns of a group in the table: its only member, or mean and range. @param {Peers | undefined} group @returns {Column[]} */
function groupColumns(group) {
  if (group && group.single >= 0) return [{ key: 'mean', title: group.label, numeric: true }];
  return [
    { key: 'mean', title: 'Mean of the group', numeric: true },
    { key: 'min', title: 'Lowest', numeric: true },
    { key: 'max', title: 'Highest', numeric: true },
  ];
}

/** @param {Look} look @param {{title: string, children: number[], exclusive: boolean, key: string}} breakdown @returns {Chart} */
export function sharesChart(look, breakdown) {
  const rows = shareRows(look, breakdown.children);
  const { place, indicator, store } = look;
  const label = rows[0]?.look.indicator.periods[rows[0].look.at].label ?? '';
  const group = rows[0]?.look.peers[0];
  const each = rows.map(
    ({ label: name, text: says, look: { england } }) =>
      `${name} ${says}${england && england.value !== null ? ` (England ${digits(rows[0].look.indicator, england.value)})` : ''}`,
  );
  const notes = [
    ...symbolNotes(rows.map(row => ({ name: row.label, reading: row.look.own }))),
    ...missingMarks(rows),
    breakdown.exclusive ? '' : 'One child may be in several categories: the shares do not add up to 100.',
  ].filter(Boolean);
  const caption = captionOf(
    look,
    `: ${breakdown.title.toLowerCase()}, ${label}`,
    `${place.name}: ${breakdown.title.toLowerCase()}. ${each.join('; ')}.`,
    { notes },
  );
  caption.title = `${place.short}: ${breakdown.title.toLowerCase()}`;
  caption.source = `${creditLine(breakdown.children.flatMap(child => sourcesOf(store, child, [look.slot], rows[0]?.look.at)))}${group?.kind === 'neighbours' ? ` Compared with ${groupWords(group)}.` : ''}`;
  /** @type {Table} */
  const table = {
    name: `${indicator.id}-${breakdown.key}`,
    caption: `${indicator.title}, ${place.name}: ${breakdown.title.toLowerCase()}, ${label}`,
    source: caption.source,
    columns: shareColumns('Category', look, group),
    rows: rows.map(row => shareCells(row)),
  };
  return {
    caption,
    table,
    height: width => Math.ceil(keyHeight(width, shareKey(look, rows)) + 8 + rows.length * shareMeasures(width).row + AXIS_LINE + 10),
    draw: sheet => drawShares(sheet, look, rows),
  };
}

/** @param {string} first what a row is @param {Look} look @param {Peers | undefined} group @returns {Column[]} */
export function shareColumns(first, { place }, group) {
  return [
    { key: first.toLowerCase(), title: first },
    { key: 'own', title: `${place.short}`, numeric: true },
    { key: 'england', title: 'England', numeric: true },
    ...groupColumns(group),
  ];
}

/** @param {ShareRow} row @returns {Cell[]} */
export function shareCells(row) {
  const { look, label, text: says } = row;
  const {
    own,
    england,
    peers: [group],
    indicator,
    index,
    at,
    slot,
    store,
  } = look;
  const ref = { indicator: index, slot, period: at };
  return [
    { text: label, head: true },
    { text: says, value: own.value, ref, own: true },
    { text: england ? spoken(indicator, england) : 'none', value: england?.value ?? null, ref: england ? { ...ref, slot: store.england } : null },
    ...groupCells(look, group),
  ];
}

/** @param {Look} look @param {Peers | undefined} group @returns {Cell[]} */
function groupCells(look, group) {
  const { indicator } = look;
  if (group && group.single >= 0)
    return [{ text: groupShown(look, group), value: group.summary.enough ? group.summary.mean : null, ref: refOfPeers(look, group) }];
  const summary = group?.summary.enough ? group.summary : null;
  return [
    {
      text: summary ? meanDigits(indicator, summary.mean) : 'too few',
      value: summary?.mean ?? null,
      ref: summary && group ? refOfPeers(look, group) : null,
    },
    { text: summary ? digits(indicator, summary.min) : 'too few', value: summary?.min ?? null },
    { text: summary ? digits(indicator, summary.max) : 'too few', value: summary?.max ?? null },
  ];
}
