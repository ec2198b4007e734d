import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import {
  accountWith,
  everythingStored,
  nextAppCode,
  sessionsOf,
  signInWithFactor,
} from '../../support/accounts.ts';
import {
  foundOrganization,
  join,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { activateAuthenticator, lastCode, signIn } from '../../support/people.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { type CallRequest, type Service, startService } from '../../support/service.ts';

/**
 * R13: an enrolment that only a page or a redirect requires, and the API does not (CVE-2025-3910 Keycloak,
 * CVE-2026-56256 Capgo). Every step is called with the sessions that the requirement stops.
 */

let service: Service;
let orgID: string;
let owner: Seeded;
/** Without any factor; with one that the organization does not accept. */
let bare: Seeded;
let byMail: Seeded;
beforeAll(async () => {
  service = await startService();
  const seeder = await seederOf(service);
  ({ orgID, owner } = await seededOrganization(service, seeder, 'authenticator'));
  bare = await seeded(service, seeder);
  byMail = await seeded(service, seeder, 'email');
  for (const member of [bare, byMail]) await join(service, { orgID, owner }, member);
  const policy = { required: true, accept: ['authenticator'] } as const;
  expect((await requireMfa(service, orgID, owner.token, policy)).status).toBe(200);
});
afterAll(() => service.close());

const rows: readonly Step[] = steps;
const names = (wanted: (row: Step) => boolean) => rows.filter(wanted).map(({ name }) => name as StepName);
/** Rule 7: account, activations (open to anyone with the password), leave, sign out; and a proof, which may be the one that is wanted. */
const openToEnrolment: readonly StepName[] = [
  'account/read',
  'account/keep',
  'orgs/leave',
  'auth/sign-out',
  'step-up/start',
  'step-up/switch-method',
  'step-up/resend-code',
  'step-up/submit-code',
  'step-up/submit-passkey',
];
const openToStopped: readonly StepName[] = ['auth/sign-out'];

/** As a member would send it: to the member's own organization, and about it. */
const requestOf = (member: Seeded): CallRequest => ({
  parameters: {
    orgID,
    userID: member.id,
    inviteID: 'x',
    inviteCode: 'x',
    mfaID: 'x',
    factorID: 'x',
    sessionID: 'x',
    environmentID: 'x',
    name: 'laptop',
  },
  body: {},
  token: member.token,
});

const refusal = () => ({
  status: 403,
  slug: 'mfa-required-by-organization',
  body: { organizations: [{ id: orgID, name: 'Acme' }], activateUrl: '/account/mfa/activate' },
});

describe('a member without any factor', () => {
  const stopped = names(
    ({ name, caller }) => caller !== 'anyone' && !openToStopped.includes(name as StepName),
  );

  test.each(stopped)('is refused %s, and nothing is written', async (name) => {
    const before = await everythingStored(service);
    expect(await service.call(name, requestOf(bare))).toMatchObject(refusal());
    expect(await everythingStored(service)).toEqual(before);
  });

  test('gets no session by the right password, however often', async () => {
    const before = await sessionsOf(service, bare.id);
    for (let time = 0; time < 3; time += 1) expect(await signIn(service, bare)).toMatchObject(refusal());
    expect(await sessionsOf(service, bare.id)).toEqual(before);
  });
});

describe('a member whose factor is not accepted', () => {
  const stopped = names(
    ({ name, caller }) => caller !== 'anyone' && !openToEnrolment.includes(name as StepName),
  );

  test.each(stopped)('is refused %s, and nothing is written', async (name) => {
    const before = await everythingStored(service);
    expect(await service.call(name, requestOf(byMail))).toMatchObject(refusal());
    expect(await everythingStored(service)).toEqual(before);
  });

  test('signs in to the account alone, and is told so', async () => {
    const challenge = (await signIn(service, byMail)).body;
    const otp = (await service.mailsTo(byMail.email)).at(-1)?.subject.slice(-6);
    const request = { parameters: { mfaID: challenge.mfaID }, body: { otp } };
    const { body } = await service.call('auth/submit-code', request);
    expect(body).toMatchObject({ scope: 'enrolment', requiredBy: [{ id: orgID, name: 'Acme' }] });
    const token = body.sessionToken;
    expect((await service.call('account/read', { token })).status).toBe(200);
    expect(await service.call('auth/verify', { token })).toMatchObject(refusal());
    expect((await service.call('auth/sign-out', { token })).status).toBe(204);
  });
});

test('no step is open to these sessions but the few of rule 7 and those for anyone', () => {
  const judged = names(({ caller }) => caller === 'enrolling' || caller === 'stopped');
  expect([...judged].sort()).toEqual([...openToEnrolment].sort());
  expect(names(({ caller }) => caller === 'stopped')).toEqual(openToStopped);
});

test('the steps for anyone give these sessions nothing more than anyone', async () => {
  for (const name of names(({ caller }) => caller === 'anyone'))
    for (const member of [bare, byMail]) {
      const { token: _, ...asAnyone } = requestOf(member);
      const { status, slug, cookies } = await service.call(name, requestOf(member));
      expect({ status, slug, cookies }, name).toEqual({
        status: (await service.call(name, asAnyone)).status,
        slug,
        cookies: [],
      });
    }
});

test('activation is the way out: not by itself, but with a sign-in or a step-up that uses it', async () => {
  const fresh = await signInWithFactor(service, byMail);
  const { done, app } = await activateAuthenticator(service, byMail, fresh);
  expect(done.status).toBe(200);
  expect(await service.call('auth/verify', { token: fresh })).toMatchObject(refusal());
  const begun = await service.call('step-up/start', { token: fresh });
  expect(begun.body.mfaPreferredType).toBe('authenticator');
  const stepped = await service.call('step-up/submit-code', {
    parameters: { mfaID: begun.body.mfaID },
    body: { otp: nextAppCode(service, app) },
    token: fresh,
  });
  expect((await service.call('auth/verify', { token: stepped.body.sessionToken })).status).toBe(200);
  const token = await signInWithFactor(service, byMail, app);
  expect((await service.call('auth/verify', { token })).status).toBe(200);

  const outside = await activateAuthenticator(service, bare, bare.token);
  expect(outside.done.status).toBe(200);
  expect(await service.call('auth/verify', { token: bare.token })).toMatchObject(refusal());
  const entered = await signInWithFactor(service, bare, outside.app);
  expect((await service.call('auth/verify', { token: entered })).status).toBe(200);
});

test('two requirements that no one method meets are met by one method after the other', async () => {
  const member = await accountWith(service, 'email', 'authenticator');
  const [byApp, byMailOnly] = [
    await foundOrganization(service, 'authenticator'),
    await foundOrganization(service, 'email'),
  ];
  await join(service, byApp, member);
  await join(service, byMailOnly, member);
  await requireMfa(service, byApp.orgID, byApp.owner.token, { required: true, accept: ['authenticator'] });
  await requireMfa(service, byMailOnly.orgID, byMailOnly.owner.token, { required: true, accept: ['email'] });
  expect(await service.call('auth/verify', { token: member.token })).toMatchObject({
    slug: 'mfa-required-by-organization',
    body: { organizations: [{ id: byMailOnly.orgID, accept: ['email'] }] },
  });
  const begun = await service.call('step-up/start', { token: member.token });
  expect(begun.body.mfaPreferredType).toBe('email');
  const token = (
    await service.call('step-up/submit-code', {
      parameters: { mfaID: begun.body.mfaID },
      body: { otp: await lastCode(service, member.email) },
      token: member.token,
    })
  ).body.sessionToken;
  expect((await service.call('auth/verify', { token })).body.methods).toEqual([
    'password',
    'authenticator',
    'email',
  ]);
});
