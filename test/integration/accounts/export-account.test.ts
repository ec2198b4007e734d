import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith } from '../../support/accounts.ts';
import { createOrganization } from '../../support/organizations.ts';
import { register, session } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { newSshKey } from '../../support/ssh-keys.ts';

/** The export has all that is stored about a user, and nothing that signs anybody in. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

test('contains the account, factors, SSH keys, sessions, organizations and the whole log', async () => {
  const person = await accountWith(service, 'authenticator', 'email');
  const { token } = person;
  const { publicKey } = newSshKey();
  await service.call('keys/add', { token, body: { name: 'laptop', key: publicKey } });
  const orgID = await createOrganization(service, token, 'Acme');
  for (let name = 0; name < 120; name += 1)
    await service.call('account/rename', { token, body: { name: `Name ${name}` } });

  const { status, body } = await service.call('account/export', { token });
  expect(status).toBe(200);
  expect(body.account).toMatchObject({ email: person.email, name: 'Name 119' });
  expect(body.factors.map(({ type }: { type: string }) => type).sort()).toEqual(['authenticator', 'email']);
  expect(body.recoveryCodesLeft).toBe(10);
  expect(body.sshKeys).toMatchObject([{ name: 'laptop', key: expect.stringContaining('ssh-rsa') }]);
  expect(body.organizations).toMatchObject([{ id: orgID, name: 'Acme', role: 'owner' }]);
  expect(body.sessions.length).toBeGreaterThan(0);
  const kinds = body.events.map(({ kind }: { kind: string }) => kind);
  expect(kinds.filter((kind: string) => kind === 'name-changed')).toHaveLength(120);
  expect(kinds).toContain('account-created');
});

test('contains no secret, no hash and no row key of one', async () => {
  const person = await accountWith(service, 'authenticator');
  const { token } = person;
  const text = JSON.stringify((await service.call('account/export', { token })).body);
  expect(text).not.toContain('$argon2');
  expect(text).not.toContain(token.split('.')[1]);
  for (const code of person.recoveryCodes) expect(text).not.toContain(code);
  const stored = (await service.rows('factors')).filter(({ userID }) => text.includes(String(userID)));
  for (const row of stored)
    for (const [name, value] of Object.entries(row))
      if (name === 'secret' || String(row['id']).startsWith('recovery-code#'))
        expect(text, name).not.toContain(String(name === 'secret' ? JSON.stringify(value) : row['id']));
});

test('is the own account alone', async () => {
  const mine = await register(service);
  const other = await register(service);
  await session(service, other);
  const { body } = await service.call('account/export', { token: await session(service, mine) });
  expect(JSON.stringify(body)).not.toContain(other.email);
});
