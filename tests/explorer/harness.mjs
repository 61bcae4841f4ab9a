// What the browser tests share: a browser without a network, pages that report faults, and checks that print a line each when they fail.
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const cache = process.env.YARDSTICK_EXPLORER_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'yardstick-explorer');
export const require = createRequire(join(cache, 'package.json'));
const { chromium } = require('playwright-core');

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'];

export const failures = [];

/** Notes a failure where something is not so. */
export function check(holds, says) {
  if (!holds) {
    failures.push(says);
    console.log(`FAILED ${says}`);
  }
  return holds;
}

export function same(found, wanted, says) {
  return check(Object.is(found, wanted), `${says}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
}

/** The explorer's address with what comes after the hash. */
export function addressOf(file, hash = '') {
  return pathToFileURL(file).href + hash;
}

/** A page that is ready to be used. Any request but for the file itself, and any fault, fails. */
export async function open(browser, file, hash = '', { ready = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on('pageerror', fault =>
    check(false, `fault in the page at ${hash || 'the start'}: ${fault.message} ${fault.stack?.split('\n')[1]?.trim() ?? ''}`),
  );
  page.on('console', message => {
    if (message.type() === 'error') check(false, `the console at ${hash || 'the start'} says: ${message.text().slice(0, 200)}`);
  });
  page.on('request', request => {
    const url = request.url();
    if (url.split('#')[0] !== addressOf(file) && !/^(data|blob):/.test(url)) check(false, `a request for ${url.slice(0, 120)}`);
  });
  await page.goto(addressOf(file, hash));
  if (ready) await usable(page);
  const click = page.click.bind(page);
  page.click = async (...args) => {
    await click(...args);
    await drawn(page);
  };
  return page;
}

/** A link changes the address first, and the page on the event that follows: two frames later it is drawn. */
export function drawn(page) {
  return page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))).catch(() => undefined);
}

export async function usable(page) {
  await page.waitForFunction(() => document.documentElement.dataset.words === 'yes', null, { timeout: 30000 });
}

export async function close(page) {
  await page.context().close();
}

/** The state in the address. */
export function hashOf(page) {
  return page.evaluate(() => location.hash);
}

/** What has the focus, in a word or two. */
export function focusOf(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    return active === document.body || !active ? 'nothing' : active.id || active.dataset.key || active.className || active.tagName;
  });
}

/** Goes on until a condition in the page holds, or fails. */
export async function until(page, condition, argument, says) {
  try {
    await page.waitForFunction(condition, argument, { timeout: 30000 });
    return true;
  } catch {
    return check(false, says);
  }
}

export const VIEWS = ['trend', 'neighbours', 'all', 'funnel', 'rank', 'who', 'steps', 'map', 'scatter', 'places', 'table'];

/** One address for every view that the page has. */
export const EVERY_VIEW = [
  '#/list',
  '#/blackpool',
  '#/blackpool?theme=looked-after&sort=change-down',
  '#/blackpool/new',
  '#/blackpool/inspections',
  '#/isles-of-scilly/inspections',
  '#/blackpool/cla-count',
  '#/blackpool/cla-count?view=who',
  ...VIEWS.filter(view => view !== 'scatter').map(view => `#/blackpool/cla-rate?view=${view}`),
  '#/blackpool/referral-rate?view=steps',
  '#/blackpool/cla-rate?view=scatter&beside=cpp-rate',
  '#/blackpool/cla-rate?lines=each&mark=rochdale&table=open',
  '#/blackpool/cla-rate?view=map&show=quartile',
  '#/blackpool/cla-rate?view=map&show=change',
  '#/city-of-london/cla-rate',
  '#/isles-of-scilly/cla-rate?view=neighbours',
  '#/cumberland/cla-three-placements-percent?with=neighbours-2021',
];
