// How it looks: widths from 320 pixels, 400% zoom, dark, forced colours, reduced motion, no layout shift, no JavaScript; axe in every view.
import { readFile } from 'node:fs/promises';
import { EVERY_VIEW, addressOf, check, close, drawn, open, require, same, usable } from './harness.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Shows another view without loading the file again. */
async function show(page, hash) {
  await page.evaluate(next => {
    const changed = new Promise(done => addEventListener('hashchange', done, { once: true }));
    const before = location.hash;
    location.hash = next;
    return location.hash === before ? undefined : changed;
  }, hash);
  await drawn(page);
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
  const found = await page.evaluate(() => {
    const cells = [...document.querySelectorAll('main tbody td')].map(cell => cell.textContent.trim());
    const rows = [...document.querySelectorAll('main tbody tr')].map(row => [...row.children].map(cell => cell.textContent));
    return {
      says: document.querySelector('noscript p').textContent,
      covers: document.querySelector('noscript p').getBoundingClientRect().bottom > document.querySelector('main').getBoundingClientRect().top + 1,
      fixed: getComputedStyle(document.querySelector('noscript p')).position,
      heading: document.querySelector('h1').textContent.replace(' at a glance', ''),
      links: document.querySelectorAll('main a').length,
      blank: cells.filter(cell => cell === '').length,
      hyphens: cells.filter(cell => /^-[\d£]/.test(cell)),
      percents: rows.filter(row => row[1] === 'per cent' && /\d/.test(row[2]) && !row[2].endsWith('%')).map(row => row.join(' | ')),
      pounds: rows.filter(row => row[1] === 'pounds' && /\d/.test(row[2]) && !row[2].startsWith('£')).map(row => row.join(' | ')),
      unsigned: rows.filter(row => /^\d/.test(row[4])).map(row => row.join(' | ')),
      totals: rows.filter(row => row[1] === 'number' && row[7] !== 'a total').map(row => row.join(' | ')),
    };
  });
  check(
    found.says.includes('JavaScript') && (found.says.includes(found.heading) || found.says.includes('all authorities')),
    `without JavaScript: ${found.says}`,
  );
  check(!found.covers && found.fixed === 'static', 'what is said without JavaScript covers nothing');
  same(found.links, 0, 'links that lead nowhere without JavaScript');
  same(found.blank, 0, 'blank cells without JavaScript');
  for (const kind of ['hyphens', 'percents', 'pounds', 'unsigned', 'totals'])
    check(found[kind].length === 0, `without JavaScript the figures follow the rule of the page, not (${kind}): ${found[kind].join('; ')}`);
  await context.close();
}

/** What a picture says of itself agrees with what it draws, at every width. */
async function notes(browser, file) {
  const said = async page => (await page.$$eval('.notes li', items => items.map(item => item.textContent))).join(' ');
  for (const width of [1280, 320]) {
    const page = await open(browser, file, '#/plymouth/cla-rate?view=all', { viewport: { width, height: 900 } });
    const drawn = () => page.$$eval('.plot svg text', texts => texts.map(text => text.textContent).join(' '));
    const everyone = `${await drawn()} ${await said(page)}`.toLowerCase();
    for (const wanted of ['highest quarter', 'lowest quarter', '27 to 53', 'gateshead 124', 'cornwall 60'])
      check(everyone.includes(wanted), `all authorities at ${width} tell “${wanted}”`);
    await show(page, '#/plymouth/cla-rate?view=funnel');
    check((await drawn()).includes('(square-root scale)'), `the funnel at ${width} names its scale`);
    const funnel = await said(page);
    check(
      (await drawn()).includes('Outside the 95% limits') && (await drawn()).includes('Outside the 99.8% limits'),
      `the key of the funnel at ${width}`,
    );
    check(
      funnel.includes('Of 151 authorities, seven or eight would lie outside the 95% limits by chance alone.'),
      `the note of the funnel: ${funnel}`,
    );
    check(!/differ by more than chance/.test(funnel), 'the note of the funnel claims no more than that');
    const alt = await page.$eval('.plot svg', svg => document.getElementById(svg.getAttribute('aria-describedby')).textContent);
    const rings = await page.$$eval('.plot svg circle.s-text', circles => circles.length);
    const [, outside] = alt.match(/Outside the 95% limits: (\d+) of/) ?? [];
    const far = alt.match(/99.8% limits too: ([^.]*(?:\.\d[^.]*)*)\./)?.[1].split(', ').length ?? 0;
    // The key draws one ring and two.
    same(rings, Number(outside) + far + 3, `rings drawn at ${width}, as the description counts them`);
    await show(page, '#/plymouth/cla-rate?view=map');
    const map = await said(page);
    check(
      map.includes('c = suppressed (City of London)') && map.includes('z = not applicable (Isles of Scilly)'),
      `the map explains its symbols: ${map}`,
    );
    const edges = await page.$$eval('.plot svg rect.s-text', rects => rects.length);
    check(edges === 2 && (width > 600 ? map.includes('double edge') : map.includes('thick dark edge')), `the edge of the map at ${width}: ${map}`);
    const figures = (await drawn()).match(/\b\d{2,3}\b/g)?.length ?? 0;
    check(figures > 100 || map.includes('too small here'), `the map at ${width} has figures or says why not`);
    await close(page);
  }
  const page = await open(browser, file, '#/plymouth/cla-rate?view=who&by=ethnicity');
  const who = await said(page);
  check(
    /No range of the neighbours: Asian or Asian British.*\(too few: \d+ of 10 have a figure in 2025, \d+ suppressed\)/.test(who),
    `rows without a range are named: ${who}`,
  );
  await close(page);
}

/** A table that is wider than its room says so, and is cut between columns. */
async function wideTables(browser, file) {
  for (const width of [1280, 768, 320]) {
    const page = await open(browser, file, '#/plymouth/cla-rate?view=table', { viewport: { width, height: 900 } });
    await drawn(page);
    const found = await page.evaluate(() => {
      const region = document.querySelector('.listing .scroll'),
        edge = region.getBoundingClientRect().right;
      const heads = [...region.querySelectorAll('thead th')].map(head => head.getBoundingClientRect());
      return {
        says: region.querySelector('.more-columns')?.textContent ?? '',
        wider: region.scrollWidth > region.clientWidth,
        cut: heads.slice(1).filter(head => head.left < edge - 2 && head.right > edge + 2).length,
      };
    });
    check(!found.wider || found.says.includes('Scroll sideways'), `at ${width} a wide table says that it scrolls`);
    same(found.cut, 0, `columns cut at the edge of a table at ${width}`);
    await close(page);
  }
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
  for (const test of [withoutScript, notes, wideTables, widths, schemes, shifts, contrasts, axe]) await test(browser, file);
  same(typeof addressOf(file), 'string', 'the address');
}
