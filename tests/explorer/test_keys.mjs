// By keyboard alone: search, views, chart, dialogs; what a screen reader is told; the focus is never lost and always seen.
import { check, close, focusOf, hashOf, open, same, until } from './harness.mjs';

async function search(browser, file) {
  const page = await open(browser, file, '#/blackpool');
  await page.keyboard.press('/');
  same(await focusOf(page), 'search', 'the key / goes to the search');
  await page.keyboard.type('l');
  check(await page.isVisible('#found li'), 'search answers from the first letter');
  same(await page.getAttribute('#search', 'aria-expanded'), 'true', 'the combobox says that it is open');
  await page.keyboard.press('Enter');
  same(await hashOf(page), '#/blackpool', 'no guess is made where several fit');
  await page.fill('#search', 'looked after rate');
  await page.keyboard.press('ArrowDown');
  same(await page.getAttribute('#search', 'aria-activedescendant'), 'found-0', 'the arrow key marks the first answer');
  same(await page.getAttribute('#found-0', 'aria-selected'), 'true', 'the answer marked says so');
  await page.keyboard.press('Enter');
  same(await hashOf(page), '#/blackpool/cla-rate', 'Enter opens the answer marked');
  same(await focusOf(page), 'heading', 'the focus after a search');
  for (const [typed, wanted] of [
    ['hull', 'Hull'],
    ['LAC rate', 'Looked after rate'],
    ['810', 'Hull'],
    ['cpp-rate', 'Child protection plan rate'],
    ['placement', 'placement'],
  ]) {
    await page.fill('#search', typed);
    const found = await page.$$eval('#found li', items => items.map(item => item.textContent));
    check(
      found.slice(0, 6).some(text => text.toLowerCase().includes(wanted.toLowerCase())),
      `search for ${typed} finds ${wanted}: ${found.slice(0, 4).join('; ')}`,
    );
  }
  for (const [typed, wanted] of [
    ['excluded', 'Permanent exclusions'],
    ['EHCP', 'EHC plans, pupils'],
    ['adopted', 'Adopted, share leaving care'],
    ['CP plan', 'Child protection plan rate'],
    ['kids in care', 'Looked after rate'],
    ['looked after', 'Looked after rate'],
    ['york', 'York'],
  ]) {
    await page.fill('#search', typed);
    const first = (await page.textContent('#found li span')) ?? '';
    check(first.startsWith(wanted), `search for ${typed} gives ${wanted} first, not ${first}`);
  }
  await page.fill('#search', 'plymuth');
  check((await page.textContent('#none-found')).includes('Nothing found'), 'a slip is said to have found nothing');
  same(await page.textContent('#found-0 span'), 'Plymouth', 'a slip is offered the nearest name');
  await page.keyboard.press('Enter');
  same(await hashOf(page), '#/blackpool/cla-rate', 'the nearest name is not opened unasked');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  same(await hashOf(page), '#/plymouth/cla-rate', 'the nearest name opens when it is chosen');
  await page.fill('#search', 'qqqq');
  const box = await page.$eval('#none-found', element => getComputedStyle(element).borderTopWidth + getComputedStyle(element).backgroundColor);
  check(box.startsWith('1px') && !box.includes('rgba(0, 0, 0, 0)'), `what says that nothing was found has an edge and a ground: ${box}`);
  check((await page.textContent('#none-found')).includes('Nothing found'), 'search says that nothing was found');
  await page.keyboard.press('Escape');
  same(await page.inputValue('#search'), '', 'Escape empties the search');
  await close(page);
}

/** Tab reaches everything, and what has the focus is seen. */
async function tabbing(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate');
  const reached = [];
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return null;
      const box = active.getBoundingClientRect(),
        style = getComputedStyle(active);
      return {
        name: active.id || active.dataset.key || active.className || active.tagName,
        drawn: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
      };
    });
    if (!seen) break;
    reached.push(seen);
  }
  const names = reached.map(each => each.name);
  for (const wanted of ['skip', 'place', 'with', 'search', 'keep', 'period', 'view:trend', 'view:table', 'reader'])
    check(names.includes(wanted), `Tab reaches ${wanted}: ${names.slice(0, 12).join(', ')} ...`);
  const unseen = reached.filter(each => !each.drawn || !each.inside);
  check(unseen.length === 0, `the focus is seen everywhere: not on ${unseen.map(each => each.name).join(', ')}`);
  await close(page);
}

