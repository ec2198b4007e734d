import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../cli/failure.ts';
import { type ResetOptions, run } from '../../operator/commands/reset-factors.ts';
import {
  type Account,
  accountWith,
  everythingStored,
  linkToken,
  signInWithFactor,
  stepUp,
  tally,
  times,
  userRow,
} from '../support/accounts.ts';
import { bounceOf } from '../support/mail-events.ts';
import { type OperatedService, Recorded, startOperatedService, who } from '../support/operator.ts';
import { createOrganization, join } from '../support/organizations.ts';
import { register, session, signIn } from '../support/people.ts';

/** For a lost sole factor: an operator resets it, after a day in which the mail can stop it, or at once with a reason. */

let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService({ conflicts: 'queue' });
});
afterAll(() => service.close());

const hours = (count: number) => count * 3_600_000;

async function reset(email: string, options: ResetOptions = {}) {
  const output = new Recorded();
  await run(await service.context(output), email, options);
  return output.values[0] as { status: string; changed: boolean; dueAt?: string };
}

const cancel = (token: string) => service.call('mfa/cancel-reset', { body: { token } });

async function carryOut(): Promise<void> {
  const log = vi.spyOn(console, 'info').mockImplementation(() => undefined);
  await service.run('mfa/carry-out-resets');
  logged.push(...log.mock.calls.flat().map(String));
  log.mockRestore();
}
const logged: string[] = [];

const kindsOf = async ({ id }: Account) =>
  (await service.rows('events')).filter(({ subject }) => subject === `user#${id}`).map(({ kind }) => kind);
const subjectsTo = async ({ email }: Account) => (await service.mailsTo(email)).map(({ subject }) => subject);
const factorsOf = async ({ id }: Account) =>
  (await service.rows('factors')).filter(({ userID }) => userID === id);

