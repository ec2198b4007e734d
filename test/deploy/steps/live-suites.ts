import { join } from 'node:path';
import type { Checks } from '../checks.ts';
import { projectFolder, run } from '../programs.ts';
import type { Stage } from '../stand.ts';

/** The same suites that run against `npm start`, from outside: nothing in them knows where the service runs. */
export async function liveSuites(checks: Checks, { edge }: Stage): Promise<void> {
  checks.progress('The end-to-end suite, the browser journeys and the CLI tests');
  const parameters = ['--import', 'tsx', join(projectFolder, 'test/run.ts'), '--project', 'live'];
  const { code, output } = await run(process.execPath, parameters, {
    environment: { ...process.env, E2E_BASE_URL: edge.url, E2E_INBOX_URL: edge.inboxUrl },
    show: true,
  });
  const counted = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (!counted) throw new Error(`The suites ended with ${code} and counted nothing.`);
  checks.add(Number(counted[1]), Number(counted[2]));
}
