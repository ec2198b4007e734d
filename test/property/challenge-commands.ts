import { expect } from 'vitest';
import { codeAtStep } from '../../core/factors/authenticator.ts';
import { codesMailedTo, linkToken } from '../support/accounts.ts';
import { signIn, submit } from '../support/people.ts';
import type { CallAnswer } from '../support/service.ts';
import type { Model, ModelChallenge, ModelledFactor, Outcome } from './challenge-model.ts';
import { checkState, type Real } from './challenge-real.ts';

export interface Command {
  check(model: Readonly<Model>): boolean;
  run(model: Model, real: Real): Promise<void>;
  toString(): string;
}

export function command(
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  needsChallenge = true,
): Command {
  return {
    check: (model) => !needsChallenge || model.challenges.length > 0,
    run: async (model, real) => {
      await run(model, real);
      await checkState(model, real);
    },
    toString: () => name,
  };
}

/** Counted from the newest: that one is the likeliest to be still open. */
export function pick(model: Model, index: number): ModelChallenge {
  return model.challenges.toReversed()[index % model.challenges.length] as ModelChallenge;
}

export function said({ status, slug, body }: CallAnswer): Outcome {
  if (slug === 'invalid-code') return `422 invalid-code, ${body.attemptsLeft} left`;
  return slug ? `${status} ${slug}` : `${status}`;
}

/** The last code mailed, which belongs to this challenge and never changes. */
async function readMail(real: Real, challenge: ModelChallenge): Promise<void> {
  const code = (await codesMailedTo(real.service, real.person.email)).at(-1);
  expect(code).toMatch(/^\d{6}$/);
  expect(challenge.code ?? code).toBe(code);
  if (code !== undefined) challenge.code = code;
}

async function expectMails(model: Model, real: Real): Promise<void> {
  const codes = await codesMailedTo(real.service, real.person.email);
  expect(codes).toHaveLength(model.codesMailedAt.length - model.codesMailedBefore);
}

/** Signs in, and goes on with this method. */
export const signsIn = (type: ModelledFactor) =>
  command(
    `sign in, by ${type}`,
    async (model, real) => {
      const expected = model.begin();
      const answer = await signIn(real.service, real.person);
      expect(said(answer)).toBe('200');
      expect(answer.body).not.toHaveProperty('sessionToken');
      expect(answer.body.mfaPreferredType).toBe(expected.method);
      const challenge = model.open(answer.body.mfaID, expected.method, expected.mails);
      await expectMails(model, real);
      if (expected.mails) await readMail(real, challenge);
      if (type !== expected.method) await switchMethod(model, real, challenge, type);
    },
    false,
  );

export interface Typed {
  readonly code: string;
  readonly steps: readonly number[];
  /** A step that begins in one to five minutes, if the code is of one. */
  readonly early: number | undefined;
}

const appCode = (real: Real, step: number) => codeAtStep(real.app.secret, step);

function typedAs(model: Model, real: Real, code: string): Typed {
  const isOf = (step: number) => appCode(real, step) === code;
  const [, now = 0] = model.window();
  const early = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((ahead) => now + ahead).find(isOf);
  return { code, steps: model.window().filter(isOf), early };
}

export function rightCode(model: Model, real: Real, challenge: ModelChallenge, drift: number): Typed {
  const step = (model.window()[1] ?? 0) + drift;
  const code = challenge.method === 'email' ? (challenge.code ?? '000000') : appCode(real, step);
  return typedAs(model, real, code);
}

export function wrongCode(model: Model, real: Real, challenge: ModelChallenge): Typed {
  const right = [challenge.code, ...model.window().map((step) => appCode(real, step))];
  const code = ['000000', '000001', '000002', '000003', '000004'].find((one) => !right.includes(one)) ?? '';
  return typedAs(model, real, code);
}

export const submitsRight = (index: number, drift: number) =>
  command(`right code (challenge ${index}, drift ${drift})`, async (model, real) => {
    const challenge = pick(model, index);
    const typed = rightCode(model, real, challenge, drift);
    const expected = model.submit(challenge, typed);
    expect(said(await submit(real.service, challenge.mfaID, typed.code))).toBe(expected);
  });

export const submitsWrong = (index: number) =>
  command(`wrong code (challenge ${index})`, async (model, real) => {
    const challenge = pick(model, index);
    const typed = wrongCode(model, real, challenge);
    const expected = model.submit(challenge, typed);
    expect(said(await submit(real.service, challenge.mfaID, typed.code))).toBe(expected);
  });

export const resends = (index: number) =>
  command(`resend (challenge ${index})`, async (model, real) => {
    const challenge = pick(model, index);
    const expected = model.resend(challenge);
    const answer = await real.service.call('auth/resend-code', { parameters: { mfaID: challenge.mfaID } });
    expect(said(answer)).toBe(expected);
    await expectMails(model, real);
    if (expected === '200') await readMail(real, challenge);
  });

async function switchMethod(
  model: Model,
  real: Real,
  challenge: ModelChallenge,
  type: ModelledFactor,
): Promise<void> {
  const hadNoMail = challenge.mails === 0;
  const expected = model.switchTo(challenge, type);
  const request = { parameters: { mfaID: challenge.mfaID }, body: { type } };
  expect(said(await real.service.call('auth/switch-method', request))).toBe(expected);
  await expectMails(model, real);
  if (hadNoMail && challenge.mails > 0) await readMail(real, challenge);
}

export const switches = (index: number, type: ModelledFactor) =>
  command(`switch to ${type} (challenge ${index})`, (model, real) =>
    switchMethod(model, real, pick(model, index), type),
  );

export const ticks = (milliseconds: number) =>
  command(
    `tick ${milliseconds} ms`,
    async (model, real) => {
      model.now += milliseconds;
      real.service.clock.now = model.now;
    },
    false,
  );

/** A reset of the password: whatever was begun with the old credentials is void. */
export async function resetPassword(real: Real): Promise<CallAnswer> {
  await real.service.call('account/forgot-password', { body: { email: real.person.email } });
  const token = await linkToken(real.service, real.person.email, 'reset');
  return real.service.call('account/reset-password', { body: { token, password: real.person.password } });
}

export const changesPassword = command('password change elsewhere', async (model, real) => {
  // Links are as few as five an hour; then the last one is dead.
  if ((await resetPassword(real)).status === 204) model.resetPassword();
});
