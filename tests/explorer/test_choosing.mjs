// Choosing an authority, an indicator, a period and comparators; back and forward; what is never compared.
import { check, close, focusOf, hashOf, open, same, until } from './harness.mjs';

const heading = page => page.textContent('#heading');

/** Without anything after the hash the page opens at the authority that it was made for. */
async function bare(browser, file) {
  const page = await open(browser, file);
  check(/^#\//.test(await hashOf(page)) && (await heading(page)).length > 0, 'an address without a hash opens the page');
  await close(page);
}

async function choosing(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate');
  same(await heading(page), 'Looked after rate', 'the heading of an indicator');
  await page.selectOption('#place', { label: 'Rochdale' });
  same(await hashOf(page), '#/rochdale/cla-rate', 'the address after choosing an authority');
  check((await page.textContent('.measure')).startsWith('Rochdale'), 'the page names the authority chosen');
  const periods = await page.$$eval('#period option', options => options.map(option => option.value));
  await page.selectOption('#period', periods[1]);
  same(await hashOf(page), `#/rochdale/cla-rate?period=${periods[1]}`, 'the address after choosing a period');
  await page.click('.views a[data-view=neighbours]');
  check((await hashOf(page)).includes('view=neighbours'), 'the address after choosing a view');
  check((await hashOf(page)).includes(`period=${periods[1]}`), 'a view keeps the period');
  same(await page.getAttribute('.views a[data-view=neighbours]', 'aria-current'), 'page', 'the view chosen is marked');
  await page.click('#with');
  await page.check('dialog input[value="neighbours-2021"]');
  await page.uncheck('dialog input[value="neighbours-2025"]');
  check(
    /with=[^&]*neighbours-2021/.test(await hashOf(page)) && !/neighbours-2025/.test(await hashOf(page)),
    'the address after choosing another list of neighbours',
  );
  await page.keyboard.press('Escape');
  same(await focusOf(page), 'with', 'the focus after the dialog of comparators');
  check((await page.textContent('#with-words')).includes('2021'), 'the bar names the list chosen');
  await close(page);
}

async function byHand(browser, file) {
  const page = await open(browser, file, '#/blackpool/cla-rate?view=neighbours');
  await page.click('#with');
  await page.uncheck('dialog input[value="neighbours-2025"]');
  await page.click('dialog summary:has-text("Places by hand")');
  await page.fill('#narrow', 'roch');
  await page.check('dialog label:has-text("Rochdale") input');
  await page.fill('#narrow', '');
  await page.check('dialog label:has-text("Torbay") input');
  await page.keyboard.press('Escape');
  const hash = await hashOf(page);
  check(hash.includes('place:rochdale') && hash.includes('place:torbay'), `places ticked by hand stand in the address: ${hash}`);
  check((await page.textContent('.chart-subtitle')).includes('2 places chosen'), 'the chart names the places chosen');
  const again = await open(browser, file, hash);
  same(await again.textContent('.chart-title'), await page.textContent('.chart-title'), 'a link opens the same view');
  same(await again.innerHTML('.plot svg'), await page.innerHTML('.plot svg'), 'a link draws the same chart');
  await close(page);
  await close(again);
}

async function backAndForward(browser, file) {
  const page = await open(browser, file, '#/blackpool');
  await page.click('a[data-key="row:Looked after rate"]');
  same(await heading(page), 'Looked after rate', 'a row of the scorecard opens its indicator');
  same(await focusOf(page), 'heading', 'the focus after opening a row');
  await page.click('.views a[data-view=map]');
  same(await focusOf(page), 'view:map', 'the focus stays on the view chosen');
  await page.selectOption('#place', { label: 'Rochdale' });
  await page.goBack();
  await until(page, () => location.hash === '#/blackpool/cla-rate?view=map', null, 'back goes to the authority before');
  check((await focusOf(page)) !== 'nothing', 'back loses the focus');
  await page.goBack();
  await page.goBack();
  await until(page, () => location.hash === '#/blackpool' || location.hash === '', null, 'back goes to the scorecard');
  await until(
    page,
    () => document.activeElement?.dataset?.key === 'row:Looked after rate',
    null,
    `the focus returns to the row that was opened: it is on ${await focusOf(page)}`,
  );
  await page.goForward();
  await until(page, () => document.querySelector('#heading')?.textContent === 'Looked after rate', null, 'forward opens the indicator again');
  check((await focusOf(page)) !== 'nothing', 'forward loses the focus');
  await close(page);
}

/** Statuses are never zero and totals are never compared. */
async function honesty(browser, file) {
  const total = await open(browser, file, '#/blackpool/cla-count');
  check(!/of \d+ authorities|neighbours/.test(await total.textContent('.lead')), 'a count is not compared in its sentence');
  check(!(await total.textContent('.plot')).includes('England'), 'a count is not drawn beside England');
  for (const view of ['neighbours', 'all', 'rank', 'map', 'places']) {
    await total.click(`.views a[data-view=${view}]`);
    check((await total.textContent('.none')).includes('This is a count'), `a count has no view ${view}, and says why`);
  }
  // The sentence and the program's paragraph say the same of the change.
  await total.goto(`${total.url().split('#')[0]}#/plymouth/cla-count`);
  await until(total, () => document.querySelector('.paragraph')?.textContent.includes('Plymouth'), null, 'the paragraph of a count');
  const [sentence, paragraph] = [await total.textContent('.lead'), await total.textContent('.paragraph')];
  check(
    !paragraph.includes('chance') || (sentence.includes('chance') && !sentence.includes('not tested')),
    `a count’s sentence says “${sentence}” and its paragraph “${paragraph}”`,
  );
  await close(total);
  const few = await open(browser, file, '#/isles-of-scilly/cla-rate');
  const lead = await few.textContent('.lead');
  check(/no figure|suppressed|not /i.test(lead) && !/^0/.test(lead), `a figure that is not there is said: ${lead.slice(0, 80)}`);
  await close(few);
}

export async function run(browser, file) {
  for (const test of [bare, choosing, byHand, backAndForward, honesty]) await test(browser, file);
}
