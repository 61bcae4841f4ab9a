// From referral to plan and to care: the own rate at each step beside the neighbours' range and mean, with how many times the mean it is.
import { captionOf, creditLine, sourcesOf, symbolNotes } from './caption.js';
import { lookAt, periodOf } from './look.js';
import { AXIS_LINE, keyHeight } from './plot.js';
import { drawShares, shareCells, shareColumns, shareKey, shareMeasures } from './chart_shares.js';
import { digits, groupWords, plainNumber } from './words.js';

/** The chains of which an indicator is a step. @param {Store} store @param {number} index */
export function chainsOf(store, index) {
  return (store.header.chains ?? []).filter(each => each.of.includes(index));
}

/** A row a step, at the same period where there is one, else at its newest. @param {Look} look @returns {import('./chart_shares.js').ShareRow[]} */
function stepRows(look) {
  const { store, state, indicator, at } = look;
  const steps = [...new Set(chainsOf(store, look.index).flatMap(each => each.of))];
  const label = indicator.periods[at].label;
  return steps.map(step => {
    const same = store.indicators[step].periods.findIndex(period => period.label === label);
    const each = lookAt(store, state, step, same >= 0 ? same : periodOf(store, step, ''));
    const { own, peers } = each;
    const mean = peers[0]?.summary.enough ? peers[0].summary.mean : 0;
    const times = own.value !== null && mean > 0 ? `: ${plainNumber(own.value / mean, 2)} times` : '';
    const text = own.value === null ? own.status?.code || 'none' : `${digits(each.indicator, own.value)}${times}`;
    const when = same >= 0 ? '' : `, ${each.indicator.periods[each.at].label}`;
    return { look: each, label: `${each.indicator.short}${when}`, text };
  });
}

/** @param {Look} look @returns {Chart} */
export function ladderChart(look) {
  const rows = stepRows(look);
  const { place, indicator, store, at } = look;
  const chains = chainsOf(store, look.index).map(each => each.title);
  const label = indicator.periods[at].label;
  const group = rows[0]?.look.peers[0];
  const each = rows.map(({ label: name, text: says }) => `${name} ${says}`);
  const caption = captionOf(look, `: ${chains.join('; ').toLowerCase()}, ${label}`, `${place.name}, steps from referral on. ${each.join('; ')}.`, {
    notes: [
      ...symbolNotes(rows.map(row => ({ name: row.label, reading: row.look.own }))),
      'Steps are flows of one year: they do not follow the same children, and they do not show why.',
    ],
  });
  caption.title = `${place.short}: ${chains.join('; ').toLowerCase()}`;
  const sources = rows.flatMap(row => sourcesOf(store, row.look.index, [look.slot], row.look.at));
  caption.source = `${creditLine(sources)}${group?.kind === 'neighbours' ? ` Compared with ${groupWords(group)}.` : ''}`;
  return {
    caption,
    table: {
      name: `${indicator.id}-steps`,
      caption: `${place.name}: ${chains.join('; ').toLowerCase()}, ${label}`,
      source: caption.source,
      columns: shareColumns('Step', look, group),
      rows: rows.map(row => shareCells(row)),
    },
    height: width => Math.ceil(keyHeight(width, shareKey(look, rows)) + 8 + rows.length * shareMeasures(width).row + AXIS_LINE + 10),
    draw: sheet => drawShares(sheet, look, rows),
  };
}
