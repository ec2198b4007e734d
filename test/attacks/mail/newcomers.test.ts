import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkToken, registrationLink, times } from '../../support/accounts.ts';
import { accept, createOrganization, invite, inviteCode } from '../../support/organizations.ts';
import {
  codeIn,
  goodPassword,
  newAddress,
  newSource,
  otherCode,
  register,
  session,
  signIn,
} from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * Strangers who use up the mails that somebody without an account is waiting for (R34, R38): hour after hour, with tags of the
 * email address and from a few network addresses. Each test goes on until the victim is in.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

const withTag = (email: string, tag: number) => email.replace('@', `+${tag}@`);
const ask = (email: string, address: string) =>
  service.call('account/register', { body: { email, password: goodPassword }, address });

/** What a stranger with three network addresses asks for, with tags and without. */
async function flood(email: string, request: (email: string, address: string) => Promise<CallAnswer>) {
  const sources = times(3, () => newSource());
  for (let index = 0; index < 8; index += 1)
    for (const source of sources) {
      await request(withTag(email, index), source);
      await request(email, source);
    }
}

describe('whoever registers gets a code', () => {
  test.each([[''], ['+tag']])('with the tag %j, although a stranger asks for it every hour', async (tag) => {
    const email = newAddress('newcomer').replace('@', `${tag}@`);
    const address = newSource();
    for (const hour of times(3, (each) => each)) {
      service.clock.now += hour * 3_600_000;
      await flood(email.replace('+tag', ''), ask);
    }
    const asked = await ask(email, address);
    expect(asked.status).toBe(202);
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    const { registrationID } = asked.body;
    const verified = await service.call('account/verify-email', {
      body: { registrationID, code },
      address,
    });
    expect(verified.status).toBe(200);
  });

  /** Every mail that the hour has for the address is taken, and every code of them is made void by wrong ones. */
  async function useUpTheHour(email: string): Promise<void> {
    for (let index = 0; index < 20; index += 1) {
      const address = newSource();
      const body = { email, password: 'the password of a stranger', name: 'Stranger' };
      const { status, body: begun } = await service.call('account/register', { body, address });
      if (status !== 202) continue;
      const code = otherCode(codeIn((await service.mailsTo(email)).at(-1)?.subject));
      for (const source of times(6, () => newSource()))
        await service.call('account/verify-email', {
          body: { registrationID: begun.registrationID, code },
          address: source,
        });
    }
  }

  test.each([[''], ['+tag']])(
    'with the tag %j, or the link of a mail that somebody else asked for',
    async (tag) => {
      const email = newAddress('crowded').replace('@', `${tag}@`);
      const address = newSource();
      await useUpTheHour(email);
      service.clock.now += 20 * 60_000;
      // The newcomer gets no mail of their own, and is told to use the latest one.
      const asked = await ask(email, address);
      expect(asked).toMatchObject({ status: 429, body: { reason: 'mails-of-the-hour-spent' } });
      const { registrationID, token } = await registrationLink(service, email);
      const verify = (more: object) =>
        service.call('account/verify-email', { body: { registrationID, code: token, ...more }, address });
      // The link does not confirm the password of whoever asked for it.
      expect(await verify({})).toMatchObject({ status: 400, body: { reason: 'field-missing' } });
      const verified = await verify({ password: goodPassword });
      expect(verified.status).toBe(200);
      expect(verified.body.name).not.toBe('Stranger');
      expect((await signIn(service, { id: '', email, password: goodPassword }, { address })).status).toBe(
        200,
      );
      const stranger = { id: '', email, password: 'the password of a stranger' };
      expect((await signIn(service, stranger, { address: newSource() })).status).toBe(401);
      // It works once.
      expect((await verify({ password: goodPassword })).status).toBe(410);
    },
  );

  test('by a code with a password of their own, whoever sent it', async () => {
    const email = newAddress('mixed-up');
    const body = { email, password: 'the password of a stranger', name: 'Stranger' };
    const { registrationID } = (await service.call('account/register', { body, address: newSource() })).body;
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    const chosen = { registrationID, code, password: goodPassword };
    const verified = await service.call('account/verify-email', { body: chosen });
    expect(verified).toMatchObject({ status: 200, body: { name: email.split('@')[0] } });
    expect((await signIn(service, { id: '', email, password: goodPassword })).status).toBe(200);
  });

  test('and nobody without the mailbox: tokens of other registrations are no better than none', async () => {
    const [email, own] = [newAddress('victim'), newAddress('mallory')];
    const address = newSource();
    const { registrationID } = (await ask(email, address)).body;
    await ask(own, address);
    const { token } = await registrationLink(service, own);
    const body = { registrationID, code: token, password: goodPassword };
    expect((await service.call('account/verify-email', { body, address })).status).toBe(404);
  });

  test('and all the strangers together cause a limited number of mails', async () => {
    const email = newAddress('bombed');
    for (let index = 0; index < 30; index += 1) await ask(withTag(email, index), newSource());
    for (let index = 0; index < 30; index += 1) await ask(email, newSource());
    const local = email.split('@')[0] ?? '';
    const mails = (await service.emulators.inbox()).filter(({ destination }) =>
      destination.to.some((to) => to.startsWith(local)),
    );
    expect(mails.length).toBeLessThanOrEqual(14);
  });
});

test('whoever is invited gets the invitation, although another organization invites every hour', async () => {
  const email = newAddress('guest');
  const mallory = await session(service, await register(service));
  for (let index = 0; index < 8; index += 1) {
    const id = await createOrganization(service, mallory, `Noise ${index}`);
    await invite(service, id, mallory, withTag(email, index));
    await invite(service, id, mallory, email);
  }
  const owner = await session(service, await register(service));
  const id = await createOrganization(service, owner, 'Wanted');
  expect((await invite(service, id, owner, email)).status).toBe(201);
  const guest = await session(service, await register(service, email));
  expect((await accept(service, await inviteCode(service, email), guest)).status).toBe(200);
});

test('whoever has an address with a tag gets a new password from a new place', async () => {
  const person = await register(service, newAddress('tagged').replace('@', '+work@'));
  service.clock.now += 3_600_000;
  await flood(person.email.replace('+work', ''), (email, address) =>
    service.call('account/forgot-password', { body: { email }, address }),
  );
  const address = newSource();
  const asked = await service.call('account/forgot-password', { body: { email: person.email }, address });
  expect(asked.status).toBe(202);
  const body = {
    token: await linkToken(service, person.email, 'reset'),
    password: 'orange teapot over snow',
  };
  expect((await service.call('account/reset-password', { body, address })).status).toBe(204);
  expect((await signIn(service, { ...person, password: body.password }, { address })).status).toBe(200);
});
