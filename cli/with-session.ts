import type { Challenge, FactorType, Session } from '../contract/api.ts';
import type { Service } from './api/client.ts';
import { type Context, findOwnSession, namedAccount, request, serviceOf } from './context.ts';
import { exitCodes, Failure, Refusal, usageFailure } from './failure.ts';
import {
  againAfterExpiry,
  answerChallenge,
  isStopped,
  keepSession,
  signInAgain,
  stepUpOperations,
} from './sign-in.ts';
import { isSameEmail } from './stored-session.ts';
import { printable } from './terminal/printable.ts';
import { texts } from './texts/index.ts';

/**
 * Does work that needs a session. Without a session, or after its end, it asks for credentials. If the session is not
 * fresh enough, or does not meet the requirement of an organization, it asks for a proof. Then the work starts again.
 * @param proofMethod the method that the proof needs, if it is not the preferred one; called when a proof is needed
 */
export async function withSession<T>(
  context: Context,
  work: (service: Service) => Promise<T>,
  proofMethod: () => FactorType | undefined = () => undefined,
): Promise<T> {
  const given = context.environment['MFA_TOKEN'];
  if (given) return workWithGivenToken(context, await serviceOf(context, readToken(given)), work);
  const unsigned = await serviceOf(context);
  let token = await storedToken(context, unsigned.server);
  token ??= (await signInAgain(context, unsigned)).sessionToken;
  for (let retry = 0; ; retry += 1) {
    try {
      return await work({ ...unsigned, token });
    } catch (error) {
      if (!(error instanceof Refusal) || retry === 2) throw error;
      if (error.slug === 'signed-out')
        token = (await signInAgain(context, { ...unsigned, token })).sessionToken;
      else if (error.slug === 'step-up-required')
        token = await proveAgain(context, { ...unsigned, token }, proofMethod());
      else if (isStopped(error)) {
        const accepted = await acceptedMethod({ ...unsigned, token });
        if (accepted === undefined) throw error;
        token = await proveAgain(context, { ...unsigned, token }, accepted);
      } else throw error;
    }
  }
}

/** A factor of the account that meets the requirement which stops the session. */
async function acceptedMethod(service: Service): Promise<FactorType | undefined> {
  try {
    const { mfa } = await request(service, 'GET /account');
    const wanted = (mfa.unmet ?? []).flatMap(({ accept }) => accept);
    return mfa.factors.find(({ type }) => wanted.includes(type))?.type;
  } catch (error) {
    if (isStopped(error)) return undefined;
    throw error;
  }
}

/** A line break, as `$(cat FILE)` in other shells leaves it, cannot be sent. */
function readToken(text: string): string {
  const token = text.trim();
  if (!/^[\x21-\x7e]{1,512}$/.test(token)) throw usageFailure(texts.session.tokenMalformed);
  return token;
}

async function workWithGivenToken<T>(
  context: Context,
  service: Service,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  try {
    const named = namedAccount(context);
    if (named !== undefined) await requireAccount(service, named);
    return await work(service);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { signedOut } = exitCodes;
    if (error.slug === 'signed-out') throw new Failure(texts.session.tokenEnded, signedOut, { cause: error });
    if (error.slug === 'step-up-required')
      throw new Failure(texts.session.tokenNotFresh, signedOut, { cause: error });
    throw error;
  }
}

/** @throws Failure if the token is another account's than the command is for */
async function requireAccount(service: Service, named: string): Promise<void> {
  const { email } = await request(service, 'GET /auth/verify');
  if (!isSameEmail(email, named))
    throw usageFailure(texts.accounts.tokenOfAnother(printable(email), printable(named)));
}

async function storedToken(context: Context, server: string): Promise<string | undefined> {
  const found = await findOwnSession(context, server);
  if ('session' in found) return found.session.token;
  if (found.unusable) context.output.note(texts.session.notUsed(found.unusable));
  return undefined;
}

/** A session that an organization stops completely has no step-up. Signing in again has the same effect. */
async function proveAgain(
  context: Context,
  service: Service,
  method: FactorType | undefined,
): Promise<string> {
  const wanted = method ?? context.options.method;
  const asking =
    wanted === undefined ? context : { ...context, options: { ...context.options, method: wanted } };
  try {
    return await againAfterExpiry(asking, () => stepUp(asking, service));
  } catch (error) {
    // It may have ended while a question waited for its answer, which nothing but a sign-in can repair either.
    const hasEnded = error instanceof Refusal && error.slug === 'signed-out';
    if (!isStopped(error) && !hasEnded) throw error;
    return (await signInAgain(context, service)).sessionToken;
  }
}

/** Proves a factor again, or the password of an account without one. The session continues with a new token. */
async function stepUp(context: Context, service: Service): Promise<string> {
  context.output.note(texts.code.confirm);
  const operation = 'POST /auth/step-up';
  let answer: Challenge | Session;
  try {
    answer = await request(service, operation);
  } catch (error) {
    if (!(error instanceof Refusal) || !error.is('password-needed')) throw error;
    const password = await context.answers.password();
    answer = await request(service, operation, { body: { password } });
  }
  const session =
    'mfaID' in answer ? await answerChallenge(context, service, stepUpOperations, answer) : answer;
  return (await keepSession(context, service, session)).sessionToken;
}
