import * as z from 'zod/mini';
import { type User, userKey } from '../../../core/accounts/user.ts';
import {
  addKey,
  type KeyClaim,
  keyClaimKey,
  type PublicKey,
  provesPossession,
  type RivalClaim,
} from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Store, store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readPublicKey } from '../../flows/sign-in/prove-ssh-key.ts';
import { setting } from '../../host.ts';
import { key } from '../../http/answers.ts';
import { keyName, possessionSignature, publicKey, signatureTime } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'keys/add',
  body: z.object({
    name: keyName,
    key: publicKey,
    signature: z.optional(possessionSignature),
    timestamp: z.optional(signatureTime),
  }),
  answers: { 201: key },
  uses: { store, mailer },
  async run({ body, caller: { user }, circumstances }, ports) {
    const given = readPublicKey(body.key, '/key');
    const now = circumstances.at;
    const origin = setting(ports.host, 'PUBLIC_ORIGIN');
    const { signature = '', timestamp = '' } = body;
    const isProved = provesPossession(given, { signature, timestamp }, user, origin, now);
    if ((signature !== '' || timestamp !== '') && !isProved) refuseField('/signature', 'key-proof-wrong');
    const rival = isProved ? await findRival(ports.store, given, user) : undefined;
    const request = { name: body.name, isProved, rival };
    const decision = addKey(user, given, request, now);
    const { name, line, createdAt } = await carryOut(decision, ports, circumstances);
    const { fingerprint } = given;
    return {
      status: 201,
      body: { name, fingerprint, key: line, createdAt: new Date(createdAt).toISOString() },
    };
  },
});

/** Another account that claims the key without having proved that it has it. */
async function findRival(store: Store, given: PublicKey, user: User): Promise<RivalClaim | undefined> {
  const [claim] = await store.read<[KeyClaim]>({ table: 'users', key: keyClaimKey(given.fingerprint) });
  if (!claim || claim.userID === user.userID || claim.provedAt !== undefined) return undefined;
  const [rival] = await store.read<[User]>({ table: 'users', key: userKey(claim.userID) });
  return rival && { claim, user: rival };
}

export const handler = toLambda(step);
