import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noDevice } from '../../../core/accounts/device.ts';
import { passwords } from '../../../functions/adapters/passwords.ts';
import { store } from '../../../functions/adapters/store.ts';
import { withPassword } from '../../../functions/flows/sign-in/prove-password.ts';
import { Refusal } from '../../../functions/refusal.ts';
import { type Account, accountWith, linkToken, times } from '../../support/accounts.ts';
import { countingHasher } from '../../support/counting-hasher.ts';
import { type MeteredDynamoDB, meterDynamoDB } from '../../support/metered-dynamodb.ts';
import { newAddress, type Person, register } from '../../support/people.ts';
import { type CallAnswer, type CallRequest, type Service, startService } from '../../support/service.ts';

/**
 * R25: whether an address has an account, told by text, code, mail or work (CVE-2023-39522 authentik, CVE-2026-23511
 * ZITADEL, GHSA-6f65-4fv2-wwch Vendure). Time is compared by what makes it: calls to DynamoDB, mails, hashes.
 */

let service: Service;
let metered: MeteredDynamoDB;
let plain: Person;
let withFactor: Account;
let undone: Account;
beforeAll(async () => {
  service = await startService({
    hashesFully: true,
    meter: async (endpoint) => {
      metered = await meterDynamoDB(endpoint);
      return metered.endpoint;
    },
  });
  plain = await register(service);
  withFactor = await accountWith(service, 'email');
  undone = await accountWith(service, 'email');
  const token = await linkToken(service, undone.email, 'undo');
  await service.call('mfa/undo', { body: { token } });
  // A cold start makes calls of its own.
  for (const email of [newAddress(), newAddress()]) {
    const body = { email, identifier: email, password: 'violet kettle under rain', type: 'email' };
    for (const name of [
      'account/register',
      'account/forgot-password',
      'auth/sign-in',
      'mfa/activate',
    ] as const)
      await service.call(name, { body });
  }
});
afterAll(async () => {
  await service.close();
  await metered.close();
});
beforeEach(() => {
  service.clock.now += 86_400_000;
});

interface Seen {
  readonly answer: Omit<CallAnswer, 'body'> & { body: unknown };
  readonly calls: readonly string[];
  readonly mails: number;
}

/** What an outsider can see of a request, what is random in it aside. */
async function see(
  name: 'account/register' | 'account/forgot-password' | 'auth/sign-in' | 'mfa/activate',
  request: CallRequest,
): Promise<Seen> {
  metered.read();
  const before = (await service.emulators.inbox()).length;
  // A stranger's address: where the account's owner signed in lately, less is counted.
  const answer = await service.call(name, { address: '203.0.113.1', ...request });
  const { calls } = metered.read();
  const body =
    answer.body && 'registrationID' in answer.body
      ? { ...answer.body, registrationID: answer.body.registrationID.length }
      : answer.body;
  return { answer: { ...answer, body }, calls, mails: (await service.emulators.inbox()).length - before };
}

async function expectAlike(seen: readonly Seen[]): Promise<void> {
  const [first, ...others] = seen;
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
}

const accounts = () => [plain.email, withFactor.email, undone.email];

