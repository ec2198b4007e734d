import { providerMetadata as metadataOf } from '../../../core/apps/provider-metadata.ts';
import { setting } from '../../host.ts';
import { providerMetadata } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { publicHeaders } from '../../http/public-headers.ts';
import { defineStep } from '../../http/step.ts';

/** Programs find the signing keys and all endpoints by it, from the issuer alone (OpenID Connect Discovery). */
export const step = defineStep({
  name: 'oidc/discovery',
  answers: { 200: providerMetadata },
  uses: {},
  async run(_request, { host }) {
    return { status: 200, body: metadataOf(setting(host, 'PUBLIC_ORIGIN')), headers: publicHeaders };
  },
});

export const handler = toLambda(step);
