import type { User } from '../../core/accounts/user.ts';
import { type Factor, factorTypes } from '../../core/factors/factor.ts';
import type { StoredPasskey } from '../../core/factors/passkey.ts';
import { factorFacts } from '../../core/factors/registry.ts';
import { isoOrNull } from '../../core/kernel/iso-or-null.ts';
import { canAddFactor } from '../../core/sign-in/activation.ts';
import { canSpareFactor, type WaysToSignIn } from '../../core/sign-in/passwordless.ts';
import { organizationsForbiddingRemoval } from '../../core/sign-in/requirement.ts';

/** A factor as answers show it, without its secret. */
export function factorBody(factor: Factor, account: { readonly preferredFactorID?: string | undefined }) {
  const { id, type, name, createdAt, lastUsedAt, backedUp } = factor as Factor & Partial<StoredPasskey>;
  return {
    id,
    type,
    name,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: isoOrNull(lastUsedAt),
    preferred: id === account.preferredFactorID,
    ...(backedUp !== undefined && { synced: backedUp }),
  };
}

/** The same for the account's settings, and whether it can be disabled. */
export function listedFactorBody(
  factor: Factor,
  user: User,
  organizations: Parameters<typeof organizationsForbiddingRemoval>[2],
  ways: WaysToSignIn,
) {
  const forbidding = organizationsForbiddingRemoval(user, factor.id, organizations);
  const requiredBy = forbidding.map(({ organizationID: id, name }) => ({ id, name }));
  const { credentialID, rpID } = factor as Factor & Partial<StoredPasskey>;
  return {
    ...factorBody(factor, user),
    ...(credentialID !== undefined && rpID !== undefined && { credentialID, rpID }),
    canDisable: requiredBy.length === 0 && canSpareFactor(user, factor.id, ways),
    requiredBy,
  };
}

/** Every kind of factor, and whether the account can have one more of it. */
export function offeredFactors(user: User) {
  return factorTypes.map((type) => ({
    type,
    maximum: factorFacts[type].maximumPerAccount,
    canAdd: canAddFactor(user, type),
  }));
}
