import assert from 'node:assert/strict';
import { usedStepStacks } from '../../../functions/steps.ts';
import type { Checks } from '../checks.ts';
import { projectFolder, run } from '../programs.ts';
import type { Account, Stage } from '../stage.ts';

/** `npm run doctor`, as an operator runs it. */
export async function doctor(checks: Checks, { emulator }: Account, { edge }: Stage): Promise<void> {
  await checks.that('the doctor finds no problem in the deployed stage', async () => {
    const parameters = ['--import', 'tsx', 'operator/doctor.ts', '--stage', 'dev', '--origin', edge.url];
    const { code, output } = await run(process.execPath, parameters, {
      cwd: projectFolder,
      environment: { ...emulator.environment, NO_COLOR: '1' },
    });
    console.log(output.trimEnd().replace(/^/gm, '     '));
    assert.equal(code, 0);
    for (const check of [
      'stack-data',
      ...usedStepStacks.map((stack) => `stack-${stack}`),
      'passkeys',
      'page',
      'api',
      'sign-in',
    ])
      assert.match(output, new RegExp(`^ok +${check} `, 'm'));
  });
}
