import type { Change } from '../../core/kernel/change.ts';
import type { Store } from '../adapters/store.ts';

/** Fewer than a transaction can have, so that each stays small. */
const changesPerCommit = 50;

/** Commits changes that are independent of each other, and that can be repeated. */
export async function commitInParts(store: Store, changes: readonly Change[]): Promise<void> {
  for (let begun = 0; begun < changes.length; begun += changesPerCommit)
    await store.commit(changes.slice(begun, begun + changesPerCommit));
}
