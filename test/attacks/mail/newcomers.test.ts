import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkToken, times } from '../../support/accounts.ts';
import { accept, createOrganization, invite, inviteCode } from '../../support/organizations.ts';
import {
  codeIn,
  goodPassword,
  newAddress,
  newSource,
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
