import { preferredType, voidPassword } from '../../../core/accounts/user.ts';
import type { Factor } from '../../../core/factors/factor.ts';
import { isFactor, type StoredRecoveryCode } from '../../../core/factors/recovery-code.ts';
import { isEnoughWithoutPassword } from '../../../core/sign-in/passwordless.ts';
import { listRequirements, requirementsOf } from '../../../core/sign-in/requirement.ts';
import { sessionScope } from '../../../core/sign-in/session-scope.ts';
import { store } from '../../adapters/store.ts';
import { readRelyingParty } from '../../flows/factors/relying-party.ts';
import { account } from '../../http/answers.ts';
import { listedFactorBody, offeredFactors } from '../../http/factor-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { membershipsOf } from '../../http/memberships.ts';
import { defineStep } from '../../http/step.ts';
import { listUpcomingUnmet } from '../../http/upcoming-requirement.ts';

export const step = defineStep({
  name: 'account/read',
  answers: { 200: account },
  uses: { store },
  async run({ caller: { user, session, organizations }, circumstances }, { store, host }) {
    const { rows } = await store.list<Factor | StoredRecoveryCode>('factors', { userID: user.userID });
    const factors = rows.filter(isFactor);
    const ways = { rows, rpID: readRelyingParty(host).rpID };
    const hasPassword = user.passwordHash !== voidPassword;
    const { inForce, upcoming } = requirementsOf(organizations, circumstances.at);
    const due = listUpcomingUnmet(user, upcoming);
    const scope = sessionScope(user, session.methods, organizations, circumstances.at, session.trustedAfter);
    const mfa = {
      enabled: user.factors.length > 0,
      preferred: preferredType(user) ?? null,
      factors: factors
        .sort((a, b) => a.createdAt - b.createdAt)
        .map((factor) => listedFactorBody(factor, user, organizations, ways)),
      types: offeredFactors(user),
      recoveryCodesLeft: rows.length - factors.length,
      requiredBy: listRequirements([...inForce, ...upcoming]),
      ...('unmet' in scope && { unmet: listRequirements(scope.unmet) }),
      ...(due.length > 0 && { due }),
    };
    const body = {
      id: user.userID,
      name: user.name,
      email: user.email,
      language: user.language ?? null,
      ...(user.deletionDueAt !== undefined && {
        deletionDueAt: new Date(user.deletionDueAt).toISOString(),
      }),
      hasPassword,
      canRemovePassword: hasPassword && isEnoughWithoutPassword(ways),
      ...('unmet' in scope && { scope: scope.scope }),
      mfa,
      organizations: membershipsOf(user, organizations),
    };
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
