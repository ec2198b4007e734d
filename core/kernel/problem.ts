/** Every way in which the service refuses, with its HTTP status: the closed table of RFC 9457 problem types. */
export const problems = {
  validation: { status: 400, title: 'The request is not valid' },
  'invalid-credentials': { status: 401, title: 'The sign-in is wrong' },
  'signed-out': { status: 401, title: 'You are not signed in' },
  'mfa-required-by-organization': {
    status: 403,
    title: 'Your organization requires multi-factor authentication',
  },
  'step-up-required': { status: 403, title: 'Please confirm that it is you' },
  forbidden: { status: 403, title: 'This is not allowed' },
  'not-found': { status: 404, title: 'There is nothing here' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  'challenge-expired': { status: 410, title: 'This code can no longer be used' },
  'unsupported-media-type': { status: 415, title: 'The request body must be JSON' },
  'invalid-code': { status: 422, title: 'The code is wrong' },
  'code-already-used': { status: 422, title: 'The code was already used' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  unavailable: { status: 503, title: 'The service is unavailable for a moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemSlug = keyof typeof problems;

/** Those that name no field. */
type PlainSlug = Exclude<ProblemSlug, 'validation'>;

/** A field that is wrong: a JSON pointer into the request body (for a query parameter or header, its name), and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

interface Extensions {
  readonly errors?: readonly FieldError[];
  readonly attemptsLeft?: number;
  readonly retryAfterSeconds?: number;
  /** Those whose demands are not met, with the methods that each accepts. */
  readonly organizations?: readonly {
    readonly id: string;
    readonly name: string;
    readonly accept: readonly string[];
  }[];
  readonly activateUrl?: string;
}

/** A refusal as a value: what happened and, in `detail`, what the caller can do next. */
export interface Problem extends Extensions {
  readonly slug: ProblemSlug;
  readonly detail: string;
}

export function problem(slug: PlainSlug, detail: string, extensions: Extensions = {}): Problem {
  return { slug, detail, ...extensions };
}

/** What is wrong with the request, field by field: a `validation` problem always says where. */
export function invalidFields(errors: readonly FieldError[]): Problem {
  return { slug: 'validation', detail: errors.map(({ detail }) => detail).join(' '), errors };
}

/** Carries a refusal to the edge of a function, once whatever must be written has been written. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(refused: Problem, options?: ErrorOptions) {
    super(`${refused.slug}: ${refused.detail}`, options);
    this.name = 'Refusal';
    this.problem = refused;
  }
}

/** Ends the step with a problem document. */
export function refuse(slug: PlainSlug, detail: string, extensions: Extensions = {}): never {
  throw new Refusal(problem(slug, detail, extensions));
}

/** Ends the step because of one field of the request. */
export function refuseField(pointer: string, detail: string): never {
  throw new Refusal(invalidFields([{ pointer, detail }]));
}

export const wordings = {
  challengeExpired: 'The code has expired or was used. Start again to get a new one.',
  wrongCredentials: 'The email address or the password is wrong. Check both and try again.',
  wrongKey:
    'The key is not known here, or its signature is wrong. Sign in with your password, or add the key.',
  notYours: 'It does not exist, or it is not yours.',
  mailsSpent: 'This address was sent several mails in the last hour. Try again in an hour.',
  mailReturned: 'Mail to this address came back: use another method or a recovery code.',
  lateChange: 'Something changed in the meantime. Look at the present state and try again.',
} as const;
