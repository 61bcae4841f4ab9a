// What is taken away: PNG, SVG, CSV, the clipboard, print.
import { readFile } from 'node:fs/promises';
import { check, close, open, same, until } from './harness.mjs';

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function charts(browser, file) {
  for (const view of ['trend', 'neighbours', 'all', 'funnel', 'rank', 'map']) {
    const page = await open(browser, file, `#/blackpool/cla-rate?view=${view}`);
    const svg = await saved(page, () => page.click('.chart button:text-is("SVG")'));
    const text = svg.bytes.toString('utf8');
    check(/^cla-rate-.*\.svg$/.test(svg.name), `the name of the SVG of ${view}: ${svg.name}`);
    // Lines of the source are broken between words.
    const words = text.replace(/<\/text>\s*<text[^>]*>/g, ' ');
    for (const wanted of ['<title>', '<desc>', 'Source:', 'Blackpool', 'Data as at'])
      check(words.includes(wanted), `the SVG of ${view} has ${wanted}`);
    check(!/class=|var\(|NaN|undefined/.test(text), `the SVG of ${view} stands on its own`);
    const readable = await page.evaluate(
      source => new DOMParser().parseFromString(source, 'image/svg+xml').querySelector('parsererror') === null,
      text,
    );
    check(readable, `the SVG of ${view} can be read`);
    const png = await saved(page, () => page.click('.chart button:text-is("PNG")'));
    check(
      png.bytes.subarray(1, 4).toString() === 'PNG' && png.bytes.readUInt32BE(16) >= 1600 && png.bytes.length > 10000,
      `the PNG of ${view} is a picture of ${png.bytes.readUInt32BE(16)} pixels`,
    );
    await close(page);
  }
}

async function tables(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate');
  const csv = await saved(page, () => page.click('.chart button:text-is("CSV")'));
  const text = csv.bytes.toString('utf8');
  check(csv.bytes[0] === 0xef && csv.bytes[1] === 0xbb && csv.bytes[2] === 0xbf, 'a CSV begins with a byte order mark');
  check(text.split('\r\n').length > 5 && !/[^\r]\n/.test(text), 'the lines of a CSV end in CRLF');
  check(/^\ufeffPeriod,Blackpool,/.test(text), `the first line of a CSV names its columns: ${text.slice(0, 60)}`);
  check(/\n2025,184,124\.5,/.test(text), `a CSV holds figures: ${text.split('\r\n')[1]}`);
  await page.goto(`${page.url().split('#')[0]}#/blackpool`);
  await page.waitForSelector('.scorecard table');
  const card = (await saved(page, () => page.click('.glance button:text-is("CSV")'))).bytes.toString('utf8');
  check(!card.split('\r\n')[0].includes('Course') && card.includes('Unit'), 'the scorecard as CSV has units and no pictures');
  check(!/(^|,|\n)[=+\-@][^\d]/m.test(card), 'no cell of a CSV is taken for a formula');
  await close(page);
}

/** Cells that a spreadsheet would take for formulas are made inert. Tested on the module itself. */
async function inert() {
  globalThis.document ??= {};
  const { csvCell } = await import('../../src/explore/page/take.js');
  for (const [text, wanted] of [
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-', "'-"],
    ['@x', "'@x"],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['plain', 'plain'],
  ])
    same(csvCell({ text }), wanted, `the CSV cell of ${text}`);
  same(csvCell({ text: '−3.0', value: -3 }), '-3', 'the CSV cell of a number');
  same(csvCell({ text: '184', value: 184.25 }), '184.25', 'a CSV holds all digits');
}

async function clipboard(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.click('.chart button:text-is("Copy table")');
  await until(page, () => document.getElementById('toast').textContent.includes('copied'), null, 'copying a table is told');
  const { html, plain } = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async type => (item.types.includes(type) ? (await item.getType(type)).text() : '');
    return { html: await text('text/html'), plain: await text('text/plain') };
  });
  check(html.includes('<table') && html.includes('<th') && html.includes('184') && html.includes('Source:'), 'a copied table is HTML for Word');
  check(
    plain.includes('Period\tBlackpool') && plain.includes('\t184') === false ? plain.includes('184\t') : plain.includes('184'),
    'a copied table is text with tabs for Excel',
  );
  if (await page.isVisible('button[data-key=copy-paragraph]')) {
    await page.click('button[data-key=copy-paragraph]');
    await until(page, () => document.getElementById('toast').textContent.includes('Paragraph'), null, 'copying the paragraph is told');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    check(text.length > 20 && !text.includes('[['), `the paragraph is plain text: ${text.slice(0, 60)}`);
  }
  await close(page);
}

async function print(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.bar', '.side-holder', '.views', '.tools']) check(!(await page.isVisible(gone)), `${gone} is not printed`);
  for (const there of ['#heading', '.plot svg', '.source', '.foot']) check(await page.isVisible(there), `${there} is printed`);
  same(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', 'print is on white, whatever the scheme');
  const pdf = await page.pdf({ format: 'A4' });
  check(pdf.length > 5000, 'the page prints');
  await close(page);
}

/** No chart is wider than the paper, whether a browser tells of printing or not. */
async function onPaper(browser, file) {
  const page = await open(browser, file, '#/plymouth/cla-rate', { viewport: { width: 1400, height: 900 } });
  for (const view of ['trend', 'neighbours', 'all', 'funnel', 'rank', 'who', 'map']) {
    await page.click(`.views a[data-view=${view}]`);
    await page.evaluate(() => {
      globalThis.printed = 0;
      addEventListener('beforeprint', () => {
        globalThis.printed = Number(document.querySelector('.plot svg').getAttribute('width'));
      });
    });
    await page.pdf({ format: 'A4' });
    const printed = await page.evaluate(() => globalThis.printed);
    check(printed > 600 && printed <= 718, `${view} is drawn for A4: ${printed} pixels wide`);
    const after = await page.evaluate(() =>
      [document.querySelector('.plot svg').getBoundingClientRect(), document.querySelector('.plot').getBoundingClientRect()].map(box => box.width),
    );
    check(Math.abs(after[0] - after[1]) < 1, `${view} has its width again after printing: ${after}`);
    await page.emulateMedia({ media: 'print' });
    const over = await page.evaluate(() => {
      document.querySelector('main').style.width = '680px';
      const svg = document.querySelector('.plot svg');
      svg.setAttribute('width', '1400');
      return svg.getBoundingClientRect().right - document.querySelector('main').getBoundingClientRect().right;
    });
    check(over <= 1, `${view} is made smaller for the paper: ${over} pixels over its edge`);
    await page.evaluate(() => document.querySelector('main').removeAttribute('style'));
    await page.emulateMedia({ media: null });
  }
  await close(page);
}

export async function run(browser, file) {
  for (const test of [charts, tables, inert, clipboard, print, onPaper]) await test(browser, file);
}
