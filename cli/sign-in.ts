import type { Challenge, Session } from '../contract/api.ts';
import { noService, type Service } from './api/client.ts';
import { anyOf, enablingCommands } from './api/requirements.ts';
import { type Context, request } from './context.ts';
import { codeQuestion } from './factor-words.ts';
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
export async function signInAnew(context: Context, service: Service): Promise<KeptSession> {
  const signedOut: Service = { ...service, token: undefined };
  const credentials = await askCredentials(context);
  try {
    const answer = await request(signedOut, 'POST /auth/signin', { body: credentials });
    const signedIn = await keepSession(
      context,
      service,
      'mfaID' in answer ? await answerChallenge(context, signedOut, signInOperations, answer) : answer,
    );
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

/** A session with its token, which only answers to a browser lack. */
type KeptSession = Session & { readonly sessionToken: string };

export async function keepSession(
  context: Context,
  service: Service,
  session: Session,
): Promise<KeptSession> {
  const { sessionToken: token, email, expiresAt } = session;
  if (!token) throw noService(service, 'it answered without a token');
  await storeSession(context.environment, { server: service.server, email, token, expiresAt });
  return { ...session, sessionToken: token };
}

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

/** What can be done with the challenge of a sign-in, or of a step-up. */
export const signInOperations = {
  submit: 'POST /auth/signin/mfa/{mfaID}',
  switch: 'PUT /auth/signin/mfa/{mfaID}/type',
  resend: 'POST /auth/signin/mfa/{mfaID}/resend',
} as const;
export const stepUpOperations = {
  submit: 'POST /auth/step-up/{mfaID}',
  switch: 'PUT /auth/step-up/{mfaID}/type',
  resend: 'POST /auth/step-up/{mfaID}/resend',
} as const;

/** Answers a challenge with the code of its method, or of the method that was asked for. */
export async function answerChallenge(
  context: Context,
  service: Service,
  operations: typeof signInOperations | typeof stepUpOperations,
  opened: Challenge,
): Promise<Session> {
  const { answers, options, output } = context;
  output.note('This account has two-factor authentication enabled.');
  const path = { mfaID: opened.mfaID };
  const { method } = options;
  const { mfaPreferredType, resendableAt, notice } =
    method && method !== opened.mfaPreferredType
      ? await request(service, operations.switch, { path, body: { type: method } })
      : opened;
  if (notice) output.note(notice);
  const question = codeQuestion(mfaPreferredType);
  for (;;) {
    const otp = (await answers.otp(question)).trim();
    if (otp.toLowerCase() === 'r') {
      await resend(context, () => request(service, operations.resend, { path }));
      continue;
    }
    try {
      return await request(service, operations.submit, { path, body: { otp } });
    } catch (error) {
      if (!canTryAnotherCode(context, error)) throw error;
      const resendHint = resendableAt ? ' Type r to have the code sent again.' : '';
      output.note(`${error.message}${resendHint}`);
    }
  }
}

/** Has the code sent again; where that is refused, the one that was sent is still good. */
export async function resend({ output }: Context, requestResend: () => Promise<unknown>): Promise<void> {
  try {
    await requestResend();
    output.note('The code was sent again.');
  } catch (error) {
    if (!(error instanceof Refusal) || error.slug === 'challenge-expired') throw error;
    output.note(error.message);
  }
}
