import { requestAccountDeletion } from '../../../core/organizations/delete-account.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { deletion } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/delete',
  answers: { 202: deletion },
  uses: { store, mailer },
  async run({ caller: { user, session, organizations }, circumstances }, ports) {
    const decision = requestAccountDeletion(user, organizations, session.id, circumstances.at);
    const dueAt = await carryOut(decision, ports, circumstances);
    return { status: 202, body: { deletionDueAt: new Date(dueAt).toISOString() } };
  },
});

export const handler = toLambda(step);
