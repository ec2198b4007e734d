import type { StepName } from '../../../functions/steps.ts';
import { beginActivation } from '../../support/accounts.ts';
import { passkeysHeaders } from '../../support/passkeys.ts';
import { signIn } from '../../support/people.ts';
import type { SeededAccount } from '../../support/seeded-accounts.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { requestOf, someone, userOf, withoutDataKey } from './people.ts';
import { type Scenario, type Stage, sessionsOf } from './trial.ts';

interface Holder extends SeededAccount {
  readonly passkey: SoftwarePasskey;
}

/** An account whose factors are passkeys. */
async function holder({ seeder }: Stage, count = 1): Promise<Holder> {
  const account = await seeder.account(Array.from({ length: count }, () => 'passkey' as const));
  const [passkey] = account.passkeys;
  if (!passkey) throw new Error('there is no passkey');
  return { ...account, passkey };
}

const elsewhere = { origin: 'https://elsewhere.example.com' };

/** The sign-in by password that a passkey completes. */
async function challengeOf({ service }: Stage, { passkey, ...person }: Holder, isRight = true) {
  const { mfaID, publicKey } = (await signIn(service, person, { headers: passkeysHeaders })).body;
  const credential = passkey.get(publicKey, isRight ? {} : elsewhere);
  return { parameters: { mfaID }, body: { credential } };
}

async function tokenOf(stage: Stage, person: Holder): Promise<string> {
  const answer = await stage.service.call('auth/submit-passkey', await challengeOf(stage, person));
  if (answer.status !== 200) throw new Error(`cannot sign in: ${JSON.stringify(answer.body)}`);
  return answer.body.sessionToken;
}

/** What an answer to a challenge holds: it is used once, and a wrong one is charged. */
const answered = (isRight: boolean): Scenario => ({
  what: `${isRight ? 'the right' : 'a wrong'} answer after a password`,
  status: isRight ? 200 : 422,
  prepare: async (stage) => {
    const person = await holder(stage);
    const before = (await sessionsOf(stage, person.id)).length;
    const request = await challengeOf(stage, person, isRight);
    const row = { table: 'challenges', key: { id: request.parameters.mfaID } } as const;
    return {
      call: () => stage.service.call('auth/submit-passkey', request),
      account: person.id,
      isSingleUse: true,
      ...(isRight && {
        isDone: async () => (await sessionsOf(stage, person.id)).length > before,
        redo: () => tokenOf(stage, person),
      }),
      ...(!isRight && {
        charged: async () => (await stage.kept.read<[{ attempts: number }]>(row))[0]?.attempts ?? 0,
      }),
    };
  },
});

const alone: Scenario = {
  what: 'a passkey alone',
  status: 200,
  prepare: async (stage) => {
    const { service } = stage;
    const { id, passkey } = await holder(stage);
    const optionsOf = async () => (await service.call('auth/passkey-options')).body.publicKey;
    const body = { credential: passkey.get(await optionsOf()) };
    const before = (await sessionsOf(stage, id)).length;
    return {
      call: () => service.call('auth/sign-in-with-passkey', { body }),
      account: id,
      isSingleUse: true,
      isDone: async () => (await sessionsOf(stage, id)).length > before,
      redo: async () => {
        const again = { credential: passkey.get(await optionsOf()) };
        await service.call('auth/sign-in-with-passkey', { body: again });
      },
    };
  },
};

const options = (isFirst: boolean): Scenario => ({
  what: isFirst ? 'options, before there is a data key' : 'options',
  status: 200,
  prepare: async (stage) => {
    if (isFirst) await withoutDataKey(stage, 'passkeys');
    return { call: () => stage.service.call('auth/passkey-options') };
  },
});

const steppedUp: Scenario = {
  what: 'the right answer',
  status: 200,
  prepare: async (stage) => {
    const person = await holder(stage);
    const token = await tokenOf(stage, person);
    stage.service.clock.now += 15 * 60_000;
    const begunAt = stage.service.clock.now;
    const begin = async () => {
      const started = await stage.service.call('step-up/start', { token, headers: passkeysHeaders });
      const credential = person.passkey.get(started.body.publicKey);
      return { parameters: { mfaID: started.body.mfaID }, body: { credential }, token };
    };
    const request = await begin();
    return {
      call: () => stage.service.call('step-up/submit-passkey', request),
      account: person.id,
      isSingleUse: true,
      isDone: async () =>
        (await sessionsOf(stage, person.id)).some(({ authenticatedAt }) => authenticatedAt >= begunAt),
      redo: async () => {
        // The session of before has ended if the answer was lost after it.
        if ((await stage.service.call('auth/verify', { token })).status !== 200) await tokenOf(stage, person);
        else await stage.service.call('step-up/submit-passkey', await begin());
      },
    };
  },
};

