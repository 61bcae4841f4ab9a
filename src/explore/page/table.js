// A table on the page: a named region that scrolls with its first column kept, headings that sort, figures that can be asked about.
import { fill, freshId, h, setText } from './dom.js';
import { quarterShape, sparkline } from './spark.js';

/** A figure that opens what stands behind it. @param {string} text @param {Ref | null | undefined} ref */
export function figure(text, ref) {
  if (!ref) return h('span', null, text);
  return h('button', { type: 'button', class: 'figure', 'data-figure': [ref.indicator, ref.slot, ref.period, ref.peers ?? ''].join('|') }, text);
}

/** @param {string} packed @returns {Ref} */
export function refOf(packed) {
  const [indicator, slot, period, peers] = packed.split('|');
  return { indicator: Number(indicator), slot: Number(slot), period: Number(period), peers: peers || undefined };
}

/** Holders of SVG that were made before: a table has the same few shapes many times. @type {Map<string, HTMLElement>} */
const holders = new Map();

/** An element from SVG text that this page has made of numbers alone. @param {string} svg @param {string} name */
function drawn(svg, name) {
  let holder = holders.get(svg);
  if (!holder) {
    holder = h('span', { class: name });
    holder.innerHTML = svg;
    if (holders.size > 200) holders.clear();
    holders.set(svg, holder);
  }
  return holder.cloneNode(true);
}

/** @param {Cell} cell @param {Column} column */
function cellElement(cell, column) {
  const name = cell.head ? 'th' : 'td';
  const element = h(name, {
    scope: cell.head ? 'row' : null,
    class: [column.numeric ? 'num' : '', column.wraps ? 'wraps' : '', cell.own ? 'own' : ''].filter(Boolean).join(' ') || null,
  });
  if (cell.spark) fill(element, drawn(sparkline(cell.spark), 'holds-spark'));
  else if (cell.href)
    fill(element, h('a', { href: cell.href, 'data-key': `row:${cell.text}` }, cell.text), cell.small ? h('small', null, cell.small) : null);
  else if (cell.shape !== undefined && cell.shape > 0)
    fill(element, h('span', { class: 'cells', 'aria-hidden': 'true' }, quarterShape(cell.shape)), h('small', null, cell.text));
  else fill(element, cell.ref ? figure(cell.text, cell.ref) : cell.text, cell.small ? h('small', null, cell.small) : null);
  return element;
}

/** @param {Column} column @param {string} sort as in the address: "value" or "value-down" @param {((key: string) => void) | null} sorted */
function headElement(column, sort, sorted) {
  const [key, down] = [sort.replace(/-down$/, ''), sort.endsWith('-down')];
  const isSorted = key === column.key;
  const direction = isSorted ? (down ? 'descending' : 'ascending') : null;
  if (!sorted || column.sort === false) return h('th', { scope: 'col', class: column.numeric ? 'num' : null }, column.title);
  const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' }, isSorted ? (down ? '▼' : '▲') : '↕');
  const press = () => sorted(isSorted && !down ? `${column.key}-down` : isSorted ? column.key : column.numeric ? `${column.key}-down` : column.key);
  return h(
    'th',
    { scope: 'col', class: column.numeric ? 'num' : null, 'aria-sort': direction },
    h('button', { type: 'button', class: 'sort', 'data-key': `sort:${column.key}`, onclick: press }, column.title, arrow),
  );
}

/** The rows in the order asked for; those without a value last. @param {Table} table @param {string} sort */
export function sortedRows({ columns, rows }, sort) {
  const at = columns.findIndex(column => column.key === sort.replace(/-down$/, ''));
  if (at < 0) return rows;
  const turn = sort.endsWith('-down') ? -1 : 1;
  const worth = (/** @type {Cell[]} */ cells) => cells[at].sort ?? cells[at].value ?? (columns[at].numeric ? null : cells[at].text);
  return rows.toSorted((a, b) => {
    const one = worth(a),
      other = worth(b);
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    return (
      turn *
      (typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other), 'en-GB', { numeric: true }))
    );
  });
}

/** Tables that may be wider than their room, each with the room for which it was measured. @type {WeakMap<Element, number>} */
const measured = new WeakMap();
/** @type {ResizeObserver | undefined} */
let roomWatch;

/** Ends what is seen of a wide table at the edge of a column, and says that there are more. @param {HTMLElement} region */
function showMore(region) {
  const room = region.parentElement?.clientWidth ?? 0;
  if (!region.isConnected) roomWatch?.unobserve(region);
  if (room === 0 || measured.get(region) === room) return;
  measured.set(region, room);
  region.style.maxWidth = '';
  const bar = region.offsetWidth - region.clientWidth;
  const isMore = region.scrollWidth > region.clientWidth + 1;
  const left = region.getBoundingClientRect().left - region.scrollLeft;
  const ends = [...region.querySelectorAll('thead th')].map(head => Math.ceil(head.getBoundingClientRect().right - left));
  const whole = ends.slice(1).filter(end => end + bar <= room);
  if (isMore && whole.length > 0) region.style.maxWidth = `${Math.max(...whole) + bar}px`;
  region.classList.toggle('has-more', isMore);
  const says = region.querySelector('.more-columns');
  if (says instanceof HTMLElement) {
    says.hidden = !isMore;
    setText(says, isMore ? ` Scroll sideways for all ${ends.length} columns →` : '');
    if (says.parentElement) says.parentElement.style.maxWidth = isMore ? `${region.clientWidth}px` : '';
  }
}

/** @param {HTMLElement} region */
function watchRoom(region) {
  roomWatch ??= new ResizeObserver(entries => entries.forEach(({ target }) => showMore(/** @type {HTMLElement} */ (target))));
  roomWatch.observe(region);
}

/** @param {Table} table @param {{sort?: string, sorted?: ((key: string) => void) | null, kind?: string}} [how] */
export function tableElement(table, { sort = '', sorted = null, kind = '' } = {}) {
  const id = freshId('caption');
  const body = sortedRows(table, sort).map(cells =>
    h(
      'tr',
      { class: cells[0].own ? 'own' : null },
      ...cells.map((cell, at) => (table.columns[at].fileOnly ? null : cellElement(cell, table.columns[at]))),
    ),
  );
  const heads = table.columns.filter(column => !column.fileOnly).map(column => headElement(column, sort, sorted));
  const caption = h('span', null, table.caption, h('span', { class: 'more-columns', hidden: true }));
  const region = h(
    'div',
    { class: `scroll ${kind}`, role: 'region', tabindex: '0', 'aria-labelledby': id },
    h('table', null, h('caption', { id }, caption), h('thead', null, h('tr', null, ...heads)), h('tbody', null, ...body)),
  );
  watchRoom(region);
  return region;
}
