// Names beside dots, each where it touches no other name, dot or line; a name that finds no room is left out.
import { CAP_HEIGHT, meetsLine, overlap, textWidth } from './layout.js';
import { AXIS, text } from './sheet.js';

/** @typedef {{at: Spot, r: number, words: string, letter: Letter}} PointName */

/** As many dots are named in words where there is no room for names. */
const MOST_UNNAMED = 20;

/** Places for a name: right, left, over, under, and the four corners. @param {PointName} name @returns {Box[]} */
function placesFor({ at: [x, y], r, words, letter }) {
  const wide = textWidth(words, letter),
    rise = letter.size * CAP_HEIGHT,
    gap = r + 4;
  const box = (/** @type {number} */ left, /** @type {number} */ middle) => ({
    left,
    right: left + wide,
    top: middle - rise / 2 - 1,
    bottom: middle + rise / 2 + 1,
  });
  const up = y - gap - rise / 2,
    down = y + gap + rise / 2;
  return [
    box(x + gap, y),
    box(x - gap - wide, y),
    box(x - wide / 2, up),
    box(x - wide / 2, down),
    box(x + gap * 0.7, up),
    box(x - gap * 0.7 - wide, up),
    box(x + gap * 0.7, down),
    box(x - gap * 0.7 - wide, down),
  ];
}

/** Writes the names in their order, the most important first. @param {Sheet} sheet @param {PointName[]} names @param {Spot[]} dots @param {[Spot, Spot][]} lines @param {Box} room @returns {Set<string>} those that found room */
function drawPointNames(sheet, names, dots, lines, room) {
  /** @type {Box[]} */
  const taken = names.map(({ at: [x, y], r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
  /** @type {Set<string>} */
  const written = new Set();
  for (const name of names) {
    const places = placesFor(name).filter(
      box =>
        box.left >= room.left &&
        box.right <= room.right &&
        box.top >= room.top &&
        box.bottom <= room.bottom &&
        !taken.some(other => overlap(box, other)),
    );
    const crossed = (/** @type {Box} */ box) =>
      lines.filter(([from, to]) => meetsLine(box, from, to)).length * 3 +
      dots.filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom).length;
    const best = places.map(box => ({ box, cost: crossed(box) })).sort((a, b) => a.cost - b.cost)[0];
    if (!best || (best.cost > 8 && !name.letter.bold)) continue;
    taken.push(best.box);
    text(sheet, name.words, [best.box.left, best.box.bottom - 1], 'start', { ...name.letter, halo: true });
    written.add(name.words);
  }
  return written;
}

/** A dot that may have a name. @typedef {{label: string, own: boolean, marked: boolean, near: boolean}} NamedDot */

/**
 * The names of the own dot, of those marked, and of what else is picked out; the last drawn first, since the own one lies on top.
 * @param {Sheet} sheet @param {NamedDot[]} dots @param {Spot[]} spots @param {boolean[]} isNamed @param {[Spot, Spot][]} lines @param {Box} room
 */
export function drawDotNames(sheet, dots, spots, isNamed, lines, room) {
  const names = dots.flatMap((each, at) => {
    if (!each.own && !each.marked && !isNamed[at]) return [];
    const letter = each.own ? { size: AXIS, bold: true, ink: 'own' } : { size: 12 };
    return [{ at: spots[at], r: each.own ? 8 : 5, words: each.label, letter }];
  });
  return drawPointNames(sheet, names.reverse(), spots, lines, room);
}

/** Dots that are picked out and found no room for a name, in words. @param {Sheet} sheet @param {NamedDot[]} dots @param {Set<string>} written @param {(dot: any) => boolean} isWanted */
export function noteDots(sheet, dots, written, isWanted) {
  const unnamed = dots.filter(each => isWanted(each) && !written.has(each.label)).map(each => each.label);
  if (unnamed.length === 0) return;
  const rest = unnamed.length > MOST_UNNAMED ? ` and ${unnamed.length - MOST_UNNAMED} more` : '';
  sheet.notes.push(`Picked out, without room for a name: ${unnamed.slice(0, MOST_UNNAMED).join(', ')}${rest}.`);
}
