import * as z from 'zod/mini';
import { roleOf } from '../../../core/organizations/organization.ts';
import { memberFacts, openResetRequest } from '../../../core/organizations/owner-reset.ts';
import { awaitsConfirmation, undoneAt } from '../../../core/sign-in/confirmation.ts';
import { store } from '../../adapters/store.ts';
import { readFormerOwners, readMembers } from '../../flows/organizations/members.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { member } from '../../http/organization-answers.ts';
import { roleIDs } from '../../http/role-ids.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/list-users',
  answers: { 200: z.array(member) },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store }) {
    const organization = requireMembership(caller, parameters);
    const now = circumstances.at;
    const isOwner = roleOf(organization, caller.user.userID) === 'owner';
    const [members, formerOwners] = await Promise.all([
      readMembers(store, organization),
      isOwner ? readFormerOwners(store, organization) : new Map<string, number>(),
    ]);
    const nameOf = (id: string) => members.find(({ user }) => user.userID === id)?.user.name ?? '';
    const body = members.map(({ member, user }) => {
      const role = roleOf(organization, user.userID);
      const ownerUntil = formerOwners.get(user.userID);
      const request = openResetRequest(member, user, now);
      return {
        id: user.userID,
        name: user.name,
        email: user.email,
        roleID: roleIDs[role],
        role,
        ...(isOwner && {
          mfa: user.factors.length > 0,
          ...(awaitsConfirmation(user, organization) && {
            awaitsConfirmation: true,
            undoneAt: new Date(undoneAt(user)).toISOString(),
          }),
          ...memberFacts({ organization, owner: caller.user, user, member, ownerUntil }, now),
        }),
        ...((isOwner || user.userID === caller.user.userID) &&
          request && {
            resetRequest: {
              by: { id: request.by, name: nameOf(request.by) },
              expiresAt: new Date(request.expiresAt).toISOString(),
            },
          }),
      };
    });
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
