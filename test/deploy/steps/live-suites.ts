import assert from 'node:assert/strict';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Checks } from '../checks.ts';
import { projectFolder, run } from '../programs.ts';
import type { Stage } from '../stage.ts';

/** What cannot run here, and why. Anything else that is skipped is a failure. */
const notHere: Readonly<Record<string, string>> = {
  'test/e2e/returned-mail.test.ts': 'the SES of the emulator has no mailbox simulator, which returns mail',
  'test/browser/apps.test.ts': 'the app is registered by the operator of npm start',
  'test/browser/inbox.test.ts': 'the inbox page belongs to npm start',
};

/** About the terminal and the machine it runs on: the service answers them the same, wherever it runs. */
const terminalOnly = [
  'completion',
  'help',
  'hostile-names',
  'interruptions',
  'networks',
  'other-servers',
  'package',
  'qr-code',
  'session-file',
  'this-machine',
].map((name) => `test/cli/${name}.test.ts`);

/** The same suites that run against `npm start`, from outside: nothing in them knows where the service runs. */
export async function liveSuites(checks: Checks, { edge }: Stage): Promise<void> {
  checks.progress('The end-to-end suite, the browser journeys and the CLI tests');
  const parameters = ['--import', 'tsx', join(projectFolder, 'test/run.ts'), '--project', 'live'];
  parameters.push(...terminalOnly.map((file) => `--exclude=${file}`));
  const { code, output } = await run(process.execPath, parameters, {
    environment: { ...process.env, E2E_BASE_URL: edge.url, E2E_INBOX_URL: edge.inboxUrl },
    show: true,
  });
  const counted = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (!counted) throw new Error(`The suites ended with ${code} and counted nothing.`);
  checks.add(Number(counted[1]), Number(counted[2]));
  checks.progress(`Left out: ${terminalOnly.join(', ')}: they are about the terminal`);
  for (const [file, why] of Object.entries(notHere)) checks.progress(`Left out: ${file}: ${why}`);
  await checks.that('no test was left out but these', async () => {
    const lines = stripVTControlCharacters(output).matchAll(/^\s*↓\s+(.*)$/gm);
    const unexpected = [...lines]
      .map(([, what = '']) => what)
      .filter((what) => !Object.keys(notHere).some((file) => what.includes(file)));
    assert.deepEqual(unexpected, []);
  });
}
