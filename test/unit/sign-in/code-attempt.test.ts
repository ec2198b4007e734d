import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import { codeAtStep, stepAt } from '../../../core/factors/authenticator.ts';
import { remove, type Update, update } from '../../../core/kernel/change.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { problem } from '../../../core/kernel/problem.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import {
  chargeAttempt,
  judgeAttempt,
  proofLost,
  readCode,
  sixDigitsProblem,
  tellClockDrift,
  withClockDrift,
} from '../../../core/sign-in/code-attempt.ts';
import { accepted } from '../../support/organization-rows.ts';
import { circumstances, noon, userOf } from '../../support/users.ts';

const recoveryCode = 'ABCD-EFGH-IJKL-MNOP-QRST';

function challengeOf(user: User, more: Partial<Challenge> = {}): Challenge {
  const opening = { id: 'ada.1', purpose: 'sign-in', provedMethods: ['password'], keyVersion: 1 } as const;
  const method = user.factors[0]?.type ?? 'email';
  return { ...newChallenge(user, opening, method, { code: '123456' }, noon).answer.challenge, ...more };
}

const user = userOf(['email', 'authenticator']);
const challenge = challengeOf(user);
const rows = { challenge, user };

describe('what is entered for a challenge', () => {
  const activation = challengeOf(user, { purpose: 'activation', factor: { id: 'new', name: 'New' } });

  it.each([
    ['a code', challenge, '123 456', { method: 'email', input: '123456' }],
    ['a recovery code', challenge, recoveryCode, { method: 'recovery-code' }],
    ['a code of an activation', activation, '123456', { method: 'email' }],
    ['no recovery code in an activation', activation, recoveryCode, { reason: 'recovery-code-instead' }],
    ['nothing else', challenge, '12345', { reason: 'code-length', errors: [{ pointer: '/otp' }] }],
    [
      'no recovery code with a letter too few',
      challenge,
      recoveryCode.slice(1),
      { reason: 'recovery-code-length' },
    ],
    ['no text without a code', challenge, 'there are 5 of them', { reason: 'code-not-found' }],
    ['no text with two numbers', challenge, '123456 or 654321', { reason: 'several-codes' }],
    ['no number', challenge, 123456, { reason: 'code-malformed' }],
  ])('is %s', (_, about, otp, read) => {
    expect(readCode(about, user, otp, noon)).toMatchObject(read);
  });

  it('is refused while its method waits or is locked, whatever it is', () => {
    const waiting = { ...user, emailFailures: 10, emailFailedAt: noon };
    expect(readCode(challenge, waiting, '123456', noon)).toMatchObject({ reason: 'too-many-wrong-codes' });
    expect(readCode(challenge, waiting, recoveryCode, noon)).toMatchObject({ method: 'recovery-code' });
    const locked = { ...user, emailFailures: 100 };
    expect(readCode(challenge, locked, '123456', noon)).toMatchObject({ reason: 'method-locked' });
  });
});

describe('the order in which a code is tried (rule 4)', () => {
  const secret = new Uint8Array(20).fill(7);
  const lastUsedStep = stepAt(noon);
  const phone = { userID: 'ada', id: 'phone', secret, sealedSecret: 'sealed', lastUsedStep };
  const entered = (input: string) => ({ input, now: noon, evidence: { authenticators: [phone] } });

  it('begins with whether it was used: such a code is refused, and charges nobody', () => {
    const used = chargeAttempt(rows, 'authenticator', entered(codeAtStep(secret, lastUsedStep)));
    expect(used).toMatchObject({ refuse: { reason: 'code-used' } });
    expect(used).not.toHaveProperty('commit');
  });

  it('then charges the challenge and the account in one write, right or wrong', () => {
    for (const input of [codeAtStep(secret, lastUsedStep + 1), '000000']) {
      const { commit = [] } = chargeAttempt(rows, 'authenticator', entered(input));
      const [ofChallenge, ofAccount] = commit as Update[];
      expect(ofChallenge).toMatchObject({ key: { id: 'ada.1' }, add: { attempts: 1 } });
      expect(ofAccount).toMatchObject({ key: { id: user.id }, add: { authenticatorFailures: 1 } });
    }
  });

  it.each<[string, Partial<Challenge> | undefined, Partial<User> | undefined, string]>([
    ['the challenge was used', { usedAt: noon }, undefined, 'challenge-over'],
    ['its tries are spent', { attempts: 5 }, undefined, 'challenge-over'],
    ['it has another method by now', { method: 'authenticator' }, undefined, 'challenge-over'],
    [
      'the account waits by now',
      undefined,
      { emailFailures: 10, emailFailedAt: noon },
      'too-many-wrong-codes',
    ],
    ['the account is locked by now', undefined, { emailFailures: 100 }, 'method-locked'],
    ['the challenge is gone', undefined, undefined, 'challenge-over'],
  ])('is refused where %s', (_, ofChallenge, ofAccount, reason) => {
    const decision = chargeAttempt(rows, 'email', { input: '123456', now: noon, evidence: {} });
    if (isRefused(decision) || typeof decision.ifLost !== 'function') throw new Error('not accepted');
    const [first, second] = decision.commit;
    if (!first || !second) throw new Error('two changes are expected');
    const failed = [
      ...(ofChallenge ? [{ change: first, old: { ...challenge, ...ofChallenge } }] : []),
      ...(ofAccount ? [{ change: second, old: { ...user, ...ofAccount } }] : []),
    ];
    expect(decision.ifLost(failed)).toMatchObject({ reason });
  });

  it('compares last: a right code is a proof with what uses it up', async () => {
    const attempt = entered(codeAtStep(secret, lastUsedStep + 1));
    const judged = await judgeAttempt(rows, 'authenticator', attempt, circumstances, 'one');
    expect(judged).toMatchObject({ commit: [], answer: { method: 'authenticator', uses: [{}] } });
  });
});