describe('a reset that was asked for', () => {
  test('changes nothing for 24 hours, and then removes all factors and ends all sessions', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    const before = await userRow(service, account.id);
    const asked = await reset(account.email, { reason: 'lost phone, seen in person' });
    const dueAt = new Date(service.clock.now + hours(24)).toISOString();
    expect(asked).toMatchObject({ status: 'requested', changed: true, dueAt });
    await carryOut();
    service.clock.now += hours(24) - 1;
    await carryOut();
    expect(await userRow(service, account.id)).toEqual(before);
    const token = await signInWithFactor(service, account, account.app);
    service.clock.now = Date.parse(dueAt);
    await carryOut();
    expect(await userRow(service, account.id)).toMatchObject({
      factors: [],
      credentialVersion: Number(before['credentialVersion']) + 1,
    });
    expect(await factorsOf(account)).toEqual([]);
    expect((await service.call('auth/verify', { token })).slug).toBe('signed-out');
    expect((await signIn(service, account)).body).toHaveProperty('sessionToken');
  });

  test('is an event with who and why, a mail with both, and a line in the log of the job', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email, { reason: 'lost phone' });
    service.clock.now += hours(24);
    await carryOut();
    expect(await kindsOf(account)).toEqual(
      expect.arrayContaining(['factors-reset-requested', 'factors-reset']),
    );
    const events = (await service.rows('events')).filter(({ account: about }) => about === account.id);
    const operator = { who, reason: 'lost phone' };
    expect(events.map(({ subject, kind, operator }) => ({ subject, kind, operator }))).toEqual([
      { subject: '#operator', kind: 'factors-reset-requested', operator },
      { subject: '#operator', kind: 'factors-reset', operator },
    ]);
    const [requested, done] = (await service.mailsTo(account.email)).slice(-2);
    expect(requested?.subject).toContain('will be reset');
    expect(requested?.body.text).toContain(
      'The operator of this service was asked to reset it. The reason given is “lost phone”.',
    );
    expect(done?.subject).toContain('was reset');
    expect(done?.body.text).toContain(
      'The operator of this service reset it. The reason given is “lost phone”.',
    );
    expect(logged.join()).toContain(
      `"userID":"${account.id}","operator":{"who":"${who}","reason":"lost phone"}`,
    );
    expect(logged.join()).not.toContain(account.email);
  });

  test('has the token of its link in the mail alone: in no table, no log, no answer of the command', async () => {
    const account = await accountWith(service, 'email');
    const output = new Recorded();
    await run(await service.context(output), account.email, {});
    const token = await linkToken(service, account.email, 'cancel-reset');
    expect(token).toHaveLength(43);
    const everywhere = [...(await everythingStored(service)), ...logged, JSON.stringify(output.values)];
    for (const text of everywhere) expect(text).not.toContain(token);
  });

  test('asked for twice, says so and changes nothing', async () => {
    const account = await accountWith(service, 'email');
    const { dueAt } = await reset(account.email);
    service.clock.now += hours(1);
    const before = await everythingStored(service);
    const mails = await subjectsTo(account);
    expect(await reset(account.email)).toMatchObject({ status: 'waiting', changed: false, dueAt });
    expect(await everythingStored(service)).toEqual(before);
    expect(await subjectsTo(account)).toEqual(mails);
  });

  test('of two operators at once, is asked for once', async () => {
    const account = await accountWith(service, 'email');
    const outcomes = await Promise.allSettled([reset(account.email), reset(account.email)]);
    const statuses = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.status : 'refused'));
    expect(statuses.filter((status) => status === 'requested')).toHaveLength(1);
    expect((await subjectsTo(account)).filter((subject) => subject.includes('will be reset'))).toHaveLength(
      1,
    );
  });

  test('is cancelled by the link of the mail, once, and by nothing else', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    const token = await linkToken(service, account.email, 'cancel-reset');
    expect((await cancel('x'.repeat(43))).slug).toBe('challenge-expired');
    service.clock.now += hours(23);
    expect((await cancel(token)).status).toBe(204);
    expect((await cancel(token)).slug).toBe('challenge-expired');
    service.clock.now += hours(2);
    await carryOut();
    expect(await factorsOf(account)).not.toEqual([]);
    expect(await kindsOf(account)).toContain('factors-reset-cancelled');
    expect((await subjectsTo(account)).at(-1)).toContain('was cancelled');
    expect(await reset(account.email)).toMatchObject({ status: 'requested' });
  });

  test('is cancelled once, by a link that is used 8 times at once', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    const token = await linkToken(service, account.email, 'cancel-reset');
    expect(tally(await Promise.all(times(8, () => cancel(token))))).toEqual({ 204: 1, 410: 7 });
    expect((await subjectsTo(account)).filter((subject) => subject.includes('was cancelled'))).toHaveLength(
      1,
    );
  });

  test('can be cancelled after the 24 hours for as long as it is not done, and not after it', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    const token = await linkToken(service, account.email, 'cancel-reset');
    service.clock.now += hours(24.9);
    expect((await cancel(token)).status).toBe(204);
    await reset(account.email);
    const second = await linkToken(service, account.email, 'cancel-reset');
    service.clock.now += hours(24);
    await carryOut();
    const before = await everythingStored(service);
    expect((await cancel(second)).slug).toBe('challenge-expired');
    expect(await everythingStored(service)).toEqual(before);
  });

  test('either is cancelled or is done, also where both happen at once', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    const token = await linkToken(service, account.email, 'cancel-reset');
    service.clock.now += hours(24);
    const [answer] = await Promise.all([cancel(token), carryOut()]);
    const kinds = await kindsOf(account);
    expect(kinds.includes('factors-reset')).toBe(answer.status !== 204);
    expect(kinds.includes('factors-reset-cancelled')).toBe(answer.status === 204);
    expect((await factorsOf(account)).length > 0).toBe(answer.status === 204);
  });

  test('is void once the credentials have changed, and leaves nothing behind', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    const passwords = { currentPassword: account.password, newPassword: 'orange teapot over snow' };
    const token = await stepUp(service, account);
    const changed = await service.call('account/change-password', { body: passwords, token });
    expect(changed.status).toBe(204);
    service.clock.now += hours(24);
    await carryOut();
    expect(await factorsOf(account)).not.toEqual([]);
    expect(await kindsOf(account)).not.toContain('factors-reset');
    expect((await service.rows('factors')).filter(({ id }) => id === account.id)).toEqual([]);
  });

  test('is void once the mail about it has come back: nobody could cancel it', async () => {
    const account = await accountWith(service, 'authenticator');
    await reset(account.email);
    await service.run('mail/record-bounce', bounceOf(account.email));
    service.clock.now += hours(24);
    await carryOut();
    expect(await factorsOf(account)).not.toEqual([]);
    expect(await userRow(service, account.id)).toMatchObject({ factors: [{ type: 'authenticator' }] });
    expect(await kindsOf(account)).not.toContain('factors-reset');
  });

  test('done twice by the clock, is one event and one mail', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    service.clock.now += hours(25);
    await Promise.all([carryOut(), carryOut()]);
    await carryOut();
    expect((await kindsOf(account)).filter((kind) => kind === 'factors-reset')).toHaveLength(1);
    expect((await subjectsTo(account)).filter((subject) => subject.includes('was reset'))).toHaveLength(1);
  });

  test('is withdrawn by an operator', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    expect(await reset(account.email, { withdraw: true })).toMatchObject({ status: 'withdrawn' });
    await expect(reset(account.email, { withdraw: true })).rejects.toThrow(/^No reset of .* is waiting/);
    service.clock.now += hours(25);
    await carryOut();
    expect(await factorsOf(account)).not.toEqual([]);
    expect((await subjectsTo(account)).at(-1)).toContain('will not be reset');
  });

  test('whose mail cannot be sent is withdrawn: nobody could cancel it', async () => {
    const account = await accountWith(service, 'email');
    service.emulators.ses.pauseSending();
    await expect(reset(account.email)).rejects.toThrow(/the request was withdrawn/);
    service.emulators.ses.resumeSending();
    service.clock.now += hours(25);
    await carryOut();
    expect(await factorsOf(account)).not.toEqual([]);
  });
});

