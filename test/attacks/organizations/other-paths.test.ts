import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import {
  accountWith,
  beginStepUp,
  completeSignIn,
  linkToken,
  nextAppCode,
  resetToken,
  sessionCookie,
  sessionsOf,
  signInWithFactor,
} from '../../support/accounts.ts';
import {
  accept,
  invite,
  inviteCode,
  join,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { activateEmail, lastCode, session, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, origin, type Service, startService } from '../../support/service.ts';
import { keySignIn, newSshKey } from '../../support/ssh-keys.ts';

/**
 * R14: a requirement that one way in asks for and another one does not (GitLab #32215 and #524391, CVE-2026-73535 and
 * CVE-2026-73278 Gitea, CVE-2026-56350 n8n). One test per way.
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const slug = 'mfa-required-by-organization';
const verify = (token: string) => service.call('auth/verify', { token });
const onlyApps = { required: true, accept: ['authenticator'] } as const;

/** An organization whose owner has an authenticator, with one member who has these factors. */
async function organizationWith(...types: readonly FactorType[]) {
  const founded = await seededOrganization(service, seeder, 'authenticator');
  const member = await seeded(service, seeder, ...types);
  await join(service, founded, member);
  const requireFactor = async (policy: Parameters<typeof requireMfa>[3] = { required: true }) => {
    const set = await requireMfa(service, founded.orgID, founded.owner.token, policy);
    expect(set.status, JSON.stringify(set.body)).toBe(200);
  };
  return { ...founded, member, requireFactor };
}

/** A session that is good for the account and for nothing else. */
async function expectEnrolmentOnly(answer: CallAnswer): Promise<void> {
  expect(answer).toMatchObject({ status: 200, body: { scope: 'enrolment' } });
  const token = answer.body.sessionToken;
  expect((await service.call('account/read', { token })).status).toBe(200);
  for (const name of ['auth/verify', 'environments/list', 'orgs/list', 'sessions/list', 'keys/list'] as const)
    expect(await service.call(name, { token }), name).toMatchObject({ status: 403, slug });
}

describe('a member without a factor', () => {
  test('the dashboard: the cookie from before is stopped, and a sign-in sets none', async () => {
    const { member, requireFactor } = await organizationWith();
    const body = { identifier: member.email, password: member.password };
    const headers = { 'x-session': 'cookie', origin };
    const before = await service.call('auth/sign-in', { body, headers });
    const cookies = [`__Host-session=${sessionCookie(before)}`];
    expect((await service.call('auth/verify', { cookies })).status).toBe(200);
    await requireFactor();
    expect(await service.call('auth/verify', { cookies })).toMatchObject({ status: 403, slug });
    expect(await service.call('environments/list', { cookies })).toMatchObject({ status: 403, slug });
    expect(await service.call('auth/sign-in', { body, headers })).toMatchObject({ slug, cookies: [] });
    // A bearer beside a cookie, or either of them twice, is no other way.
    const both = { cookies, token: member.token };
    expect(await service.call('auth/verify', both)).toMatchObject({ status: 403, slug });
  });

  test('the command line: the token from before is stopped, and a sign-in makes none', async () => {
    const { member, requireFactor } = await organizationWith();
    expect((await verify(member.token)).status).toBe(200);
    await requireFactor();
    expect(await verify(member.token)).toMatchObject({ status: 403, slug });
    const sessions = await sessionsOf(service, member.id);
    expect(await signIn(service, member)).toMatchObject({ status: 403, slug });
    expect(await sessionsOf(service, member.id)).toEqual(sessions);
  });

  test('an SSH key makes no session either', async () => {
    const { member, requireFactor } = await organizationWith();
    const key = newSshKey();
    const body = { name: 'laptop', key: key.publicKey };
    expect((await service.call('keys/add', { token: member.token, body })).status).toBe(201);
    const byKey = () => service.call('auth/sign-in-with-key', keySignIn(key, { at: service.clock.now }));
    expect((await byKey()).status).toBe(200);
    await requireFactor();
    const sessions = await sessionsOf(service, member.id);
    expect(await byKey()).toMatchObject({ status: 403, slug });
    expect(await sessionsOf(service, member.id)).toEqual(sessions);
  });

  test('a step-up with the password makes no session', async () => {
    const { member, requireFactor } = await organizationWith();
    await requireFactor();
    const sessions = await sessionsOf(service, member.id);
    const request = { token: member.token, body: { password: member.password } };
    expect(await service.call('step-up/start', request)).toMatchObject({ status: 403, slug });
    expect(await sessionsOf(service, member.id)).toEqual(sessions);
  });

  test('a password reset makes no session, and the new password none', async () => {
    const { member, requireFactor } = await organizationWith();
    await requireFactor();
    const password = 'orange teapot over snow';
    const token = await resetToken(service, member.email);
    const reset = await service.call('account/reset-password', { body: { token, password } });
    expect(reset).toMatchObject({ status: 204, body: undefined, cookies: [] });
    expect(await signIn(service, { ...member, password })).toMatchObject({ status: 403, slug });
    expect(await verify(member.token)).toMatchObject({ slug: 'signed-out' });
  });

  test('activating a factor does not lift the session that did it: only a sign-in with the factor', async () => {
    const { member, requireFactor } = await organizationWith();
    await requireFactor();
    const { done } = await activateEmail(service, member, member.token);
    expect(done.status).toBe(200);
    expect(await verify(member.token)).toMatchObject({ status: 403, slug });
    expect((await verify(await signInWithFactor(service, member))).status).toBe(200);
  });
});

describe('a member whose factor is not accepted gets no more than enrolment', () => {
  test('by a challenge that was open when the requirement came', async () => {
    const { member, requireFactor } = await organizationWith('email');
    const { mfaID } = (await signIn(service, member)).body;
    const otp = await lastCode(service, member.email);
    await requireFactor(onlyApps);
    await expectEnrolmentOnly(await submit(service, mfaID, otp));
  });

  test('by choosing the method that is not accepted, where there is one that is', async () => {
    const { member, requireFactor } = await organizationWith('authenticator', 'email');
    await requireFactor(onlyApps);
    const { mfaID } = (await signIn(service, member)).body;
    const request = { parameters: { mfaID }, body: { type: 'email' } };
    expect((await service.call('auth/switch-method', request)).status).toBe(200);
    await expectEnrolmentOnly(await submit(service, mfaID, await lastCode(service, member.email)));
    const proper = await completeSignIn(service, member, member.app);
    expect((await verify(proper.body.sessionToken)).status).toBe(200);
  });

  test('by an SSH key and the factor', async () => {
    const { member, requireFactor } = await organizationWith('email');
    const key = newSshKey();
    const body = { name: 'laptop', key: key.publicKey };
    expect((await service.call('keys/add', { token: member.token, body })).status).toBe(201);
    await requireFactor(onlyApps);
    const begun = await service.call('auth/sign-in-with-key', keySignIn(key, { at: service.clock.now }));
    const otp = await lastCode(service, member.email);
    await expectEnrolmentOnly(await submit(service, begun.body.mfaID, otp));
  });

  test('by a recovery code, which stands in for the factor that is out of reach and for no better one', async () => {
    const founded = await seededOrganization(service, seeder, 'authenticator');
    const byMail = await accountWith(service, 'email');
    const byApp = await accountWith(service, 'authenticator');
    for (const member of [byMail, byApp]) await join(service, founded, member);
    const owner = await signInWithFactor(service, founded.owner, founded.owner.app);
    expect((await requireMfa(service, founded.orgID, owner, onlyApps)).status).toBe(200);
    const byRecoveryCode = async ({ email, password, id, recoveryCodes }: typeof byMail) => {
      const { mfaID } = (await signIn(service, { email, password, id })).body;
      return submit(service, mfaID, recoveryCodes[0] ?? '');
    };
    await expectEnrolmentOnly(await byRecoveryCode(byMail));
    const entered = await byRecoveryCode(byApp);
    expect((await verify(entered.body.sessionToken)).status).toBe(200);
  });

  test('by a step-up that was open when the requirement came', async () => {
    const { member, requireFactor } = await organizationWith('email');
    const { mfaID } = await beginStepUp(service, member.token);
    const otp = await lastCode(service, member.email);
    await requireFactor(onlyApps);
    const request = { parameters: { mfaID }, body: { otp }, token: member.token };
    await expectEnrolmentOnly(await service.call('step-up/submit-code', request));
    expect(await verify(member.token)).toMatchObject({ slug: 'signed-out' });
  });

  test('when what is accepted is narrowed later, from the very next request on', async () => {
    const { member, requireFactor } = await organizationWith('email');
    await requireFactor();
    expect((await verify(member.token)).status).toBe(200);
    await requireFactor(onlyApps);
    expect(await verify(member.token)).toMatchObject({ status: 403, slug });
    expect((await service.call('account/read', { token: member.token })).status).toBe(200);
  });
});

describe('an invitation to an organization that requires a factor', () => {
  test('is not accepted by a session without one, or with one that is not accepted, and stays good', async () => {
    const { orgID, owner, requireFactor } = await organizationWith();
    await requireFactor(onlyApps);
    const bare = await seeded(service, seeder);
    const byMail = await seeded(service, seeder, 'email');
    const byApp = await seeded(service, seeder, 'email', 'authenticator');
    for (const guest of [bare, byMail, byApp]) {
      expect((await invite(service, orgID, owner.token, guest.email)).status).toBe(201);
      const code = await inviteCode(service, guest.email);
      // Signed in with the email code, whatever else is enabled.
      expect(await accept(service, code, guest.token)).toMatchObject({
        status: 403,
        slug,
        body: { organizations: [{ id: orgID, name: 'Acme' }] },
      });
      expect((await service.call('orgs/read', { parameters: { orgID }, token: guest.token })).slug).toBe(
        'not-found',
      );
    }
    const code = await inviteCode(service, byApp.email);
    const { mfaID } = (await signIn(service, byApp)).body;
    const request = { parameters: { mfaID }, body: { type: 'authenticator' } };
    expect((await service.call('auth/switch-method', request)).status).toBe(200);
    const otp = nextAppCode(service, byApp.app as NonNullable<Seeded['app']>);
    const { sessionToken } = (await submit(service, mfaID, otp)).body;
    expect((await accept(service, code, sessionToken)).status).toBe(200);
    expect((await verify(sessionToken)).status).toBe(200);
    expect(await verify(byApp.token)).toMatchObject({ status: 403, slug });
  });

  test('accepted before a deadline, it gives no more time than the organization does', async () => {
    const { orgID, owner, requireFactor } = await organizationWith();
    const deadline = service.clock.now + 1_200_000;
    await requireFactor({ required: true, deadline: new Date(deadline).toISOString() });
    const guest = await seeded(service, seeder);
    expect((await invite(service, orgID, owner.token, guest.email)).status).toBe(201);
    expect((await accept(service, await inviteCode(service, guest.email), guest.token)).status).toBe(200);
    service.clock.now = deadline;
    expect(await verify(guest.token)).toMatchObject({ status: 403, slug });
  });
});

describe('a requirement that comes into force while a member is signed in', () => {
  test('by a deadline: to the millisecond, and a sign-in just before does not renew it', async () => {
    const { orgID, member, requireFactor } = await organizationWith();
    const deadline = service.clock.now + 1_800_000;
    const text = new Date(deadline).toISOString();
    await requireFactor({ required: true, deadline: text });
    service.clock.now = deadline - 1;
    const late = await signIn(service, member);
    expect(late.body.due).toMatchObject([{ id: orgID, deadline: text }]);
    for (const token of [member.token, late.body.sessionToken])
      expect((await verify(token)).status).toBe(200);
    service.clock.now = deadline;
    for (const token of [member.token, late.body.sessionToken])
      expect(await verify(token)).toMatchObject({ status: 403, slug });
    expect(await signIn(service, member)).toMatchObject({ status: 403, slug });
  });

  test('by being required again, after a time without', async () => {
    const { member, requireFactor } = await organizationWith();
    await requireFactor();
    await requireFactor({ required: false });
    const between = await session(service, member);
    expect((await verify(between)).status).toBe(200);
    expect((await verify(member.token)).status).toBe(200);
    await requireFactor();
    for (const token of [member.token, between])
      expect(await verify(token)).toMatchObject({ status: 403, slug });
  });

  test('in the request after the change, whatever was asked before', async () => {
    const { member, requireFactor } = await organizationWith();
    for (let time = 0; time < 3; time += 1) {
      expect((await verify(member.token)).status).toBe(200);
      await requireFactor();
      expect((await verify(member.token)).slug).toBe(slug);
      await requireFactor({ required: false });
    }
  });
});

describe('a factor that is gone after the sign-in with it', () => {
  test('disabled, where another one remains: the session needs a sign-in with that one', async () => {
    const { member, requireFactor } = await organizationWith('email', 'authenticator');
    await requireFactor();
    expect((await verify(member.token)).status).toBe(200);
    const { factors } = (await service.call('account/read', { token: member.token })).body.mfa;
    const mail = factors.find(({ type }: { type: FactorType }) => type === 'email');
    const parameters = { factorID: mail.id };
    const { status } = await service.call('mfa/disable-factor', { parameters, token: member.token });
    expect(status).toBe(204);
    expect(await verify(member.token)).toMatchObject({ status: 403, slug });
    expect((await verify(await signInWithFactor(service, member, member.app))).status).toBe(200);
  });

  test('the last one that is accepted cannot be disabled, nor can the last one of all', async () => {
    const { member, requireFactor } = await organizationWith('authenticator', 'email');
    await requireFactor(onlyApps);
    const disable = async (token: string, wanted: FactorType) => {
      const { factors } = (await service.call('account/read', { token })).body.mfa;
      const { id } = factors.find(({ type }: { type: FactorType }) => type === wanted);
      return service.call('mfa/disable-factor', { parameters: { factorID: id }, token });
    };
    expect((await disable(member.token, 'authenticator')).slug).toBe('conflict');
    expect((await disable(member.token, 'email')).status).toBe(204);
    expect((await disable(member.token, 'authenticator')).slug).toBe('conflict');
    const waiting = await organizationWith('email');
    const deadline = new Date(service.clock.now + 86_400_000).toISOString();
    await waiting.requireFactor({ ...onlyApps, deadline });
    expect((await disable(waiting.member.token, 'email')).slug).toBe('conflict');
  });

  test('undone: the sessions end, and the new password opens nothing', async () => {
    const { member, requireFactor } = await organizationWith();
    await requireFactor();
    expect((await activateEmail(service, member)).done.status).toBe(200);
    const token = await signInWithFactor(service, member);
    expect((await verify(token)).status).toBe(200);
    const undo = { body: { token: await linkToken(service, member.email, 'undo') } };
    expect((await service.call('mfa/undo', undo)).status).toBe(204);
    expect((await verify(token)).slug).toBe('signed-out');
    const password = 'green ladder behind fog';
    const body = { token: await linkToken(service, member.email, 'reset'), password };
    expect((await service.call('account/reset-password', { body })).status).toBe(204);
    expect(await signIn(service, { ...member, password })).toMatchObject({ status: 403, slug });
  });

  test('reset by an owner: the sessions end, and the password alone opens nothing', async () => {
    const { orgID, owner, member, requireFactor } = await organizationWith('email');
    await requireFactor();
    const pending = (await signIn(service, member)).body.mfaID;
    const otp = await lastCode(service, member.email);
    const parameters = { orgID, userID: member.id };
    const reset = await service.call('orgs/reset-factors', { parameters, token: owner.token });
    expect(reset.status).toBe(204);
    expect((await verify(member.token)).slug).toBe('signed-out');
    expect((await submit(service, pending, otp)).slug).toBe('challenge-expired');
    expect(await signIn(service, member)).toMatchObject({ status: 403, slug });
  });
});
