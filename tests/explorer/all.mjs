// all.mjs EXPLORER.html PROFILES [PART...]: every browser test, or the parts named. Prints each failure; 0 none, 1 some, 2 the tests themselves failed.
import { failures, launch } from './harness.mjs';

const [file, profiles, ...parts] = process.argv.slice(2);
const browser = await launch();
try {
  for (const part of parts.length > 0 ? parts : ['choosing', 'addresses', 'keys', 'taking', 'looks', 'pictures']) {
    const { run } = await import(`./test_${part}.mjs`);
    await run(browser, file, profiles);
  }
} catch (fault) {
  console.log(`BROKEN ${fault.stack ?? fault}`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
if (!process.exitCode && failures.length > 0) process.exitCode = 1;
if (!process.exitCode) console.log('explorer: all browser tests hold');
