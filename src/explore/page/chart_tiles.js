// A tile map of England: one square an authority, near where it lies. Each tile has a figure, a letter or a sign, so that nothing is told by shade alone.
import { captionOf, symbolNotes } from './caption.js';
import { placesTable } from './chart_bars.js';
import { quarterOf } from './group.js';
import { markedSlots } from './look.js';
import { textWidth } from './layout.js';
import { drawKey, keyHeight } from './plot.js';
import { rect, text } from './sheet.js';
import { changeOf, digits, quarterWords, shown, spoken } from './words.js';

/** @typedef {{slot: number, column: number, row: number, ink: string, sign: string, says: string}} Tile */
/** @typedef {import('./plot.js').KeyEntry} KeyEntry */

/** What the map can show. */
export const MAP_SHOWS = /** @type {[string, string][]} */ ([
  ['value', 'Value'],
  ['quartile', 'Quarter'],
  ['change', 'Change'],
]);

/** @param {Look} look @param {number} slot @param {number[]} quartiles @returns {{ink: string, sign: string, says: string}} */
function faceOf({ store, index, at, indicator, state }, slot, quartiles) {
  const reading = store.reading(index, slot, at);
  if (reading.value === null) return { ink: 'paper', sign: reading.status?.code || '·', says: spoken(indicator, reading) };
  const value = digits(indicator, reading.value);
  if (state.show === 'quartile') {
    const quarter = quarterWords(store, index, at, slot);
    return { ink: `q${quarter?.step ?? 1}`, sign: quarter?.letter ?? '', says: `${value}, ${quarter?.says ?? 'no quarter'}` };
  }
  if (state.show === 'change') {
    const change = changeOf(store, index, at, slot);
    const sign = !change ? '·' : change.text === 'no change' ? '=' : change.size > 0 ? '▲' : '▼';
    const beyond = change?.verdict.startsWith('beyond') ?? false;
    return {
      ink: beyond ? 'q4' : change ? 'q1' : 'paper',
      sign,
      says: change ? `${value}, ${change.text}${change.verdict ? `, ${change.verdict}` : ''}` : `${value}, no change to tell`,
    };
  }
  return { ink: `q${quarterOf(reading.value, quartiles) + 1}`, sign: shown(indicator, reading).replace(/[%£]/g, ''), says: value };
}

/** @param {Look} look @returns {Tile[]} */
function tilesOf(look) {
  const quartiles = look.store.quartiles(look.index, look.at);
  return look.store.current.flatMap(slot => {
    const { tile } = look.store.places[slot];
    return tile ? [{ slot, column: tile[0], row: tile[1], ...faceOf(look, slot, quartiles) }] : [];
  });
}

/** @param {Look} look @returns {KeyEntry[]} */
function mapKey(look) {
  const { store, index, at, indicator, state } = look;
  const box = (/** @type {string} */ ink, /** @type {string} */ words) => /** @type {KeyEntry} */ ({ ink, words, form: 'box' });
  if (state.show === 'change')
    return [box('q4', '▲ ▼ beyond chance'), box('q1', '▲ ▼ not beyond chance, or not tested'), box('paper', '· not like for like, or no figure')];
  if (state.show === 'quartile') {
    const banded = store.current.some(slot => (store.facts(index, slot)?.band ?? 0) > 0) && look.newest;
    return banded
      ? [box('q4', 'A: best quarter'), box('q3', 'B'), box('q2', 'C'), box('q1', 'D: worst quarter')]
      : [box('q4', '4: highest quarter'), box('q3', '3'), box('q2', '2'), box('q1', '1: lowest quarter')];
  }
  const [low, middle, high] = store.quartiles(index, at).map(each => digits(indicator, each));
  return [box('q1', `up to ${low}`), box('q2', `to ${middle}`), box('q3', `to ${high}`), box('q4', `over ${high}`)];
}

