import * as z from 'zod/mini';
import { keysOf } from '../../../core/accounts/user.ts';
import { type KeyClaim, keyClaimKey } from '../../../core/sign-in/ssh-key.ts';
import { store } from '../../adapters/store.ts';
import { key } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'keys/list',
  answers: { 200: z.array(key) },
  uses: { store },
  async run({ caller: { user } }, { store }) {
    const keys = keysOf(user);
    const claims = await store.read<KeyClaim[]>(
      ...keys.map(({ fingerprint }) => ({ table: 'users' as const, key: keyClaimKey(fingerprint) })),
    );
    const listed = keys.flatMap(({ name, fingerprint }, index) => {
      const claim = claims[index];
      if (!claim) return [];
      return [{ name, key: claim.line, fingerprint, createdAt: new Date(claim.createdAt).toISOString() }];
    });
    return { status: 200, body: listed };
  },
});

export const handler = toLambda(step);
