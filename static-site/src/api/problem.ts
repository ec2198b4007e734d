import type {
  ProblemSlug as ApiSlug,
  Problem as Document,
  FieldError,
  Requirement,
} from '../../../contract/api.ts';

/** The slugs of the API's problem documents, and four of our own for what happens without an answer. */
export type ProblemSlug = ApiSlug | 'offline' | 'timed-out' | 'cancelled' | 'unexpected';

/** A field error of the API, or one that the page found itself: that one has no reason. */
export type FieldProblem = Pick<FieldError, 'pointer' | 'detail'> & Partial<FieldError>;

type ProblemFields = Partial<Omit<Document, 'errors'>> & { readonly errors?: readonly FieldProblem[] };

/** What went wrong with a request, from the API (RFC 9457) or on the way to it. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly attemptsLeft: number | undefined;
  /** When `retryAfterSeconds` are over, by this page's own clock (milliseconds). */
  readonly retryAtMs: number | undefined;
  readonly organizations: readonly Requirement[];

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
export function fieldProblem(errors: readonly (FieldProblem | undefined | false)[]): Problem | undefined {
  const found = errors.filter((error): error is FieldProblem => !!error);
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
