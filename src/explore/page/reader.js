// The cursor of a chart: arrow keys, pointer or touch read one point after the other. It is a slider over the points, so that a screen reader
// says each as it is reached; sighted readers have the same words in the line under the chart.
import { app } from './app.js';
import { explain } from './explain.js';
import { fill, h } from './dom.js';
import { figure } from './table.js';

const NEAR = 9;

/** @param {Stop} stop */
function saidOf(stop) {
  return `${stop.title}. ${stop.said.map(each => (each.label ? `${each.label}: ${each.text}` : each.text)).join('; ')}`;
}

/** The stop nearest to a spot. @param {Sheet} sheet @param {number} x @param {number} y */
function nearestStop({ stops, nearest }, x, y) {
  let best = 0,
    least = Infinity;
  stops.forEach((stop, at) => {
    const far = nearest === 'x' ? Math.abs(stop.x - x) : nearest === 'y' ? Math.abs(stop.y - y) : Math.hypot(stop.x - x, stop.y - y);
    if (far < least) {
      least = far;
      best = at;
    }
  });
  return best;
}

/** The next stop in a direction: in a map the nearest that way, else the next in order. @param {Sheet} sheet @param {number} at @param {string} key */
function stepped(sheet, at, key) {
  const { stops, nearest } = sheet;
  const last = stops.length - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'PageUp') return Math.max(at - 10, 0);
  if (key === 'PageDown') return Math.min(at + 10, last);
  if (nearest !== 'spot') return Math.min(Math.max(at + (key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1), 0), last);
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  let best = at,
    least = Infinity;
  stops.forEach((stop, each) => {
    const along = (stop.x - stops[at].x) * dx + (stop.y - stops[at].y) * dy;
    const aside = Math.abs((stop.x - stops[at].x) * dy) + Math.abs((stop.y - stops[at].y) * dx);
    if (each !== at && along > 0.5 && along + aside * 2 < least) {
      least = along + aside * 2;
      best = each;
    }
  });
  return best;
}

/** A place that is clicked is marked in every view, and unmarked by another click. @param {number} slot */
export function toggleMark(slot) {
  const { state, store } = app;
  const { slug } = store.places[slot];
  if (slot === state.place) return;
  app.go({ mark: state.mark.includes(slug) ? state.mark.filter(each => each !== slug) : [...state.mark, slug] }, { replace: true });
}

/** Shows a stop: the cursor in the picture, its words for a screen reader, and the line under the chart. @param {SVGElement} svg @param {HTMLElement} root @param {HTMLElement} readout @param {Stop} stop @param {number} at */
function showStop(svg, root, readout, stop, at) {
  const [top, bottom] = stop.tall ?? [0, 0];
  const tall = stop.tall ? `<line x1="${stop.x}" x2="${stop.x}" y1="${top}" y2="${bottom}"/>` : '';
  svg.insertAdjacentHTML('beforeend', `<g class="cursor">${tall}<circle cx="${stop.x}" cy="${stop.y}" r="${NEAR}"/></g>`);
  root.setAttribute('aria-valuenow', String(at + 1));
  root.setAttribute('aria-valuetext', saidOf(stop));
  const said = stop.said.flatMap((each, place) => [
    place > 0 ? ' · ' : null,
    h('span', { class: each.own ? 'own' : null }, each.label ? `${each.label} ` : null, figure(each.text, each.ref)),
  ]);
  fill(readout, h('b', null, `${stop.title}: `), ...said);
  if (stop.slot === undefined || stop.slot === app.state.place) return;
  readout.append(' · ', h('a', { href: app.href({ place: stop.slot }) }, `Open ${stop.title}`));
}

/** What a click marks: the line near the pointer, else the place of the stop. @param {Stop | undefined} stop @param {number} y */
function markedBy(stop, y) {
  const near = stop?.near?.filter(each => Math.abs(each.y - y) < NEAR).sort((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y))[0];
  return near?.slot ?? stop?.slot;
}

/**
 * @param {SVGElement} svg @param {HTMLElement} readout
 * @param {() => void} openTable the table behind the chart, one key away
 */
export function createReader(svg, readout, openTable) {
  /** @type {Sheet} */
  let sheet = { width: 0, height: 0, marks: [], stops: [], nearest: 'x', notes: [] };
  let at = 0,
    pinned = 0;
  const name = 'Points of the chart: arrow keys read them, Enter explains one, T opens the table';
  const root = h('div', { class: 'reader', role: 'slider', tabindex: '0', 'aria-label': name });
  const draw = () => {
    svg.querySelector('.cursor')?.remove();
    if (sheet.stops[at]) showStop(svg, root, readout, sheet.stops[at], at);
  };
  const move = (/** @type {number} */ to, /** @type {boolean} */ pin) => {
    if (pin) pinned = to;
    if (to === at) return;
    at = to;
    draw();
  };
  const spotOf = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const box = root.getBoundingClientRect();
    return nearestStop(sheet, event.clientX - box.left, event.clientY - box.top);
  };
  root.addEventListener('pointermove', event => {
    if (event.pointerType === 'mouse') move(spotOf(event), false);
  });
  root.addEventListener('pointerleave', () => move(pinned, false));
  root.addEventListener('click', event => {
    move(spotOf(event), true);
    const slot = markedBy(sheet.stops[at], event.clientY - root.getBoundingClientRect().top);
    if (slot !== undefined && event.detail > 0) toggleMark(slot);
  });
  root.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const stop = sheet.stops[at];
    if (/^(Arrow|Home|End|Page)/.test(event.key)) move(stepped(sheet, at, event.key), true);
    else if (event.key === 'Enter' && stop?.said[0]?.ref) explain(stop.said[0].ref);
    else if (event.key === ' ' && stop?.slot !== undefined) toggleMark(stop.slot);
    else if (event.key.toLowerCase() === 't') openTable();
    else return;
    event.preventDefault();
  });
  return {
    root,
    /** @param {Sheet} next @param {(stop: Stop) => boolean} isFirst where the cursor begins @param {boolean} stays */
    show(next, isFirst, stays) {
      const before = sheet.stops[pinned];
      sheet = next;
      const same = stays && before ? sheet.stops.findIndex(stop => stop.title === before.title) : -1;
      at = pinned = Math.max(same >= 0 ? same : sheet.stops.findIndex(isFirst), 0);
      root.hidden = sheet.stops.length === 0;
      root.setAttribute('aria-valuemin', '1');
      root.setAttribute('aria-valuemax', String(Math.max(sheet.stops.length, 1)));
      draw();
    },
  };
}
