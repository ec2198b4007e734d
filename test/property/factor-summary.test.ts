import * as fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import type { FactorType } from '../../core/factors/factor.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { type Seeder, seederOf } from '../support/seeded-accounts.ts';
import { type Service, startService } from '../support/service.ts';
import { type Action, FactorOwner } from './factor-owner.ts';

/**
 * The user row repeats the factors and says which one is preferred, so that a sign-in reads one row. Whatever an
 * owner does, one by one or two things at once, it says the same as the table of factors.
 */

let service: Service;
let seeder: Seeder;
let kept: Store;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
  kept = store(service.host);
});
afterAll(() => service.close());

const types = fc.constantFrom<readonly FactorType[]>(
  [],
  ['email'],
  ['authenticator', 'email'],
  ['email', 'authenticator', 'authenticator'],
  ['authenticator', 'authenticator', 'authenticator'],
);
const type = fc.constantFrom<FactorType>('email', 'authenticator');
const at = fc.nat({ max: 3 });
const kinds = <Kind extends Action['kind']>(...all: Kind[]) => fc.constantFrom(...all);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kinds('activate'), type, preferred: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: kinds('disable'), at }) },
  { weight: 5, arbitrary: fc.record({ kind: kinds('prefer'), at }) },
  { weight: 2, arbitrary: fc.record({ kind: kinds('undo') }) },
  { weight: 2, arbitrary: fc.record({ kind: kinds('regenerate') }) },
);
const actions = fc.array(fc.array(action, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 });

test('the account always says of its factors what their table says, and one is preferred whenever there is any', async () => {
  const property = fc.asyncProperty(types, actions, async (begun, list) => {
    await service.emulators.ses.clearInbox();
    const owner = new FactorOwner(service, kept, await seeder.account(begun));
    for (const together of list) {
      await owner.act(together);
      await owner.check();
    }
  });
  await fc.assert(property, { numRuns: 12 });
});
