import type * as z from 'zod/mini';
import { type Challenge, challenge as challengeShape, type Session, session, signIn } from './api/answers.ts';
import type { Service } from './api/client.ts';
import { anyOf, enablingCommands } from './api/demands.ts';
import { type Context, request } from './context.ts';
import { Refusal } from './failure.ts';
import { storeSession } from './stored-session.ts';
import { localTime, printable } from './terminal/printable.ts';

export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

/** An organization requires a factor of an account that has none. The credentials are good for enabling one. */
export class StoppedSignIn extends Refusal {
  override name = 'StoppedSignIn';
  readonly credentials: Credentials;
  constructor({ slug, message }: Refusal, credentials: Credentials) {
    super(slug, message);
    this.credentials = credentials;
  }
}

/** Asks for credentials as the guide shows it. */
export async function askCredentials({ answers, options }: Context, known?: string): Promise<Credentials> {
  const identifier = options.email ?? known ?? (await answers.address('Username or Email: '));
  return { identifier, password: await answers.password('Password: ') };
}

/** Asks for credentials, signs in, and keeps the session. */
export async function signInAnew(context: Context, service: Service): Promise<Session> {
  const signedOut: Service = { ...service, token: undefined };
  const credentials = await askCredentials(context);
  try {
    const answer = await request(signedOut, 'POST', '/auth/signin', signIn, credentials);
    const signedIn =
      'mfaID' in answer ? await answerChallenge(context, signedOut, '/auth/signin/mfa', answer) : answer;
    await keepSession(context, service, signedIn);
    tellDemands(context, signedIn);
    return signedIn;
  } catch (error) {
    if (isStopped(error)) throw new StoppedSignIn(error, credentials);
    throw error;
  }
}

const stopped = 'mfa-required-by-organization';

/** Whether an organization requires a factor that the session, or the account, does not have. */
export function isStopped(error: unknown): error is Refusal & { readonly slug: typeof stopped } {
  return error instanceof Refusal && error.slug === stopped;
}

/** Tells what organizations require of this account, now and from a date on. */
function tellDemands({ output }: Context, { scope, requiredBy = [], due = [] }: Session): void {
  for (const { name, deadline, accept } of due)
    output.note(`${demandWords(name, accept)} from ${localTime(deadline)} on.`);
  const isHeld = scope === 'enrolment';
  if (isHeld) {
    for (const { name, accept } of requiredBy)
      output.note(`${demandWords(name, accept)}, and this session was not made with it.`);
    output.note('Until then it is good for enabling one, leaving and signing out alone.');
  }
  for (const command of enablingCommands(isHeld ? requiredBy : due))
    output.note(`Enable one: ${printable(command)}`);
}

const demandWords = (name: string, accept: readonly string[]) =>
  `${printable(name)} requires a factor (${printable(anyOf(accept))})`;

export function keepSession(context: Context, { server }: Service, kept: Session): Promise<void> {
  const { sessionToken: token, email, expiresAt } = kept;
  return storeSession(context.environment, { server, email, token, expiresAt });
}

const questions: Readonly<Record<string, string>> = {
  email: 'Token (sent to your email): ',
  authenticator: 'Token (from your authenticator app): ',
};

/** After these refusals another code can be entered. */
const retryableSlugs = ['invalid-code', 'code-already-used', 'validation'];

/** Whether to ask for another code after this one was refused: a person is there to answer, and an attempt is left. */
export function canTryAnotherCode({ answers }: Context, error: unknown): error is Refusal {
  return (
    error instanceof Refusal &&
    retryableSlugs.includes(error.slug) &&
    answers.canAskAgain &&
    error.attemptsLeft !== 0
  );
}

/** Answers a challenge below `path` with the code of its method, or of the method that was asked for. */
export async function answerChallenge(
  context: Context,
  service: Service,
  path: string,
  opened: Challenge,
): Promise<Session> {
  const { answers, options, output } = context;
  output.note('This account has two-factor authentication enabled.');
  if (opened.notice) output.note(opened.notice);
  const own = `${path}/${encodeURIComponent(opened.mfaID)}`;
  const { method } = options;
  const { mfaPreferredType } =
    method && method !== opened.mfaPreferredType
      ? await request(service, 'PUT', `${own}/type`, challengeShape, { type: method })
      : opened;
  const question = questions[mfaPreferredType] ?? 'Token: ';
  for (;;) {
    const otp = (await answers.otp(question)).trim();
    if (otp.toLowerCase() === 'r') {
      await resend(context, service, `${own}/resend`);
      continue;
    }
    try {
      return await request(service, 'POST', own, session, { otp });
    } catch (error) {
      if (!canTryAnotherCode(context, error)) throw error;
      const resendHint = mfaPreferredType === 'email' ? ' Type r to have the code sent again.' : '';
      output.note(`${error.message}${resendHint}`);
    }
  }
}

/** Has the code sent again; where that is refused, the one that was sent is still good. */
export async function resend(
  { output }: Context,
  service: Service,
  path: string,
  answer: z.ZodMiniType = challengeShape,
): Promise<void> {
  try {
    await request(service, 'POST', path, answer);
    output.note('The code was sent again.');
  } catch (error) {
    if (!(error instanceof Refusal) || error.slug === 'challenge-expired') throw error;
    output.note(error.message);
  }
}
