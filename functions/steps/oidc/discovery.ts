import { acrs } from '../../../core/factors/factor.ts';
import { setting } from '../../host.ts';
import { providerMetadata } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { publicHeaders } from '../../http/public-headers.ts';
import { defineStep } from '../../http/step.ts';

/** What verifies tokens finds the signing keys by it, from the issuer alone (OpenID Connect Discovery). */
export const step = defineStep({
  name: 'oidc/discovery',
  answers: { 200: providerMetadata },
  uses: {},
  async run(_request, { host }) {
    const issuer = setting(host, 'PUBLIC_ORIGIN');
    const body = {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: [],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      acr_values_supported: [...acrs],
    };
    return { status: 200, body, headers: publicHeaders };
  },
});

export const handler = toLambda(step);
