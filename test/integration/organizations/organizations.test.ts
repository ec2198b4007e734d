import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, signInWithFactor } from '../../support/accounts.ts';
import {
  accept,
  foundOrganization,
  invite,
  inviteCode,
  join,
  requireMfa,
} from '../../support/organizations.ts';
import { activateEmail, newAddress, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const day = 86_400_000;

const usersOf = (orgID: string, token: string) =>
  service.call('orgs/list-users', { parameters: { orgID }, token });

describe('an organization', () => {
  test('is made by anyone, who owns it, and is listed, renamed and in the log', async () => {
    const { orgID, owner } = await foundOrganization(service);
    const { token } = owner;
    const parameters = { orgID };
    const expected = (name: string) => ({
      id: orgID,
      name,
      role: 'owner',
      canLeave: false,
      canInviteOwner: true,
      mfa: {
        required: false,
        inForce: false,
        since: null,
        accept: ['email', 'authenticator', 'passkey'],
        trustedDevices: false,
        deadline: null,
        maximumDeadlineDays: 365,
        members: { total: 1, withMfa: 0 },
      },
    });
    expect((await service.call('orgs/list', { token })).body).toEqual([expected('Acme')]);
    service.clock.now += 1000;
    const renamed = await service.call('orgs/rename', { parameters, token, body: { name: ' Acme Corp ' } });
    expect(renamed.body).toEqual(expected('Acme Corp'));
    expect((await service.call('orgs/read', { parameters, token })).body).toEqual(renamed.body);
    const account = await service.call('account/read', { token });
    expect(account.body.organizations).toEqual([{ id: orgID, name: 'Acme Corp', role: 'owner' }]);
    expect((await service.call('auth/verify', { token })).body.organizations).toEqual(
      account.body.organizations,
    );
    const log = await service.call('orgs/events', { parameters, token, query: { limit: '1' } });
    expect(log.body.events).toMatchObject([
      { kind: 'organization-renamed', name: 'Acme Corp', actor: { id: owner.id, email: owner.email } },
    ]);
    const more = await service.call('orgs/events', { parameters, token, query: { cursor: log.body.next } });
    expect(more.body.events).toMatchObject([{ kind: 'organization-created', name: 'Acme' }]);
  });

  test('is joined by invitation, by the invited address alone, once', async () => {
    const { orgID, owner } = await foundOrganization(service);
    const email = newAddress('guest');
    const invited = await invite(service, orgID, owner.token, email, 5);
    expect(invited).toMatchObject({
      status: 201,
      body: { orgID, email, role: 'member', roleID: 5, consumed: false },
    });
    const code = await inviteCode(service, email);
    const preview = await service.call('orgs/read-invite', { parameters: { inviteCode: code } });
    expect(preview.body).toMatchObject({ organization: { id: orgID, name: 'Acme' }, email, role: 'member' });
    expect(preview.body).not.toHaveProperty('isForCaller');
    const other = await accountWith(service);
    const isFor = async (token: string) =>
      (await service.call('orgs/read-invite', { parameters: { inviteCode: code }, token })).body.isForCaller;
    expect(await isFor(other.token)).toBe(false);
    expect(await accept(service, code, other.token)).toMatchObject({ slug: 'forbidden' });
    const guest = await register(service, email);
    const token = await session(service, guest);
    expect(await isFor(token)).toBe(true);
    expect(await accept(service, code, token)).toMatchObject({ status: 200, body: { orgID } });
    expect(await accept(service, code, token)).toMatchObject({ slug: 'challenge-expired' });
    const users = (await usersOf(orgID, token)).body;
    expect(users).toHaveLength(2);
    expect(users).toContainEqual({ id: guest.id, name: 'Test Person', email, roleID: 5, role: 'member' });
    expect((await usersOf(orgID, owner.token)).body).toContainEqual({
      id: owner.id,
      name: 'Test Person',
      email: owner.email,
      roleID: 1,
      role: 'owner',
      mfa: false,
      canChangeRole: false,
      canRemove: false,
      canReset: false,
    });
    const list = await service.call('orgs/list-invites', { parameters: { orgID }, token: owner.token });
    expect(list.body).toMatchObject([{ email, consumed: true, revoked: false, expired: false }]);
  });

  test('keeps its last owner', async () => {
    const founded = await foundOrganization(service);
    const { orgID, owner } = founded;
    const parameters = { orgID };
    const own = { orgID, userID: owner.id };
    const { token } = owner;
    expect(await service.call('orgs/leave', { parameters, token })).toMatchObject({ slug: 'conflict' });
    expect(await service.call('orgs/remove-user', { parameters: own, token })).toMatchObject({
      slug: 'conflict',
    });
    const demote = { parameters: own, token, body: { role: 'member' } };
    expect(await service.call('orgs/change-role', demote)).toMatchObject({ slug: 'conflict' });
    const second = await accountWith(service);
    await join(service, founded, second, 'owner');
    expect(await service.call('orgs/change-role', demote)).toMatchObject({ status: 200 });
    expect(await service.call('orgs/leave', { parameters, token })).toMatchObject({ status: 204 });
    expect(await service.call('orgs/read', { parameters, token })).toMatchObject({ slug: 'not-found' });
  });
});

describe('a requirement', () => {
  test('needs a factor of the owner’s own that it accepts', async () => {
    const { orgID, owner } = await foundOrganization(service);
    expect(await requireMfa(service, orgID, owner.token)).toMatchObject({ slug: 'forbidden' });
    await activateEmail(service, owner, owner.token);
    const token = await signInWithFactor(service, owner);
    expect(
      await requireMfa(service, orgID, token, { required: true, accept: ['authenticator'] }),
    ).toMatchObject({
      slug: 'forbidden',
    });
    expect(await requireMfa(service, orgID, token)).toMatchObject({
      status: 200,
      body: { mfa: { required: true } },
    });
  });

  test('is in force at once, leads to activation and back', async () => {
    const founded = await foundOrganization(service, 'email');
    const { orgID, owner } = founded;
    const member = await accountWith(service);
    await join(service, founded, member);
    expect((await service.call('auth/verify', { token: member.token })).status).toBe(200);
    await requireMfa(service, orgID, owner.token);
    const refused = { status: 403, slug: 'mfa-required-by-organization' };
    expect(await service.call('auth/verify', { token: member.token })).toMatchObject(refused);
    const again = await signIn(service, member);
    expect(again).toMatchObject({ ...refused, body: { organizations: [{ id: orgID, name: 'Acme' }] } });
    expect((await activateEmail(service, member)).done.status).toBe(200);
    const token = await signInWithFactor(service, member);
    expect((await service.call('auth/verify', { token })).status).toBe(200);
    const last = (await service.call('account/read', { token })).body.mfa.factors[0].id;
    expect(await service.call('mfa/disable-factor', { parameters: { factorID: last }, token })).toMatchObject(
      {
        slug: 'conflict',
      },
    );
  });

  test('holds a session with a factor that it does not accept to enrolment, and ends when the member leaves', async () => {
    const founded = await foundOrganization(service, 'authenticator');
    const { orgID, owner } = founded;
    const member = await accountWith(service, 'email');
    await join(service, founded, member);
    await requireMfa(service, orgID, owner.token, { required: true, accept: ['authenticator'] });
    const token = member.token;
    expect((await service.call('account/read', { token })).status).toBe(200);
    expect((await service.call('auth/verify', { token })).slug).toBe('mfa-required-by-organization');
    expect((await service.call('sessions/list', { token })).slug).toBe('mfa-required-by-organization');
    expect((await service.call('orgs/leave', { parameters: { orgID }, token })).status).toBe(204);
    expect((await service.call('auth/verify', { token })).status).toBe(200);
  });

  test('with a deadline lets members in until then, says what is due, and reminds them', async () => {
    const founded = await foundOrganization(service, 'email');
    const { orgID, owner } = founded;
    const member = await accountWith(service);
    await join(service, founded, member);
    const deadline = new Date(service.clock.now + 10 * day).toISOString();
    const set = await requireMfa(service, orgID, owner.token, { required: true, deadline });
    expect(set.body.mfa).toMatchObject({ required: true, deadline });
    expect((await signIn(service, member)).body.due).toMatchObject([{ id: orgID, name: 'Acme', deadline }]);
    const reminders = async () =>
      (await service.mailsTo(member.email)).filter(({ subject }) =>
        subject.includes('requires multi-factor'),
      );
    for (const [wait, expected] of [
      [0, 0],
      [3, 1],
      [0, 1],
      [4, 2],
      [2, 3],
      [0, 3],
    ] as const) {
      service.clock.now += wait * day;
      await service.run('orgs/remind');
      expect(await reminders()).toHaveLength(expected);
    }
    service.clock.now += day;
    await service.run('orgs/remind');
    expect(await reminders()).toHaveLength(3);
    expect((await signIn(service, member)).slug).toBe('mfa-required-by-organization');
  });
});

describe('a reset of factors', () => {
  test('of a member is done by an owner alone, and told', async () => {
    const founded = await foundOrganization(service, 'email');
    const { orgID, owner } = founded;
    const member = await accountWith(service, 'authenticator');
    await join(service, founded, member);
    const parameters = { orgID, userID: member.id };
    expect(await service.call('orgs/reset-factors', { parameters, token: owner.token })).toMatchObject({
      status: 204,
    });
    expect((await service.call('auth/verify', { token: member.token })).status).toBe(401);
    expect((await signIn(service, member)).body.sessionToken).toBeDefined();
    const mails = (await service.mailsTo(member.email)).map(({ subject }) => subject);
    expect(mails.at(-1)).toContain('was reset');
  });

  test('of an owner needs a second owner', async () => {
    const founded = await foundOrganization(service, 'email');
    const { orgID, owner } = founded;
    const target = await accountWith(service, 'authenticator');
    await join(service, founded, target, 'owner');
    const parameters = { orgID, userID: target.id };
    const reset = (token: string) => service.call('orgs/reset-factors', { parameters, token });
    expect(await reset(owner.token)).toMatchObject({ slug: 'conflict' });
    const third = await accountWith(service);
    await join(service, founded, third, 'owner');
    expect(await reset(owner.token)).toMatchObject({ status: 202 });
    expect(await reset(owner.token)).toMatchObject({ status: 202 });
    const demote = { parameters, token: owner.token, body: { role: 'member' } };
    expect(await service.call('orgs/change-role', demote)).toMatchObject({ status: 200 });
    expect(await reset(owner.token)).toMatchObject({ status: 202 });
    // Whoever it is about sees it and can end it, no longer an owner or not.
    const waiting = expect.objectContaining({ id: target.id, resetRequest: expect.anything() });
    expect((await usersOf(orgID, target.token)).body).toContainEqual(waiting);
    const withdrawn = await service.call('orgs/withdraw-reset', { parameters, token: target.token });
    expect(withdrawn.status).toBe(204);
    expect((await usersOf(orgID, owner.token)).body).not.toContainEqual(waiting);
    expect(await reset(owner.token)).toMatchObject({ status: 202 });
    expect((await service.call('auth/verify', { token: target.token })).status).toBe(200);
    expect(await reset(third.token)).toMatchObject({ status: 204 });
    expect((await service.call('auth/verify', { token: target.token })).status).toBe(401);
  });
});

test('the coverage is a list and a file', async () => {
  const founded = await foundOrganization(service, 'email');
  const { orgID, owner } = founded;
  const parameters = { orgID };
  const member = await accountWith(service, 'authenticator');
  await join(service, founded, member);
  const list = await service.call('orgs/coverage', { parameters, token: owner.token });
  expect(list.body.members).toContainEqual({
    id: member.id,
    name: 'Test Person',
    email: member.email,
    role: 'member',
    mfa: true,
    methods: ['authenticator'],
    accepted: true,
    lastSignedInAt: expect.any(String),
  });
  const file = await service.call('orgs/coverage', {
    parameters,
    token: owner.token,
    query: { format: 'csv' },
  });
  expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(file.body.split('\r\n')[0]).toBe('name,email,role,mfa,methods,accepted,lastSignedInAt');
  expect(file.body).toContain(`Test Person,${member.email},member,true,authenticator,true,`);
});
