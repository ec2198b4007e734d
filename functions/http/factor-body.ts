import type { Factor } from '../../core/factors/factor.ts';

/** A factor as answers show it: nothing of its secret. */
export function factorBody(factor: Factor, account: { readonly preferredFactorID?: string | undefined }) {
  const { id, type, name, createdAt, lastUsedAt } = factor;
  return {
    id,
    type,
    name,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === undefined ? null : new Date(lastUsedAt).toISOString(),
    preferred: id === account.preferredFactorID,
  };
}