describe('a wrong code', () => {
  const wrong = { input: '000000', now: noon, evidence: { mailedCode: '123456' } };

  it('says how many tries are left, is logged once for its challenge, and noted for a later mail', async () => {
    const judged = await judgeAttempt(rows, 'email', wrong, { ...circumstances, at: noon + 5000 }, 'one');
    expect(judged).toMatchObject({
      refuse: { reason: 'wrong-code', attemptsLeft: 4 },
      commit: [
        {
          table: 'events',
          // The id is the challenge's, so that a second entry is not written, and no second mail is sent.
          key: { id: `${new Date(noon).toISOString()}#1` },
          row: { kind: 'sign-in-code-failed', at: noon + 5000, factor: { type: 'email' } },
          when: [{ attribute: 'id', is: 'absent' }],
        },
        {
          table: 'events',
          key: { subject: '#wrong-codes' },
          row: { challengeID: 'ada.1', userID: 'ada', method: 'email', at: noon + 5000 },
          when: [{ attribute: 'id', is: 'absent' }],
        },
      ],
    });
    expect(judged).not.toHaveProperty('notify');
  });

  it.each([
    [0, false],
    [1, false],
    [2, true],
    [4, true],
  ])('after %i others is mailed about at once: %s', async (attempts, isMailed) => {
    const tried = { user, challenge: { ...challenge, attempts } };
    const judged = await judgeAttempt(tried, 'email', wrong, circumstances, 'one');
    expect('notify' in judged).toBe(isMailed);
    if (isMailed)
      expect(judged).toMatchObject({
        // Only one of several at once writes it, and sends the mail.
        commit: [
          {
            table: 'challenges',
            key: { id: 'ada.1' },
            when: [
              {},
              {
                anyOf: [
                  [{ attribute: 'reportedAt', is: 'absent' }],
                  [{ attribute: 'reportedBy', is: 'equal', value: 'one' }],
                ],
              },
            ],
          },
        ],
        notify: [
          { message: { kind: 'sign-in-code-failed', method: 'email', signedIn: false, byKey: false } },
        ],
      });
  });

  it('of the last try says that none is left', async () => {
    const last = { user, challenge: { ...challenge, attempts: 4 } };
    expect(await judgeAttempt(last, 'email', wrong, circumstances, 'one')).toMatchObject({
      refuse: { attemptsLeft: 0 },
    });
  });

  it.each<[string, Partial<Challenge>, object]>([
    ['of someone who is signed in', { purpose: 'step-up' }, { signedIn: true, byKey: false }],
    ['after an SSH key', { provedMethods: ['key'] }, { signedIn: false, byKey: true }],
  ])('%s is mailed about as such', async (_, more, message) => {
    const judged = await judgeAttempt(
      { user, challenge: { ...challenge, attempts: 2, ...more } },
      'email',
      wrong,
      circumstances,
      'one',
    );
    expect(judged).toMatchObject({ notify: [{ message }] });
  });
});

