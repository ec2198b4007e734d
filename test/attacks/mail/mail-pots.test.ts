import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailLimits } from '../../../core/mail/mail-pots.ts';
import { accountWith, linkToken, tally, times } from '../../support/accounts.ts';
import { accept, createOrganization, invite, inviteCode } from '../../support/organizations.ts';
import {
  goodPassword,
  newAddress,
  newSource,
  type Person,
  register,
  session,
  signIn,
} from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * Mails that others cause (R34, R38). What strangers ask for must not fill a mailbox, must not use up the mails of the
 * service, and must not take from anyone the way that leads through a mail. Each test goes on to what its victim does then.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

const forgot = (email: string, address = newSource()) =>
  service.call('account/forgot-password', { body: { email }, address });
const ask = (email: string, address = newSource()) =>
  service.call('account/register', { body: { email, password: goodPassword }, address });
const reasons = (answers: readonly CallAnswer[]) => [
  ...new Set(answers.flatMap(({ body }) => body?.reason ?? [])),
];
const lastLink = (email: string) => linkToken(service, email, 'reset');
const reset = (token: string, address = newSource()) =>
  service.call('account/reset-password', { body: { token, password: 'orange teapot over snow' }, address });
/** From a known place, a link is mailed, although the answer is that of strangers: others there must not see a difference. */
const getsLinkAt = async (email: string, place: string) => {
  const before = await lastLink(email);
  expect((await forgot(email, place)).status).toBe(429);
  expect(await lastLink(email)).not.toBe(before);
};
const inOrder = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const done: T[] = [];
  for (const index of times(count, (each) => each)) done.push(await work(index));
  return done;
};

describe('kinds of mail do not use each other up', () => {
  test('registrations for an address leave its owner the reset', async () => {
    const person = await register(service);
    await inOrder(8, () => ask(person.email));
    expect((await forgot(person.email)).status).toBe(202);
    expect((await reset(await lastLink(person.email))).status).toBe(204);
  });

  test('requests for a reset leave a newcomer the registration, and an owner the invitation', async () => {
    const email = newAddress('newcomer');
    await inOrder(8, () => forgot(email));
    const owner = await session(service, await register(service));
    const id = await createOrganization(service, owner);
    expect((await invite(service, id, owner, email)).status).toBe(201);
    expect((await register(service, email)).id).toBeTruthy();
  });

  test('invitations leave all others', async () => {
    const email = newAddress('guest');
    const owner = await session(service, await register(service));
    const answers = await inOrder(8, async () => {
      const id = await createOrganization(service, owner);
      return invite(service, id, owner, email);
    });
    expect(tally(answers)).toEqual({ 201: 5, 429: 3 });
    expect(reasons(answers)).toEqual(['mails-of-the-hour-spent']);
    const person = await register(service, email);
    expect((await forgot(email)).status).toBe(202);
    expect((await signIn(service, person)).status).toBe(200);
  });
});

