// agree.mjs EXPLORER.html FACTS.json: the page's own data under Node against the program: {"texts": [[indicator, code, "text"], ...]} are the
// paragraphs as the program says them, "behind" what is behind figures, and every rank that the program found the page must find by its own rule too.
import { readFile } from 'node:fs/promises';
import { nationalRank } from '../../src/explore/page/look.js';
import { formatNumber } from '../../src/explore/page/numbers.js';
import { createStore, createWords } from '../../src/explore/page/store.js';
import { unpackBlock } from '../../src/explore/page/unpack.js';

const [file, facts] = process.argv.slice(2);
const html = await readFile(file, 'utf8');
const block = async id => unpackBlock((html.match(new RegExp(`id="${id}">([^<]*)`))?.[1] ?? '').trim());
const data = await block('data'), said = await block('words');
const store = createStore(data.header, data.body);
const words = createWords(said.header, said.body, store.current.map(slot => store.places[slot]));
const { texts = [], behind = [] } = JSON.parse(await readFile(facts, 'utf8'));
let wrong = 0, ranks = 0, marks = 0;

function failed(says) {
  wrong += 1;
  if (wrong <= 20) console.log(`FAILED ${says}`);
}

for (const [id, code, text] of texts) {
  const slot = store.slot(code);
  const index = store.indexOf(id);
  const marked = words.paragraph(index, store.currentAt(slot)).join('\n');
  const found = marked.replace(/\[\[([^|\]]*)[^\]]*\]\]/g, '$1');
  for (const [, printed, whose, label] of marked.matchAll(/\[\[([^|\]]*)\|([^|\]]*)\|?([^\]]*)\]\]/g)) {
    const { periods, decimals } = store.indicators[index];
    const period = label ? periods.findIndex(each => each.label === label) : store.latest(index);
    const cell = { own: slot, england: store.england, region: store.slot(store.places[slot].region) }[whose] ?? -1;
    const value = store.reading(index, cell, period).value;
    marks += 1;
    if (value === null || formatNumber(value, decimals) !== printed) failed(`${id} of ${code}: “${printed}” leads to ${value} (${whose} ${label})`);
  }
  if (found !== text) failed(`${id} of ${code}: the page says “${found}”, the program “${text}”`);
}
for (const [id, code, title, text] of behind) {
  const told = words.behind(id, store.currentAt(store.slot(code))).filter(each => each.title === title);
  const found = told.map(each => each.says.join('\n')).join('|');
  if (found !== text) failed(`${id} of ${code}, ${title}: the page says “${found}”, the program “${text}”`);
}
store.indicators.forEach((indicator, index) => {
  for (const slot of store.current) {
    const told = store.facts(index, slot);
    if (!told || told.rank === 0) continue;
    ranks += 1;
    const place = nationalRank(store, index, store.latest(index), slot);
    if (place?.rank !== told.rank) failed(`${indicator.id} of ${store.places[slot].name}: rank ${place?.rank} on the page, ${told.rank} in the program`);
  }
});
if (texts.length === 0 || behind.length === 0 || ranks === 0 || marks === 0) failed(`nothing to compare: ${texts.length} texts, ${behind.length} of what is behind, ${ranks} ranks, ${marks} marks`);
if (wrong === 0) console.log(`explorer: ${texts.length} texts, ${behind.length} of what is behind them and ${ranks} ranks agree, ${marks} marked figures are the cells they lead to`);
process.exitCode = wrong === 0 ? 0 : 1;
