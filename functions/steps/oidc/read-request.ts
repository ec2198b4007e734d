import { type App, appKeyOf } from '../../../core/apps/app.ts';
import { store } from '../../adapters/store.ts';
import { openRequest } from '../../flows/apps/open-requests.ts';
import { authorizationRequest } from '../../http/answers.ts';
import { holdsCookieOf } from '../../http/authorization-cookie.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'oidc/read-request',
  answers: { 200: authorizationRequest },
  uses: { store },
  async run({ parameters, event }, ports) {
    const requestID = parameters['requestID'] ?? '';
    const { payload } = await openRequest(requestID, holdsCookieOf(event, requestID), ports);
    const key = appKeyOf(payload.params.client_id);
    const [app] = key ? await ports.store.read<[App]>({ table: 'apps', key }) : [];
    // The app was removed since.
    if (!app) return refuse('authorization-over');
    return { status: 200, body: { app: { id: app.id, name: app.name } } };
  },
});

export const handler = toLambda(step);
