import { dynamoError } from './errors.ts';

type Answer = Record<string, unknown>;

/** How long AWS remembers a ClientRequestToken after the request has completed. */
const rememberedMilliseconds = 10 * 60 * 1000;

interface Request {
  readonly fingerprint: string;
  readonly completedAt?: number;
}

/** ClientRequestTokens: a repeated transaction gets the same response and is not carried out again. */
export class IdempotencyTokens {
  readonly #now: () => number;
  /** Completed requests in the order of completion, and those in progress between them. */
  readonly #requests = new Map<string, Request>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * A cancelled request is forgotten, so that a retry with its token is carried out.
   * @throws ServiceError IdempotentParameterMismatchException, TransactionInProgressException
   */
  async once(token: string, fingerprint: string, run: () => Promise<Answer>): Promise<Answer> {
    this.#forgetOld();
    const earlier = this.#requests.get(token);
    if (earlier && earlier.fingerprint !== fingerprint)
      throw dynamoError(
        'IdempotentParameterMismatchException',
        'Request token already used with a different set of parameters',
      );
    if (earlier && earlier.completedAt === undefined)
      throw dynamoError(
        'TransactionInProgressException',
        'The transaction with the given request token is already in progress.',
      );
    if (earlier) return {};
    this.#requests.set(token, { fingerprint });
    try {
      const answer = await run();
      this.#requests.delete(token);
      this.#requests.set(token, { fingerprint, completedAt: this.#now() });
      return answer;
    } catch (error) {
      this.#requests.delete(token);
      throw error;
    }
  }

  /** Stops at the first one that is young: a look at all of them with each transaction would be most of the emulator's work. */
  #forgetOld(): void {
    const now = this.#now();
    for (const [token, { completedAt }] of this.#requests) {
      if (completedAt === undefined) continue;
      if (completedAt + rememberedMilliseconds > now) return;
      this.#requests.delete(token);
    }
  }
}
