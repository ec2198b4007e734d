import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../checks.ts';
import { runOrFail } from '../programs.ts';
import type { Account, Stage } from '../stage.ts';

/** Without enforcement all the rest would prove nothing of the roles; so that is looked at too, last of all. */
export async function permissions(checks: Checks, account: Account, { deployment }: Stage): Promise<void> {
  const { emulator, pythonPath, folder } = account;
  await checks.that('no role missed a permission in all that was done', async () => {
    const log = readFileSync(join(folder, 'ministack.log'), 'utf8');
    assert.deepEqual(
      log.split('\n').filter((line) => line.includes('[denied]')),
      [],
    );
  });
  await checks.that('the account denies what is not allowed', async () => {
    const program = join(import.meta.dirname, '../emulator/stranger.py');
    const { answer } = await runOrFail(pythonPath, [program, `${deployment.prefix}-users`], {
      environment: emulator.environment,
    });
    assert.equal(answer.trim(), 'AccessDeniedException');
  });
}
