import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './browser/chromium.ts';

/**
 * `npm test`: every test there is. Finds or installs a Chromium first and says plainly if it cannot. Options after `--`
 * are passed to vitest: `npm test -- --project service test/unit`. Tests with a configuration of their own need no Chromium.
 */
const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-test-'));
const report = join(folder, 'report.json');

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const options = process.argv.slice(2);
const needsChromium = !options.includes('service') && !options.includes('--config');
if (needsChromium) console.log(`Chromium: ${findChromium()}`);

const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
const { status, signal } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...options],
  { cwd: project, stdio: 'inherit' },
);
if (!existsSync(report)) {
  console.log(`FAIL vitest ended before its report was written: ${signal ?? `exit code ${status}`}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
rmSync(folder, { recursive: true });
// A file that could not be loaded has no tests of its own to count.
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = numFailedTests + brokenFiles + (status !== 0 && numFailedTests + brokenFiles === 0 ? 1 : 0);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = status === 0 ? 0 : 1;
