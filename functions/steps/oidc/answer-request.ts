import * as z from 'zod/mini';
import { approve, deny } from '../../../core/apps/authorization-request.ts';
import { store } from '../../adapters/store.ts';
import { openRequest } from '../../flows/apps/open-requests.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { authorizationAnswer } from '../../http/answers.ts';
import { holdsCookieOf } from '../../http/authorization-cookie.ts';
import { flag } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'oidc/answer-request',
  body: z.object({ approve: flag }),
  answers: { 200: authorizationAnswer },
  uses: { store },
  async run({ parameters, event, body, caller, circumstances }, ports) {
    const requestID = parameters['requestID'] ?? '';
    const request = await openRequest(requestID, holdsCookieOf(event, requestID), ports);
    const decision = body.approve
      ? approve({ request, session: caller.session, user: caller.user, now: circumstances.at })
      : deny(request);
    await carryOut(decision, ports, circumstances);
    return { status: 200, body: { continueAt: `/api/oidc/auth/${requestID}` } };
  },
});

export const handler = toLambda(step);