describe('whoever has forgotten the password always has a link that works', () => {
  /** As much as strangers can do, with any tag and from anywhere. */
  async function flood(email: string): Promise<void> {
    const [local, domain] = email.split('@');
    await inOrder(12, (index) => forgot(`${local}+${index}@${domain}`));
    await inOrder(12, () => forgot(email));
  }

  test.each([[0], [59], [30]])(
    'although strangers ask for it too, %i minutes into the hour',
    async (minutes) => {
      const person = await register(service);
      service.clock.now += minutes * 60_000 - (service.clock.now % 3_600_000);
      await flood(person.email);
      const answer = await forgot(person.email);
      expect([answer.status, answer.body.reason]).toEqual([429, 'mails-of-the-hour-spent']);
      expect(answer.body.detail).toContain('Use the latest one');
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(3600);
      const done = await reset(await lastLink(person.email));
      expect(done.status).toBe(204);
      expect((await signIn(service, { ...person, password: 'orange teapot over snow' })).status).toBe(200);
    },
  );

  test('to the last second before the pot is full again', async () => {
    const person = await register(service);
    await flood(person.email);
    const token = await lastLink(person.email);
    const refused = await forgot(person.email);
    expect(refused.status).toBe(429);
    service.clock.now += Number(refused.headers['retry-after']) * 1000 - 1000;
    expect((await reset(token)).status).toBe(204);
  });

  test('also if the credentials changed after the last link: from where the account was signed in to', async () => {
    const person = await register(service);
    const home = newSource();
    await signIn(service, person, { address: home });
    await flood(person.email);
    const token = await lastLink(person.email);
    expect((await reset(token, home)).status).toBe(204);
    // All other links are void now, and the pot of strangers is empty.
    expect((await forgot(person.email)).status).toBe(429);
    await getsLinkAt(person.email, home);
    expect((await reset(await lastLink(person.email), home)).status).toBe(204);
  });

  test('also at an address with a tag, whose pot other tags use up', async () => {
    const person = await register(service, newAddress('tagged').replace('@', '+work@'));
    const home = newSource();
    await signIn(service, person, { address: home });
    await flood(person.email.replace('+work', ''));
    await inOrder(3, (index) => forgot(person.email.replace('+work', `+other${index}`)));
    expect((await forgot(person.email)).status).toBe(429);
    await getsLinkAt(person.email, home);
    expect((await reset(await lastLink(person.email), home)).status).toBe(204);
  });

  test('and tags cannot use up the pot of the address without one', async () => {
    const person = await register(service);
    const [local, domain] = person.email.split('@');
    const answers = await inOrder(20, (index) => forgot(`${local}+${index}@${domain}`));
    expect(tally(answers)).toEqual({ 202: 3 + mailLimits.besideAddress.mails, 429: 7 });
    expect((await forgot(person.email)).status).toBe(202);
    expect((await reset(await lastLink(person.email))).status).toBe(204);
  });
});

describe('a mailbox that has tags', () => {
  test.each([['account/register'], ['account/forgot-password']] as const)(
    'gets at most fifteen mails an hour by %s for all of them, and five from one network',
    async (name) => {
      const local = newAddress('mailbox').split('@')[0];
      const emails = times(30, (index) => `${local}+${index}@example.com`).concat(`${local}@example.com`);
      const one = newSource();
      const ask = (index: number, address: string) =>
        service.call(name, { body: { email: emails[index], password: goodPassword }, address });
      const alone = await inOrder(emails.length, (index) => ask(index, one));
      expect(alone.filter(({ status }) => status === 202).length).toBeLessThanOrEqual(5);
      const answers = [...alone, ...(await inOrder(emails.length, (index) => ask(index, newSource())))];
      const mails = (await service.emulators.inbox()).filter(({ destination }) =>
        destination.to.some((to) => to.startsWith(`${local}+`) || to.startsWith(`${local}@`)),
      );
      expect(mails.length).toBeLessThanOrEqual(15);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(mails.length);
    },
  );

  test('is one mailbox for pots alone: its addresses have accounts of their own', async () => {
    const email = newAddress('two');
    const one = await register(service, email);
    const other = await register(service, email.replace('@', '+other@'));
    expect(one.id).not.toBe(other.id);
  });
});

/** A hundred: enough for a class of newcomers, and a small part of what SES sends in a day. */
const perSource = mailLimits.source.mails;

