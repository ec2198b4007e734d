import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, jobs } from '../../../functions/jobs.ts';
import { type Step, steps } from '../../../functions/steps.ts';
import { tableAccess } from '../../../lib/row-permissions.ts';
import type { AccessRequest } from '../../../local/emulators/authorize.ts';
import { walkEveryOperation } from '../../support/every-operation.ts';
import { createOrganization, invite } from '../../support/organizations.ts';
import { newAddress, register, session } from '../../support/people.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/** By step or job: what it asked for, as `table action`, or the action alone where it is not DynamoDB's. */
const used = new Map<string, Set<string>>();

function record({ accessKeyID, action, resources }: AccessRequest): undefined {
  const [service, operation = ''] = action.split(':');
  const table = /table\/.*-([a-z]+)$/.exec(resources[0] ?? '')?.[1];
  const asked = service === 'dynamodb' ? `${table} ${operation}` : action;
  used.set(accessKeyID, (used.get(accessKeyID) ?? new Set()).add(asked));
  return undefined;
}

let service: Service;
beforeAll(async () => {
  service = await startService({ authorize: record });
});
afterAll(() => service.close());

test('every step and job uses all that its row grants, and nothing else', async () => {
  await walkEveryOperation(service);
  await walkClosedRegistration();
  const differences = ([...steps, ...jobs] as readonly (Step | Job)[]).map((row) => {
    const asked = used.get(row.name.replace('/', '.')) ?? new Set<string>();
    // Whoever is first makes a data key, and stores it.
    const granted = [...tableAccess(row)].flatMap(([table, actions]) =>
      actions.map((action) => `${table} ${action}`),
    );
    const expected = new Set([
      ...granted,
      ...(row.mail ? ['ses:SendEmail'] : []),
      ...(row.keys.length > 0 ? ['kms:Decrypt'] : []),
      ...('watchesKeys' in row ? ['kms:DescribeKey'] : []),
    ]);
    const ofFirstUse = ['keys PutItem', 'kms:GenerateDataKey', 'kms:Decrypt'];
    const unused = [...expected].filter((grant) => !asked.has(grant) && !ofFirstUse.includes(grant));
    const ungranted = [...asked].filter((grant) => !expected.has(grant) && !ofFirstUse.includes(grant));
    return { row: row.name, unused, ungranted };
  });
  expect(differences.filter(({ unused, ungranted }) => unused.length + ungranted.length > 0)).toEqual([]);
});

/** Where only the invited may register, it is looked up who is, and again when the code is entered. */
async function walkClosedRegistration(): Promise<void> {
  const closed = await startService({ authorize: record, registration: 'invited' });
  // The first owner is written into the tables, by a caller that has no row.
  process.env['AWS_ACCESS_KEY_ID'] = 'seeder';
  const token = await session(closed, await (await seederOf(closed)).account([]));
  const email = newAddress();
  const orgID = await createOrganization(closed, token);
  expect((await invite(closed, orgID, token, email)).status).toBe(201);
  expect((await register(closed, email)).email).toBe(email);
  await closed.close();
}
