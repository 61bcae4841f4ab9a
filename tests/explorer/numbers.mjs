// numbers.mjs FACTS.json: compares numbers.js with what the program printed. {"numbers": [[value, decimals, "printed"], ...]}; a value that JSON
// has no number for ("NaN", "inf", "-inf") stands as text.
import { readFile } from 'node:fs/promises';
import { formatNumber } from '../../src/explore/page/numbers.js';

const WORDS = { NaN: NaN, inf: Infinity, '-inf': -Infinity };
const examples = JSON.parse(await readFile(process.argv[2], 'utf8')).numbers ?? [];
let wrong = 0;
for (const [given, decimals, printed] of examples) {
  const value = typeof given === 'string' ? (WORDS[given] ?? Number(given)) : (given ?? NaN);
  const found = formatNumber(value, decimals);
  if (found !== printed) {
    wrong += 1;
    if (wrong <= 20) console.log(`FAILED ${given} with ${decimals} decimals: the page prints “${found}”, the program “${printed}”`);
  }
}
if (examples.length === 0) {
  console.log('FAILED no numbers to compare');
  wrong = 1;
}
if (wrong === 0) console.log(`explorer: ${examples.length} numbers print alike`);
process.exitCode = wrong === 0 ? 0 : 1;
