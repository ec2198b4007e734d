import type {
  ProblemSlug as ApiSlug,
  Problem as Document,
  FieldError,
  Reason,
  Requirement,
} from '../../../contract/api.ts';
import { texts } from '../texts/index.ts';
import { reasonText } from '../texts/reason-texts.ts';

/** What can go wrong in the browser, which says little about it. */
type PasskeySlug =
  | 'passkeys-unsupported'
  | 'passkeys-not-here'
  | 'passkey-given-up'
  | 'passkey-not-created'
  | 'passkey-known'
  | 'passkey-impossible';

/** The types of the API's problem documents, and those of our own for what happens without an answer. */
export type ProblemSlug = ApiSlug | PasskeySlug | 'offline' | 'timed-out' | 'cancelled' | 'unexpected';

/** A field error of the API. One that the page found itself has no reason, and the text to show in `detail`. */
export type FieldProblem = Pick<FieldError, 'pointer' | 'detail'> & Partial<FieldError>;

type ProblemFields = Partial<Omit<Document, 'errors'>> & { readonly errors?: readonly FieldProblem[] };

/** What went wrong with a request, from the API (RFC 9457) or on the way to it. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  /** The reason with its parameters; a problem that the page found has a text in `detail` instead. */
  readonly fields: ProblemFields;
  readonly errors: readonly FieldProblem[];
  readonly attemptsLeft: number | undefined;
  /** When `retryAfterSeconds` are over, by this page's own clock (milliseconds). */
  readonly retryAtMs: number | undefined;
  readonly organizations: readonly Requirement[];

  constructor(slug: ProblemSlug, fields: ProblemFields = {}) {
    super(slug);
    this.slug = slug;
    this.fields = fields;
    this.errors = fields.errors ?? [];
    this.attemptsLeft = fields.attemptsLeft;
    this.organizations = fields.organizations ?? [];
    this.retryAtMs =
      fields.retryAfterSeconds === undefined ? undefined : Date.now() + fields.retryAfterSeconds * 1000;
  }

  /** Whether it is the API's refusal for one of these reasons. */
  is(...reasons: readonly Reason[]): boolean {
    return reasons.some((reason) => reason === this.fields.reason);
  }

  /** What to say at the field with this JSON pointer. */
  at(pointer: string): string | undefined {
    const found = this.errors.find((error) => error.pointer === pointer);
    return found && fieldText(found);
  }
}

/** What to say about one field. */
export const fieldText = (error: FieldProblem): string =>
  reasonText(texts.reasons, error) ?? texts.problems.validation;

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

/** Reads an error answer; one without a problem document (the gateway's own) is read by its status. */
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
