// The sheet on which a chart lays its marks, and its two prints: on the page with classes, whose colours follow the reader's scheme, and as
// a file of its own with the light colours, its title and its source inside.
import { escaped } from './dom.js';
import { CAP_HEIGHT, FONT, LEADING, wrapped } from './layout.js';

/** Sizes of letters. */
export const TITLE = 23;
export const SUBTITLE = 15.5;
export const LABEL = 15;
export const AXIS = 14;
export const SMALL = 13;

/** The inks of a file: the Government Analysis Function's palette, as the program's charts have it. On the page explorer.css has them. */
export const INKS = /** @type {Record<string, string>} */ ({
  text: '#000000',
  own: '#12436D',
  peers: '#28A197',
  region: '#801650',
  england: '#F46A25',
  group: '#595959',
  other: '#BFBFBF',
  dot: '#9C9C9C',
  grid: '#D9D9D9',
  axis: '#595959',
  band: '#DAEEEC',
  paper: '#FFFFFF',
  tint: '#F3F5F8',
  mark: '#A285D1',
  range: '#9CC8EF',
  tile: '#000000',
  q1: '#EDF5FC',
  q2: '#C8E0F6',
  q3: '#9CC8EF',
  q4: '#6BACE6',
  none: 'none',
});

/** @param {number} width @param {number} height @returns {Sheet} */
export function newSheet(width, height) {
  return { width, height, marks: [], stops: [], nearest: 'x', notes: [] };
}

/** @param {Sheet} sheet @param {Box} box @param {string} ink @param {string} [edge] */
export function rect(sheet, box, ink, edge) {
  sheet.marks.push({ is: 'rect', x: box.left, y: box.top, w: box.right - box.left, h: box.bottom - box.top, ink, edge });
}

/** @param {Sheet} sheet @param {Spot[]} points @param {Stroke} stroke */
export function line(sheet, points, stroke) {
  if (points.length > 1) sheet.marks.push({ is: 'line', points, stroke });
}

/** A line straight down. @param {Sheet} sheet @param {number} x @param {number} top @param {number} bottom @param {Stroke} stroke */
export function uprightLine(sheet, x, top, bottom, stroke) {
  line(
    sheet,
    [
      [x, top],
      [x, bottom],
    ],
    stroke,
  );
}

/** A line straight across. @param {Sheet} sheet @param {number} left @param {number} right @param {number} y @param {Stroke} stroke */
export function levelLine(sheet, left, right, y, stroke) {
  line(
    sheet,
    [
      [left, y],
      [right, y],
    ],
    stroke,
  );
}

/** @param {Sheet} sheet @param {Spot[]} points @param {string} ink */
export function shape(sheet, points, ink) {
  if (points.length > 2) sheet.marks.push({ is: 'shape', points, ink });
}

/** @param {Sheet} sheet @param {Spot} at @param {number} r @param {string} ink @param {string} [edge] */
export function dot(sheet, at, r, ink, edge) {
  sheet.marks.push({ is: 'dot', at, r, ink, edge });
}

/** @param {Sheet} sheet @param {string} words @param {Spot} at the anchor on the baseline @param {Anchor} anchor @param {Letter} letter */
export function text(sheet, words, at, anchor, letter) {
  if (words) sheet.marks.push({ is: 'text', words, at, anchor, letter });
}

/** Lines of text whose middle is at a height. @param {Sheet} sheet @param {string[]} lines @param {Spot} at @param {Anchor} anchor @param {Letter} letter */
export function textCentred(sheet, lines, [x, y], anchor, letter) {
  const step = letter.size * LEADING;
  const first = y - ((lines.length - 1) * step) / 2 + (letter.size * CAP_HEIGHT) / 2;
  lines.forEach((words, at) => text(sheet, words, [x, first + at * step], anchor, letter));
}

/** A line from the end of a curve to its label, level at both ends. @param {Sheet} sheet @param {Spot} from @param {Spot} to @param {Spot} level @param {Stroke} stroke */
export function leader(sheet, from, to, level, stroke) {
  line(sheet, [from, [from[0] + level[0], from[1]], [to[0] - level[1], to[1]], to], stroke);
}

/** @param {number} value */
function px(value) {
  return String(Math.round(value * 10) / 10);
}

/** @param {Spot[]} points */
function pointsText(points) {
  return points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ');
}

/** @typedef {{fill(ink: string): string, stroke(ink: string): string, text(letter: Letter): string}} Print */

