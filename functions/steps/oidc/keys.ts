import { publishedKeys, type SigningKeys } from '../../../core/apps/signing-key.ts';
import { store } from '../../adapters/store.ts';
import { signingKeysRow } from '../../flows/apps/signing-keys.ts';
import { keySet } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { publicHeaders } from '../../http/public-headers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'oidc/keys',
  answers: { 200: keySet },
  uses: { store },
  async run(_request, { store }) {
    const [keys] = await store.read<[SigningKeys]>(signingKeysRow);
    return { status: 200, body: publishedKeys(keys), headers: publicHeaders };
  },
});

export const handler = toLambda(step);
