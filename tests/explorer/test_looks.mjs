// How it looks: widths from 320 pixels, 400% zoom, dark, forced colours, reduced motion, no layout shift, no JavaScript; axe in every view.
import { readFile } from 'node:fs/promises';
import { EVERY_VIEW, addressOf, check, close, open, require, same, usable } from './harness.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Shows another view without loading the file again. */
async function show(page, hash) {
  await page.evaluate(next => {
    location.hash = next;
  }, hash);
  await page.waitForTimeout(60);
}

async function widths(browser, file) {
  // 400% zoom of a window of 1280 by 1024 is a page of 320 by 256.
  for (const [width, height] of [
    [1280, 900],
    [768, 1024],
    [320, 640],
    [320, 256],
  ]) {
    const page = await open(browser, file, '#/blackpool', { viewport: { width, height } });
    for (const hash of EVERY_VIEW) {
      await show(page, hash);
      const found = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        cut: [...document.querySelectorAll('.plot svg text')]
          .filter(text => {
            const box = text.getBoundingClientRect(),
              room = text.ownerSVGElement.getBoundingClientRect();
            return box.right > room.right + 1.5 || box.left < room.left - 1.5 || box.bottom > room.bottom + 1.5 || box.top < room.top - 1.5;
          })
          .map(text => text.textContent),
        odd: /NaN|undefined|\[object/.test(
          document.querySelector('main').innerText + document.querySelector('main').innerHTML.replace(/<[^>]*>/g, ''),
        ),
      }));
      check(found.over <= 0, `at ${width} by ${height} ${hash} scrolls sideways by ${found.over} pixels`);
      check(found.cut.length === 0, `at ${width} by ${height} words of the chart are cut in ${hash}: ${found.cut.slice(0, 3).join(' | ')}`);
      check(!found.odd, `${hash} prints something that is no word`);
    }
    await close(page);
  }
}

async function axe(browser, file) {
  const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 768, 320]) {
      const page = await open(browser, file, '#/blackpool', { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.evaluate(source);
      for (const hash of EVERY_VIEW) {
        await show(page, hash);
        await violations(page, `${hash}, ${width} pixels, ${colorScheme}`);
      }
      for (const opener of ['#with', '#keep', '#help', '.figure']) {
        await page.click(opener);
        await violations(page, `the dialog of ${opener}, ${width} pixels, ${colorScheme}`);
        await page.keyboard.press('Escape');
      }
      await page.fill('#search', 'lo');
      await violations(page, `the open search, ${width} pixels, ${colorScheme}`);
      await close(page);
    }
  }
}

async function violations(page, where) {
  const found = await page.evaluate(
    rules =>
      globalThis.axe
        .run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })
        .then(result =>
          result.violations.flatMap(rule =>
            rule.nodes.slice(0, 3).map(node => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 220)}`),
          ),
        ),
    RULES,
  );
  for (const each of found) check(false, `axe, ${where}: ${each}`);
}

async function schemes(browser, file) {
  for (const [options, name] of [
    [{ colorScheme: 'dark' }, 'dark'],
    [{ forcedColors: 'active' }, 'forced colours'],
    [{ reducedMotion: 'reduce' }, 'reduced motion'],
    [{ contrast: 'more' }, 'more contrast'],
  ]) {
    const page = await open(browser, file, '#/blackpool/cla-rate', options);
    const found = await page.evaluate(() => ({
      line: getComputedStyle(document.querySelector('.plot polyline.s-own')).stroke,
      paper: getComputedStyle(document.body).backgroundColor,
      moves: [...document.querySelectorAll('*')].some(element =>
        getComputedStyle(element)
          .transitionDuration.split(',')
          .some(each => parseFloat(each) > 0),
      ),
    }));
    check(found.line !== found.paper && found.line !== 'none', `the own line is seen in ${name}: ${found.line} on ${found.paper}`);
    if (name === 'reduced motion') check(!found.moves, 'nothing moves where motion is to be reduced');
    if (name === 'dark') check(found.paper !== 'rgb(255, 255, 255)', 'dark is dark');
    await close(page);
  }
}

/** The first load and changes of view move nothing that is already there. */
async function shifts(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate', { ready: false });
  await page.evaluate(() => {
    globalThis.shifted = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await usable(page);
  for (const view of ['neighbours', 'all', 'funnel', 'rank', 'map', 'trend']) {
    await page.click(`.views a[data-view=${view}]`);
    const same = await page.evaluate(() => document.querySelector('.views').getBoundingClientRect().top);
    check(Number.isFinite(same), `the links stay in ${view}`);
  }
  await page.waitForTimeout(200);
  const shifted = await page.evaluate(() => globalThis.shifted);
  check(shifted < 0.1, `things shift by ${shifted.toFixed(3)}`);
  await close(page);
}

async function withoutScript(browser, file) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(addressOf(file));
  check(await page.isVisible('h1'), 'without JavaScript there is a heading');
  check(await page.isVisible('main table, main .regions'), 'without JavaScript there is the scorecard or the list');
  check(!(await page.isVisible('.bar')), 'without JavaScript there are no controls that do nothing');
  check(await page.isVisible('noscript p'), 'without JavaScript the page says so');
  await context.close();
}

/** A change of colour scheme keeps the words readable: ratios of the palette. */
async function contrasts(browser, file) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(browser, file, '#/blackpool/cla-rate', { colorScheme });
    const found = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const probe = document.body.appendChild(document.createElement('i'));
      const rgb = name => {
        probe.style.color = style.getPropertyValue(`--${name}`);
        return getComputedStyle(probe)
          .color.match(/[\d.]+/g)
          .slice(0, 3)
          .map(Number);
      };
      const light = name => {
        const [r, g, b] = rgb(name)
          .map(each => each / 255)
          .map(each => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a, b) => {
        const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
        return (x + 0.05) / (y + 0.05);
      };
      return [
        ...['text', 'quiet', 'link', 'own-text'].flatMap(each =>
          [
            ['paper', 4.5],
            ['panel', 4.5],
          ].map(([ground, least]) => [each, ground, ratio(each, ground), least]),
        ),
        ...['own', 'peers', 'region', 'england', 'group', 'axis'].map(each => [each, 'paper', ratio(each, 'paper'), 3]),
        ...['q1', 'q2', 'q3', 'q4'].map(ground => ['tile', ground, ratio('tile', ground), 4.5]),
        ['text', 'band', ratio('text', 'band'), 4.5],
      ];
    });
    for (const [ink, ground, ratio, least] of found)
      check(ratio >= least - 0.001, `${colorScheme}: ${ink} on ${ground} has a contrast of ${ratio.toFixed(2)}, and needs ${least}`);
    await close(page);
  }
}

export async function run(browser, file) {
  for (const test of [withoutScript, widths, schemes, shifts, contrasts, axe]) await test(browser, file);
  same(typeof addressOf(file), 'string', 'the address');
}
