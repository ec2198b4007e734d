import { roleOf } from '../../../core/organizations/organization.ts';
import { store } from '../../adapters/store.ts';
import { listMembers } from '../../flows/organizations/members.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { groups } from '../../http/organization-answers.ts';
import { memberPageQuery, readMemberPage } from '../../http/pages.ts';
import { defineStep } from '../../http/step.ts';

/** The two roles as the groups that the guide's command line lists. */
export const step = defineStep({
  name: 'orgs/list-groups',
  query: memberPageQuery,
  answers: { 200: groups },
  uses: { store },
  async run({ parameters, query, caller, circumstances }, { store, host }) {
    const found = requireMembership(caller, parameters);
    const members = await listMembers(
      { store, host },
      { user: caller.user, organization: found },
      readMemberPage(query),
      circumstances.at,
    );
    const inRole = (role: string) =>
      members
        .filter(({ user }) => roleOf(found, user.userID) === role)
        .map(({ user }) => ({ id: user.userID, email: user.email }));
    const body = {
      groups: [
        { name: 'owners', acls: ['organization:*'], protected: true, members: inRole('owner') },
        {
          name: 'members',
          acls: ['organization:read', 'environment:read'],
          protected: true,
          members: inRole('member'),
        },
      ],
    };
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
