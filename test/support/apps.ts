import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type GivenApp, makeApp } from '../../core/apps/app.ts';
import { registerByOperator } from '../../core/operator/operator-apps.ts';
import { operatorCircumstances } from '../../core/operator/operator-log.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { carryOut } from '../../functions/flows/carry-out.ts';
import type { Service } from './service.ts';

export const shop = { name: 'Shop', audience: 'https://api.shop.example' };

/** Registers an app as the operator's command does. */
export async function registerApp(
  service: Service,
  given: GivenApp = shop,
  kept = operatorStore(service),
  secret?: string,
) {
  const { random, now } = service.host;
  const app = makeApp(given, random, now(), secret);
  const ports = { host: service.host, store: kept };
  await carryOut(registerByOperator(app, { who: 'test' }), ports, operatorCircumstances(now()));
  return app;
}

function operatorStore({ host }: Service): Store {
  // A client reads its credentials once: these are not those of a function.
  process.env['AWS_ACCESS_KEY_ID'] = 'operator';
  return store(host, new DynamoDBClient({}));
}

/** A token for an app, which the service issues in a session. */
export async function tokenFor(service: Service, session: string, audience = shop.audience): Promise<string> {
  const answer = await service.call('auth/token', { token: session, body: { audience } });
  if (answer.status !== 200) throw new Error(`no token: ${JSON.stringify(answer.body)}`);
  return answer.body.token;
}
