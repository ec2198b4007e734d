import type { Reason, ReasonParameters } from '../../contract/api.ts';
import { printable } from '../terminal/printable.ts';

/**
 * What to say for each reason of a refusal, with the parameters that come with it: what happened, and what to do next.
 * A missing text does not compile.
 */
export type ReasonTexts = {
  readonly [R in Reason]: keyof ReasonParameters[R] extends never
    ? string
    : string | ((given: ReasonParameters[R]) => string);
};

/** A reason with its parameters, as a problem document, a field error or a challenge has them. */
export interface Reasoned {
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * The text for a refusal. For a reason that only a newer service knows, or without one of its parameters, it is the
 * English sentence of the service. Nothing of what the service sent can control the terminal.
 */
export function reasonText(texts: ReasonTexts, refused: Reasoned): string {
  const { reason = '', detail = '' } = refused;
  if (!Object.hasOwn(texts, reason)) return printable(detail);
  const text = texts[reason as Reason] as string | ((given: object) => string);
  if (typeof text === 'string') return text;
  try {
    return text(complete(escaped(refused)));
  } catch (error) {
    if (error instanceof MissingParameter) return printable(detail);
    throw error;
  }
}

class MissingParameter extends Error {}

/** Fails when a parameter is read that is not there, so that no sentence has a gap. */
const complete = (given: object): object =>
  new Proxy(given, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (value === undefined) throw new MissingParameter(String(name));
      return value;
    },
  });

/** Every text in a value, printable. */
function escaped<T>(value: T): T;
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, escaped(inner)]));
}
