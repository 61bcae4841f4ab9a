// Taking away: charts as PNG and SVG, tables as CSV, to the clipboard as a table that Word and Excel paste well, and words as text.
import { escaped, note } from './dom.js';
import { formatAllDigits } from './numbers.js';
import { fileOf } from './sheet.js';

/** Pixels of a PNG for each of the chart's own: sharp on a slide. */
const PNG_SCALE = 2;

/** @param {string} name @param {Blob} blob */
export function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  note(`Saved: ${name}`);
}

/** @param {string} name @param {Chart} chart */
export function saveSvg(name, chart) {
  download(`${name}.svg`, new Blob([fileOf(chart).svg], { type: 'image/svg+xml' }));
}

/** @param {string} name @param {Chart} chart */
export async function savePng(name, chart) {
  const { svg, width, height } = fileOf(chart);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => (blob ? download(`${name}.png`, blob) : note('This browser could not make a PNG; the SVG holds the same.')), 'image/png');
}

/** A cell of a CSV. A text that a spreadsheet would take for a formula is made inert with an apostrophe. @param {Cell} cell */
export function csvCell({ text, value }) {
  if (value !== undefined && value !== null) return formatAllDigits(value);
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Without the columns that only draw. @param {Table} table @returns {Table} */
function forFile(table) {
  const kept = table.columns.map(column => !column.noFile);
  return { ...table, columns: table.columns.filter((_, at) => kept[at]), rows: table.rows.map(cells => cells.filter((_, at) => kept[at])) };
}

/** A table as CSV: byte order mark, CRLF, one line of headings. @param {Table} table */
export function csvOf(table) {
  const { columns, rows } = forFile(table);
  const lines = [columns.map(column => csvCell({ text: column.title })), ...rows.map(cells => cells.map(csvCell))];
  return `\ufeff${lines.map(cells => `${cells.join(',')}\r\n`).join('')}`;
}

/** @param {Table} table */
export function saveCsv(table) {
  download(`${table.name}.csv`, new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }));
}

/** The table as HTML for Word and Excel: borders and alignment stand in the cells, since no style sheet comes with a paste. @param {Table} table */
export function htmlOf(table) {
  const { caption, columns, rows, source } = forFile(table);
  const style = (/** @type {boolean | undefined} */ numeric) =>
    `style="border:1px solid #595959;padding:2px 6px;text-align:${numeric ? 'right' : 'left'}"`;
  const head = columns.map(column => `<th scope="col" ${style(column.numeric)}>${escaped(column.title)}</th>`).join('');
  const body = rows
    .map(
      cells =>
        `<tr>${cells
          .map((cell, at) => {
            const name = cell.head ? 'th' : 'td';
            return `<${name}${cell.head ? ' scope="row"' : ''} ${style(columns[at].numeric)}>${escaped(cell.text)}</${name}>`;
          })
          .join('')}</tr>`,
    )
    .join('');
  return `<p><b>${escaped(caption)}</b></p><table style="border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table><p>${escaped(source)}</p>`;
}

/** The table as text with tabs. @param {Table} table */
export function tabsOf(table) {
  const { columns, rows } = forFile(table);
  return [columns.map(column => column.title), ...rows.map(cells => cells.map(cell => cell.text))].map(cells => cells.join('\t')).join('\r\n');
}

/** The way of older browsers, and of pages that may not use the clipboard's own interface. @param {string} plain @param {string} html */
function copyByEvent(plain, html) {
  let done = false;
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', plain);
    if (html) event.clipboardData?.setData('text/html', html);
    done = true;
  };
  document.addEventListener('copy', fill, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return done;
}

/** @param {string} plain @param {string} html @param {string} said what a reader is told */
export async function copy(plain, html, said) {
  try {
    /** @type {Record<string, Blob>} */
    const parts = { 'text/plain': new Blob([plain], { type: 'text/plain' }) };
    if (html) parts['text/html'] = new Blob([html], { type: 'text/html' });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    note(said);
  } catch {
    note(copyByEvent(plain, html) ? said : 'This browser does not let a page copy. Mark the text and press Ctrl and C.');
  }
}

/** @param {Table} table */
export function copyTable(table) {
  return copy(tabsOf(table), htmlOf(table), 'Table copied. Paste it into Word or Excel.');
}
