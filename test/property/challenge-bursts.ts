import { expect } from 'vitest';
import type { Challenge } from '../../core/sign-in/challenge.ts';
import { submit } from '../support/people.ts';
import {
  type Command,
  command,
  pick,
  resetPassword,
  rightCode,
  said,
  signsIn,
  type Typed,
  ticks,
  wrongCode,
} from './challenge-commands.ts';
import {
  type Model,
  type ModelChallenge,
  type ModelledFactor,
  type Outcome,
  tries,
} from './challenge-model.ts';
import { type Real, rowsOf } from './challenge-real.ts';

export interface Guess {
  readonly index: number;
  readonly isRight: boolean;
  readonly drift: number;
}

type Also = 'nothing' | 'resend' | 'password change';

/** Many submissions at once, and perhaps a resend or a change of password among them. */
export function bursts(guesses: readonly Guess[], also: Also): Command {
  const name = guesses.map(({ index, isRight }) => `${isRight ? 'right' : 'wrong'} ${index}`).join(', ');
  return command(`burst (${name}; ${also})`, (model, real) => burst(model, real, guesses, also));
}

/** Signs in twice by this method and answers both challenges with right codes at once, each more than once. */
export function races(type: ModelledFactor): Command {
  const guesses = [0, 1, 0, 1, 1, 0].map((index) => ({ index, isRight: true, drift: 0 }));
  const steps = [signsIn(type), signsIn(type), ticks(30_000)];
  return command(
    `race, by ${type}`,
    async (model, real) => {
      for (const step of steps) await step.run(model, real);
      if (model.challenges.length > 1) await burst(model, real, guesses, 'nothing');
    },
    false,
  );
}

async function burst(model: Model, real: Real, guesses: readonly Guess[], also: Also): Promise<void> {
  const sent = guesses.map(({ index, isRight, drift }) => {
    const challenge = pick(model, index);
    const typed = isRight ? rightCode(model, real, challenge, drift) : wrongCode(model, real, challenge);
    return { challenge, typed };
  });
  const { mfaID, code } = pick(model, 0);
  const others = {
    nothing: async () => undefined,
    // Only where its code is known: a first mail of a burst could not be told apart.
    resend: async () => code && real.service.call('auth/resend-code', { parameters: { mfaID } }),
    'password change': () => resetPassword(real),
  };
  const [answers] = await Promise.all([
    Promise.all(sent.map(({ challenge, typed }) => submit(real.service, challenge.mfaID, typed.code))),
    others[also](),
  ]);
  const outcomes = answers.map(said);
  if (also === 'nothing' && guesses.every(({ isRight }) => !isRight)) checkWrongOnes(model, sent, outcomes);
  checkBurst(model, sent, outcomes);
  await adopt(model, real);
}

interface Sent {
  readonly challenge: ModelChallenge;
  readonly typed: Typed;
}

const wasLooked = (outcome: Outcome) => outcome === '200' || outcome.startsWith('422 invalid-code');

function checkBurst(model: Model, sent: readonly Sent[], outcomes: readonly Outcome[]): void {
  const of = (isOne: (one: Sent) => boolean) => outcomes.filter((_, index) => isOne(sent[index] as Sent));
  for (const challenge of new Set(sent.map((one) => one.challenge))) {
    const looks = of((one) => one.challenge === challenge).filter(wasLooked).length;
    expect(looks).toBeLessThanOrEqual(model.isOver(challenge) ? 0 : tries - challenge.attempts);
  }
  for (const method of ['email', 'authenticator'] as const) {
    const own = of((one) => one.challenge.method === method);
    const [looks, successes] = [
      own.filter(wasLooked).length,
      own.filter((outcome) => outcome === '200').length,
    ];
    // A success clears the count: ten more may fail after each.
    const renewed = model.budget(method) === 0 ? 0 : successes * 10;
    expect(looks, `looks by ${method}`).toBeLessThanOrEqual(model.budget(method) + renewed);
  }
  outcomes.forEach((outcome, index) => {
    if (outcome !== '200') return;
    const { challenge, typed } = sent[index] as Sent;
    const step = typed.steps.find((one) => !model.isSpent(one));
    expect(challenge.method === 'email' ? typed.code === challenge.code : step !== undefined).toBe(true);
    model.countSession(model.codeOf(challenge, step));
  });
}

/** Wrong codes alone are looked at exactly as often as the challenge and the account allow. */
function checkWrongOnes(model: Model, sent: readonly Sent[], outcomes: readonly Outcome[]): void {
  const [first] = sent;
  if (!first || sent.some(({ challenge }) => challenge !== first.challenge)) return;
  const { challenge } = first;
  const open = model.isOver(challenge) ? 0 : tries - challenge.attempts;
  const allowed = Math.min(sent.length, open, model.budget(challenge.method));
  expect(outcomes.filter(wasLooked)).toHaveLength(allowed);
}

/** After a burst the model goes on from what happened; that it was allowed has been checked. */
async function adopt(model: Model, real: Real): Promise<void> {
  const { user, challenges, lastUsedStep, toldSteps } = await rowsOf(model, real);
  if (user.credentialVersion !== model.version) model.resetPassword();
  expect(user.credentialVersion).toBe(model.version);
  model.lastUsedStep = lastUsedStep;
  model.toldSteps = [...toldSteps];
  for (const method of ['email', 'authenticator'] as const)
    model.failures[method] = { count: user[`${method}Failures`] ?? 0, at: user[`${method}FailedAt`] ?? 0 };
  model.challenges.forEach((challenge, index) => {
    const { attempts, mails, mailedAt = 0, usedAt } = challenges[index] as Challenge;
    if (mails > challenge.mails) model.codesMailedAt.push(mailedAt);
    Object.assign(challenge, { attempts, mails, mailedAt, isUsed: usedAt !== undefined });
  });
}