const browserCode: Scenario = {
  what: 'a code for a terminal',
  status: 201,
  prepare: async (stage) => {
    const token = await tokenOf(stage, await holder(stage));
    return { call: () => stage.service.call('mfa/make-browser-code', { token }) };
  },
};

const withoutPassword: Scenario = {
  what: 'the password of somebody with two passkeys',
  status: 204,
  prepare: async (stage) => {
    const person = await holder(stage, 2);
    const token = await tokenOf(stage, person);
    const { passwordHash } = await userOf(stage, person.id);
    return {
      call: () => stage.service.call('account/remove-password', { token }),
      isDone: async () => (await userOf(stage, person.id)).passwordHash !== passwordHash,
      account: person.id,
    };
  },
};

/** A sign-in at a terminal: a code from the browser takes the place of the passkey. */
export const browserCodeTyped: Scenario = {
  what: 'a code from the browser',
  status: 200,
  prepare: async (stage) => {
    const { service } = stage;
    const person = await holder(stage);
    const token = await tokenOf(stage, person);
    const request = async () => {
      const { code } = (await service.call('mfa/make-browser-code', { token })).body;
      const { mfaID } = (await signIn(service, person)).body;
      return { parameters: { mfaID }, body: { otp: code } };
    };
    const first = await request();
    const sessions = async () => (await sessionsOf(stage, person.id)).length;
    const before = await sessions();
    return {
      call: () => service.call('auth/submit-code', first),
      account: person.id,
      isSingleUse: true,
      isDone: async () => (await sessions()) > before,
      redo: async () => void (await service.call('auth/submit-code', await request())),
    };
  },
};

export type PasskeySteps = Extract<
  StepName,
  | 'passkeys/origins'
  | 'auth/passkey-options'
  | 'auth/sign-in-with-passkey'
  | `${'auth' | 'step-up'}/submit-passkey`
  | 'mfa/make-browser-code'
  | 'account/remove-password'
>;

/** What sign-ins and step-ups by passkeys ask of AWS. */
export const ofPasskeys: Readonly<Record<PasskeySteps, readonly Scenario[]>> = {
  'passkeys/origins': [],
  'auth/passkey-options': [options(true), options(false)],
  'auth/sign-in-with-passkey': [alone],
  'auth/submit-passkey': [answered(true), answered(false)],
  'step-up/submit-passkey': [steppedUp],
  'mfa/make-browser-code': [browserCode],
  'account/remove-password': [withoutPassword],
};

/** A sign-in by password of somebody with a passkey: its challenge shows what the passkey signs. */
export const passwordBeforePasskey: Scenario = {
  what: 'the right password, a passkey',
  status: 200,
  prepare: async (stage) => {
    const person = await holder(stage);
    return {
      call: () => signIn(stage.service, person, { headers: passkeysHeaders }),
      account: person.id,
    };
  },
};

export const passkeyBegun: Scenario = {
  what: 'a passkey, signed out',
  status: 201,
  prepare: async (stage) => {
    const person = await someone(stage);
    return { call: () => beginActivation(stage.service, person, 'passkey') };
  },
};

export const passkeyEnabled: Scenario = {
  what: 'a passkey',
  status: 200,
  prepare: async (stage) => {
    const person = await someone(stage);
    const { token, id } = person;
    const passkey = new SoftwarePasskey();
    const begin = async () => {
      const { body } = await beginActivation(stage.service, person, 'passkey', token);
      const credential = passkey.create(body.publicKey);
      return requestOf({ activationID: body.activationID }, { credential }, token);
    };
    const request = await begin();
    return {
      call: () => stage.service.call('mfa/complete-activation', request),
      account: id,
      isSingleUse: true,
      isDone: async () => (await userOf(stage, id)).factors.length === 1,
      redo: async () => {
        if ((await stage.service.call('mfa/complete-activation', request)).status !== 200)
          await stage.service.call('mfa/complete-activation', await begin());
      },
    };
  },
};
