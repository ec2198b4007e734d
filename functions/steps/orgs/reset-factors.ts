import { sameMemberships, type User } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import {
  checkOrganization,
  type Member,
  type Organization,
} from '../../../core/organizations/organization.ts';
import {
  actorOf,
  recordMembershipEvent,
  recordOrganizationEvent,
} from '../../../core/organizations/organization-log.ts';
import {
  endRequest,
  isSeconded,
  needsSecondOwner,
  openResetRequest,
  requestReset,
  resetFactors,
  resetRefusal,
} from '../../../core/organizations/owner-reset.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Store, store } from '../../adapters/store.ts';
import { notifyMember, notifyOwners } from '../../flows/notify/organization.ts';
import type { NotifyPorts } from '../../flows/notify/try-send.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { resetRequested } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse } from '../../refusal.ts';

interface Case {
  readonly organization: Organization;
  readonly owner: User;
  readonly user: User;
  readonly member: Member;
  readonly circumstances: Circumstances;
}

/** For a lost phone. A member's factors an owner resets alone; an owner's need a second one who asks for the same. */
export const step = defineStep({
  name: 'orgs/reset-factors',
  answers: { 202: resetRequested, 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, using) {
    const organization = requireOwnership(caller, parameters);
    const owner = caller.user;
    const { user, member, ownerUntil } = await findMember(using.store, organization, parameters);
    const now = circumstances.at;
    const needsSecond = needsSecondOwner(organization, user.userID, ownerUntil, now);
    const refused = resetRefusal(organization, owner.userID, user, needsSecond);
    if (refused) throw new Refusal(refused);
    const asked = { organization, owner, user, member, circumstances };
    const request = openResetRequest(member, user, now);
    if (isSeconded(organization, request, owner.userID) || !needsSecond) {
      await reset(using, asked);
      return { status: 204 };
    }
    const expiresAt = request?.by === owner.userID ? request.expiresAt : await askSecondOwner(using, asked);
    return { status: 202, body: { expiresAt: new Date(expiresAt).toISOString() } };
  },
});

async function reset(using: NotifyPorts & { readonly store: Store }, asked: Case): Promise<void> {
  const { organization, owner, user, member, circumstances } = asked;
  const { random } = using.host;
  const { rows } = await using.store.list<{ readonly id: string }>('factors', { userID: user.userID });
  const by = actorOf(owner);
  const about = { member: actorOf(user) };
  const done = await using.store.commit([
    // Whoever left, or joined another organization in the meantime, is not this owner's to reset.
    ...resetFactors(user, rows, { when: [sameMemberships(user)] }),
    endRequest(member),
    checkOrganization(organization),
    recordOrganizationEvent(organization.organizationID, 'factors-reset', by, about, circumstances, random),
    recordMembershipEvent(user.userID, 'factors-reset', organization, circumstances, random),
  ]);
  if (!done.committed) refuse('changed-meanwhile');
  const named = { id: organization.organizationID, name: organization.name };
  const required = organization.mfaRequired;
  await notifyMember(
    using,
    user.email,
    { kind: 'mfa-reset', organization: named, by, required },
    circumstances,
  );
}

async function askSecondOwner(using: NotifyPorts & { readonly store: Store }, asked: Case): Promise<number> {
  const { organization, owner, user, member, circumstances } = asked;
  const { random } = using.host;
  const by = actorOf(owner);
  const about = { member: actorOf(user) };
  const { request, change } = requestReset(member, owner.userID, user, circumstances.at);
  const { organizationID, name } = organization;
  const done = await using.store.commit([
    change,
    checkOrganization(organization),
    recordOrganizationEvent(organizationID, 'factors-reset-requested', by, about, circumstances, random),
    recordMembershipEvent(user.userID, 'factors-reset-requested', organization, circumstances, random),
  ]);
  if (!done.committed) refuse('changed-meanwhile');
  const requested = { organization: { id: organizationID, name }, by, expiresAt: request.expiresAt };
  const toConfirm = { kind: 'mfa-reset-to-confirm', ...requested, ...about } as const;
  await Promise.all([
    notifyMember(using, user.email, { kind: 'mfa-reset-requested', ...requested }, circumstances),
    notifyOwners(using, organization, toConfirm, circumstances, [owner.userID, user.userID]),
  ]);
  return request.expiresAt;
}

export const handler = toLambda(step);
