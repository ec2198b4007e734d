import * as z from 'zod/mini';
import { accessClaims, signAccessToken } from '../../../core/apps/access-token.ts';
import { type AudienceClaim, audienceKey } from '../../../core/apps/app.ts';
import type { SigningKeys } from '../../../core/apps/signing-key.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { openSigningKey, signingKeysRow } from '../../flows/apps/signing-keys.ts';
import { setting } from '../../host.ts';
import { accessToken } from '../../http/answers.ts';
import { audience } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'auth/token',
  body: z.object({ audience }),
  answers: { 200: accessToken },
  uses: { store, keyring },
  async run({ body, caller, circumstances }, ports) {
    const [claim, keys] = await ports.store.read<[AudienceClaim, SigningKeys]>(
      { table: 'apps', key: audienceKey(body.audience) },
      signingKeysRow,
    );
    if (!claim) return refuse('app-unknown');
    const claims = accessClaims({
      issuer: setting(ports.host, 'PUBLIC_ORIGIN'),
      appID: claim.appID,
      audience: body.audience,
      tokenID: randomID(ports.host.random),
      now: circumstances.at,
      ...caller,
    });
    const token = signAccessToken(claims, await openSigningKey(ports, keys));
    return { status: 200, body: { token, expiresAt: new Date(claims.exp * 1000).toISOString() } };
  },
});

export const handler = toLambda(step);
