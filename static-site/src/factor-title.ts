import { texts } from './texts/index.ts';

/** `email`, `authenticator`, or `authenticator “work phone”` if its name says more than its kind: a name that nobody gave is the type. */
export function factorTitle({ type, name }: { type: string; name?: string }): string {
  const kind = texts.factorTypes[type] ?? type;
  return !name || [type, kind.toLowerCase()].includes(name.toLowerCase())
    ? kind
    : texts.namedFactor(kind, name);
}
