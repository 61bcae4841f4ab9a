// A chart on the page with all that belongs to it: title, picture, the line that reads it, what to take away, notes, source and table.
import { button, fill, freshId, h, setText } from './dom.js';
import { app } from './app.js';
import { createReader } from './reader.js';
import { marksOnPage, newSheet } from './sheet.js';
import { tableElement } from './table.js';
import { copyTable, saveCsv, savePng, saveSvg } from './take.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The buttons that take a table away. @param {() => Table | null} table */
export function tableTools(table) {
  const have = (/** @type {(table: Table) => void} */ use) => () => {
    const it = table();
    if (it) use(it);
  };
  return [button('CSV', { onclick: have(saveCsv), 'aria-label': 'Save the figures as CSV' }), button('Copy table', { onclick: have(copyTable) })];
}

/** @param {HTMLElement} plot @param {() => void} redraw */
function watchWidth(plot, redraw) {
  let width = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    redraw();
  }).observe(plot);
}

/** The elements of a panel, and what they are for. */
function panelParts() {
  const [titleId, altId] = [freshId('chart'), freshId('alt')];
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ role: 'img', 'aria-labelledby': titleId, 'aria-describedby': altId })) svg.setAttribute(name, value);
  return {
    svg,
    title: h('h2', { id: titleId, class: 'chart-title' }),
    subtitle: h('p', { class: 'chart-subtitle' }),
    alt: h('p', { id: altId, class: 'unseen' }),
    readout: h('p', { class: 'readout' }),
    notes: h('ul', { class: 'notes' }),
    source: h('p', { class: 'source' }),
  };
}

/** The words around a chart. @param {ReturnType<typeof panelParts>} parts @param {Caption} caption */
function fillWordsOf({ title, subtitle, alt, notes, source }, caption) {
  setText(title, caption.title);
  setText(subtitle, caption.subtitle);
  setText(alt, caption.alt);
  setText(source, caption.source);
  fillNotes(notes, caption.notes);
}

/** @param {HTMLElement} list @param {string[]} notes */
function fillNotes(list, notes) {
  fill(list, ...notes.map(each => h('li', null, each)));
  list.hidden = notes.length === 0;
}

/** The table behind a chart, made when it is looked at. @param {() => Chart | null} current */
function tableBehind(current) {
  /** @type {Chart | null} the chart whose table stands there */
  let filled = null;
  const holder = h('div', { class: 'behind-table' });
  const root = /** @type {HTMLDetailsElement} */ (h('details', { class: 'behind' }, h('summary', null, 'Table of these figures'), holder));
  const show = () => {
    const chart = current();
    if (!chart || !root.open || filled === chart) return;
    filled = chart;
    fill(holder, tableElement(chart.table));
  };
  root.addEventListener('toggle', () => {
    show();
    if (root.open !== app.state.table) app.go({ table: root.open }, { replace: true, quiet: true });
  });
  const open = () => {
    root.open = true;
    show();
    if (!app.state.table) app.go({ table: true }, { replace: true, quiet: true });
    /** @type {HTMLElement | null} */ (holder.querySelector('[role=region]'))?.focus();
  };
  return { root, show, open };
}

/** Whether the cursor of a chart begins at a stop: at the authority, or at the period chosen. @param {Stop} stop @param {Stop[]} stops */
function isFirstStop(stop, stops) {
  const { store, state } = app;
  if (stop.slot !== undefined) return stop.slot === state.place;
  if (state.view !== 'trend') return stop === stops[0];
  return state.period ? stop.title.startsWith(state.period) : stop === stops[store.latest(state.indicator)];
}

/** A chart's width in print: what A4 has between its margins, so that letters keep their size. */
const PRINT_WIDTH = 680;

/** Draws a chart at a width. @param {Chart} chart @param {SVGElement} svg @param {HTMLElement} plot @param {number} [width] */
function drawOnPage(chart, svg, plot, width = plot.clientWidth) {
  const sheet = newSheet(width, chart.height(width));
  chart.draw(sheet);
  plot.style.height = `${sheet.height}px`;
  svg.setAttribute('viewBox', `0 0 ${width} ${sheet.height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(sheet.height));
  svg.innerHTML = marksOnPage(sheet);
  return sheet;
}

export function createPanel() {
  /** @type {Chart | null} */
  let chart = null;
  let key = '';
  const parts = panelParts();
  const behind = tableBehind(() => chart);
  const reader = createReader(parts.svg, parts.readout, behind.open);
  const plot = h('div', { class: 'plot' }, parts.svg, reader.root);
  const save = (/** @type {(name: string, chart: Chart) => void} */ way) => () => chart && way(chart.table.name, chart);
  const tools = h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': 'Take away' },
    button('PNG', { onclick: save(savePng), 'aria-label': 'Save the chart as PNG' }),
    button('SVG', { onclick: save(saveSvg), 'aria-label': 'Save the chart as SVG' }),
    ...tableTools(() => chart?.table ?? null),
  );
  const heading = h('figcaption', null, parts.title, parts.subtitle);
  const root = h('figure', { class: 'chart' }, heading, parts.alt, plot, parts.readout, parts.notes, parts.source, tools, behind.root);
  const redraw = (/** @type {boolean} */ stays, /** @type {number | undefined} */ width = undefined) => {
    if (!chart || plot.clientWidth === 0) return;
    const sheet = drawOnPage(chart, parts.svg, plot, width);
    fillNotes(parts.notes, [...sheet.notes, ...chart.caption.notes]);
    reader.show(sheet, stop => isFirstStop(stop, sheet.stops), stays);
  };
  watchWidth(plot, () => redraw(true));
  // The paper is not as wide as the screen, and no change of width is told before it is printed.
  window.addEventListener('beforeprint', () => redraw(true, PRINT_WIDTH));
  window.addEventListener('afterprint', () => redraw(true));
  return {
    root,
    /** @param {Chart} next @param {string} view the cursor stays where it was while the view is the same */
    show(next, view) {
      chart = next;
      fillWordsOf(parts, next.caption);
      if (behind.root.open !== app.state.table) behind.root.open = app.state.table;
      const { place, period } = app.state;
      const now = view === 'trend' ? `${view} ${period}` : `${view} ${place}`;
      redraw(key === now);
      key = now;
      behind.show();
    },
  };
}
