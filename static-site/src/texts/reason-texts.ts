import type { Reason, ReasonParameters } from '../../../contract/api.ts';

/**
 * What to say for each reason of a refusal, with the parameters that come with it: what happened, and what to do next.
 * A missing text does not compile. `retryAfterSeconds` is counted down while the text is on the screen, to 0.
 */
export type ReasonTexts = {
  readonly [R in Reason]: keyof ReasonParameters[R] extends never
    ? string
    : string | ((given: ReasonParameters[R]) => string);
};

/** A reason with its parameters, as a problem document or a field error has them. */
export interface Reasoned {
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * The text for a refusal. For a reason that only a newer service knows, it is the English sentence of the service.
 * @returns undefined if there is neither
 */
export function reasonText(texts: ReasonTexts, refused: Reasoned): string | undefined {
  const { reason = '', detail } = refused;
  if (!Object.hasOwn(texts, reason)) return detail || undefined;
  const text = texts[reason as Reason] as string | ((given: object) => string);
  return typeof text === 'string' ? text : text(refused);
}