describe('a wrong password', () => {
  test.each(['auth/sign-in', 'mfa/activate'] as const)(
    '%s: known, with a factor, voided, unknown and no address at all look and cost the same',
    async (name) => {
      const seen: Seen[] = [];
      for (const identifier of [...accounts(), newAddress(), 'no address', `${'x'.repeat(60)}@example.com`])
        seen.push(await see(name, { body: { identifier, password: 'not the password', type: 'email' } }));
      await expectAlike(seen);
      expect(seen[0]).toMatchObject({ answer: { slug: 'invalid-credentials' }, mails: 0 });
    },
  );

  test('is slowed alike, whether or not the account exists', async () => {
    const attempts = async (identifier: string) => {
      const answers: unknown[] = [];
      for (const index of times(14, (number) => number)) {
        const address = `198.51.100.${index % 2}`;
        const body = { identifier, password: 'not the password' };
        const { status, headers } = await service.call('auth/sign-in', { body, address });
        answers.push([status, headers['retry-after']]);
      }
      return answers;
    };
    const known = await attempts(withFactor.email);
    service.clock.now += 86_400_000;
    expect(await attempts(newAddress())).toEqual(known);
    expect(known.at(-1)).toEqual([429, '30']);
  });

  test('hashes once, whatever the account: none, voided, or one with a password', async () => {
    const hasher = countingHasher(service);
    const using = { store: store(service.host), passwords: hasher, host: service.host };
    const circumstances = {
      at: service.clock.now,
      address: '192.0.2.9',
      browser: 'an unknown program',
    } as const;
    const caller = { source: '192.0.2.9', circumstances, device: noDevice };
    for (const identifier of [...accounts(), newAddress(), 'no address']) {
      const before = hasher.compared;
      const typed = { identifier, password: 'not the password' };
      const checking = withPassword(using, typed, caller, async () => undefined);
      await expect(checking).rejects.toBeInstanceOf(Refusal);
      expect(hasher.compared - before, identifier).toBe(1);
    }
  });

  test('the hash that stands in for a missing one is as much work as a real one', async () => {
    const hasher = passwords(service.host);
    const [parameters] = [hasher.decoy, await hasher.hash('x')].map((hash) => hash.split('$').slice(1, 4));
    expect(parameters).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
    expect((await hasher.hash('x')).split('$').slice(1, 4)).toEqual(parameters);
  });
});

describe('a forgotten password', () => {
  test('is answered alike for any address: one mail each, the same calls, nothing said', async () => {
    const seen: Seen[] = [];
    for (const email of [...accounts(), newAddress()])
      seen.push(await see('account/forgot-password', { body: { email } }));
    await expectAlike(seen);
    expect(seen[0]).toMatchObject({ answer: { status: 202, body: undefined }, mails: 1 });
  });

  test('tells the mailbox of an unknown address that it has no account', async () => {
    const email = newAddress();
    await service.call('account/forgot-password', { body: { email } });
    const [mail] = await service.mailsTo(email);
    expect(mail?.subject).toContain('There is no account with this email address');
    expect(mail?.body.text).not.toContain('#token=');
  });
});

describe('a registration', () => {
  const password = 'violet kettle under rain';

  test('is answered alike for known and new addresses: one mail each, the same calls, an id', async () => {
    const seen: Seen[] = [];
    for (const email of [...accounts(), newAddress()])
      seen.push(await see('account/register', { body: { email, password } }));
    await expectAlike(seen);
    expect(seen[0]).toMatchObject({ answer: { status: 202 }, mails: 1 });
  });

  test('of a known address is confirmed by no guess that tells it from a new one', async () => {
    const answers: unknown[] = [];
    for (const email of [plain.email, newAddress()]) {
      const { registrationID } = (await service.call('account/register', { body: { email, password } })).body;
      const codes = (await service.mailsTo(email)).map(({ subject }) => subject.slice(-6));
      const wrong = ['000000', '111111', '222222', '333333', '444444', '555555', '666666']
        .filter((code) => !codes.includes(code))
        .slice(0, 6);
      for (const code of wrong) {
        const { status, body } = await service.call('account/verify-email', {
          body: { registrationID, code },
        });
        answers.push({ email: email === plain.email ? 'known' : 'new', status, body });
      }
    }
    const of = (who: string) =>
      answers
        .filter((one) => (one as { email: string }).email === who)
        .map((one) => ({ ...(one as object), email: '' }));
    expect(of('known')).toEqual(of('new'));
    expect(of('new')).toHaveLength(6);
  });

  test('of a known address mails a notice, no code, and changes nothing of the account', async () => {
    const before = await service.rows('users');
    await service.call('account/register', {
      body: { email: plain.email, password: 'orange teapot over snow' },
    });
    const mail = (await service.mailsTo(plain.email)).at(-1);
    expect(mail?.subject).toContain('You already have an account');
    expect(`${mail?.subject} ${mail?.body.text} ${mail?.body.html}`).not.toMatch(/\d{6}/);
    expect(await service.rows('users')).toEqual(before);
  });
});

test('a second factor is told of only to someone with the password', async () => {
  const seen: Seen[] = [];
  for (const { email } of [plain, withFactor])
    seen.push(await see('auth/sign-in', { body: { identifier: email, password: 'not the password' } }));
  await expectAlike(seen);
});
