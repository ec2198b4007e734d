import type { Reason } from '../contract/api.ts';

/** The exit codes, for scripts. docs/cli.md has a table of them, and `mfa help exit-codes` lists them. */
export const exitCodes = {
  done: 0,
  /** For a reason that no other code names. */
  refused: 1,
  usage: 2,
  unreachable: 3,
  /** An organization requires a factor, and the session was made without one. */
  factorRequired: 4,
  /** Nobody is signed in, or not recently enough, and there is nobody to ask. */
  signedOut: 5,
  /** A wrong password or code, or a code or link that has expired or was used. */
  wrongCredentials: 6,
  notFound: 7,
  conflict: 8,
  /** Too much was tried or requested: wait. */
  tooMany: 9,
  /** A file or folder of this machine, or where the output goes. */
  thisMachine: 10,
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

  /** What `--json` prints of it. */
  toJSON(): object {
    return { kind: kindOf(this.exitCode), exitCode: this.exitCode, message: this.message };
  }
}

/** The name of an exit code, as scripts read it: `signed-out`. */
const kindOf = (exitCode: ExitCode): string =>
  Object.entries(exitCodes)
    .find(([, code]) => code === exitCode)?.[0]
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) ?? '';

export const usageFailure = (message: string) => new Failure(message, exitCodes.usage);
export const notFoundFailure = (message: string) => new Failure(message, exitCodes.notFound);

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
  /** After how long it can work. */
  readonly retryAfterSeconds?: number | undefined;
}

const codeBySlug: Readonly<Record<string, ExitCode>> = {
  'mfa-required-by-organization': exitCodes.factorRequired,
  'signed-out': exitCodes.signedOut,
  'step-up-required': exitCodes.signedOut,
  'invalid-credentials': exitCodes.wrongCredentials,
  'invalid-code': exitCodes.wrongCredentials,
  'code-already-used': exitCodes.wrongCredentials,
  'challenge-expired': exitCodes.wrongCredentials,
  'not-found': exitCodes.notFound,
  conflict: exitCodes.conflict,
  'too-many-attempts': exitCodes.tooMany,
};

/** The service refused. The message is what to say about it. */
export class Refusal extends Failure {
  override name = 'Refusal';
  readonly refused: Refused;
  constructor(refused: Refused, message: string) {
    super(message, codeBySlug[refused.slug] ?? exitCodes.refused);
    this.refused = refused;
  }

  get slug(): string {
    return this.refused.slug;
  }

  /** Whether it is for one of these reasons. */
  is(...reasons: readonly Reason[]): boolean {
    return reasons.some((reason) => reason === this.refused.reason);
  }

  override toJSON(): object {
    const { slug: type, ...refused } = this.refused;
    return { ...super.toJSON(), type, ...refused };
  }
}
