import { expect, test } from 'vitest';
import { type Job, type JobName, jobs } from '../../../functions/jobs.ts';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { ofAccounts } from './accounts.ts';
import { ofApps } from './apps.ts';
import { ofEnds } from './ends.ts';
import { ofFactors } from './factors.ts';
import { ofOrganizations } from './organizations.ts';
import { ofPasskeys } from './passkeys.ts';
import { ofSignIn } from './sign-in.ts';
import type { Scenario } from './trial.ts';

/** A new operation or job does not compile until it has a scenario. */
const all: Readonly<Record<StepName | JobName, readonly Scenario[]>> = {
  ...ofAccounts,
  ...ofSignIn,
  ...ofFactors,
  ...ofOrganizations,
  ...ofEnds,
  ...ofPasskeys,
  ...ofApps,
};

test('every operation and job that asks something of AWS meets faults', () => {
  const rows: readonly (Pick<Step, 'name' | 'tables' | 'mail' | 'keys'> & Pick<Job, 'watchesKeys'>)[] = [
    ...steps,
    ...jobs,
  ];
  const asking = rows.filter(
    ({ tables, mail, keys, watchesKeys }) =>
      mail || watchesKeys || keys.length > 0 || Object.keys(tables).length > 0,
  );
  const covered = Object.entries(all).flatMap(([name, scenarios]) => (scenarios.length > 0 ? [name] : []));
  expect(covered.sort()).toEqual(asking.map(({ name }) => name).sort());
});
