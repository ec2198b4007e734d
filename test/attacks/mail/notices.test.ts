import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mailLimits } from '../../../core/mail/mail-pots.ts';
import { accountWith, linkToken, signInWithFactor, tally, times } from '../../support/accounts.ts';
import { createOrganization, join, requireMfa, type Seeded, seeded } from '../../support/organizations.ts';
import { goodPassword, newAddress, newSource, register, session, signIn } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * Mails that accounts cause by what they do (R34). Whoever holds an account must not fill the mailboxes of others, or use
 * up the mails of the day; and nobody may use these limits to keep a user from a mail about the own account, or
 * from ending what a thief does.
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const inOrder = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const done: T[] = [];
  for (const index of times(count, (each) => each)) done.push(await work(index));
  return done;
};
const mailed = async (at: Service, emails: readonly string[]) =>
  (await Promise.all(emails.map((email) => at.mailsTo(email)))).flat().length;
const regenerate = (at: Service, token: string) => at.call('mfa/regenerate-recovery-codes', { token });
const changePassword = (at: Service, token: string, newPassword: string) =>
  at.call('account/change-password', {
    token,
    body: { currentPassword: goodPassword, newPassword },
    address: newSource(),
  });
const subjects = async (at: Service, email: string) =>
  (await at.mailsTo(email)).map(({ subject }) => subject);

async function organizationOf(others: number): Promise<{ id: string; owner: Seeded; owners: string[] }> {
  const owner = await seeded(service, seeder, 'email');
  const id = await createOrganization(service, owner.token);
  const owners = await inOrder(others, async () => {
    const other = await seeded(service, seeder);
    await join(service, { orgID: id, owner }, other, 'owner');
    return other.email;
  });
  return { id, owner, owners };
}

describe('the mails that one account causes are counted by their recipients', () => {
  test('when they go to all owners of an organization', async () => {
    const { id, owner, owners } = await organizationOf(7);
    service.clock.now += 3_600_000;
    const token = await signInWithFactor(service, owner);
    const before = await mailed(service, owners);
    const answers = await inOrder(40, (index) =>
      requireMfa(
        service,
        id,
        token,
        index % 2
          ? { required: false }
          : { required: true, accept: ['email'], deadline: '2027-06-01T00:00:00Z' },
      ),
    );
    expect(answers.at(-1)?.body.reason).toBe('mails-of-account-spent');
    expect((await mailed(service, owners)) - before).toBeLessThanOrEqual(mailLimits.account.mails + 7);
  });

  test('when nobody is signed in: by recovery codes', async () => {
    const { owner, owners } = await organizationOf(7);
    service.clock.now += 3_600_000;
    const token = await signInWithFactor(service, owner);
    const before = await mailed(service, owners);
    const answers = await inOrder(3, async () => {
      const { recoveryCodes } = (await regenerate(service, token)).body;
      return inOrder(10, async (index) => {
        const { mfaID } = (await signIn(service, owner, { address: newSource() })).body;
        return service.call('auth/submit-code', {
          parameters: { mfaID },
          body: { otp: recoveryCodes[index] },
        });
      });
    });
    // Nobody who needs a recovery code is refused because mails are spent.
    expect(tally(answers.flat())).toEqual({ 200: 30 });
    expect((await mailed(service, owners)) - before).toBeLessThanOrEqual(mailLimits.account.mails + 7);
    // All owners have learned of it.
    for (const email of owners)
      expect((await subjects(service, email)).join('\n')).toContain('recovery code');
  });

  test('when the password alone signs in from one new place after the other', async () => {
    const person = await register(service);
    await session(service, person);
    const before = await mailed(service, [person.email]);
    const answers = await inOrder(60, () => signIn(service, person, { address: newSource() }));
    expect(tally(answers)).toEqual({ 200: 60 });
    expect((await mailed(service, [person.email])) - before).toBeLessThanOrEqual(mailLimits.security.mails);
  });
});

