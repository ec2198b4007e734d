import { store } from '../../adapters/store.ts';
import { exportAccount } from '../../flows/accounts/export-account.ts';
import { accountExport } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/export',
  answers: { 200: accountExport },
  uses: { store },
  async run({ caller: { user }, circumstances }, ports) {
    return { status: 200, body: await exportAccount(ports, user, circumstances.at) };
  },
});

export const handler = toLambda(step);
