// What the page draws is what the program draws: trends and ranked bars of three authorities, made by both, are read back from their shapes
// and laid over each other as pictures. FOLDER has what `yardstick profile AUTHORITY --indicator ID` wrote, below AUTHORITY-profile.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, close, open } from './harness.mjs';

const AUTHORITIES = ['blackpool', 'lancashire', 'rutland'];
const INDICATORS = ['cla-rate', 'cpp-rate'];
const FORMS = ['trend', 'neighbours'];

/** In the browser: the shapes of both files in the coordinates of each, what they mean, and how much of the own ink lies on the other's. */
async function compared({ form, texts }) {
  const INKS = { own: '#12436d', peers: '#28a197', region: '#801650', england: '#f46a25' };
  const shapes = source => {
    const svg = document.importNode(new DOMParser().parseFromString(source, 'image/svg+xml').documentElement, true);
    document.body.append(svg);
    const inRoot = (element, x, y) => {
      const found = new DOMPoint(x, y).matrixTransform(element.transform.baseVal.consolidate()?.matrix ?? new DOMMatrix());
      const group = element.parentElement?.transform?.baseVal.consolidate()?.matrix;
      return group ? found.matrixTransform(group) : found;
    };
    const number = (element, name) => Number(element.getAttribute(name));
    const lines = [...svg.querySelectorAll('polyline')].map(each => ({
      ink: each.getAttribute('stroke').toLowerCase(),
      points: [...each.points].map(point => inRoot(each, point.x, point.y)).map(({ x, y }) => [x, y]),
    }));
    const rects = [...svg.querySelectorAll('rect')].map(each => {
      const { x, y } = inRoot(each, number(each, 'x'), number(each, 'y'));
      return { ink: each.getAttribute('fill').toLowerCase(), x, y, w: number(each, 'width'), h: number(each, 'height') };
    });
    const words = [...svg.querySelectorAll('text')].map(each => {
      const { x, y } = inRoot(each, number(each, 'x'), number(each, 'y'));
      return { x, y, size: number(each, 'font-size'), anchor: each.getAttribute('text-anchor') ?? 'start', says: each.textContent };
    });
    const { width } = svg.viewBox.baseVal;
    svg.remove();
    return { lines, rects, words, width };
  };
  const isNumber = says => /^[−-]?[\d,]+(\.\d+)?%?$/.test(says);
  const valueOf = says => Number(says.replace('−', '-').replace(/[,%]/g, ''));

  /** By period and ink the value that a line has there. */
  const trendOf = ({ lines, words, width }) => {
    const level = lines.filter(({ points }) => points.length === 2 && points[0][1] === points[1][1] && points[1][0] - points[0][0] > width / 3);
    const heights = [...new Set(level.map(({ points }) => points[0][1]))].sort((a, b) => a - b);
    const left = Math.min(...level.map(({ points }) => points[0][0]));
    const ticks = words.filter(each => each.anchor === 'end' && isNumber(each.says) && each.x < left).sort((a, b) => a.y - b.y);
    const [high, low] = [ticks[0], ticks.at(-1)].map(each => valueOf(each.says));
    const [top, bottom] = [heights[0], heights.at(-1)];
    const per = (high - low) / (bottom - top);
    const periods = words.filter(each => each.anchor === 'middle' && /^\d{4}/.test(each.says) && each.y > bottom);
    const found = {};
    for (const [name, ink] of Object.entries(INKS))
      for (const [x, y] of lines.filter(each => each.ink === ink).flatMap(each => each.points)) {
        const period = periods.find(each => Math.abs(each.x - x) < width / 1000);
        if (period) found[`${name} ${period.says.replace('*', '')}`] = low + (bottom - y) * per;
      }
    const xs = periods.map(each => each.x);
    return {
      ticks: ticks.length === heights.length,
      found,
      slack: (per * width) / 500,
      low,
      high,
      area: { left: Math.min(...xs), right: Math.max(...xs), yOf: value => bottom - (value - low) / per },
    };
  };

  /** Rows of bars with their names, lengths beside the longest, and where the lines across stand beside it. */
  const barsOf = ({ lines, rects, words, width }) => {
    const bars = rects.filter(each => [INKS.own, '#bfbfbf'].includes(each.ink) && each.w > width / 50).sort((a, b) => a.y - b.y);
    const longest = Math.max(...bars.map(each => each.w));
    const rows = bars.map(bar => {
      const beside = words.filter(each => each.y > bar.y && each.y < bar.y + bar.h * 1.1).sort((a, b) => a.x - b.x);
      return `${beside.map(each => each.says).join(' ')}${bar.ink === INKS.own ? ' (own)' : ''}`;
    });
    const found = Object.fromEntries(bars.map((bar, at) => [rows[at], bar.w / longest]));
    for (const [name, ink] of Object.entries(INKS).slice(1)) {
      const across = lines.find(({ ink: its, points }) => its === ink && points.length === 2 && points[0][0] === points[1][0]);
      if (across) found[name] = (across.points[0][0] - bars[0].x) / longest;
    }
    return { ticks: bars.length > 2, rows: rows.join('; '), found, slack: 0.004 };
  };

  const read = form === 'trend' ? trendOf : barsOf;
  const all = texts.map(text => read(shapes(text)));
  const faults = [];
  if (!all.every(each => each.ticks)) faults.push('a chart could not be read back');
  const [ours, theirs] = all;
  const keys = [...new Set(all.flatMap(each => Object.keys(each.found)))];
  for (const key of keys) {
    const [a, b] = [ours.found[key], theirs.found[key]];
    if (!(Math.abs(a - b) <= ours.slack + theirs.slack)) faults.push(`${key} stands at ${a} on the page and at ${b} in the program's chart`);
  }
  if (ours.rows !== theirs.rows) faults.push(`rows on the page: ${ours.rows}; of the program: ${theirs.rows}`);
  if (form !== 'trend') return { faults, read: keys.length };

  // The same stretch of both on one canvas: first to last period, and the range that both axes have.
  const [low, high] = [Math.max(ours.low, theirs.low), Math.min(ours.high, theirs.high)];
  const [W, H, REACH] = [600, 400, 5];
  const inked = await Promise.all(
    all.map(async ({ area }, at) => {
      const svg = new DOMParser().parseFromString(texts[at], 'image/svg+xml').documentElement;
      const [top, bottom] = [area.yOf(high), area.yOf(low)];
      svg.setAttribute('viewBox', `${area.left} ${top} ${area.right - area.left} ${bottom - top}`);
      svg.setAttribute('preserveAspectRatio', 'none');
      svg.setAttribute('width', W);
      svg.setAttribute('height', H);
      for (const each of svg.querySelectorAll('text')) each.remove();
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
      await image.decode();
      const canvas = new OffscreenCanvas(W, H);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, W, H);
      const isOwn = index => Math.abs(data[index] - 0x12) + Math.abs(data[index + 1] - 0x43) + Math.abs(data[index + 2] - 0x6d) < 60;
      return Array.from({ length: W * H }, (_, pixel) => isOwn(pixel * 4));
    }),
  );
  const near = (of, pixel) => {
    const [x, y] = [pixel % W, Math.floor(pixel / W)];
    for (let dy = -REACH; dy <= REACH; dy += 1)
      for (let dx = -REACH; dx <= REACH; dx += 1)
        if (x + dx >= 0 && x + dx < W && y + dy >= 0 && y + dy < H && of[(y + dy) * W + x + dx]) return true;
    return false;
  };
  inked.forEach((own, at) => {
    const pixels = own.flatMap((is, pixel) => (is ? [pixel] : []));
    const away = pixels.filter(pixel => !near(inked[1 - at], pixel)).length;
    if (pixels.length < 300 || away > pixels.length / 50)
      faults.push(`laid over each other, ${away} of ${pixels.length} pixels of the own line lie apart`);
  });
  return { faults, read: keys.length };
}

export async function run(browser, file, folder) {
  for (const authority of AUTHORITIES)
    for (const indicator of INDICATORS) {
      const page = await open(browser, file, `#/${authority}/${indicator}`);
      for (const form of FORMS) {
        await page.click(`.views a[data-view=${form}]`);
        const [download] = await Promise.all([page.waitForEvent('download'), page.click('.chart button:text-is("SVG")')]);
        const program = join(folder, `${authority}-profile`, 'charts', `${indicator}-${form}.svg`);
        const texts = await Promise.all([await download.path(), program].map(path => readFile(path, 'utf8')));
        const { faults, read } = await page.evaluate(compared, { form, texts });
        for (const fault of faults) check(false, `${authority}, ${indicator}, ${form}: ${fault}`);
        check(read > 10, `${authority}, ${indicator}, ${form}: ${read} figures could be read back from the pictures`);
      }
      await close(page);
    }
}
