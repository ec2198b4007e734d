import {
  type AuthenticatorSeam,
  type OpenAuthenticator,
  type StoredAuthenticator,
  secretBytes,
} from '../../../core/factors/authenticator.ts';
import { readBranding } from '../notify/branding.ts';
import type { FactorPreparation, PreparationPorts } from './preparation.ts';

/** Unseals the secret of an authenticator. The owner is part of what the seal authenticates. */
async function open(
  { keyring }: PreparationPorts,
  sealed: Omit<OpenAuthenticator, 'secret'>,
): Promise<OpenAuthenticator> {
  const { userID, id, sealedSecret } = sealed;
  const secret = await keyring.unseal(sealedSecret, { userID, factorID: id });
  return { ...sealed, secret };
}

export const authenticator: FactorPreparation<AuthenticatorSeam> = {
  challenge: async () => ({}),
  async activation({ keyring, host }, { user, factorID }) {
    const secret = host.random(secretBytes);
    const sealedSecret = await keyring.seal(secret, { userID: user.userID, factorID });
    return { secret, sealedSecret, label: user.email, issuer: readBranding(host).brand };
  },
  async evidence(ports, { challenge, user }) {
    const { userID } = user;
    if (challenge.factor) {
      const { sealedSecret = '' }: AuthenticatorSeam['kept'] = challenge.kept ?? {};
      const { id } = challenge.factor;
      const begun = { userID, id, sealedSecret, lastUsedStep: 0, isInActivation: true };
      return { authenticators: [await open(ports, begun)] };
    }
    const enabled = user.factors.filter(({ type }) => type === challenge.method);
    const rows = await ports.store.read<StoredAuthenticator[]>(
      ...enabled.map(({ id }) => ({ table: 'factors' as const, key: { userID, id } })),
    );
    const stored = rows.filter((row) => row !== undefined);
    return { authenticators: await Promise.all(stored.map((row) => open(ports, row))) };
  },
};
