import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { store } from '../../../functions/adapters/store.ts';
import type { JobName } from '../../../functions/jobs.ts';
import type { StepName } from '../../../functions/steps.ts';
import { type AwsCall, type FaultKind, type FaultyAws, faultyAws } from '../../support/faulty-aws.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturb, kindsFor, type Scenario, type Stage, watch } from './trial.ts';

/** `FAULTS=all` disturbs every call in every way. Otherwise each call meets one fault, and all kinds have their turn. */
const all = process.env['FAULTS'] === 'all';

let turn = 0;
function chooseKinds(call: AwsCall): readonly FaultKind[] {
  const kinds = kindsFor(call);
  if (all) return kinds;
  turn += 1;
  return kinds.slice(turn % kinds.length).slice(0, 1);
}

async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const aws: FaultyAws = await faultyAws();
  const service: Service = await startService();
  const { dynamodb, kms, ses } = service.emulators;
  const faultyEndpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: await aws.openInFrontOf('dynamodb', dynamodb.endpoint),
    AWS_ENDPOINT_URL_KMS: await aws.openInFrontOf('kms', kms.endpoint),
    AWS_ENDPOINT_URL_SES: await aws.openInFrontOf('ses', ses.endpoint),
  };
  const kept = store(service.host);
  const seeder = await seederOf(service);
  const close = async () => {
    await service.close();
    await aws.close();
  };
  return { service, seeder, kept, aws, faultyEndpoints, close };
}

/** A test for each scenario: every call to AWS that it makes is disturbed in turn, in a trial of its own. */
export function testFaults(
  scenarios: Readonly<Partial<Record<StepName | JobName, readonly Scenario[]>>>,
): void {
  const sites: string[] = [];
  beforeAll(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(console, 'info').mockImplementation(() => {});
  });
  afterAll(() => {
    vi.restoreAllMocks();
    console.log(`${sites.length} calls to AWS disturbed:\n${sites.join('\n')}`);
  });
  describe.each(Object.entries(scenarios).filter(([, list]) => list.length > 0))('%s', (name, list) => {
    test.each(list)('$what', async (scenario) => {
      const stage = await openStage();
      const operation = name as StepName | JobName;
      const flaws: string[] = [];
      // The first time makes data keys, which the trials after it find.
      await watch(stage, operation, scenario);
      const calls = await watch(stage, operation, scenario);
      for (const [index, call] of calls.entries()) {
        const site = `${index + 1}. ${call.operation} ${call.target}`.trim();
        const kinds = chooseKinds(call);
        sites.push(`  ${name}, ${scenario.what}: ${site}: ${kinds.join(', ')}`);
        for (const kind of kinds)
          for (const flaw of await disturb(stage, operation, scenario, { kind, nth: index + 1 }))
            flaws.push(`${site}, ${kind}: ${flaw}`);
        if (flaws.length > 0) console.log(`${name}, ${scenario.what}:\n${flaws.join('\n')}`);
      }
      await stage.close();
      expect(flaws).toEqual([]);
    });
  });
}
