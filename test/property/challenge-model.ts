/**
 * The rules of the second factor once more, as small and plain as they can be said: for one account with both
 * methods, one thing after another. Written from docs/rules.md, not from the code.
 */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The two factors that it models. */
export type ModelledFactor = 'email' | 'authenticator';

export const tries = 5;
const stepOf = (now: number) => Math.floor(now / (30 * second));

export interface ModelChallenge {
  readonly mfaID: string;
  readonly version: number;
  readonly expiresAt: number;
  method: ModelledFactor;
  mails: number;
  mailedAt: number;
  attempts: number;
  isUsed: boolean;
  /** As it was read from the mail. */
  code?: string;
}

export interface Failures {
  count: number;
  at: number;
}

export type Outcome = string;

export class Model {
  now: number;
  readonly preferred: ModelledFactor;
  version: number;
  challenges: ModelChallenge[] = [];
  failures: Record<ModelledFactor, Failures>;
  codesMailedAt: number[];
  /** How many of them were mailed before the first command. */
  readonly codesMailedBefore: number;
  /** How many of them count no more, because a new password was set by mail. */
  codesForgotten = 0;
  lastUsedStep: number;
  /** Later steps whose codes were entered early. */
  toldSteps: number[] = [];
  sessions = 0;
  /** Sessions by the code that made them: the challenge of a mailed code, the time step of an app's. */
  readonly sessionsByCode = new Map<string, number>();

  constructor(
    begin: Pick<Model, 'now' | 'preferred' | 'version' | 'failures' | 'lastUsedStep' | 'codesMailedAt'>,
  ) {
    this.now = begin.now;
    this.version = begin.version;
    this.preferred = begin.preferred;
    this.failures = begin.failures;
    this.lastUsedStep = begin.lastUsedStep;
    this.codesMailedAt = begin.codesMailedAt;
    this.codesMailedBefore = begin.codesMailedAt.length;
  }

  isLocked(method: ModelledFactor): boolean {
    return this.failures[method].count >= 100;
  }

  /** How many wrong codes are looked at, at this instant. */
  budget(method: ModelledFactor): number {
    const { count, at } = this.failures[method];
    if (count >= 100) return 0;
    if (count < 10) return 10 - count;
    const wait = Math.min(hour, 30 * second * 2 ** (count - 10));
    return this.now >= at + wait ? 1 : 0;
  }

  isOver(challenge: ModelChallenge): boolean {
    const { isUsed, attempts, expiresAt, version } = challenge;
    return isUsed || attempts >= tries || this.now >= expiresAt || version !== this.version;
  }

  areCodesSpent(): boolean {
    const counted = this.codesMailedAt.slice(this.codesForgotten);
    return counted.filter((at) => at > this.now - hour).length >= 10;
  }

  /** The password is set by the link of a mail. */
  resetPassword(): void {
    this.version += 1;
    this.codesForgotten = this.codesMailedAt.length;
  }

  /** The method that a sign-in begins with, and whether it mails a code. */
  begin(): { method: ModelledFactor; mails: boolean } {
    const order: ModelledFactor[] = ['email', 'authenticator'];
    if (this.preferred === 'authenticator') order.reverse();
    const open = order.filter((method) => !this.isLocked(method));
    const [first] = open;
    if (first === undefined) return { method: this.preferred, mails: false };
    const method = open.find((one) => one === 'authenticator' || !this.areCodesSpent());
    return { method: method ?? first, mails: method === 'email' };
  }

  open(mfaID: string, method: ModelledFactor, mails: boolean): ModelChallenge {
    const challenge: ModelChallenge = {
      mfaID,
      method,
      version: this.version,
      expiresAt: this.now + 10 * minute,
      mails: mails ? 1 : 0,
      mailedAt: mails ? this.now : 0,
      attempts: 0,
      isUsed: false,
    };
    if (mails) this.codesMailedAt.push(this.now);
    this.challenges.push(challenge);
    return challenge;
  }

  resend(challenge: ModelChallenge): Outcome {
    if (this.isOver(challenge)) return '410 challenge-expired';
    if (challenge.method !== 'email') return '409 conflict';
    if (challenge.expiresAt - this.now < 2 * minute) return '410 challenge-expired';
    if (challenge.mails > 5 || this.now < challenge.mailedAt + 30 * second) return '429 too-many-attempts';
    if (this.isLocked('email')) return '429 too-many-attempts';
    if (this.areCodesSpent()) return '429 too-many-attempts';
    this.mail(challenge);
    return '200';
  }

  switchTo(challenge: ModelChallenge, method: ModelledFactor): Outcome {
    if (this.isOver(challenge)) return '410 challenge-expired';
    const mails = method === 'email' && challenge.mails === 0 && !this.isLocked('email');
    if (mails && this.areCodesSpent()) return '429 too-many-attempts';
    challenge.method = method;
    if (mails) this.mail(challenge);
    return '200';
  }

  private mail(challenge: ModelChallenge): void {
    challenge.mails += 1;
    challenge.mailedAt = this.now;
    this.codesMailedAt.push(this.now);
  }

  /**
   * `steps` are the time steps, among those acceptable now, that the typed code belongs to; `early` is a later one, which the
   * answer tells and which is not accepted afterwards.
   */
  submit(
    challenge: ModelChallenge,
    typed: { code: string; steps: readonly number[]; early: number | undefined },
  ): Outcome {
    const { method } = challenge;
    if (this.isOver(challenge)) return '410 challenge-expired';
    if (this.budget(method) === 0) return '429 too-many-attempts';
    if (method === 'authenticator' && typed.steps.some((step) => this.isSpent(step)))
      return '422 code-already-used';
    challenge.attempts += 1;
    this.failures[method] = { count: this.failures[method].count + 1, at: this.now };
    const step = typed.steps.find((one) => !this.isSpent(one));
    const isRight = method === 'email' ? typed.code === challenge.code : step !== undefined;
    if (!isRight && method === 'authenticator' && typed.early !== undefined) this.toldSteps.push(typed.early);
    if (!isRight) return `422 invalid-code, ${tries - challenge.attempts} left`;
    this.succeed(challenge, step);
    return '200';
  }

  isSpent(step: number): boolean {
    return step <= this.lastUsedStep || this.toldSteps.includes(step);
  }

  private succeed(challenge: ModelChallenge, step: number | undefined): void {
    challenge.isUsed = true;
    for (const method of ['email', 'authenticator'] as const)
      if (method === challenge.method || this.isLocked(method)) this.failures[method] = { count: 0, at: 0 };
    if (challenge.method === 'authenticator') this.lastUsedStep = step ?? this.lastUsedStep;
    this.countSession(this.codeOf(challenge, step));
  }

  codeOf(challenge: ModelChallenge, step: number | undefined): string {
    return challenge.method === 'email' ? `mail of ${challenge.mfaID}` : `step ${step}`;
  }

  countSession(code: string): void {
    this.sessions += 1;
    this.sessionsByCode.set(code, (this.sessionsByCode.get(code) ?? 0) + 1);
  }

  /** The time steps whose codes may be accepted now. */
  window(): number[] {
    return [-1, 0, 1].map((drift) => stepOf(this.now) + drift);
  }
}
