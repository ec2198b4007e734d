import type { StepName } from '../../../functions/steps.ts';
import { goodPassword, newSource, otherCode } from '../../support/people.ts';
import { keySignIn, newSshKey } from '../../support/ssh-keys.ts';
import { browserCodeTyped, type PasskeySteps, passwordBeforePasskey } from './passkeys.ts';
import { begun, codeFor, reading, signInAgain, someone } from './people.ts';
import { type Scenario, type Stage, sessionsOf } from './trial.ts';

const anotherPassword = 'orange teapot over snow';

type Place = 'a known place' | 'a new place';
const signIn = (place: Place, types: readonly ('email' | 'authenticator')[], isRight: boolean): Scenario => ({
  what: `${isRight ? 'the right password' : 'a wrong password'} at ${place}, ${types.join(' and ') || 'no factor'}`,
  status: isRight ? 200 : 401,
  prepare: async (stage) => {
    const person = await someone(stage, ...types);
    const address = place === 'a new place' ? newSource() : '192.0.2.1';
    const body = { identifier: person.email, password: isRight ? person.password : anotherPassword };
    return {
      call: () => stage.service.call('auth/sign-in', { body, address }),
      account: person.id,
      ...(!isRight && { charged: () => chargedFor(stage, person.email) }),
    };
  },
});

/** How many guesses at an account's password are charged, in the bucket that the caller's place uses. */
async function chargedFor({ service, kept }: Stage, email: string): Promise<number> {
  const rows = await service.rows('challenges');
  const now = service.clock.now;
  const { digest } = await import('../../../core/kernel/digest.ts');
  return rows
    .filter(({ id }) => String(id).includes(digest(email)) && String(id).startsWith('password-guesses'))
    .map(({ fullAt }) => Math.ceil(Math.max(0, Number(fullAt ?? 0) - now) / 30_000))
    .reduce((sum, one) => sum + one, 0 * Number(Boolean(kept)));
}

const byKey = (types: readonly 'email'[]): Scenario => ({
  what: `an SSH key, ${types.join() || 'no factor'}`,
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, ...types);
    const key = newSshKey();
    const added = await stage.service.call('keys/add', {
      body: { name: 'laptop', key: key.publicKey },
      token: person.token,
    });
    if (added.status !== 201) throw new Error(`no key: ${JSON.stringify(added.body)}`);
    return {
      call: () =>
        stage.service.call('auth/sign-in-with-key', keySignIn(key, { at: stage.service.clock.now })),
      account: person.id,
    };
  },
});

type Method = 'email' | 'authenticator';
const submitted = (method: Method, isRight: boolean): Scenario => ({
  what: `${isRight ? 'the right' : 'a wrong'} code, ${method}`,
  status: isRight ? 200 : 422,
  prepare: async (stage) => {
    const person = await someone(stage, method);
    const mfaID = await begun(stage, person);
    const right = await codeFor(stage, person);
    const body = { otp: isRight ? right : otherCode(right) };
    const sessions = async () => (await sessionsOf(stage, person.id)).length;
    const before = await sessions();
    const row = { table: 'challenges', key: { id: mfaID } } as const;
    return {
      call: () => stage.service.call('auth/submit-code', { parameters: { mfaID }, body }),
      account: person.id,
      isSingleUse: true,
      ...(isRight && {
        isDone: async () => (await sessions()) > before,
        redo: async () => void (await signInAgain(stage, person)),
      }),
      ...(!isRight && {
        charged: async () => (await stage.kept.read<[{ attempts: number }]>(row))[0]?.attempts ?? 0,
      }),
    };
  },
});

const byRecoveryCode: Scenario = {
  what: 'a recovery code',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage, 'email');
    const made = await stage.service.call('mfa/regenerate-recovery-codes', { token: person.token });
    const [first = '', second = ''] = made.body.recoveryCodes as readonly string[];
    const request = async (otp: string) => ({
      parameters: { mfaID: await begun(stage, person) },
      body: { otp },
    });
    const given = await request(first);
    const sessions = async () => (await sessionsOf(stage, person.id)).length;
    const before = await sessions();
    return {
      call: () => stage.service.call('auth/submit-code', given),
      account: person.id,
      isSingleUse: true,
      isDone: async () => (await sessions()) > before,
      // The first one may be used up.
      redo: async () => void (await stage.service.call('auth/submit-code', await request(second))),
    };
  },
};

