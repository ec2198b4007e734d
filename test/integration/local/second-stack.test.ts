import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { steps } from '../../../functions/steps.ts';
import { synthesize } from '../../../lib/app.ts';
import { type LocalRun, startLocalRun } from '../../../local/run.ts';
import { send } from '../../support/live-client.ts';
import { freePort } from '../../support/live-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-stack-'));
const reported: string[] = [];
let run: LocalRun;

beforeAll(async () => {
  const port = await freePort();
  const rows = steps.map((row) =>
    row.name === 'account/forgot-password' ? { ...row, stack: 'service-2' as const } : row,
  );
  await synthesize(
    { stage: 'local', publicOrigin: `http://localhost:${port}`, dailyMails: 50_000 },
    folder,
    rows,
  );
  run = await startLocalRun({
    port,
    assembly: Promise.resolve(folder),
    report: (line) => reported.push(line),
  });
}, 300_000);
afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('an operation of a second stack answers at the same URL, with its own function and its role', async () => {
  const forgot = await send('POST', `${run.url}/api/account/password/forgot`, {
    body: { email: 'nobody@example.com' },
  });
  expect(forgot.status).toBe(202);
  const { text } = await send('GET', `${run.inboxUrl}/store`);
  expect(JSON.parse(text).emails.at(-1)?.destination.to).toEqual(['nobody@example.com']);
  expect((await send('GET', `${run.url}/api/auth/verify`)).status).toBe(401);
  expect(reported).toEqual([]);
}, 60_000);
