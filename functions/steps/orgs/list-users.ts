import * as z from 'zod/mini';
import { roleOf } from '../../../core/organizations/organization.ts';
import { memberFacts, openResetRequest } from '../../../core/organizations/owner-reset.ts';
import { awaitsConfirmation, undoneAt } from '../../../core/sign-in/confirmation.ts';
import { type Store, store } from '../../adapters/store.ts';
import {
  listMembers,
  type MemberAccount,
  readFormerOwners,
  readUsers,
} from '../../flows/organizations/members.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { member } from '../../http/organization-answers.ts';
import { memberPageQuery, readMemberPage } from '../../http/pages.ts';
import { roleIDs } from '../../http/role-ids.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/list-users',
  query: memberPageQuery,
  answers: { 200: z.array(member) },
  uses: { store },
  async run({ parameters, query, caller, circumstances }, { store, host }) {
    const organization = requireMembership(caller, parameters);
    const now = circumstances.at;
    const isOwner = roleOf(organization, caller.user.userID) === 'owner';
    const [members, formerOwners] = await Promise.all([
      listMembers({ store, host }, { user: caller.user, organization }, readMemberPage(query), now),
      isOwner ? readFormerOwners(store, organization) : new Map<string, number>(),
    ]);
    const names = await namesOf(store, members);
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
              by: { id: request.by, name: names.get(request.by) ?? '' },
              expiresAt: new Date(request.expiresAt).toISOString(),
            },
          }),
      };
    });
    return { status: 200, body };
  },
});

/** The names of members, and of those who asked for their resets, on whatever page they are. */
async function namesOf(
  store: Store,
  members: readonly MemberAccount[],
): Promise<ReadonlyMap<string, string>> {
  const listed = new Map(members.map(({ user }) => [user.userID, user.name]));
  const elsewhere = members.flatMap(({ member: { resetRequest } }) =>
    resetRequest && !listed.has(resetRequest.by) ? [resetRequest.by] : [],
  );
  const others = elsewhere.length === 0 ? [] : await readUsers(store, [...new Set(elsewhere)]);
  return new Map([...listed, ...others.map(({ userID, name }) => [userID, name] as const)]);
}

export const handler = toLambda(step);