/** A session whose last proof is older than what a step-up is for. */
async function stale(stage: Stage, ...types: readonly Method[]) {
  const person = await someone(stage, ...types);
  stage.service.clock.now += 15 * 60_000;
  return person;
}

const steppedUp = (method: Method): Scenario => ({
  what: `the right code, ${method}`,
  status: 200,
  prepare: async (stage) => {
    const person = await stale(stage, method);
    const { token } = person;
    const start = async () => {
      const { mfaID } = (await stage.service.call('step-up/start', { token })).body;
      return { parameters: { mfaID }, body: { otp: await codeFor(stage, person) }, token };
    };
    const request = await start();
    const sessions = () => sessionsOf(stage, person.id);
    const begunAt = stage.service.clock.now;
    return {
      call: () => stage.service.call('step-up/submit-code', request),
      account: person.id,
      isSingleUse: true,
      isDone: async () => (await sessions()).some(({ authenticatedAt }) => authenticatedAt >= begunAt),
      redo: async () => {
        const answer = await stage.service.call('step-up/submit-code', await start());
        if (answer.status !== 200) await signInAgain(stage, person);
      },
    };
  },
});

const startedByPassword: Scenario = {
  what: 'by the password, without a factor',
  status: 200,
  prepare: async (stage) => {
    const { token, id } = await stale(stage);
    return {
      call: () =>
        stage.service.call('step-up/start', {
          token,
          body: { password: goodPassword },
          address: newSource(),
        }),
      account: id,
      isSingleUse: true,
      redo: async () => undefined,
    };
  },
};

const startedByFactor: Scenario = {
  what: 'with a factor',
  status: 200,
  prepare: async (stage) => {
    const { token } = await stale(stage, 'email');
    return { call: () => stage.service.call('step-up/start', { token }) };
  },
};

type Purpose = 'auth' | 'step-up';
/** A challenge of a person with both factors, who switches to email or asks for the mail again. */
const challenged = (purpose: Purpose, action: 'switch-method' | 'resend-code'): Scenario => ({
  what: 'a code by mail',
  status: 200,
  prepare: async (stage) => {
    const { service } = stage;
    const types: readonly Method[] = action === 'resend-code' ? ['email'] : ['authenticator', 'email'];
    const person = await stale(stage, ...types);
    const token = purpose === 'step-up' ? person.token : undefined;
    const mfaID =
      purpose === 'auth'
        ? await begun(stage, person)
        : (await service.call('step-up/start', { token })).body.mfaID;
    service.clock.now += 31_000;
    const before = (await service.mailsTo(person.email)).length;
    const body = action === 'switch-method' ? { type: 'email' } : undefined;
    const call = () => service.call(`${purpose}/${action}`, { parameters: { mfaID }, body, token });
    return {
      call,
      isDone: async () => (await service.mailsTo(person.email)).length > before,
      redo: async () => {
        service.clock.now += 31_000;
        if ((await call()).status !== 200) return;
        const isMailed = (await service.mailsTo(person.email)).length > before;
        if (isMailed) return;
        service.clock.now += 31_000;
        await service.call(`${purpose}/resend-code`, { parameters: { mfaID }, token });
      },
    };
  },
});

export type SignInSteps = Exclude<
  Extract<StepName, `${'auth' | 'step-up'}/${string}`>,
  'auth/sign-out' | 'auth/token' | PasskeySteps
>;

/** What sign-ins and step-ups ask of AWS. */
export const ofSignIn: Readonly<Record<SignInSteps, readonly Scenario[]>> = {
  'auth/sign-in': [
    signIn('a known place', [], true),
    signIn('a new place', [], true),
    signIn('a new place', ['email'], true),
    signIn('a known place', ['authenticator'], true),
    signIn('a new place', ['email'], false),
    signIn('a known place', [], false),
    passwordBeforePasskey,
  ],
  'auth/sign-in-with-key': [byKey([]), byKey(['email'])],
  'auth/submit-code': [
    submitted('email', true),
    submitted('authenticator', true),
    submitted('email', false),
    submitted('authenticator', false),
    byRecoveryCode,
    browserCodeTyped,
  ],
  'auth/switch-method': [challenged('auth', 'switch-method')],
  'auth/resend-code': [challenged('auth', 'resend-code')],
  'auth/verify': [reading('auth/verify')],
  'step-up/start': [startedByPassword, startedByFactor],
  'step-up/submit-code': [steppedUp('email'), steppedUp('authenticator')],
  'step-up/switch-method': [challenged('step-up', 'switch-method')],
  'step-up/resend-code': [challenged('step-up', 'resend-code')],
};