describe('one network source', () => {
  test('can cause a hundred mails in ten minutes', () => {
    expect(mailLimits.source).toEqual({ mails: 100, seconds: 600 });
  });

  test.each([
    ['account/forgot-password', (index: number) => `victim+${index}@example.com`],
    ['account/forgot-password', (index: number) => `victim-${index}@example.com`],
    ['account/register', (index: number) => `target-${index}@example.com`],
  ] as const)(
    'causes no more mails by %s than its pot has, and is told when to come back',
    async (name, email) => {
      const before = (await service.emulators.inbox()).length;
      const answers = await Promise.all(
        times(perSource + 70, (index) =>
          service.call(name, {
            body: { email: email(index), password: goodPassword },
            address: '198.51.100.7',
          }),
        ),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect((await service.emulators.inbox()).length - before).toBe(perSource + 70 - refused.length);
      expect(refused.length).toBeGreaterThanOrEqual(70);
      for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    },
  );

  test('that is empty leaves others theirs, and is full again after at most ten minutes', async () => {
    const address = '2001:db8:7:7::1';
    await inOrder(perSource, (index) => forgot(`someone-${index}@example.com`, address));
    const refused = await forgot('another@example.com', '2001:db8:7:7:ffff::2');
    expect([refused.status, refused.body.reason]).toEqual([429, 'mails-from-network-spent']);
    expect((await forgot('another@example.com', '2001:db8:7:8::1')).status).toBe(202);
    service.clock.now += Number(refused.headers['retry-after']) * 1000;
    expect((await forgot('another@example.com', address)).status).toBe(202);
  });

  test('does not keep its people from a reset, if they have signed in from there', async () => {
    const person = await register(service);
    const address = newSource();
    await signIn(service, person, { address });
    await inOrder(perSource + 5, (index) => forgot(`colleague-${index}@example.com`, address));
    await getsLinkAt(person.email, address);
    expect((await reset(await lastLink(person.email), address)).status).toBe(204);
  });

  test('that asks for nobody in particular takes nothing from the pots of those it asks for', async () => {
    const person = await register(service);
    const address = newSource();
    await inOrder(perSource, (index) => forgot(`noise-${index}@example.com`, address));
    await inOrder(20, () => forgot(person.email, address));
    const answers = await inOrder(5, () => forgot(person.email));
    expect(tally(answers)).toEqual({ 202: 5 });
  });
});

test('an empty pot is told before the password is looked at or hashed', async () => {
  const address = newSource();
  await inOrder(perSource, (index) => ask(`costly-${index}@example.com`, address));
  const body = { email: 'costly@example.com', password: 'passwordpassword' };
  const refused = await service.call('account/register', { body, address });
  expect(refused.body.reason).toBe('mails-from-network-spent');
  const elsewhere = await service.call('account/register', { body, address: newSource() });
  expect(elsewhere.body.errors[0].pointer).toBe('/password');
});

describe('one account', () => {
  test('sends no more than 50 invitations an hour, over all its organizations', async () => {
    const owner = await session(service, await register(service));
    const ids = await inOrder(3, () => createOrganization(service, owner));
    const answers = await inOrder(120, (index) =>
      invite(service, ids[index % 3] ?? '', owner, newAddress('bulk')),
    );
    expect(tally(answers)).toEqual({ 201: 50, 429: 70 });
    expect(reasons(answers)).toEqual(['mails-of-account-spent']);
    // A colleague's are their own.
    const colleague = await session(service, await register(service));
    const other = await createOrganization(service, colleague);
    expect((await invite(service, other, colleague, newAddress('bulk'))).status).toBe(201);
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeLessThanOrEqual(3600);
  });

  test('mails a member at most five times an hour by changing the role to and fro', async () => {
    const { owner, id, member } = await withMember();
    const before = (await service.mailsTo(member.email)).length;
    const answers = await inOrder(60, (index) =>
      service.call('orgs/change-role', {
        parameters: { orgID: id, userID: member.id },
        body: { role: index % 2 ? 'member' : 'owner' },
        token: owner,
      }),
    );
    const mailed = (await service.mailsTo(member.email)).length - before;
    expect(mailed).toBe(5);
    expect(reasons(answers)).toEqual(['mails-of-the-hour-spent']);
    // Another member's role can still be changed.
    const guest = await join(owner, id);
    const other = await service.call('orgs/change-role', {
      parameters: { orgID: id, userID: guest.id },
      body: { role: 'owner' },
      token: owner,
    });
    expect(other.status).toBe(200);
  });

  test('causes no more than 100 notices an hour by whatever it does', async () => {
    const { email, token } = await accountWith(service, 'email');
    const before = (await service.mailsTo(email)).length;
    const answers = await inOrder(130, () => service.call('mfa/regenerate-recovery-codes', { token }));
    expect(reasons(answers)).toEqual(['mails-of-account-spent']);
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeLessThanOrEqual(100);
    expect((await service.mailsTo(email)).length - before).toBe(done.length);
    // What it protects is not kept from its owner: a new password ends what a thief does.
    expect((await forgot(email)).status).toBe(202);
    expect((await reset(await lastLink(email))).status).toBe(204);
  });

  async function withMember() {
    const owner = await session(service, await register(service));
    const id = await createOrganization(service, owner);
    return { owner, id, member: await join(owner, id) };
  }

  async function join(owner: string, id: string): Promise<Person> {
    const person = await register(service);
    await invite(service, id, owner, person.email);
    const answer = await accept(
      service,
      await inviteCode(service, person.email),
      await session(service, person),
    );
    expect(answer.status).toBe(200);
    return person;
  }
});

describe('the mails of a day', () => {
  let small: Service;
  beforeAll(async () => {
    small = await startService({ dailyMails: 20 });
  });
  afterAll(() => small.close());
  afterEach(() => {
    small.clock.now += 86_400_000;
  });
  const ask = (name: 'account/register' | 'account/forgot-password', email: string) =>
    small.call(name, { body: { email, password: goodPassword }, address: newSource() });

  test('are two fifths for strangers, and then the answer says so, for known and unknown addresses alike', async () => {
    const person = await register(small);
    const answers = await inOrder(15, (index) => ask('account/forgot-password', `n-${index}@example.com`));
    expect(tally(answers)).toEqual({ 202: 7, 503: 8 });
    expect(reasons(answers)).toEqual(['mails-of-the-day-spent']);
    const known = await ask('account/forgot-password', person.email);
    const unknown = await ask('account/forgot-password', newAddress());
    expect([known.status, known.body, known.headers]).toEqual([503, unknown.body, unknown.headers]);
    expect((await ask('account/register', newAddress())).status).toBe(503);
    small.clock.now += Number(known.headers['retry-after']) * 1000;
    expect((await ask('account/forgot-password', person.email)).status).toBe(202);
  });

  test('are not used up for others by an account that causes notices without end', async () => {
    const mallory = await accountWith(small, 'email');
    await inOrder(20, () => small.call('mfa/regenerate-recovery-codes', { token: mallory.token }));
    const person = await register(small);
    expect((await ask('account/forgot-password', person.email)).status).toBe(202);
    expect((await signIn(small, person)).status).toBe(200);
  });

  test('leave the link to a new password after an undo, when the notices of the day are spent', async () => {
    const person = await accountWith(small, 'email');
    const mallory = await accountWith(small, 'email');
    await inOrder(20, () => small.call('mfa/regenerate-recovery-codes', { token: mallory.token }));
    const token = await linkToken(small, person.email, 'undo');
    expect((await small.call('mfa/undo', { body: { token } })).status).toBe(204);
    const body = { token: await linkToken(small, person.email, 'reset'), password: goodPassword };
    expect((await small.call('account/reset-password', { body })).status).toBe(204);
  });

  test('leave notices, and one-time passwords, when strangers have had theirs', async () => {
    const { token, ...person } = await accountWith(small, 'email');
    await inOrder(15, (index) => ask('account/forgot-password', `n-${index}@example.com`));
    const before = (await small.mailsTo(person.email)).length;
    expect((await signIn(small, person)).body).toHaveProperty('sentTo');
    expect((await small.call('mfa/regenerate-recovery-codes', { token })).status).toBe(200);
    expect((await small.mailsTo(person.email)).length).toBe(before + 2);
  });

  test('end with one-time passwords: notices leave them a quarter, and what they report is done all the same', async () => {
    const { token, ...person } = await accountWith(small, 'email');
    await inOrder(15, (index) => ask('account/forgot-password', `n-${index}@example.com`));
    const before = (await small.mailsTo(person.email)).length;
    const done = await inOrder(10, () => small.call('mfa/regenerate-recovery-codes', { token }));
    expect(tally(done)).toEqual({ 200: 10 });
    const notices = (await small.mailsTo(person.email)).length - before;
    expect(notices).toBeGreaterThan(0);
    expect(notices).toBeLessThanOrEqual(5);
    expect((await signIn(small, person)).body).toHaveProperty('sentTo');
  });
});
