import type { Challenge, FactorType, Session } from '../contract/api.ts';
import type { Service } from './api/client.ts';
import { type Context, request, serviceOf } from './context.ts';
import { Failure, Refusal } from './failure.ts';
import { answerChallenge, isStopped, keepSession, signInAnew, stepUpOperations } from './sign-in.ts';
import { findSession } from './stored-session.ts';

/**
 * Does what needs a session. Where there is none, or it has ended, it asks for credentials first; where it is not fresh
 * enough, or an organization holds it back, for a proof; then the work is done again from its beginning.
 * @param proofMethod which method the proof needs, if not the preferred one; asked when it comes to that
 */
export async function withSession<T>(
  context: Context,
  work: (service: Service) => Promise<T>,
  proofMethod: () => FactorType | undefined = () => undefined,
): Promise<T> {
  const given = context.environment['MFA_TOKEN'];
  if (given) return workWithGivenToken(await serviceOf(context, given), work);
  const unsigned = await serviceOf(context);
  let token = await storedToken(context, unsigned.server);
  token ??= (await signInAnew(context, unsigned)).sessionToken;
  for (let retry = 0; ; retry += 1) {
    try {
      return await work({ ...unsigned, token });
    } catch (error) {
      if (!(error instanceof Refusal) || retry === 2) throw error;
      if (error.slug === 'signed-out') token = (await signInAnew(context, unsigned)).sessionToken;
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

/** A method of the account that would set free a session which an organization holds back. */
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

async function workWithGivenToken<T>(service: Service, work: (service: Service) => Promise<T>): Promise<T> {
  try {
    return await work(service);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.slug === 'signed-out')
      throw new Failure('The session of MFA_TOKEN has ended, or it never was one.', undefined, {
        cause: error,
      });
    if (error.slug === 'step-up-required')
      throw new Failure(
        'This needs a session that was signed in at most ten minutes ago, with your factor. The one of MFA_TOKEN is not: give a new one.',
        undefined,
        { cause: error },
      );
    throw error;
  }
}

async function storedToken(context: Context, server: string): Promise<string | undefined> {
  const found = await findSession(context.environment, server);
  if ('session' in found) return found.session.token;
  if (found.unusable) context.output.note(`${found.unusable}. It is not used: sign in again.`);
  return undefined;
}

/** A session that an organization holds back cannot be proved again: signing in anew does the same for it. */
async function proveAgain(
  context: Context,
  service: Service,
  method: FactorType | undefined,
): Promise<string> {
  const wanted = method ?? context.options.method;
  const asking =
    wanted === undefined ? context : { ...context, options: { ...context.options, method: wanted } };
  try {
    return await stepUp(asking, service);
  } catch (error) {
    if (!isStopped(error)) throw error;
    return (await signInAnew(context, service)).sessionToken;
  }
}

/** Proves the factor again, or the password where there is none; the session goes on with a new token. */
async function stepUp(context: Context, service: Service): Promise<string> {
  context.output.note('Please confirm that it is you.');
  const operation = 'POST /auth/step-up';
  let answer: Challenge | Session;
  try {
    answer = await request(service, operation);
  } catch (error) {
    // Without a factor the password is wanted.
    if (!(error instanceof Refusal) || error.slug !== 'validation') throw error;
    const password = await context.answers.password('Password: ');
    answer = await request(service, operation, { body: { password } });
  }
  const session =
    'mfaID' in answer ? await answerChallenge(context, service, stepUpOperations, answer) : answer;
  return (await keepSession(context, service, session)).sessionToken;
}
