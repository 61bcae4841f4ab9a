// groups.mjs EXPLORER.html FACTS.json: unpacks the explorer's own data under Node and compares group.js with the program on its groups:
// {"groups": [{"indicator": id, "period": label, "own": code, "members": [codes], "mean", "median", "min", "max", "rank", "of"}, ...]}. What the
// program leaves out (null) the page must leave out too: a mean needs seven in ten with a figure.
import { readFile } from 'node:fs/promises';
import { rankAmong } from '../../src/explore/page/group.js';
import { summaryAt } from '../../src/explore/page/look.js';
import { createStore } from '../../src/explore/page/store.js';
import { unpackBlock } from '../../src/explore/page/unpack.js';

/** The page and the program add in the same order, so that means agree to the last bits; an ulp or two is allowed. */
const NEAR = 1e-12;

const [file, facts] = process.argv.slice(2);
const html = await readFile(file, 'utf8');
const block = html.match(/id="data">([^<]*)/)?.[1] ?? '';
const { header, body } = await unpackBlock(block.trim());
const store = createStore(header, body);
const groups = JSON.parse(await readFile(facts, 'utf8')).groups ?? [];
let wrong = 0;

function failed(group, says) {
  wrong += 1;
  if (wrong <= 20) console.log(`FAILED ${group.indicator} ${group.period} ${group.own}, ${group.members.length} members: ${says}`);
}

const alike = (a, b) => a === b || Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b));

for (const group of groups) {
  const index = store.indexOf(group.indicator);
  const at = index < 0 ? -1 : store.indicators[index].periods.findIndex(period => period.code === group.period || period.label === group.period);
  if (at < 0) {
    failed(group, 'the page does not have it');
    continue;
  }
  const slots = group.members.map(code => store.slot(code));
  const summary = summaryAt(store, index, at, slots);
  for (const name of ['mean', 'median', 'min', 'max']) {
    const found = summary.enough ? summary[name] : null;
    if (group[name] === null || group[name] === undefined ? found !== null : found === null || !alike(found, group[name]))
      failed(group, `${name} is ${found} on the page and ${group[name]} in the program`);
  }
  const ranking = store.ranking(index, at);
  const own = ranking[store.slot(group.own)];
  const place =
    Number.isFinite(own) && summary.enough ? rankAmong([...slots.map(slot => ranking[slot]), own], own, store.indicators[index].first) : null;
  if ((place?.rank ?? null) !== (group.rank ?? null) || (place?.of ?? null) !== (group.of ?? null))
    failed(group, `the rank is ${place?.rank} of ${place?.of} on the page and ${group.rank} of ${group.of} in the program`);
}
if (groups.length === 0) {
  console.log('FAILED no groups to compare');
  wrong = 1;
}
if (wrong === 0) console.log(`explorer: ${groups.length} groups agree`);
else console.log(`${wrong} comparisons of groups differ`);
process.exitCode = wrong === 0 ? 0 : 1;
