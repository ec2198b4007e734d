import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { openProvider } from '../../flows/apps/provider/open-provider.ts';
import { setting } from '../../host.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { exchange, toIncoming } from '../../http/node-exchange.ts';
import { fromProvider, toProvider } from '../../http/provider-exchange.ts';
import { defineStep } from '../../http/step.ts';

/** The endpoints of OpenID Connect. Their grammar is that of a certified library, in this operation alone. */
export const step = defineStep({
  name: 'oidc/provider',
  answers: { 200: noBody },
  uses: { store, keyring },
  async run({ event }, ports) {
    const { listener, failureOf } = await openProvider(ports);
    const request = toIncoming(toProvider(event, setting(ports.host, 'PUBLIC_ORIGIN')));
    const answer = await exchange(listener, request);
    const failure = failureOf(request);
    if (failure !== undefined) throw failure;
    return fromProvider(answer);
  },
});

export const handler = toLambda(step);