/** On the page: classes, so that dark, high contrast and print change colours without a redraw. @type {Print} */
const ON_PAGE = {
  fill: ink => `class="f-${ink}"`,
  stroke: ink => `class="s-${ink}"`,
  text: letter => `class="t-${letter.ink ?? 'text'}${letter.bold ? ' t-bold' : ''}${letter.halo ? ' t-halo' : ''}"`,
};

/** In a file: attributes, which Word and PowerPoint read too. @type {Print} */
const IN_FILE = {
  fill: ink => `fill="${INKS[ink]}"`,
  stroke: ink => `stroke="${INKS[ink]}"`,
  text: letter =>
    `fill="${INKS[letter.ink ?? 'text']}"${letter.bold ? ' font-weight="bold"' : ''}${letter.halo ? ' stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' : ''}`,
};

/** @param {Mark} mark @param {Print} print */
function printed(mark, print) {
  switch (mark.is) {
    case 'rect': {
      const edge = mark.edge ? ` ${print === ON_PAGE ? '' : print.stroke(mark.edge)} stroke-width="2"` : '';
      const fill = mark.edge && print === ON_PAGE ? `class="f-${mark.ink} s-${mark.edge}"` : print.fill(mark.ink);
      return `<rect x="${px(mark.x)}" y="${px(mark.y)}" width="${px(Math.max(mark.w, 0))}" height="${px(Math.max(mark.h, 0))}" ${fill}${edge}/>`;
    }
    case 'line':
      return `<polyline fill="none" points="${pointsText(mark.points)}" stroke-width="${mark.stroke.width}" stroke-linejoin="round"${mark.stroke.dash ? ` stroke-dasharray="${mark.stroke.dash}"` : ''} ${print.stroke(mark.stroke.ink)}/>`;
    case 'shape':
      return `<polygon points="${pointsText(mark.points)}" ${print.fill(mark.ink)}/>`;
    case 'dot': {
      const edge = mark.edge ? (print === ON_PAGE ? ` stroke-width="2"` : ` ${print.stroke(mark.edge)} stroke-width="2"`) : '';
      const fill = mark.edge && print === ON_PAGE ? `class="f-${mark.ink} s-${mark.edge}"` : print.fill(mark.ink);
      return `<circle cx="${px(mark.at[0])}" cy="${px(mark.at[1])}" r="${px(mark.r)}" ${fill}${edge}/>`;
    }
    default: {
      const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
      return `<text x="${px(mark.at[0])}" y="${px(mark.at[1])}" font-size="${mark.letter.size}"${anchor} ${print.text(mark.letter)}>${escaped(mark.words)}</text>`;
    }
  }
}

/** The marks as they stand on the page. @param {Sheet} sheet */
export function marksOnPage(sheet) {
  return sheet.marks.map(mark => printed(mark, ON_PAGE)).join('');
}

/** Width and space of a chart that is saved: it goes on a slide or across a page. */
const FILE_WIDTH = 960;
const MARGIN = 22;

/**
 * A chart as an SVG file, with title, subtitle, notes and source inside.
 * @param {Chart} chart @param {number} [width] @returns {{svg: string, width: number, height: number}}
 */
export function fileOf(chart, width = FILE_WIDTH) {
  const { caption } = chart;
  const room = width - 2 * MARGIN;
  const head = newSheet(width, 0);
  let top = MARGIN * 0.6;
  for (const [words, letter] of /** @type {[string, Letter][]} */ ([
    [caption.title, { size: TITLE, bold: true }],
    [caption.subtitle, { size: SUBTITLE }],
  ])) {
    for (const each of wrapped(words, letter, room, 3)) {
      top += letter.size * LEADING;
      text(head, each, [MARGIN, top - letter.size * 0.2], 'start', letter);
    }
  }
  const plot = newSheet(room, chart.height(room));
  chart.draw(plot);
  const small = { size: SMALL };
  const foot = [...plot.notes, ...caption.notes, caption.source].flatMap(each => wrapped(each, small, room, 4));
  let below = top + 14 + plot.height + 12;
  for (const each of foot) {
    below += SMALL * LEADING;
    text(head, each, [MARGIN, below - 4], 'start', small);
  }
  const height = Math.ceil(below + MARGIN * 0.6);
  const marks = (/** @type {Sheet} */ sheet) => sheet.marks.map(mark => printed(mark, IN_FILE)).join('\n');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="en-GB" font-family="${escaped(FONT)}">
<title>${escaped(caption.title)}</title>
<desc>${escaped(caption.alt)}</desc>
<rect width="${width}" height="${height}" fill="#FFFFFF"/>
${marks(head)}
<g transform="translate(${MARGIN} ${px(top + 14)})">
${marks(plot)}
</g>
</svg>
`;
  return { svg, width, height };
}
