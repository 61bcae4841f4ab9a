// Places ticked by hand, wrong addresses, lists by name, notes that close, and kept views.
import { check, close, focusOf, hashOf, open, same, until } from './harness.mjs';

const heading = page => page.textContent('#heading');

/** A place ticked by hand is that place: its published figure, a bar among bars, its own file and row. */
async function singlePlace(browser, file) {
  const chosen = 'with=neighbours-2025,england,place:bristol-city-of';
  const page = await open(browser, file, `#/plymouth/cla-rate?view=neighbours&${chosen}`);
  const drawn = await page.$$eval('.plot svg text', texts => texts.map(text => text.textContent));
  check(drawn.includes('Bristol'), 'a place ticked by hand is a bar among the bars');
  check(!drawn.some(text => /^Bristol \d/.test(text)), `a place ticked by hand is no line across them: ${drawn.join(' | ')}`);
  for (const view of ['trend', 'neighbours', 'all', 'funnel', 'rank', 'who', 'map', 'places', 'table']) {
    await page.click(`.views a[data-view=${view}]`);
    const words = await page.textContent('main');
    check(!/\b81\.0|81 to 81|Bristol, mean|Bristol’s mean/.test(words), `${view} prints the figure of one place as a mean`);
  }
  const card = await open(browser, file, '#/plymouth?with=place:bristol-city-of');
  const column = await card.$$eval('.scorecard thead th', heads => heads.findIndex(head => head.textContent === 'Bristol'));
  check(column > 0, 'the scorecard names the place ticked by hand');
  await card.click(`.scorecard tbody tr:has-text("Looked after rate") td:nth-child(${column + 1}) button`);
  const words = await card.textContent('dialog.explain');
  for (const wanted of ['Bristol: Looked after rate', 'File and row', 'Release'])
    check(words.includes(wanted), `the explanation of a single place has ${wanted}: ${words.slice(0, 120)}`);
  check(!words.includes('÷ 1;') && !words.includes('mean 81'), 'no mean of one is explained');
  const beside = await open(browser, file, '#/plymouth?with=neighbours-2025,england,place:bristol-city-of');
  const heads = await beside.$$eval('.scorecard thead th', cells => cells.map(head => head.textContent));
  check(heads.includes('Bristol') && heads.includes('Neighbours’ mean'), `the scorecard has a place beside a group: ${heads.join(', ')}`);
  await close(page);
  await close(card);
  await close(beside);
}

/** A period is a step to go back to, and so is the dialog of comparators as a whole. */
async function steps(browser, file) {
  const page = await open(browser, file, '#/plymouth/cla-rate');
  const start = '#/plymouth/cla-rate';
  const [, before] = await page.$$eval('#period option', options => options.map(option => option.value));
  await page.focus('#period');
  await page.selectOption('#period', before);
  await page.goBack();
  await until(page, hash => location.hash === hash, start, 'back undoes a period');
  await until(page, value => document.getElementById('period').value !== value, before, 'the list of periods follows back');
  same(await focusOf(page), 'period', 'the focus after going back from a period');
  await page.click('#with');
  await page.click('dialog summary:has-text("Places by hand")');
  const ticks = await page.$$eval('.ticks.hand .tick', labels => labels.slice(0, 4).map(label => label.querySelector('span').firstChild.textContent));
  same(ticks[0], 'Plymouth', 'the list by hand begins with the authority shown');
  check(ticks[1] < ticks[2] && ticks[2] < ticks[3], `the list by hand goes by name: ${ticks.join(', ')}`);
  await page.check('dialog label:has-text("Rochdale") input');
  await page.check('dialog label:has-text("Torbay") input');
  await page.keyboard.press('Escape');
  await page.goBack();
  await until(page, hash => location.hash === hash, start, 'back undoes all that was ticked in the dialog');
  same(await focusOf(page), 'with', 'the focus after going back from the dialog');
  await page.goForward();
  await until(page, () => location.hash.includes('torbay') && location.hash.includes('rochdale'), null, 'forward ticks them again');
  await page.click('#with');
  await page.goBack();
  await until(page, () => !document.querySelector('dialog'), null, 'back closes an open dialog');
  check((await focusOf(page)) !== 'nothing', 'the focus after going back out of a dialog');
  await close(page);
}