async function chart(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate');
  await page.focus('.reader');
  await page.keyboard.press('Shift');
  same(
    await page.$eval(
      '.reader',
      element => getComputedStyle(element).outlineStyle === 'none' || parseFloat(getComputedStyle(element).outlineOffset) >= 0,
    ),
    true,
    'the ring of the focus stands around the chart',
  );
  const newest = await page.getAttribute('.reader', 'aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  const before = await page.getAttribute('.reader', 'aria-valuetext');
  check(newest !== before && before.includes('Blackpool'), `an arrow key reads another point: ${before}`);
  await page.keyboard.press('Home');
  same(await page.getAttribute('.reader', 'aria-valuenow'), '1', 'Home reads the first point');
  check((await page.textContent('.readout')).length > 10, 'the line under the chart has the same words');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  check(await page.isVisible('dialog.explain'), 'Enter explains the point');
  const words = await page.textContent('dialog.explain');
  for (const wanted of ['Publication', 'File and row', 'SHA-256', 'Counts', 'Arithmetic', 'Data as at'])
    check(words.includes(wanted), `the dialog of a figure has ${wanted}`);
  await page.keyboard.press('Escape');
  same(await focusOf(page), 'reader', 'the focus after the dialog of a figure');
  await page.keyboard.press('t');
  await until(
    page,
    () => document.activeElement?.getAttribute('role') === 'region' && document.activeElement.querySelector('table'),
    null,
    'T opens the table behind the chart',
  );
  check((await hashOf(page)).includes('table=open'), 'an open table stands in the address');
  await close(page);
  for (const view of ['neighbours', 'all', 'funnel', 'rank', 'map']) {
    const other = await open(browser, file, `#/blackpool/cla-rate?view=${view}`);
    await other.focus('.reader');
    check((await other.getAttribute('.reader', 'aria-valuetext')).startsWith('Blackpool'), `the cursor of ${view} begins at the authority`);
    await other.keyboard.press('ArrowRight');
    const reading = await other.getAttribute('.reader', 'aria-valuetext');
    await other.keyboard.press(' ');
    check(reading.startsWith('Blackpool') || (await hashOf(other)).includes('mark='), `the space key marks a place in ${view}`);
    same(await focusOf(other), 'reader', `marking keeps the focus in ${view}`);
    const described = await other.evaluate(() => {
      const svg = document.querySelector('.plot svg');
      const text = id => document.getElementById(svg.getAttribute(id))?.textContent ?? '';
      return svg.getAttribute('role') === 'img' && text('aria-labelledby').length > 10 && text('aria-describedby').length > 40;
    });
    check(described, `the chart of ${view} has a name and a description`);
    await close(other);
  }
}

async function told(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate');
  await page.selectOption('#place', { label: 'Rochdale' });
  await until(page, () => document.getElementById('told').textContent.includes('Rochdale'), null, 'a change of authority is told politely');
  same(await page.getAttribute('#told', 'aria-live'), 'polite', 'what is told is polite');
  await page.focus('.views a[data-view=rank]');
  await page.keyboard.press('Enter');
  await until(page, () => document.getElementById('told').textContent.includes('Rank'), null, 'a change of view is told');
  same(await focusOf(page), 'view:rank', 'the focus stays on the link of the view');
  same(await page.title(), 'Rochdale: Looked after rate – yardstick explorer', 'the title of the window');
  await page.goto(`${(await page.url()).split('#')[0]}#/blackpool`);
  await page.focus('button[data-key="sort:change"]');
  await page.keyboard.press('Enter');
  same(await focusOf(page), 'sort:change', 'sorting keeps the focus');
  check((await page.getAttribute('th:has(button[data-key="sort:change"])', 'aria-sort')) === 'descending', 'a sorted column says so');
  await close(page);
}

async function narrow(browser, file) {
  const page = await open(browser, file, '#/blackpool', { viewport: { width: 320, height: 640 } });
  await page.focus('#menu');
  await page.keyboard.press('Enter');
  check(await page.isVisible('dialog .side'), 'on a narrow page the list opens as a dialog');
  await page.click('dialog summary:has-text("Looked after")');
  await page.click('dialog a[data-key="side:cla-rate"]');
  same(await hashOf(page), '#/blackpool/cla-rate', 'a link of the dialog opens its indicator');
  check(!(await page.isVisible('dialog')), 'the dialog closes when an indicator is chosen');
  await until(page, () => document.activeElement !== document.body, null, 'the focus after the dialog');
  await close(page);
}

/** The key of one letter can be switched off. */
async function slashOff(browser, file) {
  const page = await open(browser, file, '#/blackpool');
  await page.click('#help');
  await page.uncheck('#slash');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  check((await focusOf(page)) !== 'search', 'the key / can be switched off');
  await close(page);
}

export async function run(browser, file) {
  for (const test of [search, tabbing, chart, told, narrow, slashOff]) await test(browser, file);
}
