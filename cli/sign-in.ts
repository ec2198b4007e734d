import type { Challenge, Session } from '../contract/api.ts';
import { notOurs, reach, type Service } from './api/client.ts';
import { enablingCommands, sentencesAbout } from './api/requirements.ts';
import { type Context, namedAccount, request } from './context.ts';
import { pages } from './dashboard-pages.ts';
import { codeQuestion, needsBrowser } from './factor-words.ts';
import { Failure, Refusal } from './failure.ts';
import { readDevice, storeDevice } from './stored-device.ts';
import { findSession, findSessionOfAccount, storeSession } from './stored-session.ts';
import { localTime, printable } from './terminal/printable.ts';
import { texts } from './texts/index.ts';
import { reasonText } from './texts/reason-texts.ts';

export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

/** An organization requires a factor of an account that has none. The credentials can be used to enable one. */
export class StoppedSignIn extends Refusal {
  override name = 'StoppedSignIn';
  readonly credentials: Credentials;
  constructor({ refused, message }: Refusal, credentials: Credentials) {
    super(refused, message);
    this.credentials = credentials;
  }
}

/** Asks for credentials with the words of the guide. The address that was signed in last is remembered. */
export async function askCredentials(context: Context, server: string): Promise<Credentials> {
  const { answers, environment } = context;
  const named = namedAccount(context);
  if (named !== undefined) return { identifier: named, password: await answers.password() };
  const current = await findSession(environment, server);
  const remembered = 'session' in current ? current.session.email : undefined;
  const identifier = await answers.email(remembered === undefined ? undefined : printable(remembered));
  return { identifier, password: await answers.password() };
}

/**
 * Asks for credentials, signs in, and keeps the session. An account has one session here: an earlier one that still works
 * is ended on the server.
 * @param asCurrent whether commands that name no account use this one from now on; they do if none was named for this
 *   command either
 */
export async function signInAgain(
  context: Context,
  service: Service,
  asCurrent = namedAccount(context) === undefined,
): Promise<KeptSession> {
  const device = await readDevice(context.environment, service.server);
  const signedOut: Service = { ...service, token: undefined, device };
  if (context.answers.hasTerminal) await reach(service);
  const credentials = await askCredentials(context, service.server);
  try {
    const session = await againAfterExpiry(context, async () => {
      const answer = await request(signedOut, 'POST /auth/signin', { body: credentials });
      return 'mfaID' in answer ? answerChallenge(context, signedOut, signInOperations, answer) : answer;
    });
    const earlier = await findSessionOfAccount(context.environment, service.server, session.id);
    const signedIn = await keepSession(context, service, session, asCurrent);
    if (earlier && earlier.token !== service.token) await endEarlier({ ...service, token: earlier.token });
    reportRequirements(context, signedIn);
    return signedIn;
  } catch (error) {
    if (isStopped(error)) throw new StoppedSignIn(error, credentials);
    throw error;
  }
}

/** If the server cannot be reached, the session ends there by itself. */
async function endEarlier(service: Service): Promise<void> {
  await request(service, 'DELETE /auth/signout').catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
}

/**
 * Does what asks somebody for a code, and does it again if the question waited longer than the code was good for. A
 * script, which has no other code, gets the refusal.
 */
export async function againAfterExpiry<T>(
  { answers, output }: Context,
  askForCode: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await askForCode();
    } catch (error) {
      if (!(error instanceof Refusal && error.is('challenge-over') && answers.canAskAgain)) throw error;
      output.note(texts.code.waitedTooLong);
    }
  }
}

/** Whether an organization requires a factor that the session, or the account, does not have. */
export function isStopped(
  error: unknown,
): error is Refusal & { readonly slug: 'mfa-required-by-organization' } {
  return error instanceof Refusal && error.slug === 'mfa-required-by-organization';
}

/** Says what organizations require of this account, now and from a date. */
function reportRequirements({ output }: Context, { scope, requiredBy = [], due = [] }: Session): void {
  const { requirements } = texts;
  for (const upcoming of due)
    output.note(printable(requirements.upcoming(upcoming, localTime(upcoming.deadline))));
  const isHeld = scope === 'enrolment';
  if (isHeld) {
    for (const sentence of sentencesAbout(requiredBy)) output.note(printable(sentence));
    output.note(requirements.enrolmentOnly);
  }
  for (const command of enablingCommands(isHeld ? requiredBy : due))
    output.note(printable(requirements.enable(command)));
}