/** The note about a wrong address stands at the top, in the flow, and closes. */
async function noteCloses(browser, file) {
  const page = await open(browser, file, '#/plymuth/cla-rate', { viewport: { width: 320, height: 640 } });
  const [note, main] = await page.evaluate(() =>
    ['#notes', 'main'].map(each => document.querySelector(each).getBoundingClientRect()).map(box => [box.bottom, box.top]),
  );
  check(note[0] <= main[1] + 1, `the note covers nothing: it ends at ${note[0]}, the page begins at ${main[1]}`);
  await page.click('#notes button');
  check(!(await page.isVisible('#notes')), 'the note can be closed');
  same(await focusOf(page), 'heading', 'the focus after closing the note');
  await close(page);
}

/** Lists of places begin by name, the authority shown first, and say how they are sorted. */
async function placesByName(browser, file) {
  const page = await open(browser, file, '#/plymouth/cla-rate?view=places');
  const names = await page.$$eval('.listing tbody th', heads => heads.slice(0, 4).map(head => head.textContent));
  same(names[0], 'Plymouth', 'the list of places begins with the authority shown');
  check(names[1] < names[2] && names[2] < names[3], `the list of places goes by name: ${names.join(', ')}`);
  same(await page.getAttribute('.listing th:has(button[data-key="sort:authority"])', 'aria-sort'), 'ascending', 'the list says how it is sorted');
  check((await page.textContent('.listing .notes')).includes('c = suppressed (City of London)'), 'the list explains its symbols');
  await page.click('#help');
  const about = await page.textContent('dialog.help');
  check(/Data as at \d+ \w+ \d{4}\./.test(about) && about.includes('Sources: '), 'About names the day of the data, and the sources');
  await close(page);
}

async function wrongAddresses(browser, file) {
  const cases = [
    ['#/blackpol/cla-rate', '#/blackpool/cla-rate', 'nearest name'],
    ['#/blackpool/cla-rat', '#/blackpool/cla-rate', 'nearest name'],
    ['#/890', '#/blackpool', ''],
    ['#/blackpool/cla-rate?period=1999', '#/blackpool/cla-rate', 'no period'],
    ['#/blackpool/cla-rate?view=pie', '#/blackpool/cla-rate', 'no view'],
    ['#/blackpool/cla-rate?with=england,martians', '#/blackpool/cla-rate?with=england', 'martians'],
    ['#/%E0%A4%A/x', null, 'no authority'],
    ['#/qqqqqqqqqqqq', null, 'no authority'],
    ['#/blackpool/zzzzzzzzzzzzzz', '#/blackpool', 'not here'],
  ];
  for (const [wrong, right, says] of cases) {
    const page = await open(browser, file, wrong);
    if (right) same(await hashOf(page), right, `where ${wrong} leads`);
    const notes = (await page.isVisible('#notes')) ? await page.textContent('#notes') : '';
    check(says === '' ? notes === '' : notes.includes(says), `${wrong} says “${notes}”`);
    check((await heading(page)).length > 0, `${wrong} shows something`);
    await close(page);
  }
}

async function keptViews(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate?view=all&mark=rochdale');
  await page.click('#keep');
  await page.fill('#view-name', '=My view <b>');
  await page.keyboard.press('Enter');
  check((await page.textContent('.kept')).includes('=My view <b>'), 'a view is kept by its name');
  await page.keyboard.press('Escape');
  await page.goto('about:blank');
  await page.goto(`${(await import('node:url')).pathToFileURL(file).href}#/rochdale`);
  await page.waitForFunction(() => document.documentElement.dataset.words === 'yes');
  await page.click('#keep');
  await page.click('.kept a');
  await until(page, () => location.hash === '#/blackpool/cla-rate?view=all&mark=rochdale', null, 'a kept view opens again');
  await page.click('#keep');
  await page.click('.kept button');
  check((await page.textContent('.kept')).includes('None yet'), 'a kept view can be removed');
  await close(page);
}

/** A browser that keeps nothing must not stop the page. */
async function withoutStorage(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new Error('refused');
      },
    }),
  );
  page.on('pageerror', fault => check(false, `without storage: ${fault.message}`));
  await page.goto(`${(await import('node:url')).pathToFileURL(file).href}#/blackpool/cla-rate`);
  await page.waitForFunction(() => document.documentElement.dataset.words === 'yes');
  await page.click('#keep');
  await page.keyboard.press('Enter');
  check((await page.textContent('#toast')).includes('does not let'), 'a browser without storage says that nothing is kept');
  await context.close();
}

export async function run(browser, file) {
  for (const test of [singlePlace, steps, noteCloses, placesByName, wrongAddresses, keptViews, withoutStorage]) await test(browser, file);
}
