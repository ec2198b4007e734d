import { recordEvent } from '../../../core/accounts/security-log.ts';
import type { Factor } from '../../../core/factors/factor.ts';
import { checkOrganization } from '../../../core/organizations/organization.ts';
import { disableFactor } from '../../../core/sign-in/activation.ts';
import { organizationsForbiddingRemoval } from '../../../core/sign-in/requirement.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/disable-factor',
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller: { user, organizations }, circumstances }, { store, mailer, host }) {
    const enabled = user.factors.find(({ id }) => id === parameters['factorID']);
    if (!enabled) return refuse('not-found');
    const [forbidding] = organizationsForbiddingRemoval(user, enabled.id, organizations);
    if (forbidding) refuse('factor-required', { organization: forbidding.name });
    const { rows } = await store.list<Factor>('factors', { userID: user.userID });
    const name = rows.find(({ id }) => id === enabled.id)?.name ?? '';
    const about = { type: enabled.type, name };
    const disabled = await store.commit([
      ...disableFactor(user, rows, enabled.id),
      ...organizations.map(checkOrganization),
      recordEvent(user.userID, 'factor-disabled', circumstances, host.random, about),
    ]);
    if (!disabled.committed) refuse('changed-meanwhile');
    const notice = {
      kind: 'factor-disabled',
      method: enabled.type,
      name,
      isLast: user.factors.length === 1,
    } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
