import { texts } from './texts/index.ts';

/** `email`, `authenticator`, or `authenticator “work phone”` if its name says more than its kind. */
export function factorTitle({ type, name }: { type: string; name?: string }): string {
  const kind = texts.factorTypes[type] ?? type;
  return !name || name.toLowerCase() === kind.toLowerCase() ? kind : texts.namedFactor(kind, name);
}
