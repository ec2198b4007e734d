import { methodsOf, type User } from '../accounts/user.ts';
import type { FactorType } from '../factors/factor.ts';
import { acceptedFactors, hasAcceptedFactor } from '../sign-in/requirement.ts';
import type { Organization } from './organization.ts';

/** What owners see of a member's factors: their types, and whether one of them is accepted. */
export function coverageOf(organization: Organization, user: Pick<User, 'factors'>) {
  return {
    mfa: user.factors.length > 0,
    methods: methodsOf(user),
    accepted: hasAcceptedFactor(user, acceptedFactors(organization)),
  };
}

/** The members that a requirement of one of these factors would stop, because they have none of them. */
export function stoppedMembers<M extends { readonly user: Pick<User, 'factors'> }>(
  members: readonly M[],
  accept: readonly FactorType[],
): readonly M[] {
  return members.filter(({ user }) => !hasAcceptedFactor(user, accept));
}
