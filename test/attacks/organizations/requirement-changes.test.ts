import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import { accountWith, stepUp } from '../../support/accounts.ts';
import { join, requireMfa, seeded, seededOrganization } from '../../support/organizations.ts';
import { register, session, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/** R14: who may change an organization's MFA requirement, and whom it holds. */

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

describe('who may change the requirement', () => {
  const everyChange = [{ required: true }, { required: false }, onlyApps] as const;

  test('no member, nobody else, and nobody without a session', async () => {
    const { orgID, member, requireFactor } = await organizationWith('email');
    await requireFactor();
    const stranger = await seeded(service, seeder, 'email');
    for (const policy of everyChange) {
      expect((await requireMfa(service, orgID, member.token, policy)).slug).toBe('forbidden');
      expect((await requireMfa(service, orgID, stranger.token, policy)).slug).toBe('not-found');
      expect((await requireMfa(service, orgID, 'no.token', policy)).slug).toBe('signed-out');
    }
    const { body } = await service.call('orgs/read', { parameters: { orgID }, token: member.token });
    expect(body.mfa).toMatchObject({ required: true, accept: ['email', 'authenticator', 'passkey'] });
  });

  test('no owner whose proof is older than ten minutes, to turn it on, narrow it or turn it off', async () => {
    const { orgID, owner, requireFactor } = await organizationWith();
    await requireFactor();
    service.clock.now += 600_001;
    for (const policy of everyChange.slice(1))
      expect((await requireMfa(service, orgID, owner.token, policy)).slug).toBe('step-up-required');
    const token = await stepUp(service, owner, owner.app);
    expect((await requireMfa(service, orgID, token, { required: false })).status).toBe(200);
  });

  test('no owner who was made a member, or who left, from the next request on', async () => {
    const { orgID, owner } = await organizationWith();
    const second = await seeded(service, seeder, 'email');
    await join(service, { orgID, owner }, second, 'owner');
    const change = { parameters: { orgID, userID: second.id }, token: owner.token, body: { role: 'member' } };
    expect((await service.call('orgs/change-role', change)).status).toBe(200);
    expect((await requireMfa(service, orgID, second.token)).slug).toBe('forbidden');
    expect((await service.call('orgs/leave', { parameters: { orgID }, token: second.token })).status).toBe(
      204,
    );
    expect((await requireMfa(service, orgID, second.token)).slug).toBe('not-found');
  });

  test('only with a factor that it accepts, and a session made with it', async () => {
    const { orgID, owner } = await organizationWith();
    const second = await seeded(service, seeder, 'email', 'authenticator');
    await join(service, { orgID, owner }, second, 'owner');
    // Signed in by mail, with an authenticator enabled as well.
    expect((await requireMfa(service, orgID, second.token, onlyApps)).slug).toBe('step-up-required');
    const onlyMail = { required: true, accept: ['email'] } as const;
    expect((await requireMfa(service, orgID, owner.token, onlyMail)).slug).toBe('forbidden');
    expect((await requireMfa(service, orgID, second.token, onlyMail)).status).toBe(200);
    const third = await seeded(service, seeder);
    const other = await service.call('orgs/create', { token: third.token, body: { name: 'Bare' } });
    expect((await requireMfa(service, other.body.id, third.token)).slug).toBe('forbidden');
  });

  test('not with a recovery code in place of the factor', async () => {
    const account = await accountWith(service, 'authenticator');
    const made = await service.call('orgs/create', { token: account.token, body: { name: 'Acme' } });
    const { mfaID } = (await signIn(service, account)).body;
    const { sessionToken } = (await submit(service, mfaID, account.recoveryCodes[0] ?? '')).body;
    expect((await requireMfa(service, made.body.id, sessionToken)).slug).toBe('step-up-required');
  });
});

test('nothing of the requirement holds an account that is in the organization no more', async () => {
  const { orgID, owner, member, requireFactor } = await organizationWith();
  await requireFactor();
  expect((await verify(member.token)).slug).toBe(slug);
  const parameters = { orgID, userID: member.id };
  expect((await service.call('orgs/remove-user', { parameters, token: owner.token })).status).toBe(204);
  expect((await verify(member.token)).status).toBe(200);
  const stranger = await register(service);
  expect((await verify(await session(service, stranger))).status).toBe(200);
});
