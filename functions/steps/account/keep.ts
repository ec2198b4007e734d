import { keepAccount } from '../../../core/accounts/deletion.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/keep',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ caller: { user }, circumstances }, ports) {
    await carryOut(keepAccount(user), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
