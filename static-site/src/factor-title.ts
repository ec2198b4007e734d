import type { Factor } from './api/types.ts';
import { texts } from './texts/index.ts';

/** `email`, `authenticator`, or `authenticator “work phone”` where its name says more than its kind. */
export function factorTitle({ type, name }: Pick<Factor, 'type' | 'name'>): string {
  const kind = texts.methods[type];
  return type === 'email' || !name || name.toLowerCase() === kind.toLowerCase() ? kind : `${kind} “${name}”`;
}
