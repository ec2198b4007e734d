import type { Demand } from './types.ts';

/** The slugs of the API's problem documents, and four of our own for what happens without an answer. */
export type ProblemSlug =
  | 'validation'
  | 'invalid-credentials'
  | 'signed-out'
  | 'mfa-required-by-organization'
  | 'step-up-required'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'challenge-expired'
  | 'unsupported-media-type'
  | 'invalid-code'
  | 'code-already-used'
  | 'too-many-attempts'
  | 'unavailable'
  | 'offline'
  | 'timed-out'
  | 'cancelled'
  | 'unexpected';

export interface FieldError {
  /** A JSON pointer into the request, such as `/password`. */
  pointer: string;
  detail: string;
}

interface ProblemFields {
  status?: number;
  detail?: string;
  errors?: FieldError[];
  attemptsLeft?: number;
  retryAfterSeconds?: number;
  organizations?: Demand[];
}

/** What went wrong with a request, from the API (RFC 9457) or on the way to it. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldError[];
  readonly attemptsLeft: number | undefined;
  /** When `retryAfterSeconds` are over, by this page's own clock (milliseconds). */
  readonly retryAtMs: number | undefined;
  readonly organizations: Demand[];

  constructor(slug: ProblemSlug, fields: ProblemFields = {}) {
    super(slug);
    this.slug = slug;
    this.status = fields.status ?? 0;
    this.detail = fields.detail ?? '';
    this.errors = fields.errors ?? [];
    this.attemptsLeft = fields.attemptsLeft;
    this.organizations = fields.organizations ?? [];
    this.retryAtMs =
      fields.retryAfterSeconds === undefined ? undefined : Date.now() + fields.retryAfterSeconds * 1000;
  }

  /** The message for the field with this JSON pointer. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.detail;
  }
}

/** A problem found in the page, before anything was sent. */
export function fieldProblem(errors: readonly (FieldError | undefined | false)[]): Problem | undefined {
  const found = errors.filter((error): error is FieldError => !!error);
  return found.length > 0 ? new Problem('validation', { errors: found }) : undefined;
}

const slugOfStatus: Readonly<Record<number, ProblemSlug>> = {
  400: 'validation',
  404: 'not-found',
  409: 'conflict',
  410: 'challenge-expired',
  429: 'too-many-attempts',
  500: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timed-out',
};

/** Reads an error answer; one that is no problem document (the gateway's own) goes by its status. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const document = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const type = typeof document['type'] === 'string' ? document['type'] : '';
  const slug = type.split(/[/#:]/).pop() as ProblemSlug | '';
  const retryAfter = Number(
    document['retryAfterSeconds'] ?? response.headers.get('retry-after') ?? Number.NaN,
  );
  return new Problem(slug || slugOfStatus[response.status] || 'unexpected', {
    ...(document as ProblemFields),
    status: response.status,
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  });
}