describe('an account whose notices of the hour are spent', () => {
  const spend = async (token: string) => {
    const answers = await inOrder(mailLimits.account.mails + 5, () => regenerate(service, token));
    expect(answers.at(-1)?.body.reason).toBe('mails-of-account-spent');
    const codes: readonly string[] = answers.findLast(({ status }) => status === 200)?.body.recoveryCodes;
    return codes;
  };

  test('can still change its password, and is told', async () => {
    const account = await accountWith(service, 'email');
    await spend(account.token);
    expect((await changePassword(service, account.token, 'orange teapot over snow')).status).toBe(204);
    expect((await subjects(service, account.email)).at(-1)).toContain('password was changed');
  });

  test('can still sign in with a recovery code, and is told', async () => {
    const account = await accountWith(service, 'email');
    const recoveryCodes = await spend(account.token);
    const before = (await subjects(service, account.email)).length;
    const { mfaID } = (await signIn(service, account)).body;
    const body = { otp: recoveryCodes[0] };
    expect((await service.call('auth/submit-code', { parameters: { mfaID }, body })).status).toBe(200);
    const after = (await subjects(service, account.email)).slice(before);
    expect(after.join('\n')).toContain('recovery code');
  });

  test('can still remove a factor that a thief added', async () => {
    const account = await accountWith(service, 'email');
    await spend(account.token);
    const { body } = await service.call('account/read', { token: account.token });
    const parameters = { factorID: body.mfa.factors[0].id };
    expect((await service.call('mfa/disable-factor', { parameters, token: account.token })).status).toBe(204);
    expect((await subjects(service, account.email)).at(-1)).toContain('is now off');
  });
});

describe('the mails of a day', () => {
  let small: Service;
  beforeAll(async () => {
    small = await startService({ dailyMails: 200 });
  });
  afterAll(() => small.close());
  afterEach(() => {
    small.clock.now += 86_400_000;
  });
  const spendTheDay = async () => {
    const mallory = await accountWith(small, 'email');
    await inOrder(60, () => regenerate(small, mallory.token));
    return mallory;
  };

  test('keep a part for what users must learn about their own accounts', async () => {
    const victim = await accountWith(small, 'email');
    await spendTheDay();
    expect((await changePassword(small, victim.token, 'orange teapot over snow')).status).toBe(204);
    expect((await subjects(small, victim.email)).at(-1)).toContain('password was changed');
  });

  test('let nobody use up that part for others', async () => {
    const victim = await accountWith(small, 'email');
    const mallory = await spendTheDay();
    const signedIn = await inOrder(10, () => signIn(small, mallory, { address: newSource() }));
    expect(tally(signedIn)).toEqual({ 200: 10 });
    const passwords = ['orange teapot over snow', goodPassword];
    let current = goodPassword;
    for (const newPassword of [...passwords, ...passwords, ...passwords]) {
      const body = { currentPassword: current, newPassword };
      const token = mallory.token;
      const answer = await small.call('account/change-password', { token, body, address: newSource() });
      expect(answer.status).toBe(204);
      current = newPassword;
    }
    expect((await changePassword(small, victim.token, 'orange teapot over snow')).status).toBe(204);
    expect((await subjects(small, victim.email)).at(-1)).toContain('password was changed');
  });

  test('leave the undo link to whoever finds a first factor that is a stranger’s', async () => {
    const person = await register(small, newAddress('first'));
    await spendTheDay();
    const body = { type: 'email', identifier: person.email, password: person.password } as const;
    const begun = await small.call('mfa/activate', { body });
    const code = (await subjects(small, person.email)).at(-1)?.match(/(\d{6})$/)?.[1];
    const done: CallAnswer = await small.call('mfa/complete-activation', {
      parameters: { activationID: begun.body.activationID },
      body: { otp: code },
    });
    expect(done.status).toBe(200);
    const token = await linkToken(small, person.email, 'undo');
    expect((await small.call('mfa/undo', { body: { token } })).status).toBe(204);
  });
});
