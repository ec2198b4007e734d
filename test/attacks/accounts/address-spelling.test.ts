import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../../../core/kernel/digest.ts';
import { tally, times } from '../../support/accounts.ts';
import { goodPassword, lastCode, register, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * R26 and R33: a look-up that folds what the mail does not (CVE-2019-19844 Django), and one account counted under two
 * spellings (CVE-2025-24806 Authelia).
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const stored = 'Mike.Jones@example.com';
const spellings = [
  'mike.jones@example.com',
  'MIKE.JONES@EXAMPLE.COM',
  'mIkE.jOnEs@Example.Com',
  '  Mike.Jones@example.com ',
  'mike.jones@example.com.',
  'mike.jones@ｅxample.com',
];
const strangers = [
  'mıke.jones@example.com',
  'mike.jones@exämple.com',
  'mike.jones@xn--exmple-cua.com',
  'mikejones@example.com',
  'mike.jones+tag@example.com',
  'mike.jones@example.co',
  'mike.jones@example.com.example.org',
];

const forgot = (email: string) => service.call('account/forgot-password', { body: { email } });
const recipients = async () =>
  (await service.emulators.inbox()).flatMap(({ destination }) => [
    ...destination.to,
    ...destination.cc,
    ...destination.bcc,
  ]);

beforeAll(async () => {
  await register(service, stored);
});

describe('the spellings of one address are one account', () => {
  test('each signs in', async () => {
    for (const email of spellings) {
      const answer = await signIn(service, { email, password: goodPassword, id: '' });
      expect(answer.body, email).toMatchObject({ email: stored });
    }
  });

  test('a registration under any of them makes no second account', async () => {
    for (const email of spellings) {
      service.clock.now += 3_600_000;
      const body = { email, password: 'orange teapot over snow' };
      expect((await service.call('account/register', { body })).status).toBe(202);
      expect((await service.emulators.inbox()).at(-1)?.subject, email).toContain(
        'You already have an account',
      );
    }
    const addresses = (await service.rows('users')).filter((row) => String(row['id']).startsWith('address#'));
    expect(addresses).toHaveLength(1);
  });

  test('the mail goes to the address as it is stored, never as it was typed', async () => {
    for (const email of spellings) {
      service.clock.now += 3_600_000;
      const before = (await recipients()).length;
      await forgot(email);
      await service.call('account/register', { body: { email, password: 'orange teapot over snow' } });
      expect((await recipients()).slice(before), email).toEqual([stored, stored]);
    }
  });

  test('wrong passwords under all of them are one count', async () => {
    service.clock.now += 86_400_000;
    const answers: CallAnswer[] = [];
    for (const index of times(24, (number) => number)) {
      const body = { identifier: spellings[index % spellings.length], password: 'not the password' };
      answers.push(await service.call('auth/sign-in', { body, address: `198.51.100.${index % 12}` }));
    }
    // Ten for the strangers of the account, and one for each of the twelve sources that are new to it.
    expect(tally(answers)).toEqual({ 401: 22, 429: 2 });
    const counts = (await service.rows('challenges')).filter((row) =>
      String(row['id']).startsWith(`password-guesses#account#${digest(stored.toLowerCase())}`),
    );
    expect(Math.max(...counts.map((row) => Number(row['failures'])))).toBe(22);
  });
});

describe('an address that only looks alike is another one', () => {
  test('it signs nobody in, and no mail about it goes to the account', async () => {
    service.clock.now += 86_400_000;
    for (const [index, email] of strangers.entries()) {
      service.clock.now += 3_600_000;
      const address = `203.0.113.${index}`;
      const body = { identifier: email, password: goodPassword };
      expect((await service.call('auth/sign-in', { body, address })).slug, email).toBe('invalid-credentials');
      const before = (await recipients()).length;
      const answer = await forgot(email);
      const mailed = (await recipients()).slice(before);
      expect(mailed, email).not.toContain(stored);
      expect([202, 400], email).toContain(answer.status);
      if (answer.status === 400) expect(mailed).toEqual([]);
    }
  });

  test('a dotless i and other letters that lose or gain a dot in upper case are no address at all', async () => {
    for (const email of ['mıke@example.com', 'MİKE@example.com', 'mﬁke@example.com'])
      expect((await forgot(email)).slug, email).toBe('validation');
  });

  test('an internationalized domain and its punycode are one, and mail goes in punycode', async () => {
    const body = { email: 'anna@bücher.example', password: goodPassword };
    await service.call('account/register', { body });
    const { registrationID } = (await service.call('account/register', { body })).body;
    const code = await lastCode(service, 'anna@xn--bcher-kva.example');
    expect((await service.call('account/verify-email', { body: { registrationID, code } })).status).toBe(200);
    for (const identifier of ['anna@bücher.example', 'ANNA@BÜCHER.example', 'anna@xn--bcher-kva.example'])
      expect(
        (await service.call('auth/sign-in', { body: { identifier, password: goodPassword } })).status,
        identifier,
      ).toBe(200);
  });
});
