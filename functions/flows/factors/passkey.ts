import type { User } from '../../../core/accounts/user.ts';
import { isTyped } from '../../../core/factors/factor.ts';
import {
  type AssertedCredential,
  challengeBytes,
  needsUserVerification,
  type PasskeyEvidence,
  type PasskeySeam,
  passkeyID,
  type StoredPasskey,
} from '../../../core/factors/passkey.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import type { FactorPreparation, PreparationPorts } from './preparation.ts';
import { readRelyingParty } from './relying-party.ts';

const newChallenge = (host: Host) => Buffer.from(host.random(challengeBytes)).toString('base64url');

/** The passkeys of an account; one call, or none if it has none. */
async function readPasskeys(store: Store, { userID, factors }: User): Promise<readonly StoredPasskey[]> {
  const enabled = factors.filter(({ type }) => !isTyped(type));
  if (enabled.length === 0) return [];
  const rows = await store.read<StoredPasskey[]>(
    ...enabled.map(({ id }) => ({ table: 'factors' as const, key: { userID, id } })),
  );
  return rows.filter((row) => row !== undefined);
}

export const passkey: FactorPreparation<PasskeySeam> = {
  async challenge({ store, host }, { user, provedMethods }) {
    return {
      challenge: newChallenge(host),
      rpID: readRelyingParty(host).rpID,
      passkeys: await readPasskeys(store, user),
      needsVerification: needsUserVerification(provedMethods),
    };
  },
  async activation({ store, host }, { user }) {
    return {
      challenge: newChallenge(host),
      relyingParty: readRelyingParty(host),
      user,
      passkeys: await readPasskeys(store, user),
    };
  },
  evidence: passkeyEvidence,
};

/** What a passkey that answers a challenge is compared with. It needs no data keys. */
export async function passkeyEvidence(
  { store, host }: Pick<PreparationPorts, 'store' | 'host'>,
  {
    challenge,
    user,
    input,
  }: { readonly challenge: Challenge; readonly user: User; readonly input: AssertedCredential },
): Promise<PasskeyEvidence> {
  const { signed = '' }: PasskeySeam['kept'] = challenge.kept ?? {};
  const key = { userID: user.userID, id: passkeyID(input.id) };
  const isEnabled = user.factors.some(({ id }) => id === key.id);
  const [stored] = isEnabled ? await store.read<[StoredPasskey]>({ table: 'factors', key }) : [];
  return {
    ...(stored && { stored }),
    challenge: signed,
    relyingParty: readRelyingParty(host),
    needsVerification: needsUserVerification(challenge.provedMethods),
  };
}
