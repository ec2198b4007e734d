import { describe, expect, it } from 'vitest';
import { type Step, steps } from '../../functions/steps.ts';
import { sourceFiles } from '../architecture.ts';
import { proofViolations, stepsThatCreateSessions } from '../support/proofs.ts';

const files = sourceFiles();

/** Every way to a session, as the docs name them (OWASP ASVS 6.1.3 and 6.3.4). */
const waysToASession = [
  'auth/sign-in',
  'auth/sign-in-with-key',
  'auth/sign-in-with-passkey',
  'auth/submit-code',
  'auth/submit-passkey',
  'step-up/start',
  'step-up/submit-code',
  'step-up/submit-passkey',
];

describe('the ways to a session', () => {
  it('are the documented ones', async () => {
    expect((await stepsThatCreateSessions(files)).sort()).toEqual(waysToASession);
  });

  it('are the only steps that may put a session into its table', () => {
    const mayPut = (steps as readonly Step[]).filter(({ tables }) => tables.sessions?.includes('PutItem'));
    expect(mayPut.map(({ name }) => name).sort()).toEqual(waysToASession);
  });

  it.each([
    ["import { signIn } from '../../../core/sign-in/session-grant.ts'; signIn();"],
    ["import { submitCode } from '../../flows/sign-in/submit-code.ts'; submitCode();"],
    ["import * as session from '../../../core/sign-in/session.ts'; session.createSession();"],
    ["const { signIn } = await import('../../../core/sign-in/session-grant.ts');"],
  ])('would be found by: %s', async (text) => {
    const found = await stepsThatCreateSessions([...files, { path: 'functions/steps/auth/verify.ts', text }]);
    expect(found).toContain('auth/verify');
  });

  it('are not found where only a type is imported', async () => {
    const text =
      "import type { NewSession } from '../../../core/sign-in/session.ts'; export type A = NewSession;";
    const found = await stepsThatCreateSessions([...files, { path: 'functions/steps/auth/verify.ts', text }]);
    expect(found).not.toContain('auth/verify');
  });
});

describe('the proofs that a session needs', () => {
  it('are made in their homes alone: CodeProof by the factors, Verified by core/sign-in/verified.ts', async () => {
    expect(await proofViolations(files)).toEqual([]);
  });

  it.each([
    ['functions/steps/auth/sign-in.ts', 'const verified = { userID } as Verified;', 'makes Verified'],
    ['functions/steps/auth/sign-in.ts', 'const verified = {} as unknown as Verified;', 'makes Verified'],
    ['core/sign-in/session.ts', 'const verified = {} as unknown as\n  Verified;', 'makes Verified'],
    ['functions/flows/sign-in/prove-password.ts', 'return user as PasswordMatch;', 'makes PasswordMatch'],
    ['core/factors/email.ts', 'return { method } as unknown as CodeProof;', 'makes CodeProof'],
    ['functions/flows/sign-in/try-code.ts', 'const live = makeCodeProof(method, []);', 'uses makeCodeProof'],
    [
      'core/sign-in/challenge.ts',
      "import { makeCodeProof as proof } from './factors/factor.ts'; proof();",
      'uses makeCodeProof',
    ],
    ['core/sign-in/session-grant.ts', 'createSession(user, {} as never, granted);', 'casts blindly'],
    ['core/sign-in/session-grant.ts', 'createSession(user, {} as any, granted);', 'casts blindly'],
    ['functions/flows/a.ts', 'const it = {} as Parameters<typeof createSession>[1];', 'casts blindly'],
  ])('in %s are found: %s', async (path, text, what) => {
    expect(await proofViolations([{ path, text }])).toEqual([{ file: path, what }]);
  });

  it('are not found in comments', async () => {
    const text =
      '/** Not {} as Verified, nor\n * makeCodeProof(). */\n// as PasswordMatch\nexport const a = 1;';
    expect(await proofViolations([{ path: 'functions/steps/auth/sign-in.ts', text }])).toEqual([]);
  });
});
