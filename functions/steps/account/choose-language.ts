import * as z from 'zod/mini';
import { chooseLanguage } from '../../../core/accounts/choose-language.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { language } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/choose-language',
  body: z.object({ language }),
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ body, caller: { user }, circumstances }, ports) {
    await carryOut(chooseLanguage(user, body.language), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