describe('a reset at once', () => {
  test('needs a reason, in one line', async () => {
    const account = await accountWith(service, 'email');
    for (const reason of [undefined, '', '  ', 'two\nlines', 'x'.repeat(301)])
      await expect(
        reset(account.email, { now: true, ...(reason !== undefined && { reason }) }),
      ).rejects.toThrow(/reason/i);
    expect(await factorsOf(account)).not.toEqual([]);
  });

  test('is done at once, and event, log and mail say that an operator did it and why', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    expect(await reset(account.email, { now: true, reason: 'seen in person' })).toMatchObject({
      status: 'done',
    });
    expect(await factorsOf(account)).toEqual([]);
    expect((await service.call('auth/verify', { token: account.token })).slug).toBe('signed-out');
    const [event] = (await service.rows('events')).filter(
      ({ subject, kind }) => subject === `user#${account.id}` && kind === 'factors-reset',
    );
    expect(event).toMatchObject({ operator: { who, reason: 'seen in person' }, browser: 'operator command' });
    const mail = (await service.mailsTo(account.email)).at(-1);
    expect(mail?.body.text).toContain(
      'The operator of this service reset it. The reason given is “seen in person”.',
    );
  });

  test('whose mail cannot be sent is done, and the command does not claim that it was sent', async () => {
    const account = await accountWith(service, 'email');
    const output = new Recorded(false);
    const context = await service.context(output);
    service.emulators.ses.pauseSending();
    await run(context, account.email, { now: true, reason: 'seen in person' }).finally(() =>
      service.emulators.ses.resumeSending(),
    );
    expect(await factorsOf(account)).toEqual([]);
    expect(output.lines).toEqual([
      `Done: ${account.email} has no factors any more and is signed out everywhere.`,
    ]);
    expect(output.notes).toEqual([
      expect.stringMatching(/^The mail to .* could not be sent: AWS refused SES SendEmail/),
    ]);
  });

  test('takes the place of one that waits', async () => {
    const account = await accountWith(service, 'email');
    await reset(account.email);
    await reset(account.email, { now: true, reason: 'seen in person' });
    service.clock.now += hours(25);
    await carryOut();
    expect((await kindsOf(account)).filter((kind) => kind === 'factors-reset')).toHaveLength(1);
  });
});

describe('is refused', () => {
  test('for an account without a factor, and for an address without an account', async () => {
    const person = await register(service);
    await session(service, person);
    await expect(reset(person.email)).rejects.toThrow(/has no factor to reset/);
    await expect(reset('nobody@example.com')).rejects.toThrow(/There is no account/);
    await expect(reset('nobody')).rejects.toThrow(/not an email address/);
  });

  test('where the answer on the terminal is not yes', async () => {
    const account = await accountWith(service, 'email');
    const refusing = { confirm: () => Promise.reject(new Failure('Nothing was changed.')) };
    const before = await everythingStored(service);
    for (const options of [{}, { now: true, reason: 'x' }])
      await expect(
        run(await service.context(new Recorded(), refusing), account.email, options),
      ).rejects.toThrow(/Nothing was changed/);
    expect(await everythingStored(service)).toEqual(before);
  });

  test('with a delay, for a mailbox that mail came back from', async () => {
    const account = await accountWith(service, 'email');
    const { bounceOf } = await import('../support/mail-events.ts');
    await service.run('mail/record-bounce' as never, bounceOf(account.email));
    await expect(reset(account.email)).rejects.toThrow(/came back/);
  });
});

describe("a reset of an owner's factors", () => {
  test.each<[string, ResetOptions, number]>([
    ['after a day', {}, 1],
    ['immediately', { now: true, reason: 'lost phone, seen in person' }, 0],
  ])('%s is mailed to the other owners, and to no member', async (_, options, count) => {
    const owner = await accountWith(service, 'email');
    const [otherOwner, member] = [await accountWith(service, 'email'), await accountWith(service)];
    const orgID = await createOrganization(service, owner.token);
    await join(service, { orgID, owner }, otherOwner, 'owner');
    await join(service, { orgID, owner }, member);
    await reset(owner.email, options);
    const about = async (account: Account) =>
      (await subjectsTo(account)).filter((subject) => /of an owner of Acme was reset/.test(subject)).length;
    expect(await about(otherOwner)).toBe(1 - count);
    service.clock.now += hours(24);
    await carryOut();
    for (const [account, mails] of [
      [otherOwner, 1],
      [member, 0],
      [owner, 0],
    ] as const)
      expect(await about(account)).toBe(mails);
  });
});
