import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundOrganization, join } from '../../support/organizations.ts';
import {
  activateEmail,
  lastCode,
  otherCode,
  type Person,
  register,
  session,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { keySignIn, newSshKey, type SshKey } from '../../support/ssh-keys.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function personWithKey(): Promise<{ person: Person; token: string; key: SshKey }> {
  const person = await register(service);
  const token = await session(service, person);
  const key = newSshKey();
  const added = await service.call('keys/add', { token, body: { name: 'laptop', key: key.publicKey } });
  expect(added).toMatchObject({ status: 201 });
  return { person, token, key };
}

const signInWith = (key: SshKey) =>
  service.call('auth/sign-in-with-key', keySignIn(key, { at: service.clock.now }));

test('a key is added, listed, mailed and logged, signs in, and is removed', async () => {
  const { person, token, key } = await personWithKey();
  const [line] = key.publicKey.split(' someone');
  const { body: listed } = await service.call('keys/list', { token });
  expect(listed).toMatchObject([
    { name: 'laptop', key: line, fingerprint: expect.stringMatching(/^SHA256:/) },
  ]);
  expect((await service.mailsTo(person.email)).at(-1)?.subject).toMatch(
    /An SSH key was added to your account$/,
  );

  const signedIn = await signInWith(key);
  expect(signedIn.body).toMatchObject({ id: person.id, email: person.email, name: 'Test Person' });
  const verified = await service.call('auth/verify', { token: signedIn.body.sessionToken });
  expect(verified.body).toMatchObject({ amr: ['swk'], methods: ['key'] });

  const removed = await service.call('keys/remove', { token, parameters: { name: 'laptop' } });
  expect(removed.status).toBe(204);
  expect((await service.call('keys/list', { token })).body).toEqual([]);
  expect((await service.mailsTo(person.email)).at(-1)?.subject).toMatch(
    /An SSH key was removed from your account$/,
  );
  const { body: log } = await service.call('account/events', { token });
  const about = { name: 'laptop', fingerprint: listed[0].fingerprint };
  const logged = (kind: string) => log.events.find((event: { kind: string }) => event.kind === kind);
  expect(logged('key-added')).toMatchObject({ key: about });
  expect(logged('key-removed')).toMatchObject({ key: about });
  // What the key had signed in ends with it, and it opens nothing any more.
  expect((await service.call('auth/verify', { token: signedIn.body.sessionToken })).status).toBe(401);
  expect((await signInWith(key)).slug).toBe('invalid-credentials');
});

test('with a factor enabled, a key meets the same challenge as a password', async () => {
  const { person, token, key } = await personWithKey();
  await activateEmail(service, person, token);
  const challenge = await signInWith(key);
  expect(challenge.body).toMatchObject({ mfaPreferredType: 'email', mfaTypes: ['email'] });
  expect(challenge.body.sessionToken).toBeUndefined();
  const signedIn = await submit(service, challenge.body.mfaID, await lastCode(service, person.email));
  const verified = await service.call('auth/verify', { token: signedIn.body.sessionToken });
  expect(verified.body).toMatchObject({ amr: ['swk', 'otp'], methods: ['key', 'email'] });
});

test('wrong codes after a key are told as such, at the third one', async () => {
  const { person, token, key } = await personWithKey();
  await activateEmail(service, person, token);
  const { body } = await signInWith(key);
  const wrong = otherCode(await lastCode(service, person.email));
  const warnings = async () =>
    (await service.mailsTo(person.email)).filter(({ subject }) => /used your SSH key/.test(subject));
  for (let time = 0; time < 2; time += 1) await submit(service, body.mfaID, wrong);
  expect(await warnings()).toEqual([]);
  await submit(service, body.mfaID, wrong);
  expect(await warnings()).toHaveLength(1);
});

test('a name twice, a key twice and a name that is no part of a path are refused', async () => {
  const { token, key } = await personWithKey();
  const add = (name: string, publicKey: string) =>
    service.call('keys/add', { token, body: { name, key: publicKey } });
  expect((await add('laptop', newSshKey().publicKey)).slug).toBe('conflict');
  expect((await add('desk', key.publicKey)).slug).toBe('conflict');
  expect((await add('a/b', newSshKey().publicKey)).slug).toBe('validation');
  expect((await service.call('keys/remove', { token, parameters: { name: 'other' } })).slug).toBe(
    'not-found',
  );
});

test('a key is not added by a session that is older than ten minutes', async () => {
  const { token } = await personWithKey();
  service.clock.now += 601_000;
  const body = { name: 'late', key: newSshKey().publicKey };
  expect((await service.call('keys/add', { token, body })).slug).toBe('step-up-required');
  expect((await service.call('keys/remove', { token, parameters: { name: 'laptop' } })).slug).toBe(
    'step-up-required',
  );
});

test('there is one pod, and nobody needs a session to ask', async () => {
  expect((await service.call('pods/list')).body).toEqual({ pods: [{ name: 'default' }] });
});

test("environments are those of the account's organizations, and no others", async () => {
  const person = await register(service);
  const token = await session(service, person);
  expect((await service.call('environments/list', { token })).body).toEqual([]);
  const { owner, orgID } = await foundOrganization(service);
  const made = await service.call('environments/create', {
    token: owner.token,
    parameters: { orgID },
    body: { name: 'staging' },
  });
  const other = await foundOrganization(service);
  const hidden = await service.call('environments/create', {
    token: other.owner.token,
    parameters: { orgID: other.orgID },
    body: { name: 'hidden' },
  });
  await join(service, { owner, orgID }, { ...person, token });
  expect(made.body).toMatchObject({ name: 'staging', organizationId: orgID });
  expect((await service.call('environments/list', { token })).body).toEqual([made.body]);
  const read = (environmentID: string) =>
    service.call('environments/read', { token, parameters: { environmentID } });
  expect((await read(made.body.id)).body).toEqual(made.body);
  expect((await read(hidden.body.id)).slug).toBe('not-found');
  expect((await service.call('environments/list')).slug).toBe('signed-out');
});