/** @param {Sheet} sheet @param {Look} look @param {Tile[]} tiles */
function drawTiles(sheet, look, tiles) {
  const key = mapKey(look);
  const columns = Math.max(...tiles.map(tile => tile.column)) + 1;
  const size = Math.min(Math.floor(sheet.width / columns), 32);
  const top = keyHeight(sheet.width, key) + 6;
  const shift = Math.max((sheet.width - size * columns) / 2, 0);
  const near = new Set([...(look.peers[0]?.slots ?? []), ...markedSlots(look)]);
  const doubled = size > 18;
  let unsaid = 0;
  drawKey(sheet, key, 0);
  const order = (/** @type {Tile} */ tile) => (tile.slot === look.slot ? 2 : near.has(tile.slot) ? 1 : 0);
  sheet.stops = tiles
    .toSorted((a, b) => order(a) - order(b))
    .map(tile => {
      const left = shift + tile.column * size,
        up = top + tile.row * size;
      const box = { left: left + 1, right: left + size - 1, top: up + 1, bottom: up + size - 1 };
      rect(sheet, box, tile.ink, tile.slot === look.slot ? 'text' : near.has(tile.slot) ? 'peers' : 'grid');
      // Where a tile is too small for a second line inside it, the edge is twice as thick.
      const inset = doubled ? 2 : 1;
      if (tile.slot === look.slot)
        rect(sheet, { left: box.left + inset, right: box.right - inset, top: box.top + inset, bottom: box.bottom - inset }, 'none', 'text');
      const letter = { size: Math.min(size * (tile.sign.length < 2 ? 0.62 : 0.42), 13), bold: tile.slot === look.slot, ink: 'tile' };
      const fits = textWidth(tile.sign, letter) < size - 3 && letter.size >= 7.5;
      if (fits) text(sheet, tile.sign, [left + size / 2, up + size / 2 + letter.size * 0.36], 'middle', letter);
      else unsaid += 1;
      return {
        x: left + size / 2,
        y: up + size / 2,
        title: look.store.places[tile.slot].short,
        slot: tile.slot,
        said: [
          {
            label: look.indicator.periods[look.at].label,
            text: tile.says,
            own: tile.slot === look.slot,
            ref: { indicator: look.index, slot: tile.slot, period: look.at },
          },
        ],
      };
    });
  noteTiles(sheet, { doubled, unsaid, tiles: tiles.length, near: near.size > 0 });
  sheet.nearest = 'spot';
}

/** How to read the tiles as they are drawn at this width. @param {Sheet} sheet @param {{doubled: boolean, unsaid: number, tiles: number, near: boolean}} drawn */
function noteTiles(sheet, { doubled, unsaid, tiles, near }) {
  const own = doubled ? 'A double edge marks the authority chosen' : 'A thick dark edge marks the authority chosen';
  sheet.notes.push(
    `Each square is an authority, placed near where it lies; all are of one size. ${own}${near ? ', a strong edge those it is compared with' : ''}.`,
  );
  if (unsaid === 0) return;
  const which = unsaid === tiles ? 'The squares are too small here for their figures' : `${unsaid} squares are too small here for their figures`;
  sheet.notes.push(
    `${which}: the key tells what their shades mean, and the line under the map reads each one that is touched or reached by an arrow key.`,
  );
}

/** @param {Look} look @returns {Chart} */
export function tilesChart(look) {
  const tiles = tilesOf(look);
  const { indicator, at, place, own, store } = look;
  const label = indicator.periods[at].label;
  const says = { value: 'value', quartile: 'quarter of authorities', change: 'change from the period before' }[look.state.show] ?? 'value';
  const alt = `Map of England with a square for each of ${tiles.length} authorities, ${says}, ${label}. ${place.short}: ${spoken(indicator, own)}.`;
  const readings = tiles.map(({ slot }) => ({ name: store.places[slot].short, reading: store.reading(look.index, slot, at) }));
  const notes = symbolNotes(readings, '·');
  const caption = captionOf(look, ` among all English authorities, ${label}: ${says}`, alt, { notes, only: at });
  const rows = Math.max(...tiles.map(tile => tile.row)) + 1,
    columns = Math.max(...tiles.map(tile => tile.column)) + 1;
  return {
    caption,
    table: placesTable(look, store.current, 'map', 'all English authorities', caption.source),
    height: width => Math.ceil(keyHeight(width, mapKey(look)) + 10 + rows * Math.min(Math.floor(width / columns), 32)),
    draw: sheet => drawTiles(sheet, look, tiles),
  };
}
