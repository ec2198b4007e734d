import assert from 'node:assert/strict';
import { usedStepStacks } from '../../../functions/steps.ts';
import type { Checks } from '../checks.ts';
import { projectFolder, run } from '../programs.ts';
import type { Account, Stage } from '../stage.ts';

/** `npm run doctor`, as an operator runs it. */
export async function doctor(
  checks: Checks,
  { emulator }: Account,
  { deployment, edge }: Stage,
): Promise<void> {
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
      'error-caching',
      'sign-in',
      'mail',
    ])
      assert.match(output, new RegExp(`^ok +${check} `, 'm'));
  });
  await checks.that('npm run diff finds nothing at risk in what was just deployed', async () => {
    const settings = Object.entries(deployment.context).flatMap(([name, value]) =>
      name === 'stage' ? [] : ['-c', `${name}=${value}`],
    );
    const parameters = ['--import', 'tsx', 'operator/diff.ts', '--stage', 'dev', ...settings];
    const { code, output } = await run(process.execPath, parameters, {
      cwd: projectFolder,
      environment: { ...emulator.environment, NO_COLOR: '1' },
    });
    assert.equal(output.trim(), 'Nothing changes.\nNothing is lost or interrupted.');
    assert.equal(code, 0);
  });
}
