import { afterEach, describe, expect, test } from 'vitest';
import { createOrganization, invite } from '../../support/organizations.ts';
import { goodPassword, lastCode, newAddress, newSource, register, session } from '../../support/people.ts';
import { type CallRequest, type Service, startService } from '../../support/service.ts';

/** Where the operator lets not everybody register, nobody else does, and nobody learns who has an account. */

let service: Service;
afterEach(() => service.close());

const ask = (email: string) =>
  service.call('account/register', { body: { email, password: goodPassword }, address: newSource() });

test('only email addresses at the domains of the setting are registered, and no others are mailed', async () => {
  service = await startService({ registration: 'domains=example.com,example.org' });
  expect((await ask(newAddress())).status).toBe(202);
  for (const email of [
    'a@sub.example.com',
    'a@evil.example',
    'a@example.com.evil.example',
    'a@EXAMPLE.ORG.x.com',
  ]) {
    const { status, body } = await ask(email);
    expect([status, body.reason, body.domains]).toEqual([
      403,
      'registration-by-domain',
      ['example.com', 'example.org'],
    ]);
    expect(await service.mailsTo(email)).toEqual([]);
  }
  expect((await ask('Someone@EXAMPLE.org')).status).toBe(202);
});

test('only invited email addresses are registered, while their invitation is open', async () => {
  service = await startService({ registration: 'invited' });
  // The first owner registered before the setting was made.
  const environment = service.host.environment as Record<string, string>;
  environment['REGISTRATION'] = 'open';
  const owner = await register(service);
  environment['REGISTRATION'] = 'invited';
  const token = await session(service, owner);
  const orgID = await createOrganization(service, token);
  const email = newAddress('guest');

  const uninvited = await ask(email);
  expect([uninvited.status, uninvited.body.reason]).toEqual([403, 'registration-by-invitation']);
  // Whoever has an account is answered like whoever has none, and not mailed.
  const mails = (await service.emulators.inbox()).length;
  const known = await ask(owner.email);
  expect([known.status, known.body, known.headers]).toEqual([403, uninvited.body, uninvited.headers]);
  expect(await service.emulators.inbox()).toHaveLength(mails);

  const invited = await invite(service, orgID, token, email);
  expect(invited.status).toBe(201);
  expect((await ask(email.replace('@', '+tag@'))).status).toBe(403);
  expect((await ask(email)).status).toBe(202);
  const parameters = { orgID, inviteID: invited.body.id };
  expect((await service.call('orgs/revoke-invite', { parameters, token })).status).toBe(204);
  expect((await ask(email)).body.reason).toBe('registration-by-invitation');
});

test('a setting that is not understood lets nobody register', async () => {
  service = await startService({ registration: 'closed' });
  expect((await ask(newAddress())).status).toBe(503);
});

describe('an email address that two organizations invite', () => {
  async function invitedTwice() {
    service = await startService({ registration: 'open' });
    const [first, second] = [await register(service), await register(service)];
    (service.host.environment as Record<string, string>)['REGISTRATION'] = 'invited';
    const email = newAddress('guest');
    const invitations: CallRequest[] = [];
    for (const owner of [first, second]) {
      const token = await session(service, owner);
      const orgID = await createOrganization(service, token);
      const { body } = await invite(service, orgID, token, email);
      invitations.push({ token, parameters: { orgID, inviteID: body.id } });
    }
    const revoke = async (index: number) => {
      const { status } = await service.call('orgs/revoke-invite', invitations[index] ?? {});
      expect(status).toBe(204);
    };
    return { email, revoke };
  }

  test.each([[0], [1]])('is still invited when invitation %i was revoked', async (index) => {
    const { email, revoke } = await invitedTwice();
    await revoke(index);
    expect((await register(service, email)).id).toBeTruthy();
  });

  test('is not registered when both were revoked, also if the code was mailed before', async () => {
    const { email, revoke } = await invitedTwice();
    const { body } = await ask(email);
    await revoke(0);
    await revoke(1);
    expect((await ask(email)).body.reason).toBe('registration-by-invitation');
    const code = await lastCode(service, email);
    const verified = await service.call('account/verify-email', {
      body: { registrationID: body.registrationID, code },
    });
    expect([verified.status, verified.body.reason]).toEqual([403, 'registration-by-invitation']);
    expect((await service.rows('users')).filter((row) => row['email'] === email)).toEqual([]);
  });
});
