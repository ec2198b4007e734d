/** What the command ends with, as scripts read it. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  /** An organization requires a factor that the session was not made with. */
  factorRequired: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with a sentence for the person and an exit code for the script. */
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

/** The service refused: a problem document of RFC 9457. */
export class Refusal extends Failure {
  override name = 'Refusal';
  readonly slug: string;
  /** How often a code can still be tried; undefined where that is not the question. */
  readonly attemptsLeft: number | undefined;
  constructor(slug: string, detail: string, attemptsLeft?: number) {
    super(detail, slug === 'mfa-required-by-organization' ? exitCodes.factorRequired : exitCodes.refused);
    this.slug = slug;
    this.attemptsLeft = attemptsLeft;
  }
}
