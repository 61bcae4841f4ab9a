// measure.mjs EXPLORER.html: first contentful paint, time until the page is usable, fifty random changes, memory after a thousand, size; and
// the times again with the processor slowed four times.
import { stat } from 'node:fs/promises';
import { addressOf, launch } from './harness.mjs';

const CHANGES = 50,
  MANY = 1000;

const round = value => Math.round(value * 10) / 10;

/** Random changes of authority, indicator, view and period, each timed until its frame is laid out. */
async function changes(page, count, seed) {
  return page.evaluate(
    async ({ count, seed }) => {
      let state = seed;
      const random = below => {
        state = (state * 48271) % 2147483647;
        return state % below;
      };
      const places = [...document.querySelectorAll('#place option')].map(option => option.value).filter(Boolean);
      const views = ['trend', 'neighbours', 'all', 'funnel', 'rank', 'map', 'places', 'table'];
      for (const details of document.querySelectorAll('.theme')) details.open = true;
      await new Promise(done => setTimeout(done, 300));
      const links = [...document.querySelectorAll('.side .theme a[data-key^="side:"]')];
      // A link changes the address first, and the page on the event that follows.
      const follow = link =>
        new Promise(done => {
          if (link.hash === location.hash) {
            done();
            return;
          }
          addEventListener('hashchange', done, { once: true });
          link.click();
        });
      const times = [];
      const slowest = { time: 0, hash: '' };
      for (let at = 0; at < count; at += 1) {
        const kind = random(4);
        const start = performance.now();
        if (kind === 0) {
          const select = document.getElementById('place');
          select.value = places[random(places.length)];
          select.dispatchEvent(new Event('change'));
        } else if (kind === 1) await follow(links[random(links.length)]);
        else if (kind === 2 && document.querySelector('.views a'))
          await follow(document.querySelector(`.views a[data-view=${views[random(views.length)]}]`));
        else if (document.getElementById('period')) {
          const select = document.getElementById('period');
          select.selectedIndex = random(select.options.length);
          select.dispatchEvent(new Event('change'));
        } else await follow(document.querySelector('a[data-key="side:glance"]'));
        // A change counts when it is laid out.
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
        if (times.at(-1) > slowest.time) Object.assign(slowest, { time: times.at(-1), hash: location.hash });
      }
      return { times, slowest: slowest.hash };
    },
    { count, seed },
  );
}

function summary({ times, slowest }) {
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${round(sorted[Math.floor(sorted.length / 2)])} ms, 90th of 100 ${round(sorted[Math.floor(sorted.length * 0.9)])} ms, worst ${round(sorted[sorted.length - 1])} ms (${slowest})`;
}

async function measured(file, slowed) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (slowed > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.goto(addressOf(file));
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'yes', null, { timeout: 60000 });
  await page.waitForTimeout(300 * slowed);
  const { paint, ready } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: performance.getEntriesByName('yardstick-ready')[0].startTime,
  }));
  await page.waitForFunction(() => document.documentElement.dataset.words === 'yes');
  const name = slowed > 1 ? `slowed ${slowed} times` : 'as it is';
  console.log(`${name}: first contentful paint ${round(paint)} ms, usable ${round(ready)} ms`);
  console.log(`${name}: ${CHANGES} random changes: ${summary(await changes(page, CHANGES, 42))}`);
  if (slowed === 1) {
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const use = await session.send('Runtime.getHeapUsage');
      return (use.usedSize + (use.backingStorageSize ?? 0)) / 1e6;
    };
    const before = await heap();
    await changes(page, MANY, 7);
    console.log(`memory: ${round(before)} MB, after ${MANY} changes ${round(await heap())} MB`);
  }
  await browser.close();
}

const [file] = process.argv.slice(2);
console.log(`size: ${round((await stat(file)).size / 1e6)} MB`);
await measured(file, 1);
await measured(file, 4);
