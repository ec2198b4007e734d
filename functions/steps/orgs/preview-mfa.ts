import { methodsOf } from '../../../core/accounts/user.ts';
import { type FactorType, factorTypes } from '../../../core/factors/factor.ts';
import { stoppedMembers } from '../../../core/organizations/mfa-coverage.ts';
import { roleOf } from '../../../core/organizations/organization.ts';
import { hasAcceptedFactor } from '../../../core/sign-in/requirement.ts';
import { store } from '../../adapters/store.ts';
import { listMembers } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { preview } from '../../http/organization-answers.ts';
import { memberPageQuery, readMemberPage } from '../../http/pages.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/preview-mfa',
  query: {
    ...memberPageQuery,
    accept: {
      description: 'The methods that would be accepted, separated by commas. Default: all.',
      schema: { type: 'array', items: { type: 'string', enum: factorTypes }, minItems: 1 },
    },
  },
  answers: { 200: preview },
  uses: { store },
  async run({ parameters, query, caller, circumstances }, { store, host }) {
    const organization = requireOwnership(caller, parameters);
    const accept = readAccept(query['accept']);
    const { user } = caller;
    const page = readMemberPage(query);
    const members = await listMembers({ store, host }, { user, organization }, page, circumstances.at);
    const last = members.length === page?.limit ? members.at(-1) : undefined;
    const stopped = stoppedMembers(members, accept).map(({ user }) => ({
      id: user.userID,
      name: user.name,
      email: user.email,
      role: roleOf(organization, user.userID),
      methods: methodsOf(user),
    }));
    const body = {
      accept,
      canRequire: hasAcceptedFactor(caller.user, accept),
      members: { total: members.length, stopped: stopped.length },
      stopped,
      ...(last && { next: last.user.userID }),
    };
    return { status: 200, body };
  },
});

function readAccept(text: string | undefined): readonly FactorType[] {
  if (text === undefined) return factorTypes;
  const given = text.split(',').map((one) => one.trim());
  const known = factorTypes.filter((type) => given.includes(type));
  if (known.length === 0 || given.some((one) => !(factorTypes as readonly string[]).includes(one)))
    refuseField('accept', 'methods-unknown', { methods: factorTypes });
  return known;
}

export const handler = toLambda(step);
