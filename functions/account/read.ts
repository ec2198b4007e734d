import { demandsOf } from '../../core/enforcement.ts';
import type { Factor } from '../../core/factors/factor.ts';
import { recoveryCodePrefix } from '../../core/factors/recovery-code.ts';
import { preferredType } from '../../core/user.ts';
import { store } from '../adapters/store.ts';
import { dueOf } from '../flows/due.ts';
import { factorBody } from '../flows/factor-body.ts';
import { membershipsOf } from '../flows/memberships.ts';
import { account } from '../http/answers.ts';
import { toLambda } from '../http/lambda.ts';
import { defineStep } from '../http/step.ts';

export const step = defineStep({
  name: 'account/read',
  answers: { 200: account },
  uses: { store },
  async run({ caller: { user, organizations }, circumstances }, { store }) {
    const { rows } = await store.list('factors', { userID: user.userID });
    const isRecoveryCode = (id: unknown) => String(id).startsWith(recoveryCodePrefix);
    const factors = rows.filter((row) => !isRecoveryCode(row['id'])) as unknown as Factor[];
    const due = dueOf(user, demandsOf(organizations, circumstances.at).due);
    const mfa = {
      enabled: user.factors.length > 0,
      preferred: preferredType(user) ?? null,
      factors: factors.sort((a, b) => a.createdAt - b.createdAt).map((factor) => factorBody(factor, user)),
      recoveryCodesLeft: rows.length - factors.length,
      requiredBy: organizations
        .filter(({ mfaRequired }) => mfaRequired)
        .map(({ organizationID, name }) => ({ id: organizationID, name })),
      ...(due.length > 0 && { due }),
    };
    return {
      status: 200,
      body: {
        id: user.userID,
        name: user.name,
        email: user.email,
        mfa,
        organizations: membershipsOf(user, organizations),
      },
    };
  },
});

export const handler = toLambda(step);
