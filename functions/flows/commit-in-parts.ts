import type { Change } from '../../core/kernel/change.ts';
import type { Store } from '../adapters/store.ts';

/** Fewer than a transaction can have, so that each stays small. */
const changesPerCommit = 50;

/**
 * Commits changes that are independent of each other, and that can be repeated.
 * @throws Error if a condition of one does not hold any more. Some of the others are committed then.
 */
export async function commitInParts(store: Store, changes: readonly Change[]): Promise<void> {
  for (let begun = 0; begun < changes.length; begun += changesPerCommit) {
    const { committed } = await store.commit(changes.slice(begun, begun + changesPerCommit));
    if (!committed) throw new Error('a row was changed at the same moment');
  }
}