/** A session with its token. Only answers to a browser do not have it. */
type KeptSession = Session & { readonly sessionToken: string };

export async function keepSession(
  context: Context,
  service: Service,
  session: Session,
  asCurrent = false,
): Promise<KeptSession> {
  const { sessionToken: token, deviceTokens, ...shown } = session;
  const { id, email, expiresAt, language } = session;
  if (!token) throw notOurs(service, texts.server.answeredWithoutToken);
  const kept = { server: service.server, id, email, token, expiresAt, ...(language && { language }) };
  await storeSession(context.environment, kept, asCurrent);
  if (deviceTokens) await storeDevice(context.environment, service.server, deviceTokens);
  return { ...shown, sessionToken: token };
}

/** After these refusals another code can be entered. */
const retryableSlugs = ['invalid-code', 'code-already-used', 'validation'];

/** Whether to ask for another code after a refusal: somebody can answer, and a try is left. */
export function canTryAnotherCode({ answers }: Context, error: unknown): error is Refusal {
  return (
    error instanceof Refusal &&
    retryableSlugs.includes(error.slug) &&
    answers.canAskAgain &&
    error.refused.attemptsLeft !== 0
  );
}

/** The operations on the challenge of a sign-in, and of a step-up. */
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

/** Answers a challenge with a code of its method, or of the method that `--method` names. */
export async function answerChallenge(
  context: Context,
  service: Service,
  operations: typeof signInOperations | typeof stepUpOperations,
  opened: Challenge,
): Promise<Session> {
  const { answers, options, output } = context;
  output.note(texts.code.required);
  const path = { mfaID: opened.mfaID };
  const switchTo = async (type: Challenge['mfaPreferredType']) =>
    type === opened.mfaPreferredType ? opened : request(service, operations.switch, { path, body: { type } });
  let challenge = await switchTo(options.method ?? opened.mfaPreferredType);
  introduce(context, service, challenge);
  for (;;) {
    const { mfaPreferredType, resendableAt } = challenge;
    const otp = (await answers.otp(codeQuestion(mfaPreferredType))).trim();
    const next = nextMethod(challenge);
    if (otp.toLowerCase() === 'm' && next) {
      challenge = await request(service, operations.switch, { path, body: { type: next } });
      introduce(context, service, challenge);
      continue;
    }
    if (otp.toLowerCase() === 'r') {
      await resend(context, () => request(service, operations.resend, { path }));
      continue;
    }
    try {
      return await request(service, operations.submit, { path, body: { otp } });
    } catch (error) {
      if (!canTryAnotherCode(context, error)) throw error;
      output.note(resendableAt ? `${error.message} ${texts.code.typeR}` : error.message);
    }
  }
}

/** What there is to know before the first code: why none was sent, and that there is another method. */
function introduce({ answers, output }: Context, { server }: Service, challenge: Challenge): void {
  if (needsBrowser(challenge.mfaPreferredType))
    output.note(texts.code.passkeyInBrowser(`${server}${pages.cli}`));
  const { notice, noticeReason } = challenge;
  if (notice) output.note(reasonText(texts.reasons, { detail: notice, reason: noticeReason }));
  const next = nextMethod(challenge);
  if (next && answers.canAskAgain) output.note(texts.code.typeM(printable(next)));
}

/** The enabled method after the one of a challenge, around in a circle. */
function nextMethod({ mfaTypes, mfaPreferredType }: Challenge): Challenge['mfaPreferredType'] | undefined {
  const next = mfaTypes[(mfaTypes.indexOf(mfaPreferredType) + 1) % mfaTypes.length];
  return next === mfaPreferredType ? undefined : next;
}

/** Has the code sent again. If that is refused, the code that was sent before still works. */
export async function resend({ output }: Context, requestResend: () => Promise<unknown>): Promise<void> {
  try {
    await requestResend();
    output.note(texts.code.sentAgain);
  } catch (error) {
    if (!(error instanceof Refusal) || error.is('challenge-over')) throw error;
    output.note(error.message);
  }
}
