import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkToken, nextAppCode, signInWithFactor, userRow } from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  type Person,
  register,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * A thief with the password alone enables a first factor. The owner's undo link must hold, whatever the thief does
 * next with that factor: another factor and the first one gone leave the owner locked out otherwise.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function factorsOf(token: string): Promise<{ id: string; name: string }[]> {
  return (await service.call('account/read', { token })).body.mfa.factors;
}

const disable = (factorID: string, token: string) =>
  service.call('mfa/disable-factor', { parameters: { factorID }, token });

const undo = async (person: Person) =>
  service.call('mfa/undo', { body: { token: await linkToken(service, person.email, 'undo') } });

/** Enables a first factor, then a second with it, then disables the first. */
async function replaceFirstFactor(person: Person): Promise<{ app: App; token: string }> {
  const first = await activateAuthenticator(service, person);
  const firstToken = await signInWithFactor(service, person, first.app);
  const second = await activateAuthenticator(service, person, firstToken);
  const { mfaID } = (await signIn(service, person)).body;
  const signedIn = await submit(service, mfaID, nextAppCode(service, second.app));
  const token = signedIn.body.sessionToken;
  const [oldest] = await factorsOf(token);
  expect((await disable(oldest?.id ?? '', token)).status).toBe(204);
  return { app: second.app, token };
}

test('the undo link holds when the first factor was replaced by another', async () => {
  const owner = await register(service);
  const thief = await replaceFirstFactor(owner);
  expect((await undo(owner)).status).toBe(204);
  expect((await service.call('auth/verify', { token: thief.token })).status).toBe(401);
  expect((await signIn(service, owner)).slug).toBe('invalid-credentials');
  expect(await userRow(service, owner.id)).toMatchObject({ factors: [], passwordHash: 'void' });
  expect((await service.rows('factors')).filter((row) => row['userID'] === owner.id)).toEqual([]);
});

test('the undo link is void once the last factor was disabled, also when there is a new first one', async () => {
  const owner = await register(service);
  const { token } = await replaceFirstFactor(owner);
  const oldLink = await linkToken(service, owner.email, 'undo');
  for (const { id } of await factorsOf(token)) await disable(id, token);
  expect((await service.call('mfa/undo', { body: { token: oldLink } })).slug).toBe('challenge-expired');
  service.clock.now += 30_000;
  await activateAuthenticator(service, owner, token);
  expect((await service.call('mfa/undo', { body: { token: oldLink } })).slug).toBe('challenge-expired');
  expect((await undo(owner)).status).toBe(204);
});
