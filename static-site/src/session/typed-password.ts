import type { Requirement } from '../../../contract/api.ts';

/**
 * A password that was just right, or that a registration begins with, so that the next step of the same journey does not ask
 * for it again: the sign-in after the address is confirmed, and the activation that an organization requires before a sign-in.
 * It is only in memory, until that step or for ten minutes, and forgotten when its page is left.
 */
export interface TypedPassword {
  readonly email: string;
  readonly password: string;
  /** The organizations that require a factor before they let the user sign in. */
  readonly requirements: readonly Requirement[];
}

const keptMs = 600_000;
let kept: TypedPassword | undefined;
let forgetting: ReturnType<typeof setTimeout> | undefined;

export function keepPassword(typed: TypedPassword): void {
  clearTimeout(forgetting);
  kept = typed;
  forgetting = setTimeout(forgetPassword, keptMs);
}

export const keptPassword = (): TypedPassword | undefined => kept;

export function forgetPassword(): void {
  clearTimeout(forgetting);
  kept = undefined;
}

/** For the step that uses it. */
export function takePassword(): TypedPassword | undefined {
  const taken = kept;
  forgetPassword();
  return taken;
}