describe('what is entered in a terminal for a passkey', () => {
  const account = userOf(['passkey']);
  const asked = challengeOf(account);
  const activation = challengeOf(account, { purpose: 'activation', factor: { id: 'new', name: 'New' } });

  it.each([
    ['a code from the browser', asked, 'bcdf ghjk', { method: 'browser-code', input: 'BCDFGHJK' }],
    ['a recovery code', asked, recoveryCode, { method: 'recovery-code' }],
    ['no code of six digits', asked, '123456', { reason: 'browser-code-malformed' }],
    ['no other text', asked, 'bcdf', { reason: 'browser-code-malformed' }],
    [
      'no recovery code with a letter too few',
      asked,
      recoveryCode.slice(1),
      { reason: 'recovery-code-length', errors: [{ pointer: '/otp', expected: 20 }] },
    ],
    [
      'no code from the browser in an activation',
      activation,
      'BCDF-GHJK',
      { reason: 'browser-code-malformed' },
    ],
  ])('is %s', (_, about, otp, read) => {
    expect(readCode(about, account, otp, noon)).toMatchObject(read);
  });
});

describe('what is wrong with an entry that has no code of six digits', () => {
  it.each([
    ['12345', 'code-length'],
    ['hello', 'code-malformed'],
    ['123456', 'code-malformed'],
    ['12 or 34', 'code-not-found'],
  ])('%j: %s, in the field', (typed, reason) => {
    expect(sixDigitsProblem('/code', typed)).toMatchObject({ reason, errors: [{ pointer: '/code' }] });
  });

  it('says how many digits it has', () => {
    expect(sixDigitsProblem('/code', '12345').errors).toMatchObject([{ digits: 5 }]);
  });
});

describe('the hint that the clock of a phone is wrong', () => {
  const secret = new Uint8Array(20).fill(7);
  const phone = { userID: 'ada', id: 'phone', secret, sealedSecret: 'sealed', lastUsedStep: 0 };
  const attempt = (input: string, isInActivation = false) => ({
    input,
    now: noon,
    evidence: { authenticators: [{ ...phone, isInActivation }] },
  });
  const fast = codeAtStep(secret, stepAt(noon) + 4);

  it('is told if it could be noted, and mails nothing', () => {
    const decision = accepted(tellClockDrift('authenticator', attempt(fast)));
    expect(decision).toMatchObject({
      commit: [{ table: 'factors', key: { id: 'phone' } }],
      notify: [],
      answer: 120,
      ifLost: { answer: undefined },
    });
  });

  it('needs no note in an activation', () => {
    expect(accepted(tellClockDrift('authenticator', attempt(fast, true)))).toMatchObject({
      commit: [],
      answer: 120,
    });
  });

  it('is not given for another wrong code, or for a method without a clock', () => {
    expect(accepted(tellClockDrift('authenticator', attempt('000000'))).answer).toBeUndefined();
    const mailed = { input: '000000', now: noon, evidence: { mailedCode: '123456' } };
    expect(accepted(tellClockDrift('email', mailed))).toMatchObject({ commit: [], answer: undefined });
  });

  it('takes the place of the refusal, with the tries that are left', () => {
    const refusal = problem('wrong-code', { attemptsLeft: 3 });
    expect(withClockDrift(refusal, undefined)).toBe(refusal);
    expect(withClockDrift(refusal, -120)).toMatchObject({
      reason: 'phone-clock-wrong',
      attemptsLeft: 3,
      clockAheadSeconds: -120,
    });
    expect(withClockDrift(problem('not-found'), 60)).toMatchObject({ attemptsLeft: 0 });
  });
});

describe('a right code that lost a race', () => {
  const factor = update('factors', { userID: 'ada', id: 'phone' }, {}, []);
  const account = update('users', { id: 'user#ada' }, {}, []);
  const session = update('challenges', { id: 'ada.1' }, {}, []);
  const recovery = remove('factors', { userID: 'ada', id: 'recovery-code#x' });
  const lost = (...changes: Parameters<typeof proofLost>[0][number]['change'][]) =>
    proofLost(changes.map((change) => ({ change }))).reason;

  it('was used by another request, unless the account changed or the challenge is over', () => {
    expect(lost(factor)).toBe('code-used');
    expect(proofLost([{ change: factor }])).toMatchObject({ retryAfterSeconds: 30 });
    expect(lost(factor, session)).toBe('code-used');
    expect(lost(factor, account)).toBe('challenge-over');
    expect(lost(session)).toBe('challenge-over');
    expect(lost(recovery)).toBe('challenge-over');
  });
});
