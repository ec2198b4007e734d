import { expect } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { Operator } from '../../../core/operator/operator-log.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import { deleteAccountByOperator } from '../../../functions/flows/operator/delete-by-operator.ts';
import { job as carryOutDeletions } from '../../../functions/jobs/deletions/carry-out.ts';
import type { Action } from './actions.ts';
import { mayActAsVictim } from './rights.ts';
import { day, find, type World } from './world.ts';

/*
 * Deletions of accounts and organizations: who may ask for them, and that the honest can take them back until they are carried
 * out.
 */

const week = 7 * day;

export const carriesOut: Action = {
  name: 'the hourly job carries out deletions',
  // If something else changes an account at the same moment, the job fails, and runs again.
  run: ({ service }) => service.run(carryOutDeletions).catch(() => undefined),
};

/** When nothing else happens, the job does not fail. */
export const settleDeletions = ({ service }: World): Promise<void> => service.run(carryOutDeletions);

const operator: Operator = { who: 'operator', reason: 'The person asked for it' };

/** Mallory asks the operator, who verifies that it is Mallory, and nobody else's account is concerned. */
export const operatorDeletesMallory: Action = {
  name: "the operator deletes Mallory's account",
  async run(world) {
    const { service, mallory } = world;
    const account = find(world, mallory);
    if (!account || account.address === '') return;
    const ports = { store: service.store, host: service.host, mailer: { send: async () => {} } };
    // If something else changes the account at the same moment, the command fails, and the operator would repeat it.
    await deleteAccountByOperator(ports, account, operator).catch(() => undefined);
  },
};

/** What deletions there are, and who may ask for more. */
export interface Deletions {
  readonly account: User | undefined;
  readonly organization: Organization | undefined;
  readonly at: number;
  readonly mails: number;
  readonly mayDeleteAccount: boolean;
  readonly mayDeleteOrganization: boolean;
}

export async function deletionsOf(world: World): Promise<Deletions> {
  const { service, victim, mallory, orgID } = world;
  const account = find(world, victim);
  const [organization] = await service.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(orgID),
  });
  const isMember = account?.organizations.includes(orgID) ?? false;
  const mayAct = account !== undefined && mayActAsVictim(world, isMember ? organization : undefined);
  const owners = organization?.owners ?? [];
  return {
    account: account?.address === '' ? undefined : account,
    organization,
    at: service.clock.now,
    mails: service.mails.length,
    mayDeleteAccount: mayAct,
    mayDeleteOrganization: owners.includes(mallory.id) || (owners.includes(victim.id) && mayAct),
  };
}

/** Holds the service to what an action may have done: it asks with the proofs, and ends only what nobody kept for a week. */
export function expectAllowed(world: World, before: Deletions, after: Deletions): void {
  expectAccountAllowed(world, before, after);
  expectOrganizationAllowed(world, before, after);
}

function expectAccountAllowed({ victim, service }: World, before: Deletions, after: Deletions): void {
  if (!before.account) return;
  const dueAt = before.account.deletionDueAt;
  if (!after.account) {
    expect(dueAt, 'an account is only deleted if that was asked for, and not taken back').toBeDefined();
    expect(after.at, 'an account is deleted after its week').toBeGreaterThanOrEqual(dueAt ?? Infinity);
    return;
  }
  const planned = after.account.deletionDueAt;
  if (planned === undefined || planned === dueAt) return;
  expect(before.mayDeleteAccount, 'the deletion of the account was asked for').toBe(true);
  expect(planned, 'its user has a week').toBeGreaterThanOrEqual(before.at + week);
  const told = service.mails.slice(before.mails).filter(({ to }) => to === victim.email);
  expect(told.length, 'its user learns of it').toBeGreaterThan(0);
}

function expectOrganizationAllowed(
  { otherOwner, service }: World,
  before: Deletions,
  after: Deletions,
): void {
  const { organization } = before;
  if (!organization) return;
  const { deletionDueAt: dueAt, members, owners } = organization;
  if (!after.organization) {
    if (dueAt === undefined || after.at < dueAt) {
      expect(members, 'only an organization of one member ends at once').toBe(1);
      expect(before.mayDeleteOrganization, 'the organization was deleted').toBe(true);
    }
    return;
  }
  const planned = after.organization.deletionDueAt;
  if (planned === undefined || planned === dueAt) return;
  expect(before.mayDeleteOrganization, 'the deletion of the organization was asked for').toBe(true);
  expect(planned, 'its owners have a week').toBeGreaterThanOrEqual(before.at + week);
  if (!owners.includes(otherOwner.id)) return;
  const told = service.mails.slice(before.mails).filter(({ to }) => to === otherOwner.email);
  expect(told.length, 'the other owner learns of it').toBeGreaterThan(0);
}

/** The victim, signed in again, takes back what somebody else asked for. */
export async function keepAccount(world: World, token: string): Promise<void> {
  const kept = await world.service.call('account/keep', { token });
  expect(kept.status, 'the victim keeps the account').toBe(204);
  expect(find(world, world.victim)?.deletionDueAt).toBeUndefined();
}

/** The honest owner takes the deletion of the organization back, if there is one. */
export async function keepOrganization(world: World): Promise<void> {
  const { service, otherOwner, orgID } = world;
  const { organization } = await deletionsOf(world);
  if (organization?.deletionDueAt === undefined || !organization.owners.includes(otherOwner.id)) return;
  // Whoever does not meet a requirement activates a factor first, as `recover` does for the victim.
  if (organization.mfaRequired && !organization.mfaAccept.includes('authenticator')) return;
  service.clock.now += 3_600_000;
  const address = '203.0.113.81';
  const credentials = { identifier: otherOwner.email, password: otherOwner.password };
  const { body } = await service.call('auth/sign-in', { body: credentials, address });
  const otp = otherOwner.apps[0]?.codeAt(service.clock.now);
  const parameters = { mfaID: body?.mfaID };
  const signedIn = await service.call('auth/submit-code', { parameters, body: { otp }, address });
  const token = signedIn.body?.sessionToken;
  const kept = await service.call('orgs/keep', { parameters: { orgID }, token });
  expect(kept.status, `the other owner keeps the organization ${JSON.stringify(kept.body)}`).toBe(204);
}
