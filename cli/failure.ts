import type { Reason } from '../contract/api.ts';

/** The exit codes, for scripts. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  /** An organization requires a factor, and the session was made without one. */
  factorRequired: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with a sentence for the user and an exit code for scripts. */
export class Failure extends Error {
  override name = 'Failure';
  readonly exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = exitCodes.refused, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

export const usageFailure = (message: string) => new Failure(message, exitCodes.usage);

/** Ctrl-C or Ctrl-D at a prompt. */
export class Interrupted extends Failure {
  override name = 'Interrupted';
  constructor() {
    super('Interrupted.', exitCodes.interrupted);
  }
}

/** What a problem document says (RFC 9457), as far as the command reads it. */
export interface Refused {
  /** The end of its type. */
  readonly slug: string;
  /** A word of the contract, or of a newer service. */
  readonly reason: string;
  /** How many more codes can be tried; only for refusals of a code. */
  readonly attemptsLeft?: number | undefined;
}

/** The service refused. The message is what to say about it. */
export class Refusal extends Failure {
  override name = 'Refusal';
  readonly refused: Refused;
  constructor(refused: Refused, message: string) {
    const needsFactor = refused.slug === 'mfa-required-by-organization';
    super(message, needsFactor ? exitCodes.factorRequired : exitCodes.refused);
    this.refused = refused;
  }

  get slug(): string {
    return this.refused.slug;
  }

  /** Whether it is for one of these reasons. */
  is(...reasons: readonly Reason[]): boolean {
    return reasons.some((reason) => reason === this.refused.reason);
  }
}
