import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, update } from '../../../core/kernel/change.ts';
import { organizationKey } from '../../../core/organizations/organization.ts';
import { store } from '../../../functions/adapters/store.ts';
import { type Account, accountWith, signInWithFactor } from '../../support/accounts.ts';
import { type App, appWith, goodPassword, newAddress, register, session } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * What people call themselves, their organizations and their factors is read by others, in subjects, texts and lists. A
 * name that shows nothing, hides characters or turns the direction of the text is refused where it comes in, and made
 * harmless where one from before goes out. Scripts and emoji that need joiners keep them.
 */

let service: Service;
let owner: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  owner = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

const fresh = async () => {
  service.clock.now += 3_600_000;
  return signInWithFactor(service, owner, owner.app);
};
const credentials = () => ({ identifier: owner.email, password: owner.password });

/** Every way in for a name. */
const ways: readonly [string, (name: string) => Promise<CallAnswer>][] = [
  [
    'a registration',
    (name) =>
      service.call('account/register', { body: { email: newAddress('n'), password: goodPassword, name } }),
  ],
  ['an account', async (name) => service.call('account/rename', { body: { name }, token: await fresh() })],
  [
    'a new organization',
    async (name) => service.call('orgs/create', { body: { name }, token: await fresh() }),
  ],
  [
    'an organization',
    async (name) => {
      const token = await fresh();
      const { id } = (await service.call('orgs/create', { body: { name: 'Acme' }, token })).body;
      return service.call('orgs/rename', { parameters: { orgID: id }, body: { name }, token });
    },
  ],
  [
    'an environment',
    async (name) => {
      const token = await fresh();
      const { id } = (await service.call('orgs/create', { body: { name: 'Acme' }, token })).body;
      return service.call('environments/create', { parameters: { orgID: id }, body: { name }, token });
    },
  ],
  [
    'a factor',
    async (name) =>
      service.call('mfa/activate', {
        body: { type: 'authenticator', ...credentials(), name },
        token: await fresh(),
      }),
  ],
];

describe.each(ways)('the name of %s', (_, give) => {
  test.each([
    ['\u200b', 'name-invisible'],
    ['\u3164', 'name-invisible'],
    ['\u202eemca', 'name-hides-characters'],
    ['Ac\u2067me', 'name-hides-characters'],
    ['Ac\u200fme', 'name-hides-characters'],
    ['Ac\u200bme', 'name-hides-characters'],
    ['Acme\u{e0041}', 'name-hides-characters'],
    ['\ud83d', 'field-not-unicode'],
  ])('%j is refused: %s', async (name, reason) => {
    const { status, body } = await give(name);
    expect([status, body.errors?.[0]?.reason]).toEqual([400, reason]);
  });

  test.each([['می\u200cخواهم'], ['क्\u200dष'], ['👨\u200d👩\u200d👧'], ['1234567 Ontario Inc.'], ['שלום']])(
    '%s is taken',
    async (name) => {
      expect((await give(name)).status).toBeLessThan(300);
    },
  );
});

test('the name of an SSH key has none of it', async () => {
  for (const name of ['\u200b', 'lap\u200btop', '\u202elaptop']) {
    const { status } = await service.call('keys/add', { body: { name, key: 'x' }, token: await fresh() });
    expect(status).toBe(400);
  }
});

describe('a name in a mail', () => {
  async function inviteFrom(organization: string): Promise<string> {
    const token = await fresh();
    const { id } = (await service.call('orgs/create', { body: { name: 'Acme' }, token })).body;
    // As it was stored before names were held to the rule.
    const change: Change = update('organizations', organizationKey(id), { name: organization }, []);
    expect(await store(service.host).commit([change])).toEqual({ committed: true });
    const email = newAddress('guest');
    const body = { email, role: 'member' };
    expect((await service.call('orgs/invite', { parameters: { orgID: id }, body, token })).status).toBe(201);
    return (await service.mailsTo(email)).at(-1)?.subject ?? '';
  }

  test.each([
    ['می\u200cخواهم 👨\u200d👩\u200d👧', 'می\u200cخواهم 👨\u200d👩\u200d👧'],
    ['1234567 Ontario Inc.', '1234567 Ontario Inc.'],
    ['4929123412341234', '4929123412341234'],
    ['123456', '…'],
    ['12\u200b34\u200d56', '…'],
    ['\u200b', '…'],
    ['Ac\u202eme\u{e0041}', 'Acme'],
  ])('%j reads %j in the subject', async (stored, shown) => {
    expect(await inviteFrom(stored)).toBe(`Example: Invitation to ${shown}`);
  });
});

test('a name from before the rule hides nothing in a spreadsheet', async () => {
  const token = await fresh();
  const { id } = (await service.call('orgs/create', { body: { name: 'Acme' }, token })).body;
  const person = await register(service);
  expect(await session(service, person)).toBeTruthy();
  const key = { id: `user#${owner.id}` };
  await store(service.host).commit([update('users', key, { name: '\u200b=1+1\u202e' }, [])]);
  const answer = await service.call('orgs/coverage', {
    parameters: { orgID: id },
    query: { format: 'csv' },
    token,
  });
  expect(answer.body).toContain("\r\n'=1+1,");
  expect(answer.body).not.toMatch(/[\u200b\u202e]/);
});

test('a factor keeps its name in the mail about it', async () => {
  const person = await register(service);
  const body = {
    type: 'authenticator',
    identifier: person.email,
    password: person.password,
    name: 'گوشی\u200cمن',
  };
  const begun = (await service.call('mfa/activate', { body })).body;
  await service.call('mfa/complete-activation', {
    parameters: { activationID: begun.activationID },
    body: { otp: appWith(begun.secret).codeAt(service.clock.now) },
  });
  expect((await service.mailsTo(person.email)).at(-1)?.body.text).toContain('“گوشی\u200cمن”');
});
